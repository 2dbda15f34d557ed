import AcquirerHost
import BatchDoctor
import BatchEvidence
import BenchSupport
import Foundation
import Settlement
import TerminalFirmware
import TerminalService
import VirtualTerminal

/// Reads the evidence of a case, as often as it is asked for.
struct CaseSources {
    let options: EvidenceOptions
    /// The live terminal, where one was named.
    let live: LiveTerminal?
    private let begin: ClockTime
    private let started = ContinuousClock.now

    /// Opens the port, where one was named.
    init(_ options: EvidenceOptions, stop: StopFlag) throws {
        self.options = options
        begin = try options.time()
        live = try options.port.map {
            LiveTerminal(try ManagementClient(opening: try ServicePort.path($0), options.service.options(stop)))
        }
    }

    /// The moment at which the case is looked at, now.
    var now: ClockTime { begin.adding(seconds: (ContinuousClock.now - started).components.seconds) }

    /// All that there is.
    func evidence() throws -> Evidence {
        var evidence = Evidence(now: now)
        let settings = try configuration()?.evidence()
        if let live {
            evidence.terminal = try live.evidence(at: evidence.now, settings)
        } else if let path = options.flash ?? options.dir.map({ TerminalFolder($0).flash }) {
            evidence.terminal = try CaseSources.terminal(path, settings)
        }
        let name = options.terminal ?? evidence.terminal?.settings?.terminalID ?? settings?.terminalID
        if let path = options.ledger { evidence.host = try CaseSources.host(path, name) }
        if let path = options.capture { evidence.wire = try CaseSources.wire(path) }
        return evidence
    }

    /// The terminal's settings, where they are known: it says them itself, or they are in a file.
    func configuration() throws -> TerminalConfiguration? {
        if let path = options.config { return try TerminalConfiguration.load(path) }
        return try live?.configuration()
    }

    /// What of it changes while the terminal works: a capture, and what was printed, are of before.
    func evidenceAfterwards() throws -> Evidence {
        var evidence = try evidence()
        evidence.wire = nil
        if let path = options.ledger, !CaseSources.isSQLite(try CaseSources.bytes(path)) { evidence.host = nil }
        return evidence
    }

    private static func terminal(_ path: String, _ settings: TerminalSettings?) throws -> TerminalEvidence {
        guard let read = FlashEvidence.read(image: try bytes(path), settings: settings) else {
            throw BenchError(
                .file, "\(path) is no flash of a terminal", why: "a flash has 1,048,576 bytes",
                next: "name a flash image, or the folder of a terminal with --dir")
        }
        return read
    }

    private static func host(_ path: String, _ terminalID: String?) throws -> HostEvidence {
        let content = try bytes(path)
        if !isSQLite(content),
            let printed = LedgerText.read(String(decoding: content, as: UTF8.self), terminalID: terminalID)
        {
            return printed
        }
        let report = try ledgerReport(path)
        guard let read = LedgerEvidence.read(report, terminalID: terminalID) else {
            let names = Set(report.batches.map(\.terminalID)).sorted().joined(separator: ", ")
            throw BenchError(
                .file, "\(path) does not say which terminal is meant",
                why: names.isEmpty ? "it holds no batches" : "it holds \(names)", next: "name one with --terminal")
        }
        return read
    }

    private static func wire(_ path: String) throws -> WireEvidence {
        let (wire, problem) = CaptureEvidence.read(try bytes(path))
        if let problem { Talk.error("\(path): \(problem)") }
        guard !wire.messages.isEmpty || !wire.connections.isEmpty else {
            throw BenchError(
                .file, "\(path) holds no message of a terminal", why: problem ?? "",
                next: "name a pcapng or pcap file; `tillbench bridge --capture` writes one")
        }
        return wire
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        do { return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw BenchError(
                .file, "\(path) cannot be read", why: FileReason.of(error, at: path), next: "name another file")
        }
    }

    /// A file of SQLite says so in its first bytes.
    private static func isSQLite(_ content: [UInt8]) -> Bool { content.starts(with: Array("SQLite format 3".utf8)) }

    private static func ledgerReport(_ path: String) throws -> LedgerReport {
        let content = try bytes(path)
        if isSQLite(content) {
            do { return try LedgerReport(try SQLiteLedger(reading: path)) } catch {
                throw BenchError(
                    .file, "\(path) is no ledger", why: "\(error)", next: "name another file with --ledger")
            }
        }
        if let report = try? JSONDecoder().decode(LedgerReport.self, from: Data(content)) { return report }
        throw BenchError(
            .file, "\(path) is no ledger",
            why: "it is neither SQLite nor what `tillbench host ledger` prints",
            next: "name another file with --ledger")
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
