/// Begins a self-test. Its results come with `SelfTestStateRequest`, since some parts take their time.
public struct StartSelfTestRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = SelfTestState
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.terminal, 3)
    /// Parts to test; empty for all.
    public var parts: [String]
    /// True to skip what needs a person.
    public var isAlone: Bool
    /// True when a person stands at the terminal now and does what these parts need: it waits for that.
    public var isAttended: Bool

    /// A request.
    public init(parts: [String] = [], isAlone: Bool, isAttended: Bool = false) {
        self.parts = parts
        self.isAlone = isAlone
        self.isAttended = isAttended
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        parts = try map.texts("parts")
        isAlone = try map.flag("auto") ?? true
        isAttended = try map.flag("attended") ?? false
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("parts", texts: parts)
        map.put("auto", isAlone)
        if isAttended { map.put("attended", true) }
        return map
    }
}

/// Asks how far the self-test is.
public struct SelfTestStateRequest: BareRequest {
    /// What is answered.
    public typealias Answer = SelfTestState
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.terminal, 3)

    /// A request.
    public init() {}
}

/// How far a self-test is.
public struct SelfTestState: MessageBody {
    /// True until the last part has its result.
    public var isRunning: Bool
    /// Results so far.
    public var results: [SelfTestResult]
    /// What it waits for now, in words; nil when it waits for nobody.
    public var waitingFor: String?

    /// A state.
    public init(isRunning: Bool, results: [SelfTestResult], waitingFor: String? = nil) {
        self.isRunning = isRunning
        self.results = results
        self.waitingFor = waitingFor
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        isRunning = try map.flag("running") ?? false
        results = []
        for result in try map.maps("results") { results.append(try SelfTestResult(result)) }
        waitingFor = try map.text("waiting")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("running", isRunning)
        map.put("results", maps: results.map { $0.map })
        map.put("waiting", waitingFor)
        return map
    }
}

/// What came out of the test of one part.
public struct SelfTestResult: MessageBody {
    /// How it ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// As it should be.
        case passed
        /// Not as it should be.
        case failed
        /// Not tried.
        case skipped
        /// Somebody must look or do something.
        case needsPerson = "needs-person"

        // A look-up by the compiler would need tables of Unicode.
        init?(name: String) {
            guard let found = Outcome.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name.utf8) }) else {
                return nil
            }
            self = found
        }
    }

    /// The part, for example `printer`.
    public var part: String
    /// How it ended.
    public var outcome: Outcome
    /// What was seen.
    public var text: String
    /// What was measured, in the unit that the text names.
    public var value: Int64?
    /// True for a part that needs a person, when the terminal itself sees whether it was done (`isAttended`).
    public var isWatched: Bool

    /// A result.
    public init(part: String, outcome: Outcome, text: String, value: Int64? = nil, isWatched: Bool = false) {
        self.part = part
        self.outcome = outcome
        self.text = text
        self.value = value
        self.isWatched = isWatched
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        part = try CBORMap.require(try map.text("part"), "part")
        guard let outcome = Outcome(name: try map.text("outcome") ?? "") else { throw .outOfRange("outcome") }
        self.outcome = outcome
        text = try map.text("text") ?? ""
        value = try map.number("value")
        isWatched = try map.flag("watched") ?? false
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("part", part)
        map.put("outcome", outcome.rawValue)
        map.put("text", text)
        map.put("value", number: value)
        if isWatched { map.put("watched", true) }
        return map
    }
}
