import Foundation
import SerialDriver

/// A port as users name one: a path, `usb:...`, `path:...`, or the bare name of an end of a virtual line.
enum PortName {
    /// Where `tillbench ports virtual` makes its links unless it is told otherwise.
    static var virtualFolder: String {
        let environment = ProcessInfo.processInfo.environment
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? ".") + "/.local/state"
        return state + "/tillbench/lines"
    }

    /// The same port, by a path or an identity.
    static func full(_ text: String) -> String {
        guard !text.contains("/"), !text.contains(":"), !FileManager.default.fileExists(atPath: text) else {
            return text
        }
        let link = virtualFolder + "/" + text
        return FileManager.default.fileExists(atPath: link) ? link : text
    }
}
