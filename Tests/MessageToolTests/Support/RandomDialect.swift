import ISO8583
import TestSupport

extension Random {
    /// A dialect whose every choice is by chance: all codings, lengths, units, fillings, layouts, one to three bitmaps.
    mutating func dialect(_ id: String) -> Dialect {
        let types: [Dialect.TypeCoding] = [.packed, .ascii, .ebcdic]
        let bitmaps: [Dialect.BitmapCoding] = [.binary, .hex, .ebcdicHex]
        let limit = Int.random(in: 1...3, using: &self)
        let fields = (2...limit * 64).filter { ![65, 129].contains($0) }.map { number in
            FieldDefinition(number, format(), FieldName("field \(number)"), layout: layout())
        }
        return Dialect(
            id: id, name: "By chance \(id)", typeCoding: types.randomElement(using: &self) ?? .packed,
            bitmapCoding: bitmaps.randomElement(using: &self) ?? .binary, bitmapLimit: limit,
            header: TransportHeader.allCases.randomElement(using: &self) ?? .none, fields: fields)
    }

    /// A format that contradicts itself in nothing.
    private mutating func format() -> FieldFormat {
        let contents: [FieldFormat.Content] = [.digits, .signed, .track, .text, .binary]
        let codings: [FieldFormat.Coding] = [.bytes, .ebcdic(.cp037), .ebcdic(.cp1047), .packed, .hex]
        let prefixes: [FieldFormat.Prefix] = [.packed, .ascii, .ebcdic, .binary, .hex]
        let units: [FieldFormat.Unit] = [.characters, .bytes, .nibbles]
        while true {
            let digits = Int.random(in: 1...5, using: &self)
            let length: FieldFormat.Length =
                Bool.random(using: &self)
                ? .fixed(Int.random(in: 1...20, using: &self))
                : .variable(digits: digits, most: Int.random(in: 1...(digits == 1 ? 4 : 49), using: &self))
            let format = FieldFormat(
                contents.randomElement(using: &self) ?? .digits, codings.randomElement(using: &self) ?? .bytes, length,
                prefix: prefixes.randomElement(using: &self) ?? .packed,
                unit: units.randomElement(using: &self) ?? .characters,
                filling: Bool.random(using: &self) ? .left : .right, filler: Bool.random(using: &self) ? 0 : 15,
                isSensitive: Bool.random(using: &self))
            // The length must be able to say the longest content, also where it counts half bytes.
            if format.contradiction == nil, format.prefix.greatest(digits: digits) >= format.length.most * 2 {
                return format
            }
        }
    }

    private mutating func layout() -> FieldLayout? {
        func parts(_ keys: [String], _ formats: [FieldFormat]) -> [Subfield] {
            zip(keys, formats).map { Subfield($0, $1, FieldName("part \($0)")) }
        }
        let formats = [format(), format(), format(), format()]
        switch Int.random(in: 0..<8, using: &self) {
        case 0: return .positional(parts(["1", "2", "3", "4"], formats))
        case 1: return .bitmap(bytes: 1, parts(["1", "2", "5", "8"], formats))
        case 2:
            let form = TagForm(tag: .characters(1), prefix: .binary, lengthDigits: 2)
            return .tagged(form, parts(["1", "A", "5", "Z"], formats))
        case 3:
            let form = TagForm(tag: .binary(1), prefix: .packed, lengthDigits: 2)
            return .tagged(form, parts(["31", "41", "05", "FE"], formats))
        case 4: return .berTLV
        default: return nil
        }
    }
}
