/// How a check ended.
public enum Outcome: Equatable, Sendable {
    /// The rule holds.
    case passed
    /// The rule does not hold: what was expected, what came, and where.
    case failed(Mismatch)
    /// The device, its driver or the cable lacks what the rule is about.
    case notSupported(String)
    /// The check was not tried.
    case skipped(String)

    /// One word for it, the same in every output.
    public var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .notSupported: "not supported"
        case .skipped: "skipped"
        }
    }

    /// Why; empty when it passed.
    public var reason: String {
        switch self {
        case .passed: ""
        case .failed(let mismatch): mismatch.description
        case .notSupported(let reason), .skipped(let reason): reason
        }
    }
}

/// What was expected of a port, and what came instead.
public struct Mismatch: Error, Equatable, Sendable, CustomStringConvertible {
    /// What the rule asks for.
    public var expected: String
    /// What was there instead.
    public var got: String
    /// The direction and the settings, for example `A to B at 9600 7E1`; nil when it is no matter of either.
    public var place: String?
    /// Offset in the bytes that were sent; nil when it is no matter of bytes.
    public var offset: Int?

    /// A difference.
    public init(expected: String, got: String, place: String? = nil, offset: Int? = nil) {
        self.expected = expected
        self.got = got
        self.place = place
        self.offset = offset
    }

    /// Expected, came, where.
    public var description: String {
        let lead = place.map { $0 + ": " } ?? ""
        let trail = offset.map { " at byte \($0)" } ?? ""
        return "\(lead)expected \(expected), got \(got)\(trail)"
    }
}

/// A reason why a check cannot be carried out on these ports.
struct Lacking: Error { let reason: String }

/// A measured or found fact, such as a speed.
public struct Fact: Equatable, Sendable, Encodable, CustomStringConvertible {
    /// What it is.
    public let name: String
    /// The number, where it is one.
    public let value: Double?
    /// Unit of the number; empty when it counts something.
    public let unit: String?
    /// The words, where it is no number.
    public let text: String?

    /// A number with its unit.
    public init(_ name: String, _ value: Double, _ unit: String) {
        self.name = name
        self.value = value
        self.unit = unit
        text = nil
    }

    /// Words.
    public init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
        value = nil
        unit = nil
    }

    /// Name and value.
    public var description: String {
        guard let value else { return "\(name): \(text ?? "")" }
        return "\(name): \(Fact.number(value))" + (unit.map { $0.isEmpty ? "" : " " + $0 } ?? "")
    }

    /// Three figures are enough for what a person reads.
    private static func number(_ value: Double) -> String {
        if value.magnitude >= 100 || value == value.rounded() { return String(Int(value.rounded())) }
        let scale = value.magnitude >= 10 ? 10.0 : value.magnitude >= 1 ? 100.0 : 1000.0
        return "\((value * scale).rounded() / scale)"
    }
}
