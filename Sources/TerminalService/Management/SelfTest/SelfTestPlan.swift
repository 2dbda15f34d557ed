public import SMP

/// Which parts of a terminal are tested, and who helps.
public struct SelfTestPlan {
    /// Seconds by which a terminal's clock may be off.
    public static let mostDrift: Int64 = 60
    /// Parts that the workstation tests.
    public static let ownParts = ["clock-drift", "service-port"]
    /// Parts that tell whether firmware runs as it should: nobody is needed, and no host.
    public static let firmwareParts = ["printer", "clock", "flash", "keys"] + ownParts

    /// Parts that are tested; empty for all.
    public var parts: [String]
    /// Parts that are left out.
    public var skipped: [String]
    /// True to skip what needs a person.
    public var isAlone: Bool
    /// Echoes that are sent over the service port.
    public var echoes: Int
    /// Asks the person a question, of yes and no; nil when there is no answer.
    ///
    /// For a part that the terminal watches: whether to begin. For others: whether it is right.
    public var ask: (SelfTestResult) -> Bool?
    /// Tells the person what the terminal waits for.
    public var tell: (String) -> Void

    /// A plan; alone unless it is given somebody to ask.
    public init(
        parts: [String] = [], skipped: [String] = [], isAlone: Bool = true, echoes: Int = 50,
        ask: @escaping (SelfTestResult) -> Bool? = { _ in nil }, tell: @escaping (String) -> Void = { _ in }
    ) {
        self.parts = parts
        self.skipped = skipped
        self.isAlone = isAlone
        self.echoes = echoes
        self.ask = ask
        self.tell = tell
    }

    /// Whether a part is tested.
    func wants(_ part: String) -> Bool { (parts.isEmpty || parts.contains(part)) && !skipped.contains(part) }

    /// Parts that the terminal is asked to test; all that it has when nothing is left out.
    var terminalParts: [String] {
        if parts.isEmpty, skipped.isEmpty { return [] }
        let named = parts.isEmpty ? SelfTestPlan.known : parts
        return named.filter { wants($0) && !SelfTestPlan.ownParts.contains($0) }
    }

    /// Whether the terminal tests anything.
    var testsTerminal: Bool { (parts.isEmpty && skipped.isEmpty) || !terminalParts.isEmpty }

    /// What terminals have.
    private static let known = [
        "display", "keypad", "magnetic-reader", "chip-reader", "printer", "clock", "flash", "keys", "line", "host",
    ]
}
