import BatchDoctor
import BatchEvidence
import Settlement
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
        live = try options.source.live(stop)
    }

    /// The moment at which the case is looked at, now.
    var now: ClockTime { begin.adding(seconds: (ContinuousClock.now - started).components.seconds) }

    /// All that there is.
    func evidence() throws -> Evidence {
        var evidence = Evidence(now: now)
        let settings = try configuration()?.evidence()
        evidence.terminal = try options.source.evidence(live, at: evidence.now, settings)
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
        if let path = options.ledger, !EvidenceFile.isSQLite(try EvidenceFile.bytes(path)) { evidence.host = nil }
        return evidence
    }

    private static func host(_ path: String, _ terminalID: String?) throws -> HostEvidence {
        let content = try EvidenceFile.bytes(path)
        if !EvidenceFile.isSQLite(content),
            let printed = LedgerText.read(String(decoding: content, as: UTF8.self), terminalID: terminalID)
        {
            return printed
        }
        let report = try EvidenceFile.ledger(path, otherwise: "what `tillbench host ledger` prints").report
        guard let read = LedgerEvidence.read(report, terminalID: terminalID) else {
            throw EvidenceFile.unclearTerminal(path, report)
        }
        return read
    }

    private static func wire(_ path: String) throws -> WireEvidence {
        let (wire, problem) = CaptureEvidence.read(try EvidenceFile.bytes(path))
        if let problem { Talk.error("\(path): \(problem)") }
        guard !wire.messages.isEmpty || !wire.connections.isEmpty else {
            throw BenchError(
                .file, "\(path) holds no message of a terminal", why: problem ?? "",
                next: "name a pcapng or pcap file; `tillbench bridge --capture` writes one")
        }
        return wire
    }
}
