/// One row of a dialect's table: a field with its format, its name, and what is inside of it.
public struct FieldDefinition: Equatable, Sendable {
    /// Number, 2 to 192.
    public var number: Int
    /// How it is written.
    public var format: FieldFormat
    /// What it is called.
    public var name: FieldName
    /// What its content is made of; nil for a plain value.
    public var layout: FieldLayout?

    /// A definition.
    public init(_ number: Int, _ format: FieldFormat, _ name: FieldName, layout: FieldLayout? = nil) {
        self.number = number
        self.format = format
        self.name = name
        self.layout = layout
    }
}

/// Name of a field in two languages.
public struct FieldName: Equatable, Sendable {
    /// English.
    public let english: String
    /// Chinese.
    public let chinese: String

    /// A name.
    public init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// A name in one language only.
    public init(_ name: String) { self.init(name, name) }

    /// The name in a language.
    public func text(_ language: Language) -> String { language == .english ? english : chinese }
}
