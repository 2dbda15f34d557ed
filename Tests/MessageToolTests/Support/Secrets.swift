import ISO8583
import MessageTool
import TestSupport

/// The secrets of a message, in every shape in which one could come out.
struct Secrets {
    /// Digits or bytes as half bytes: account numbers as a whole, tails of tracks, PIN blocks, keys, names.
    private(set) var values: [[UInt8]] = []

    init(_ sample: Sample) throws { self.init(try sample.dialect.decode(sample.bytes), sample.dialect) }

    init(_ message: Message, _ dialect: Dialect) {
        for field in message.fields {
            guard let content = message[bytes: field] else { continue }
            switch field {
            case 2: addDigits(content)
            case 34, 36, 45: addRuns(content)
            case 35:
                let parts = content.split { $0 == 0x44 || $0 == 0x3D }
                for part in parts { addDigits(Array(part)) }
            case 48 where message.mti.messageClass == 3 && content.count > 40 && dialect.id == "unionpay":
                // Records of 40 digits, the account number at the ninth, filled with zeros at the left.
                for start in stride(from: 2, to: content.count - 39, by: 40) {
                    addDigits([UInt8](content[start + 8..<start + 28].drop { $0 == 0x30 }))
                }
            case 52: add(content.flatMap { [$0 >> 4, $0 & 15] })
            case 55: addObjects(content[...])
            case 62 where dialect.id == "unionpay":
                for start in stride(from: 0, to: content.count, by: 8) {
                    add(content[start..<min(start + 8, content.count)].flatMap { [$0 >> 4, $0 & 15] })
                }
            case 43...48, 56...63, 104...127: addNumbers(content)
            default: break
            }
        }
    }

    /// Digits that stand together, as a track with other characters has them.
    private mutating func addRuns(_ content: [UInt8]) {
        for run in content.split(whereSeparator: { !(0x30...0x39).contains($0) }) { addDigits(Array(run)) }
    }

    /// Numbers with a right check digit in text that nobody prescribes.
    private mutating func addNumbers(_ content: [UInt8]) {
        for run in content.split(whereSeparator: { !(0x30...0x39).contains($0) }) where (13...19).contains(run.count) {
            let sum = run.reversed().enumerated().reduce(0) { sum, digit in
                let value = Int(digit.element & 15) * (digit.offset % 2 + 1)
                return sum + value / 10 + value % 10
            }
            if sum % 10 == 0 { addDigits(Array(run)) }
        }
    }

    /// Values of 5A and 57 in chip data, also in templates: tag, length, value one behind another.
    private mutating func addObjects(_ data: ArraySlice<UInt8>) {
        var rest = data
        while let first = rest.popFirst() {
            if first == 0 || first == 0xFF { continue }
            var tag = Int(first)
            if first & 31 == 31 {
                repeat {
                    guard let next = rest.popFirst() else { return }
                    tag = (tag << 8 | Int(next)) & 0xFF_FFFF
                } while tag & 0x80 != 0
            }
            guard var count = rest.popFirst().map({ Int($0) }) else { return }
            if count > 128 {
                let size = count - 128
                guard size < 3, rest.count >= size else { return }
                count = rest.prefix(size).reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(size)
            }
            guard count <= rest.count else { return }
            let value = rest.prefix(count)
            rest = rest.dropFirst(count)
            if first & 32 != 0 { addObjects(value) }
            guard tag == 0x5A || tag == 0x57 else { continue }
            let digits = value.flatMap { [$0 >> 4, $0 & 15] }
            for part in digits.split(whereSeparator: { $0 > 9 }) { add(Array(part)) }
        }
    }

    private mutating func addDigits(_ digits: [UInt8]) { add(digits.map { $0 & 15 }) }

    /// Values of one digit repeated are no secrets, and short ones would be found anywhere.
    private mutating func add(_ nibbles: [UInt8]) {
        if nibbles.count >= 8, Set(nibbles).count > 1 { values.append(nibbles) }
    }

    /// Secrets that stand in a text: as they are, or as ASCII or EBCDIC codes in hexadecimal digits, separated or not.
    func leaks(in text: String) -> [String] {
        let digits = text.uppercased().utf8.filter { Character(UnicodeScalar($0)).isHexDigit }
        let stream = String(decoding: digits, as: UTF8.self)
        return values.flatMap { forms($0) }.filter { stream.contains($0) || text.uppercased().contains($0) }
    }

    /// Secrets that stand in bytes, at any half byte.
    func leaks(in bytes: [UInt8]) -> [String] {
        leaks(in: hex(bytes)) + leaks(in: String(decoding: bytes.map { $0 < 0x80 ? $0 : 0x2E }, as: UTF8.self))
    }

    private func forms(_ nibbles: [UInt8]) -> [String] {
        let plain = nibbles.map { String($0, radix: 16, uppercase: true) }.joined()
        let ascii = hex([UInt8](plain.utf8))
        let ebcdic = hex(plain.utf8.map { EBCDIC.cp037.code($0) })
        return [plain, ascii, ebcdic, hex([UInt8](plain.lowercased().utf8))]
    }
}
