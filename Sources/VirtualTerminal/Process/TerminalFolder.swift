import Foundation

/// The folder of one virtual terminal: its flash, its ports, its papers.
public struct TerminalFolder: Sendable, Equatable {
    /// Path of the folder.
    public let path: String

    /// The folder at `path`.
    public init(_ path: String) { self.path = path }

    /// Where terminals live unless told otherwise.
    public static func standard(environment: [String: String]) -> TerminalFolder {
        if let named = environment["TILLBENCH_DIR"], !named.isEmpty { return TerminalFolder(named) }
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? ".") + "/.local/state"
        return TerminalFolder(state + "/tillbench/terminal")
    }

    /// Flash memory of the journal, one file.
    public var flash: String { path + "/flash.bin" }
    /// How often each sector of it was erased.
    public var flashWear: String { path + "/journal.wear" }
    /// Flash memory of firmware and settings, one file.
    public var program: String { path + "/program.bin" }
    /// How often each sector of it was erased.
    public var programWear: String { path + "/program.wear" }
    /// What its parts have done in all of its life.
    public var maintenance: String { path + "/maintenance.json" }
    /// Link to the tty of the line port.
    public var line: String { path + "/line" }
    /// Link to the tty of the service port.
    public var service: String { path + "/service" }
    /// Socket for the operator's hands.
    public var control: String { path + "/control.sock" }
    /// What the secure element keeps.
    public var element: String { path + "/element.bin" }
    /// What came out of the printer.
    public var papers: URL { URL(fileURLWithPath: path + "/papers", isDirectory: true) }
}
