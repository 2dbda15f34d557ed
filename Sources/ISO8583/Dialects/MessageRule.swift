/// Which fields a message of a kind must have, may have, and must not have.
public struct MessageRule: Equatable, Sendable {
    /// What must be so for a requirement to hold.
    public enum Condition: Equatable, Sendable {
        /// The field is there.
        case present(Int)
        /// The field is not there.
        case absent(Int)
        /// The content of the field begins with these characters.
        case begins(Int, String)
        /// Characters of the field from a place (0 is the first) are one of these texts.
        case part(Int, at: Int, oneOf: [String])

        /// The field that the condition is about.
        public var field: Int {
            switch self {
            case .present(let field), .absent(let field), .begins(let field, _), .part(let field, _, _): field
            }
        }
    }

    /// A field that must, or must not, be there under conditions.
    public struct Requirement: Equatable, Sendable {
        /// Field number.
        public var field: Int
        /// True when it must be there, false when it must not.
        public var isRequired: Bool
        /// All of these must hold; none means always.
        public var when: [Condition]
        /// Why, for people.
        public var reason: FieldName

        /// A requirement.
        public init(_ field: Int, isRequired: Bool, when: [Condition], reason: FieldName) {
            self.field = field
            self.isRequired = isRequired
            self.when = when
            self.reason = reason
        }
    }

    /// Types that the rule is for.
    public var types: [MTI]
    /// Conditions that choose messages of these types; the first rule of a dialect that fits is taken.
    public var when: [Condition]
    /// What kind of message it is.
    public var name: FieldName
    /// Fields that must be there.
    public var mandatory: [Int]
    /// Fields that may be there.
    public var optional: [Int]
    /// Requirements under conditions.
    public var conditional: [Requirement]
    /// What fields must hold where they are there: a processing code, a condition code.
    public var expected: [Condition]
    /// True when a field that is not listed must not be there.
    public var isClosed: Bool

    /// A rule.
    public init(
        _ types: [MTI], when: [Condition] = [], name: FieldName, mandatory: [Int], optional: [Int] = [],
        conditional: [Requirement] = [], expected: [Condition] = [], isClosed: Bool = true
    ) {
        self.types = types
        self.when = when
        self.name = name
        self.mandatory = mandatory
        self.optional = optional
        self.conditional = conditional
        self.expected = expected
        self.isClosed = isClosed
    }
}
