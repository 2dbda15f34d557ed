import ISO8583
import Testing

/// Content of a composite field that nobody should send, and what must become of it.
struct HostileComposite: Sendable, CustomTestStringConvertible {
    let name: String
    let layout: FieldLayout
    let content: [UInt8]
    /// The error's kind and byte within the content; nil when it is taken.
    let error: ISO8583Error?
    /// Keys of the parts, where it is taken.
    let keys: [String]

    var testDescription: String { name }

    init(_ name: String, _ layout: FieldLayout, _ hex: String, _ kind: ISO8583Error.Kind, at offset: Int) {
        (self.name, self.layout, content, keys) = (name, layout, spaced(hex), [])
        error = ISO8583Error(kind, field: 48, offset: offset)
    }

    init(_ name: String, _ layout: FieldLayout, _ hex: String, keys: [String]) {
        (self.name, self.layout, content, self.keys, error) = (name, layout, spaced(hex), keys, nil)
    }

    private static let digits4 = Subfield("1", FieldFormat(.digits, .bytes, .fixed(4)), FieldName("four digits"))
    private static let text = Subfield(
        "2", FieldFormat(.text, .bytes, .variable(digits: 2, most: 9), prefix: .ascii), FieldName("text"))
    private static let packed3 = Subfield("8", FieldFormat(.digits, .packed, .fixed(3)), FieldName("three digits"))

    static let positional = FieldLayout.positional([digits4, text])
    static let mapped = FieldLayout.bitmap(bytes: 1, [digits4, text, packed3])
    static let tagged = FieldLayout.tagged(
        TagForm(tag: .characters(2), prefix: .ascii, lengthDigits: 3),
        [
            Subfield("AB", FieldFormat(.text, .bytes, .variable(digits: 3, most: 5)), FieldName("text")),
            Subfield("N3", FieldFormat(.digits, .packed, .variable(digits: 3, most: 3)), FieldName("digits")),
            Subfield("HX", FieldFormat(.binary, .hex, .variable(digits: 3, most: 9)), FieldName("bytes")),
            Subfield("SG", FieldFormat(.signed, .packed, .fixed(5)), FieldName("amount")),
        ])
    static let binaryTagged = FieldLayout.tagged(TagForm(tag: .binary(2), prefix: .binary, lengthDigits: 5), [])

    static let parts: [HostileComposite] = [
        .init("nothing", positional, "", keys: []),
        .init("the first part only", positional, "31323334", keys: ["1"]),
        .init("it ends inside of a part", positional, "313233", .tooShort(needed: 4, available: 3), at: 0),
        .init("it ends inside of a length", positional, "31323334 30", .tooShort(needed: 2, available: 1), at: 4),
        .init("it ends inside of text", positional, "31323334 3032 41", .tooShort(needed: 2, available: 1), at: 6),
        .init("a letter in a part", positional, "31324134", .notADigit, at: 2),
        .init("a part longer than it may be", positional, "31323334 3130", .tooLong(length: 10, most: 9), at: 4),
        .init("something behind the last part", positional, "31323334 3031 41 FFFF", keys: ["1", "2", "rest"]),
        .init("no bitmap", mapped, "", .tooShort(needed: 1, available: 0), at: 0),
        .init("an empty bitmap", mapped, "00", keys: []),
        .init("a bitmap and nothing", mapped, "80", .tooShort(needed: 4, available: 0), at: 1),
        .init("a bit that the layout has not", mapped, "20 31323334", .unknownField, at: 0),
        .init("every bit", mapped, "FF 31323334 3030", .unknownField, at: 0),
        .init("the last bit", mapped, "01 0123", keys: ["8"]),
        .init("the last bit, filled with F, and more", mapped, "01 F123 00", keys: ["8", "rest"]),
        .init(
            "a bitmap longer than the field", .bitmap(bytes: 8, []), "00000000000000",
            .tooShort(needed: 8, available: 7), at: 0),
    ]

