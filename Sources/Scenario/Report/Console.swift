import AcquirerHost
import Settlement
import Synchronization
import TerminalService

/// What a run tells while it goes on. Called from several threads; lines never mix.
public final class Console: Sendable {
    /// How much is told.
    public enum Detail: Int, Sendable, Comparable {
        /// Nothing.
        case silent
        /// Steps and their outcome.
        case steps
        /// Also messages, display and papers.
        case everything

        /// More is more.
        public static func < (left: Detail, right: Detail) -> Bool { left.rawValue < right.rawValue }
    }

    private let detail: Detail
    private let sink: @Sendable (String) -> Void
    private let lock = Mutex(())

    /// A console that writes lines into `sink`.
    public init(_ detail: Detail, sink: @escaping @Sendable (String) -> Void) {
        self.detail = detail
        self.sink = sink
    }

    func line(_ text: String, _ needed: Detail = .steps) {
        guard detail >= needed else { return }
        lock.withLock { _ in sink(text) }
    }

    func problem(_ text: String) { line("! " + text) }

    func bridge(_ event: BridgeEvent, at now: ClockTime) {
        let time = now.hourMinute
        switch event {
        case .frame(let frame, let fate):
            let arrow = frame.direction == .toHost ? "-->" : "<--"
            line("      \(time) \(arrow) \(frame.summary)" + (fate.isLost ? "   LOST" : ""), .everything)
        case .portLost(let text): line("      \(time) line: \(text.what)", .everything)
        case .hostLost(let reason): line("      \(time) host: \(reason)", .everything)
        case .line(let text): line("      \(time) line: \(text)", .everything)
        case .portOpened, .hostConnected: break
        }
    }

    func host(_ event: HostEvent) {
        if let rule = event.answer.rule { line("            host rule \"\(rule)\" fired", .everything) }
        for note in event.answer.notes { line("            host: \(note)", .everything) }
    }

    /// Lines in a frame.
    func box(_ title: String, _ lines: [String], width: Int) {
        line("      +-- \(title) " + String(repeating: "-", count: max(0, width - title.count - 2)) + "+", .everything)
        for text in lines {
            let gap = max(0, width - Console.columns(text))
            line("      | " + text + String(repeating: " ", count: gap) + " |", .everything)
        }
        line("      +" + String(repeating: "-", count: width + 2) + "+", .everything)
    }

    /// Columns of a text in which Chinese characters take two.
    private static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }
}
