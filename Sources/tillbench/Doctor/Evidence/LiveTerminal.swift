import BatchDoctor
import BatchEvidence
import FlashStore
import SMP
import Settlement
import TerminalService
import VirtualTerminal

/// A live terminal, asked on its service port. Nothing of it is changed by looking.
struct LiveTerminal {
    let client: ManagementClient
    private let bar = ProgressBar()

    init(_ client: ManagementClient) { self.client = client }

    /// What its journal says, with its settings and its clock.
    ///
    /// - Parameters:
    ///   - now: The moment at which the case is looked at: the terminal's clock is compared with it.
    ///   - settings: Its settings.
    func evidence(at now: ClockTime, _ settings: TerminalSettings?) throws -> TerminalEvidence {
        let isBusy = try client.ask(IdentityRequest()).isBusy
        guard var read = FlashEvidence.read(image: try journal(), settings: settings) else {
            throw BenchError(
                .silent, "the journal of the terminal on \(client.path) is larger than a flash", why: "",
                next: "check that a terminal of this bench is at this port")
        }
        if let shown = ClockTime(iso8601: String(try client.ask(ClockRequest()).text.prefix(19))) {
            read.clockAhead = shown.secondNumber - now.secondNumber
        }
        read.isAtRest = !isBusy
        return read
    }

    /// Its settings as it says them.
    func configuration() throws -> TerminalConfiguration {
        try TerminalConfiguration.reported(try client.allSettings())
    }

    /// Its own log since its start, as far as it keeps it.
    func log() throws -> [EventLog.Line] {
        var lines: [EventLog.Line] = []
        var next = 0
        while true {
            let page = try client.ask(EventLogRequest(first: next))
            // What is no terminal of this bench may say anything: a page goes on, and ends.
            guard !page.lines.isEmpty, page.first >= next, page.first <= page.total else { return lines }
            lines += page.lines
            let (end, isTooMuch) = page.first.addingReportingOverflow(page.lines.count)
            guard !isTooMuch, end < page.total else { return lines }
            next = end
        }
    }

    /// The memory of the journal as it lies in flash.
    func journal() throws -> [UInt8] {
        defer { bar.clear() }
        let bytes = try client.file("/journal") { bar.show($0, of: $1, "bytes of the journal") }
        // Blank words at the end are not sent.
        let size = FlashGeometry.terminal.sectorSize * FlashGeometry.terminal.sectorCount
        return bytes + [UInt8](repeating: 0xFF, count: max(0, size - bytes.count))
    }
}
