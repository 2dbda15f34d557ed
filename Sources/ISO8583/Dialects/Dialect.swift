/// A dialect of ISO 8583: tables that say how the type, the bitmap and each field are written.
public struct Dialect: Sendable {
    /// How the four digits of the message type indicator are written.
    public enum TypeCoding: UInt8, Sendable, CaseIterable {
        /// Two bytes, two digits in each.
        case packed
        /// Four ASCII digits.
        case ascii
        /// Four EBCDIC digits.
        case ebcdic

        /// Bytes on the wire.
        public var byteCount: Int { self == .packed ? 2 : 4 }
    }

    /// How a bitmap of 64 bits is written.
    public enum BitmapCoding: UInt8, Sendable, CaseIterable {
        /// Eight bytes.
        case binary
        /// Sixteen ASCII hexadecimal digits.
        case hex
        /// Sixteen EBCDIC hexadecimal digits.
        case ebcdicHex

        /// Bytes on the wire.
        public var byteCount: Int { self == .binary ? 8 : 16 }
    }

    /// Short name for files and command lines, for example `unionpay`.
    public let id: String
    /// Name for people.
    public let name: String
    /// Coding of the type.
    public let typeCoding: TypeCoding
    /// Coding of the bitmaps.
    public let bitmapCoding: BitmapCoding
    /// Most bitmaps that a message may have, 1 to 3. Where it is 3, bit 65 announces the third one.
    public let bitmapLimit: Int
    /// Headers that stand before a message on this dialect's lines.
    public let header: TransportHeader
    /// Which table says what the codes of field 39 mean.
    public let responseTable: ResponseTable
    /// Which fields a message of a type must have, may have, must not have.
    public let rules: [MessageRule]
    /// Types of messages that end with a MAC.
    public let macTypes: [MTI]
    /// Definitions by field number.
    private let definitions: [FieldDefinition?]
    /// What the codec runs, by field number.
    let plans: [FieldPlan]

    /// The field that holds the MAC of a message without a second bitmap.
    public static let macField = 64

    /// A dialect from its tables. Definitions outside of 2 to 192 are left out; of two with the same number the last counts.
    /// Whether a format can be is said by `FieldFormat.contradiction`: ask it before, the codec does not.
    public init(
        id: String, name: String, typeCoding: TypeCoding, bitmapCoding: BitmapCoding, bitmapLimit: Int = 2,
        header: TransportHeader = .none, responseTable: ResponseTable = .iso87, fields: [FieldDefinition],
        rules: [MessageRule] = [], macTypes: [MTI] = []
    ) {
        self.id = id
        self.name = name
        self.typeCoding = typeCoding
        self.bitmapCoding = bitmapCoding
        self.bitmapLimit = min(max(bitmapLimit, 1), 3)
        self.header = header
        self.responseTable = responseTable
        self.rules = rules
        self.macTypes = macTypes
        var definitions = [FieldDefinition?](repeating: nil, count: FieldMap.lastField + 1)
        var plans = [FieldPlan](repeating: FieldPlan(), count: FieldMap.lastField + 1)
        for field in fields where (2...FieldMap.lastField).contains(field.number) {
            definitions[field.number] = field
            plans[field.number] = FieldPlan(field.format)
        }
        self.definitions = definitions
        self.plans = plans
    }

    /// Definition of a field, or nil when the dialect does not have it.
    public subscript(field: Int) -> FieldDefinition? {
        definitions.indices.contains(field) ? definitions[field] : nil
    }

    /// Format of a field, or nil when the dialect does not have it.
    public func format(of field: Int) -> FieldFormat? { self[field]?.format }

    /// Name of a field.
    public func name(of field: Int) -> FieldName? { self[field]?.name }

    /// Numbers of the fields that the dialect has, ascending.
    public var fields: [Int] { definitions.compactMap { $0?.number } }

    /// True when messages of this type end with a MAC.
    public func carriesMAC(_ mti: MTI) -> Bool { macTypes.contains(mti) }

    /// The same dialect with other field definitions in place of those with the same numbers.
    public func replacing(_ fields: [FieldDefinition], id: String, name: String) -> Dialect {
        var all = definitions.compactMap { $0 }
        for field in fields {
            all.removeAll { $0.number == field.number }
            all.append(field)
        }
        return Dialect(
            id: id, name: name, typeCoding: typeCoding, bitmapCoding: bitmapCoding, bitmapLimit: bitmapLimit,
            header: header, responseTable: responseTable, fields: all, rules: rules, macTypes: macTypes)
    }
}
