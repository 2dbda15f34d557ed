/// What the oracle reads off a payload on the line. Read by a small walk of its own, so that a mistake of the codec
/// cannot hide behind itself.
///
/// Source: UnionPay-style field formats (TPDU 5 bytes, header 6, type indicator 2 BCD, bitmap 8, fields).
package struct WireGlance: Equatable {
    /// Type indicator, its four digits as a hexadecimal number: 0x0200.
    package private(set) var mti = 0
    /// Amount in minor units, or nil.
    package private(set) var amount: Int64?
    /// Trace number.
    package private(set) var trace: UInt32 = 0
    /// Field 39, two characters as one number, or nil.
    package private(set) var code: String?
    /// Field 60.1.
    package private(set) var typeCode = 0
    /// Field 60.2.
    package private(set) var batch: UInt32 = 0
    /// Field 60.3.
    package private(set) var network = 0
    /// Digits of field 48, or empty.
    package private(set) var field48: [UInt8] = []
    /// A number that stands for the card: the digits of field 2.
    package private(set) var card: UInt64 = 0

    /// True when the message moves money for the first time: sale, void or refund.
    package var isFinancial: Bool { mti == 0x0200 || mti == 0x0220 }

    /// Reads a payload; nil when it is none of this dialect.
    package init?(_ payload: [UInt8]) {
        guard payload.count >= 21 else { return nil }
        mti = Int(payload[11]) << 8 | Int(payload[12])
        var offset = 21
        // The first bit stands for field 1, which is none.
        var present = payload[13..<21].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } & (.max >> 1)
        while present != 0 {
            let field = present.leadingZeroBitCount + 1
            present &= ~(1 << UInt64(64 - field))
            guard let (count, head) = WireGlance.length(of: field, payload, offset),
                payload.count - offset >= head + count
            else { return nil }
            take(field, payload[(offset + head)..<(offset + head + count)], payload, offset)
            offset += head + count
        }
        guard offset == payload.count else { return nil }
    }

    private mutating func take(_ field: Int, _ bytes: ArraySlice<UInt8>, _ payload: [UInt8], _ offset: Int) {
        switch field {
        case 2: card = bytes.reduce(7) { Chance.mix($0 ^ UInt64($1)) }
        case 4: amount = Int64(WireGlance.number(bytes))
        case 11: trace = UInt32(WireGlance.number(bytes))
        case 39: code = String(decoding: bytes, as: UTF8.self)
        case 48: field48 = WireGlance.digits(bytes, WireGlance.number(payload[offset..<offset + 2]))
        case 60:
            let digits = WireGlance.digits(bytes, WireGlance.number(payload[offset..<offset + 2]))
            guard digits.count >= 11 else { break }
            typeCode = Int(digits[0]) * 10 + Int(digits[1])
            batch = digits[2..<8].reduce(0) { $0 * 10 + UInt32($1) }
            network = digits[8..<11].reduce(0) { $0 * 10 + Int($1) }
        default: break
        }
    }

    /// Bytes of a field's content and of the length before it.
    private static func length(of field: Int, _ payload: [UInt8], _ offset: Int) -> (count: Int, head: Int)? {
        func prefixed(_ bytes: Int, packed: Bool) -> (Int, Int)? {
            guard payload.count - offset >= bytes else { return nil }
            let count = number(payload[offset..<offset + bytes])
            return (packed ? (count + 1) / 2 : count, bytes)
        }
        switch field {
        case 2, 32, 35: return prefixed(1, packed: true)
        case 36, 48, 60, 61: return prefixed(2, packed: true)
        case 44: return prefixed(1, packed: false)
        case 46, 47, 54...59, 62, 63: return prefixed(2, packed: false)
        case 3, 11, 12: return (3, 0)
        case 4, 38: return (6, 0)
        case 13, 14, 15, 22, 23, 39: return (2, 0)
        case 25, 26: return (1, 0)
        case 37: return (12, 0)
        case 41, 52, 53, 64: return (8, 0)
        case 42: return (15, 0)
        case 43: return (40, 0)
        case 49: return (3, 0)
        default: return nil
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 * 100 + Int($1 >> 4) * 10 + Int($1 & 0x0F) }
    }

    private static func digits(_ bytes: ArraySlice<UInt8>, _ count: Int) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            digits.append(byte >> 4)
            digits.append(byte & 0x0F)
        }
        return Array(digits.prefix(count))
    }

    /// The payload of a frame that arrived whole: `STX | length | payload | ETX | LRC`, with noise behind it or not.
    package static func payload(ofFrame bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 5, bytes[0] == 0x02 else { return nil }
        let count = number(bytes[1..<3])
        guard count > 0, bytes.count >= count + 5, bytes[count + 3] == 0x03 else { return nil }
        let check = bytes[1..<count + 4].reduce(UInt8(0)) { $0 ^ $1 }
        guard check == bytes[count + 4] else { return nil }
        return Array(bytes[3..<count + 3])
    }
}
