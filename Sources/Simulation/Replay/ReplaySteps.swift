import AcquirerHost
import TerminalFirmware

/// What a recorder wrote down, as the steps of a scenario file.
///
/// The clock of real parts is set on to where something happened; in between it goes on by itself, more slowly than in the
/// simulation. What the terminal did by itself at a time of day comes at that time, between the same hands.
struct ReplaySteps {
    /// Lines of the file.
    private(set) var lines: [String] = []
    /// What the clock of the file was set to last, in seconds.
    private var clock: Int64

    /// Requests that had come to the bridge when the present item happened, and those that were waited for.
    private var requests = 0
    private var requestsAwaited = 0

    /// Seconds without a word about the clock that are let pass as they will.
    private static let pause: Int64 = 120
    /// Seconds that hands stay away from what time is about to bring: real ones may take longer than simulated ones.
    private static let margin: Int64 = 60
    /// Screens at which the moment of a key counts: from there on a reminder keeps quiet for some minutes.
    private static let putsOff: Set<String> = ["settle-first", "settle-reminder", "settle-now", "supervisor"]

    /// Notices that go away by themselves when time is set on, at which hands do something all the same.
    private static let fleeting: Set<String> = ["approved", "not-completed", "supervisor-wrong"]

    init(_ recorder: ReplayRecorder, begin: Int64) {
        clock = begin
        var coming: [Int64] = []
        for case (.byItself(_, _, _, let second), _) in recorder.items { coming.append(second) }
        for (item, requests) in recorder.items {
            if case .byItself = item { coming.removeFirst() }
            self.requests = requests
            add(item, next: coming.first)
        }
    }

    /// Adds an item; time by itself brings something about at `next`.
    private mutating func add(_ item: ReplayRecorder.Item, next: Int64?) {
        switch item {
        case .printerStops(let problem, let afterLines):
            lines.append("  - printer: {problem: \(ReplayScenario.name(problem)), after-lines: \(afterLines)}")
        case .night(let screen), .morning(let screen): if let screen { expect(screen) }
        case .forcedClose:
            rest()
            lines.append("  - host: force-close")
        case .plug:
            rest()
            lines += ["  - power: cut", "  - power: on"]
        case .arrives(let fault):
            follow()
            lines += ["  - release: \(ReplayScenario.label(fault))", "  - wait: 0.5s"]
        case .passes(let milliseconds):
            lines.append("  - wait: \(seconds(milliseconds / ReplayScenario.pace + 1_000))s")
        case .byItself(let screen, let log, let count, let second):
            if let screen { expect(screen) }
            if second > clock, screen != nil { rest() }
            set(second)
            lines += ["  - expect: {log: {code: \(log), count: \(count)}}", "    within: 90s"]
        case .acts(let screen, let acts, let chip, let second):
            let isExact = ReplaySteps.putsOff.contains(screen)
            if isExact || second - clock > ReplaySteps.pause, !ReplaySteps.fleeting.contains(screen) {
                // Nothing may be under way while the clock is set.
                expect(screen)
                if second > clock { rest() }
                set(isExact ? second : min(second, next.map { $0 - ReplaySteps.margin } ?? second))
            }
            follow()
            expect(screen)
            if screen == "printer-stopped" { lines.append("  - printer: ready") }
            lines += ReplaySteps.hands(acts, chip)
        }
    }

    private mutating func expect(_ screen: String) {
        let step = ["  - expect: {display: \(screen)}", "    within: 90s"]
        if lines.suffix(2) != step[...] { lines += step }
    }

    /// Waits until the terminal has sent as many requests as it had: what it does on the side, no display shows.
    private mutating func follow() {
        guard requests > requestsAwaited else { return }
        // One that is tried again for the fifth time comes half a minute after the one before.
        let limit = 60 + 30 * (requests - requestsAwaited)
        requestsAwaited = requests
        lines += ["  - expect: {passed: {way: to-host, at-least: \(requests)}}", "    within: \(limit)s"]
    }

    /// Waits until nothing is under way: time must not be set on while an answer is waited for.
    private mutating func rest() {
        follow()
        lines += ["  - expect: {at-rest: true}", "    within: 90s"]
    }

    private mutating func set(_ second: Int64) {
        guard second > clock else { return }
        lines.append("  - clock: {to: \"\(ReplayScenario.minute(second))\"}")
        clock = second
    }

    private static func hands(_ acts: [Clerk.Act], _ chip: [UInt8]) -> [String] {
        var lines: [String] = []
        var keys: [String] = []
        func flush() {
            if !keys.isEmpty { lines.append("  - press: [" + keys.joined(separator: ", ") + "]") }
            keys = []
        }
        for act in acts {
            switch act {
            case .key(let key): keys.append("\"\(ReplayScenario.name(key))\"")
            case .misread:
                flush()
                lines.append("  - swipe: misread")
            case .insert(let card):
                flush()
                let digits = chip.map { String($0 >> 4, radix: 16) + String($0 & 0x0F, radix: 16) }.joined()
                lines.append("  - insert: {card: \(TestCard.all[card].name), chip: \"\(digits)\"}")
            case .swipe(let card):
                flush()
                lines.append("  - swipe: \(TestCard.all[card].name)")
            }
        }
        flush()
        return lines
    }
}
