import ArgumentParser
import BatchDoctor
import BatchEvidence
import BenchSupport
import Settlement
import TerminalFirmware
import TerminalService
import VirtualTerminal

/// The terminal that a command looks at: a live one, the folder of one, or an image of its flash.
struct TerminalSource: ParsableArguments {
    @Option(help: "Service port of a live terminal: a path, or usb:... or path:... as in `ports list`.")
    var port: String?
    @OptionGroup var service: ServiceOption
    @Option(help: "Folder of a terminal of this bench: its flash.bin is read.") var dir: String?
    @Option(help: "Flash image of a terminal.") var flash: String?

    /// The parser does not ask a group within a group: whoever holds this one does.
    func validate() throws {
        try service.validate()
        let given = [("--port", port), ("--dir", dir), ("--flash", flash)].filter { $0.1 != nil }.map(\.0)
        guard given.count < 2 else {
            throw ValidationError("\(given.joined(separator: " and ")) are names for one thing: the terminal")
        }
    }

    /// True when a terminal was named.
    var isNamed: Bool { port != nil || image != nil }

    /// Path of the image, where no live terminal was named.
    var image: String? { flash ?? dir.map { TerminalFolder($0).flash } }

    /// Opens the port, where one was named.
    ///
    /// - Throws: `BenchError` when there is no such port, or somebody else has it.
    func live(_ stop: @autoclosure () throws -> StopFlag) throws -> LiveTerminal? {
        guard let port else { return nil }
        return LiveTerminal(try ManagementClient(opening: try ServicePort.path(port), service.options(try stop())))
    }

    /// What the terminal says of itself; nil when none was named.
    ///
    /// - Parameters:
    ///   - live: The terminal behind the port.
    ///   - now: The moment at which it is looked at.
    ///   - settings: The shop's settings, where they are known.
    /// - Throws: `BenchError` when the image cannot be read, or the terminal does not answer.
    func evidence(_ live: LiveTerminal?, at now: ClockTime, _ settings: TerminalSettings?) throws -> TerminalEvidence? {
        if let live { return try live.evidence(at: now, settings) }
        guard let image else { return nil }
        guard let read = FlashEvidence.read(image: try EvidenceFile.bytes(image), settings: settings) else {
            throw BenchError(
                .file, "\(image) is no flash of a terminal", why: "a flash has 1,048,576 bytes",
                next: "name a flash image, or the folder of a terminal with --dir")
        }
        return read
    }
}

extension TerminalConfiguration {
    /// The settings that a verdict needs.
    func evidence() throws -> TerminalSettings {
        let parameters = try parameters()
        var settings = TerminalSettings(
            terminalID: parameters.terminalID, merchantID: parameters.merchantID, limits: parameters.limits,
            policy: parameters.settlement, businessDay: parameters.businessDay)
        settings.style = parameters.style
        return settings
    }
}
