import ISO8583
import MessageTool
import TestSupport

/// The secrets of a message, in every shape in which one could come out.
struct Secrets {
    /// Digits or bytes as half bytes: account numbers as a whole, tails of tracks, PIN blocks, keys, names.
    private(set) var values: [[UInt8]] = []

    init(_ sample: Sample) throws {
        let message = try sample.dialect.decode(sample.bytes)
        for field in message.fields {
            guard let content = message[bytes: field] else { continue }
            switch field {
            case 2: addDigits(content)
            case 35:
                let parts = content.split { $0 == 0x44 || $0 == 0x3D }
                for part in parts { addDigits(Array(part)) }
            case 48 where message.mti.messageClass == 3 && content.count > 40 && sample.dialect.id == "unionpay":
                for record in try UploadBlock48(String(decoding: content, as: UTF8.self)).records {
                    addDigits([UInt8](record.pan.exposed.utf8))
                }
            case 52: add(content.flatMap { [$0 >> 4, $0 & 15] })
            case 62 where sample.dialect.id == "unionpay":
                for start in stride(from: 0, to: content.count, by: 8) {
                    add(content[start..<min(start + 8, content.count)].flatMap { [$0 >> 4, $0 & 15] })
                }
            default: break
            }
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
