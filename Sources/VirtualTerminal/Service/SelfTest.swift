import SMP
import TerminalFirmware
import TerminalManagement

/// The terminal's test of its own parts: what can be told at once is told at once, what takes time is waited for.
struct SelfTest {
    /// What is under way.
    enum Job: Equatable {
        /// Every key is to be pressed.
        case keypad(seen: Set<String>)
        /// A card is to be drawn.
        case swipe(bad: Int)
        /// A card is to be put in.
        case insert
        /// Bytes are on their way through the plug.
        case line(LineLoop)
        /// The firmware asks the host.
        case host
    }

    /// What a card reader saw.
    enum CardSeen { case good, noTrack, bad, chip }

    /// All parts, in the order in which they are tested.
    static let parts = [
        "display", "keypad", "magnetic-reader", "chip-reader", "printer", "clock", "flash", "keys", "line", "host",
    ]
    /// Names of all keys.
    static let keys = (0...9).map(String.init) + ["ENTER", "CLEAR", "CANCEL", "FUNC"]
    /// How long a person may take, in milliseconds.
    static let patience: Int64 = 60_000

    /// True when nobody stands at the terminal.
    let isAlone: Bool
    /// True when somebody does what is asked for.
    let isAttended: Bool
    var results: [SelfTestResult] = []
    /// Parts that are still to be tested, the next one first.
    var waiting: [String]
    var job: Job?
    /// The part that is under way.
    var part = ""
    /// When it is given up, in milliseconds of the terminal's clock.
    var deadline: Int64 = 0

    /// No test.
    init() { (isAlone, isAttended, waiting) = (true, false, []) }

    /// A test of these parts; of all when there are none.
    init(_ request: StartSelfTestRequest) {
        isAlone = request.isAlone
        isAttended = request.isAttended
        waiting = request.parts.isEmpty ? SelfTest.parts : request.parts
    }

    /// How far it is.
    var state: SelfTestState {
        SelfTestState(isRunning: job != nil || !waiting.isEmpty, results: results, waitingFor: prompt)
    }

    private var prompt: String? {
        switch job {
        case .keypad(let seen):
            "press every key: " + SelfTest.keys.filter { !seen.contains($0) }.joined(separator: " ")
        case .swipe(let bad): bad == 0 ? "draw a card" : "draw a card again: it was not read"
        case .insert: "put a card in"
        case .line, .host, nil: nil
        }
    }

    /// When the process must look again; nil when it waits for nothing.
    var nextLook: Int64? { job == nil ? nil : deadline }

    /// It after a restart: what was not tested is said to be so.
    var brokenOff: SelfTest {
        var test = self
        if job != nil { test.waiting.insert(part, at: 0) }
        test.results += test.waiting.map {
            SelfTestResult(part: $0, outcome: .skipped, text: "the terminal was started anew before it was tested")
        }
        (test.job, test.waiting) = (nil, [])
        return test
    }

    /// Begins what takes time.
    mutating func begin(_ job: Job, _ part: String, until deadline: Int64) {
        (self.job, self.part, self.deadline) = (job, part, deadline)
    }

    /// Ends what was under way.
    mutating func end(_ outcome: SelfTestResult.Outcome, _ text: String, value: Int64? = nil) {
        results.append(SelfTestResult(part: part, outcome: outcome, text: text, value: value))
        job = nil
    }

    /// Takes keys while the keypad is tested.
    mutating func took(keys: [String], at now: Int64) -> Bool {
        guard case .keypad(var seen) = job else { return false }
        seen.formUnion(keys.filter(SelfTest.keys.contains))
        job = .keypad(seen: seen)
        deadline = now + SelfTest.patience
        if seen.count == SelfTest.keys.count {
            end(.passed, "keys that were pressed, of \(SelfTest.keys.count)", value: Int64(seen.count))
        }
        return true
    }

    /// Takes a card while a reader is tested.
    mutating func took(card: CardSeen) -> Bool {
        switch (job, card) {
        case (.swipe(let bad), .good): end(.passed, "misreads before track 2 was read", value: Int64(bad))
        case (.swipe(let bad), .noTrack), (.swipe(let bad), .bad):
            job = .swipe(bad: bad + 1)
            if bad == 2 {
                end(.failed, (card == .noTrack ? "no track on it" : "not read") + ", for the third time", value: 3)
            }
        case (.insert, .chip): end(.passed, "the chip was read")
        case (.swipe, .chip), (.insert, _): break
        default: return false
        }
        return true
    }

    /// Takes bytes of the line while it is tested.
    mutating func took(line bytes: [UInt8]) -> Bool {
        guard case .line(var loop) = job else { return false }
        loop.receive(bytes)
        job = .line(loop)
        return true
    }

    /// The time of what was under way is over.
    mutating func expire() {
        switch job {
        case .keypad(let seen):
            let missing = SelfTest.keys.filter { !seen.contains($0) }
            end(.failed, "not pressed: " + missing.joined(separator: " "), value: Int64(seen.count))
        case .swipe(let bad):
            end(.failed, bad == 0 ? "no card was drawn" : "not read, so many times", value: Int64(bad))
        case .insert: end(.failed, "no card was put in")
        case .line(let loop): end(loop.isGood ? .passed : .failed, loop.words, value: Int64(loop.errors))
        case .host: end(.failed, "the terminal still waits for its host")
        case nil: break
        }
    }
}

/// Bytes that are sent on the line port, and come back when a plug connects its two wires.
struct LineLoop: Equatable {
    /// Every value of a byte, twice in changing places.
    static let pattern = (0..<512).map { UInt8(truncatingIfNeeded: $0 < 256 ? $0 : $0 &* 167 &+ 13) }

    private var received: [UInt8] = []

    mutating func receive(_ bytes: [UInt8]) { received += bytes }

    /// True when everything is there.
    var isWhole: Bool { received.count >= LineLoop.pattern.count }
    /// Bytes that are missing, too many, or other ones.
    var errors: Int {
        abs(LineLoop.pattern.count - received.count) + zip(LineLoop.pattern, received).count { $0 != $1 }
    }
    var isGood: Bool { received == LineLoop.pattern }
    var words: String {
        received.isEmpty
            ? "nothing came back of \(LineLoop.pattern.count) bytes: is the loopback plug in?"
            : "wrong or missing bytes of \(LineLoop.pattern.count) that were sent; \(received.count) came back"
    }
}
