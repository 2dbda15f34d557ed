/// Hexadecimal digits in text.
enum HexDigits {
    /// Value of a hexadecimal digit of either case, or nil.
    static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// Upper-case digits of bytes.
    static func text(_ bytes: some Collection<UInt8>) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            digits.append(digit(byte >> 4))
            digits.append(digit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The upper-case digit of a value of 0 to 15.
    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 &+ (value & 15) }

    /// The bytes that digits at these places of `text` say; an odd digit at the end is left out.
    static func bytes(_ text: [UInt8], at places: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(places.count / 2)
        for index in stride(from: 0, to: places.count - 1, by: 2) {
            let high = value(text[Int(places[index])]) ?? 0
            let low = value(text[Int(places[index + 1])]) ?? 0
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Candidate from the digits at these places; nil when there is not one byte.
    static func candidate(_ text: [UInt8], _ places: [UInt32], line: Int) -> Candidate? {
        guard places.count >= 2, let first = places.first else { return nil }
        let isOdd = places.count % 2 == 1
        return Candidate(
            bytes(text, at: places), line: line, offset: Int(first), digits: isOdd ? places.dropLast() : places,
            hasHalfByte: isOdd)
    }
}