    static let elements: [HostileComposite] = [
        .init("nothing, tagged", tagged, "", keys: []),
        .init("half a tag", tagged, "41", .tooShort(needed: 2, available: 1), at: 0),
        .init("a tag and nothing", tagged, "4142", .tooShort(needed: 3, available: 0), at: 2),
        .init("a tag of a space", tagged, "4120 303030", .badCharacter, at: 1),
        .init("a tag of 8-bit characters", tagged, "FF41 303030", .badCharacter, at: 0),
        .init("a length of letters", tagged, "4142 30304F", .notADigit, at: 4),
        .init("a length of nothing", tagged, "5A5A 393939", .tooShort(needed: 999, available: 0), at: 5),
        .init("a length that is one too long", tagged, "5A5A 303032 41", .tooShort(needed: 2, available: 1), at: 5),
        .init(
            "a length that takes the next element", tagged, "5A5A 303037 41 4142303031",
            .tooShort(needed: 7, available: 6),
            at: 5),
        .init("a length beyond the part", tagged, "4142 303036 414243444546", .tooLong(length: 6, most: 5), at: 2),
        .init("a control in an element", tagged, "4142 303032 4100", .badCharacter, at: 6),
        .init("hexadecimal of half a byte", tagged, "4858 303033 414243", .halfByte(length: 3), at: 2),
        .init("an amount of nothing", tagged, "5347 303030", .tooShort(needed: 1, available: 0), at: 2),
        .init("an amount without a sign", tagged, "5347 303033 000000", .notASign, at: 5),
        .init("digits that do not fit", tagged, "4E33 303033 000000", .tooLong(length: 6, most: 3), at: 2),
        .init("digits with a digit too many", tagged, "4E33 303032 1234", .badPadding, at: 5),
        .init("an empty element", tagged, "4142 303030", keys: ["AB"]),
        .init("the same tag twice", tagged, "4142 303031 41 4142 303031 42", keys: ["AB", "AB"]),
        .init("three digits and their filling", tagged, "4E33 303032 F123 4E33 303032 0123", keys: ["N3", "N3"]),
        .init("one digit, filled with F", tagged, "4E33 303031 F1", keys: ["N3"]),
        .init("an unknown element", tagged, "5A5A 303032 00FF", keys: ["ZZ"]),
        .init(
            "binary tags, 2^24 - 1 bytes", binaryTagged, "0001 FFFFFF 41", .tooShort(needed: 16_777_215, available: 1),
            at: 5),
        .init("binary tags, a cut length", binaryTagged, "0001 0000", .tooShort(needed: 3, available: 2), at: 2),
        .init("binary tags, taken", binaryTagged, "0001 000001 41 FFFF 000000", keys: ["0001", "FFFF"]),
    ]

    static let objects: [HostileComposite] = [
        .init("no objects", .berTLV, "", keys: []),
        .init(
            "objects of the long form and padding", .berTLV, "00 9581017F 0000 9A8300000100 00",
            keys: ["95", "9A", "rest"]),
        .init("the same object twice", .berTLV, "950101 950102", keys: ["95", "95"]),
        .init("a cut object", .berTLV, "9505 0102", object(.truncatedValue, 2, 5, 2), at: 2),
        .init("a tag of five bytes", .berTLV, "950100 DF8181810A0100", object(.tagTooLong, 3, 0, 0), at: 3),
        .init("an indefinite length", .berTLV, "6F80 950100 0000", object(.indefiniteLength, 1, 0, 0), at: 1),
        .init("a length of 2^63", .berTLV, "95888000000000000000", object(.lengthTooLong, 1, 8, 4), at: 1),
        .init("a length of 2^32 - 1", .berTLV, "9584FFFFFFFF", object(.truncatedValue, 6, 4_294_967_295, 0), at: 6),
        .init("leading zeros of a tag", .berTLV, "9F800100", object(.tagLeadingZeros, 0, 0, 0), at: 0),
    ]

    private static func object(
        _ kind: TLVError.Kind, _ offset: Int, _ needed: Int, _ available: Int
    ) -> ISO8583Error.Kind { .badObject(TLVError(kind, offset: offset, needed: needed, available: available)) }
}
