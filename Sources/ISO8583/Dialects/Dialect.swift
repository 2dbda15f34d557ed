/// A dialect of ISO 8583: tables that say how each field is written, and which messages carry a MAC.
///
/// In this form the type indicator is packed BCD, the bitmap is binary, and lengths are packed BCD.
public struct Dialect: Sendable {
    /// Name for people.
    public let name: String
    /// Formats by field number, 2 to 128.
    private let formats: [FieldFormat?]
    /// Names by field number.
    private let names: [FieldName?]
    /// Types of messages that end with a MAC in field 64.
    private let macTypes: [MTI]

    /// The field that holds the MAC.
    public static let macField = 64

    /// A dialect from its tables.
    public init(name: String, fields: [(Int, FieldFormat, FieldName)], macTypes: [MTI]) {
        self.name = name
        self.macTypes = macTypes
        var formats = [FieldFormat?](repeating: nil, count: 129)
        var names = [FieldName?](repeating: nil, count: 129)
        for (field, format, name) in fields where (2...128).contains(field) {
            formats[field] = format
            names[field] = name
        }
        self.formats = formats
        self.names = names
    }

    /// Format of a field, or nil when the dialect does not have it.
    public func format(of field: Int) -> FieldFormat? { formats.indices.contains(field) ? formats[field] : nil }

    /// Name of a field.
    public func name(of field: Int) -> FieldName? { names.indices.contains(field) ? names[field] : nil }

    /// True when messages of this type end with a MAC.
    public func carriesMAC(_ mti: MTI) -> Bool { macTypes.contains(mti) }
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
}
