import ISO8583

/// What the name of a jPOS field packager class says about a field.
///
/// The names are built of parts: the family (A ASCII, B packed, E EBCDIC), as many L as the length has digits, an H for
/// a length that is a binary number, and the content. Source: jPOS documentation, "Field Packagers" and "GenericPackager",
/// and the descriptions of the classes.
enum PackagerClass: Equatable {
    /// A field of this content; the length comes from the file.
    case field(FieldFormat.Content, FieldChoices, prefixDigits: Int)
    /// A bitmap.
    case bitmap(Dialect.BitmapCoding, expands: Bool)
    /// A text with a tag and a length before it, which only a part of a field can be.
    case element(TagForm)
    /// A field that is never there.
    case absent
    /// A class that is known, with the reason why a dialect cannot say what it does.
    case unsaid(String)

    /// Nil for a name that is not known.
    init?(_ name: String) {
        guard let known = PackagerClass.table[name] else { return nil }
        self = known
    }

    /// Simple names of all classes that are read, in order.
    static var names: [String] {
        table.filter { if case .unsaid = $0.value { false } else { true } }.keys.sorted()
    }

    private static let table: [String: PackagerClass] = {
        let ascii = FieldChoices(coding: .bytes, prefix: .ascii)
        let packedLength = FieldChoices(coding: .bytes, prefix: .packed)
        let packed = FieldChoices(coding: .packed, prefix: .packed)
        let binaryLength = FieldChoices(coding: .bytes, prefix: .binary)
        // jPOS writes EBCDIC in code page 1047.
        let ebcdic = FieldChoices(coding: .ebcdic(.cp1047), prefix: .ebcdic)
        let zeros = FieldChoices(padding: .some(.zeros))
        let spaces = FieldChoices(padding: .some(.spaces), truncation: .some(.right))
        var table: [String: PackagerClass] = [
            "IF_CHAR": .field(.text, ascii.with(spaces), prefixDigits: 0),
            "IF_ECHAR": .field(.text, ebcdic.with(spaces), prefixDigits: 0),
            "IFE_CHAR": .field(.text, ebcdic.with(spaces), prefixDigits: 0),
            "IFA_NUMERIC": .field(.digits, ascii, prefixDigits: 0),
            "IFB_NUMERIC": .field(.digits, packed, prefixDigits: 0),
            "IFE_NUMERIC": .field(.digits, ebcdic, prefixDigits: 0),
            "IFA_AMOUNT": .field(.signed, ascii.with(zeros), prefixDigits: 0),
            "IFB_AMOUNT": .field(.signed, packed.with(zeros), prefixDigits: 0),
            "IFE_AMOUNT": .field(.signed, ebcdic.with(zeros), prefixDigits: 0),
            "IFA_BINARY": .field(.binary, FieldChoices(coding: .hex), prefixDigits: 0),
            "IFB_BINARY": .field(.binary, FieldChoices(coding: .bytes), prefixDigits: 0),
            "IFA_BITMAP": .bitmap(.hex, expands: true),
            "IFB_BITMAP": .bitmap(.binary, expands: true),
            "IFE_BITMAP": .bitmap(.ebcdicHex, expands: true),
            "IFHex_BITMAP": .bitmap(.hex, expands: false),
            "IF_NOP": .absent, "IF_UNUSED": .absent,
            // An EBCDIC length counts the bytes of packed digits; the spare nibble is F.
            "IFEB_LLNUM": .field(.digits, PackagerClass.ebcdicLength, prefixDigits: 2),
            "IFEB_LLLNUM": .field(.digits, PackagerClass.ebcdicLength, prefixDigits: 3),
        ]
        for digits in 1...5 {
            let length = String(repeating: "L", count: digits)
            table["IFA_\(length)NUM"] = .field(.digits, ascii, prefixDigits: digits)
            table["IFA_\(length)CHAR"] = .field(.text, ascii, prefixDigits: digits)
            table["IFA_\(length)BINARY"] = .field(.binary, ascii, prefixDigits: digits)
            table["IFB_\(length)NUM"] = .field(.digits, packed, prefixDigits: digits)
            table["IFB_\(length)CHAR"] = .field(.text, packedLength, prefixDigits: digits)
            table["IFB_\(length)BINARY"] = .field(.binary, packedLength, prefixDigits: digits)
            table["IFE_\(length)NUM"] = .field(.digits, ebcdic, prefixDigits: digits)
            table["IFE_\(length)CHAR"] = .field(.text, ebcdic, prefixDigits: digits)
            table["IFE_\(length)BINARY"] = .field(
                .binary, FieldChoices(coding: .bytes, prefix: .ebcdic), prefixDigits: digits)
        }
        for (length, digits) in [("LL", 2), ("LLL", 3)] {
            table["IFB_\(length)HNUM"] = .field(.digits, packed.with(binaryLength.prefixOnly), prefixDigits: digits)
            table["IFB_\(length)HCHAR"] = .field(.text, binaryLength, prefixDigits: digits)
            table["IFB_\(length)HBINARY"] = .field(.binary, binaryLength, prefixDigits: digits)
            table["IFB_\(length)HECHAR"] = .field(.text, ebcdic.with(binaryLength.prefixOnly), prefixDigits: digits)
            // Bytes as hexadecimal digits; the length counts the bytes.
            table["IFA_\(length)ABINARY"] = .field(
                .binary, ascii.with(FieldChoices(coding: .hex)), prefixDigits: digits)
            table["IFA_\(length)BNUM"] = .unsaid(
                "its length counts the spare nibble when it is written and not when it is read")
            for family in ["IFA_F", "IFB_F"] {
                for content in ["NUM", "CHAR", "BINARY"] {
                    table[family + length + content] = .unsaid("it has a length, and fills up behind the content")
                }
            }
            for name in ["IFMC_", "IFEMC_", "IFEP_", "IFIPM_", "IFA_TT", "IFE_TT", "IFB_TT"] {
                for content in ["CHAR", "BINARY"] {
                    table[name + length + content] = .unsaid("it writes a tag of its own beside the length")
                }
            }
        }
        // Two digits of tag and two of length; four digits of tag and three of length.
        table["IFMC_LLCHAR"] = .element(TagForm(tag: .characters(2), prefix: .ascii, lengthDigits: 2))
        table["IFIPM_LLLCHAR"] = .element(TagForm(tag: .characters(4), prefix: .ascii, lengthDigits: 3))
        table["IFE_BINARY"] = .unsaid("a dialect writes no bytes as EBCDIC hexadecimal digits")
        table["IFE_SIGNED_NUMERIC"] = .unsaid("its sign is in the last digit")
        return table
    }()

    private static let ebcdicLength = FieldChoices(
        coding: .packed, prefix: .ebcdic, unit: .bytes, filling: .right, filler: 15)
}

extension FieldChoices {
    /// The prefix of these choices alone.
    fileprivate var prefixOnly: FieldChoices { FieldChoices(prefix: prefix) }
}
