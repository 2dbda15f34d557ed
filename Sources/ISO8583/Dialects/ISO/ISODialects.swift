/// Tables of the standard's own fields.
enum ISOFields {
    /// A table with some rows changed.
    static func merged(_ table: [FieldDefinition], _ changes: [FieldDefinition]) -> [FieldDefinition] {
        table.filter { row in !changes.contains { $0.number == row.number } } + changes
    }
}

extension Dialect {
    /// ISO 8583:1987, all ASCII: bitmap and bytes as hexadecimal digits.
    public static let iso87ASCII = iso(
        "iso87-ascii", "ISO 8583:1987 ASCII", .ascii, .hex, fields: ISOFields.version87(.ascii))
    /// ISO 8583:1987, ASCII characters, binary bitmap and bytes.
    public static let iso87ASCIIBinary = iso(
        "iso87-ascii-binary", "ISO 8583:1987 ASCII, binary bitmap", .ascii, .binary,
        fields: ISOFields.version87(.asciiBinary))
    /// ISO 8583:1987, packed digits, binary bitmap.
    public static let iso87Binary = iso(
        "iso87-binary", "ISO 8583:1987 binary", .packed, .binary, fields: ISOFields.version87(.packed))
    /// ISO 8583:1987, EBCDIC characters, binary bitmap.
    public static let iso87EBCDIC = iso(
        "iso87-ebcdic", "ISO 8583:1987 EBCDIC", .ebcdic, .binary, fields: ISOFields.version87(.ebcdic))
    /// ISO 8583:1993, ASCII characters, binary bitmap and bytes.
    public static let iso93 = iso(
        "iso93", "ISO 8583:1993 ASCII, binary bitmap", .ascii, .binary, responses: .iso93,
        fields: fields93(.asciiBinary), rules: ISORules.version93)
    /// ISO 8583:1993, packed digits, binary bitmap.
    public static let iso93Binary = iso(
        "iso93-binary", "ISO 8583:1993 binary", .packed, .binary, responses: .iso93, fields: fields93(.packed),
        rules: ISORules.version93)
    /// ISO 8583:2003, ASCII characters, binary bitmap and bytes, up to three bitmaps.
    public static let iso2003 = iso(
        "iso2003", "ISO 8583:2003 ASCII, binary bitmap", .ascii, .binary, bitmaps: 3, responses: .iso93,
        fields: ISOFields.merged(fields93(.asciiBinary), ISOFields.changed2003(.asciiBinary)).filter {
            !ISOFields.unknown2003.contains($0.number)
        },
        rules: ISORules.version2003)

    /// Every dialect that is built in.
    public static let builtIn: [Dialect] = [
        .unionPay, .hypercom, .iso87ASCII, .iso87ASCIIBinary, .iso87Binary, .iso87EBCDIC, .iso93, .iso93Binary,
        .iso2003,
    ]

    /// The built-in dialect with this short name.
    public static func builtIn(_ id: String) -> Dialect? { builtIn.first { $0.id == id } }

    private static func fields93(_ style: WireStyle) -> [FieldDefinition] {
        ISOFields.merged(ISOFields.version87(style), ISOFields.changed93(style))
    }

    private static func iso(
        _ id: String, _ name: String, _ type: TypeCoding, _ bitmap: BitmapCoding, bitmaps: Int = 2,
        responses: ResponseTable = .iso87, fields: [FieldDefinition], rules: [MessageRule] = ISORules.version87
    ) -> Dialect {
        Dialect(
            id: id, name: name, typeCoding: type, bitmapCoding: bitmap, bitmapLimit: bitmaps, responseTable: responses,
            fields: fields, rules: rules)
    }
}
