import ISO8583

/// Whether two contents mean the same, and in what their spelling differs.
enum Spelling {
    /// Same bytes, same meaning, or neither.
    enum Result: Equatable {
        case identical
        case same(FieldName)
        case different
    }

    /// Compares the contents of one field.
    static func compare(_ left: [UInt8], _ leftFormat: FieldFormat?, _ right: [UInt8], _ rightFormat: FieldFormat?)
        -> Result
    {
        if left == right { return .identical }
        let kinds = [leftFormat?.content, rightFormat?.content]
        if kinds.contains(.track), track(left) == track(right) { return .same(FieldName("separator", "分隔符")) }
        if kinds == [.digits, .digits], isFixed(leftFormat), isFixed(rightFormat), number(left) == number(right) {
            return .same(FieldName("zeros before the number", "前补零"))
        }
        if !kinds.contains(.binary), trimmed(left) == trimmed(right) {
            return .same(FieldName("spaces at the end", "尾部空格"))
        }
        if isSameHex(left, right) { return .same(FieldName("case of hexadecimal digits", "十六进制大小写")) }
        if let one = asBytes(left, leftFormat, other: rightFormat), one == right { return .same(writing) }
        if let other = asBytes(right, rightFormat, other: leftFormat), other == left { return .same(writing) }
        return .different
    }

    private static let writing = FieldName("bytes written as hexadecimal digits", "字节写成十六进制")

    private static func isFixed(_ format: FieldFormat?) -> Bool {
        if case .fixed = format?.length { true } else { false }
    }

    private static func track(_ content: [UInt8]) -> [UInt8] { content.map { $0 == 0x3D ? 0x44 : $0 } }

    private static func number(_ content: [UInt8]) -> [UInt8] { [UInt8](content.drop { $0 == 0x30 }) }

    private static func trimmed(_ content: [UInt8]) -> [UInt8] {
        [UInt8](content.prefix((content.lastIndex { $0 != 0x20 } ?? -1) + 1))
    }

    /// Eight digits or more: shorter texts may be words.
    private static func isSameHex(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count, left.count >= 8, left.count % 2 == 0 else { return false }
        guard let one = Hexadecimal.bytes(String(decoding: left, as: UTF8.self)), one.count == left.count / 2 else {
            return false
        }
        return one == Hexadecimal.bytes(String(decoding: right, as: UTF8.self))
    }

    /// A text of hexadecimal digits as the bytes that the other side has.
    private static func asBytes(_ content: [UInt8], _ format: FieldFormat?, other: FieldFormat?) -> [UInt8]? {
        guard format?.content == .text, other?.content == .binary else { return nil }
        return Hexadecimal.bytes(String(decoding: content, as: UTF8.self))
    }
}
