/// What the oracle reads off a payload on the line. Read by a small walk of its own, so that a mistake of the codec
/// cannot hide behind itself.
///
/// Sources: UnionPay-style field formats (TPDU 5 bytes, header 6, type indicator 2 BCD, bitmap 8, fields); Hypercom-style
/// ones, which have no header, and text in fields 48 and 60 to 63.
package struct WireGlance: Equatable {
    /// True in the Hypercom style: no header of twelve digits stands before the type indicator.
    package private(set) var isHypercom = false
    /// Type indicator, its four digits as a hexadecimal number: 0x0200.
    package private(set) var mti = 0
    /// Processing code, field 3, as a number.
    package private(set) var processing = 0
    /// Amount in minor units, or nil.
    package private(set) var amount: Int64?
    /// Trace number.
    package private(set) var trace: UInt32 = 0
    /// Condition, field 25.
    package private(set) var condition = 0
    /// Authorization code, field 38, or empty.
    package private(set) var authorization = ""
    /// Field 39, two characters as one number, or nil.
    package private(set) var code: String?
    /// Field 60.1.
    package private(set) var typeCode = 0
    /// Field 60.2; in Hypercom style the batch that totals name, else 0.
    package private(set) var batch: UInt32 = 0
    /// Field 60.3.
    package private(set) var network = 0
    /// Digits of field 48, or empty.
    package private(set) var field48: [UInt8] = []
    /// Field 60 where it is text, or empty.
    package private(set) var text60: [UInt8] = []
    /// Digits of the totals of field 63 in Hypercom style, or empty.
    package private(set) var field63: [UInt8] = []
    /// Trace number of the original: from field 61, or the invoice number of field 62; 0 for none.
    package private(set) var originalTrace: UInt32 = 0
    /// A number that stands for the card: the digits of field 2.
    package private(set) var card: UInt64 = 0

    /// What the message does with money; nil for a message that does nothing with it, and for an answer.
    package var deed: Deed? { isHypercom ? hypercomDeed : unionPayDeed }

    /// True when the message moves money for the first time, or holds some.
    package var isFinancial: Bool { deed != nil && (mti == 0x0100 || mti == 0x0200 || mti == 0x0220) }

    /// True for chip data that a Hypercom-style terminal tells before its totals, and for the answer.
    var isChipData: Bool { isHypercom && processing / 10_000 == 94 }

    private var unionPayDeed: Deed? {
        switch typeCode {
        case 10: .preAuthorization
        case 11: .preAuthorizationVoid
        case 20, 24: .completion
        case 21: .completionVoid
        case 22: .sale
        case 23: .void
        case 25: .refund
        case 30: .offlineSale
        case 34: .tip
        default: nil
        }
    }

    private var hypercomDeed: Deed? {
        switch (mti, processing / 10_000) {
        case (0x0100, 30): .preAuthorization
        case (0x0100, 2): .preAuthorizationVoid
        case (0x0200, 0): .sale
        case (0x0200, 2): condition == 6 ? .completionVoid : .void
        case (0x0200, 20): .refund
        case (0x0220, 0): condition == 6 ? .completion : .offlineSale
        case (0x0220, 2): .tip
        // A reversal has the code of what it undoes; which of two that share a code, the trace number tells.
        case (0x0400, 30): .preAuthorization
        case (0x0400, 0): .sale
        case (0x0400, 20): .refund
        case (0x0400, 2): condition == 6 ? .completionVoid : .void
        default: nil
        }
    }

    /// Reads a payload; nil when it is of neither dialect.
    package init?(_ payload: [UInt8]) {
        guard payload.count >= 15 else { return nil }
        // A header begins with its application class, 60 or 61; a type indicator with a version that is a digit below 4.
        isHypercom = payload[5] < 0x10
        let start = isHypercom ? 5 : 11
        guard payload.count >= start + 10 else { return nil }
        mti = Int(payload[start]) << 8 | Int(payload[start + 1])
        var offset = start + 10
        // The first bit stands for field 1, which is none.
        var present = payload[start + 2..<start + 10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } & (.max >> 1)
        while present != 0 {
            let field = present.leadingZeroBitCount + 1
            present &= ~(1 << UInt64(64 - field))
            guard let (count, head) = length(of: field, payload, offset), payload.count - offset >= head + count else {
                return nil
            }
            take(field, payload[(offset + head)..<(offset + head + count)], payload, offset)
            offset += head + count
        }
        guard offset == payload.count else { return nil }
    }

    private mutating func take(_ field: Int, _ bytes: ArraySlice<UInt8>, _ payload: [UInt8], _ offset: Int) {
        switch field {
        case 2: card = bytes.reduce(7) { Chance.mix($0 ^ UInt64($1)) }
        case 3: processing = WireGlance.number(bytes)
        case 4: amount = Int64(WireGlance.number(bytes))
        case 11: trace = UInt32(WireGlance.number(bytes))
        case 25: condition = WireGlance.number(bytes)
        case 38: authorization = String(decoding: bytes, as: UTF8.self)
        case 39: code = String(decoding: bytes, as: UTF8.self)
        case 48 where !isHypercom:
            field48 = WireGlance.digits(bytes, WireGlance.number(payload[offset..<offset + 2]))
        case 60 where isHypercom:
            text60 = [UInt8](bytes)
            if mti == 0x0500 || mti == 0x0510 { batch = WireGlance.textNumber(bytes) }
        case 60:
            let digits = WireGlance.digits(bytes, WireGlance.number(payload[offset..<offset + 2]))
            guard digits.count >= 11 else { break }
            typeCode = Int(digits[0]) * 10 + Int(digits[1])
            batch = digits[2..<8].reduce(0) { $0 * 10 + UInt32($1) }
            network = digits[8..<11].reduce(0) { $0 * 10 + Int($1) }
        case 61 where !isHypercom:
            let digits = WireGlance.digits(bytes, WireGlance.number(payload[offset..<offset + 2]))
            if digits.count >= 12 { originalTrace = digits[6..<12].reduce(0) { $0 * 10 + UInt32($1) } }
        case 62 where isHypercom && bytes.count == 6: originalTrace = WireGlance.textNumber(bytes)
        case 63 where isHypercom: field63 = bytes.map { $0 & 0x0F }
        default: break
        }
    }

    /// Bytes of a field's content and of the length before it.
    private func length(of field: Int, _ payload: [UInt8], _ offset: Int) -> (count: Int, head: Int)? {
        func prefixed(_ bytes: Int, packed: Bool) -> (Int, Int)? {
            guard payload.count - offset >= bytes else { return nil }
            let count = WireGlance.number(payload[offset..<offset + bytes])
            return (packed ? (count + 1) / 2 : count, bytes)
        }
        switch field {
        case 2, 32, 35: return prefixed(1, packed: true)
        case 36: return prefixed(2, packed: true)
        case 48, 60, 61: return prefixed(2, packed: !isHypercom)
        case 44: return prefixed(1, packed: false)
        case 46, 47, 54...59, 62, 63: return prefixed(2, packed: false)
        case 3, 11, 12: return (3, 0)
        case 4, 38: return (6, 0)
        case 13, 14, 15, 22, 23, 24, 39: return (2, 0)
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

    /// A number written in characters.
    static func textNumber(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 &* 10 &+ UInt32($1 & 0x0F) }
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
