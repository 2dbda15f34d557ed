import ISO8583
import TestSupport

extension Random {
    /// A number of a range.
    mutating func within(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// One of several.
    mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[within(0...choices.count - 1)] }

    /// A format that can be: any of its choices with any other.
    mutating func format() -> FieldFormat {
        while true {
            let pages = [FieldFormat.Coding.ebcdic(.cp037), .ebcdic(.cp1047)]
            let most = one(of: [within(1...20), within(1...300), within(1...5000)])
            let format = FieldFormat(
                one(of: [.digits, .signed, .track, .text, .binary]), one(of: [.bytes, .packed, .hex] + pages),
                within(0...2) == 0 ? .fixed(most) : .variable(digits: within(1...5), most: most),
                prefix: one(of: [.packed, .ascii, .ebcdic, .binary, .hex]),
                unit: one(of: [.characters, .bytes, .nibbles]), filling: one(of: [.left, .right]),
                filler: UInt8(one(of: [0, 15, within(0...15)])))
            if format.contradiction == nil { return format }
        }
    }

    /// A dialect of random formats, with one to three bitmaps.
    mutating func dialect() -> Dialect {
        let bitmaps = within(1...3)
        let part = within(2...10)
        var fields: [FieldDefinition] = []
        for number in 2...64 * bitmaps where within(0...9) < part && !(bitmaps == 3 && number == 65) {
            fields.append(FieldDefinition(number, format(), FieldName("random")))
        }
        return Dialect(
            id: "random", name: "random", typeCoding: one(of: Dialect.TypeCoding.allCases),
            bitmapCoding: one(of: Dialect.BitmapCoding.allCases), bitmapLimit: bitmaps, fields: fields)
    }

    /// A type of any four digits.
    mutating func type() -> MTI {
        var digits: UInt16 = 0
        for _ in 0..<4 { digits = digits << 4 | UInt16(within(0...9)) }
        return MTI(digits)
    }

    /// A message of a dialect whose every content is as it is read back.
    mutating func message(_ dialect: Dialect, most: Int = 5000) -> Message {
        var message = Message(type())
        let part = within(0...4)
        for field in dialect.fields where within(0...3) < part {
            if let format = dialect.format(of: field) { message[bytes: field] = content(format, most: most) }
        }
        return message
    }

    /// Content that a format can say.
    mutating func content(_ format: FieldFormat, most limit: Int = 5000) -> [UInt8] {
        var count = format.length.most
        if case .variable(_, let most) = format.length {
            count = one(of: [0, 1, most, within(0...most), within(0...min(most, 20))])
            count = min(count, limit)
            // Half a digit more or less: where the length counts bytes, only a filling that is no digit tells.
            let tells = format.filler > 9 && !(format.content == .track && format.filler == 13)
            if format.unit == .bytes, format.coding == .packed, count % 2 == 1, count != most, !tells { count -= 1 }
        }
        return (0..<count).map { character(format, $0) }
    }

    private mutating func character(_ format: FieldFormat, _ place: Int) -> UInt8 {
        switch (format.content, format.coding) {
        case (.digits, _): return UInt8(within(0x30...0x39))
        case (.signed, _): return place == 0 ? one(of: Array("CD+-".utf8)) : UInt8(within(0x30...0x39))
        case (.track, .packed): return one(of: Array("0123456789D".utf8))
        case (.track, _): return one(of: Array("0123456789D=".utf8))
        case (.text, .ebcdic(let page)): return page.latin1(UInt8(within(0x40...0xFE)))
        case (.text, _): return UInt8(one(of: [within(0x20...0x7E), within(0x80...0xFF)]))
        case (.binary, _): return UInt8(within(0...255))
        }
    }
}
