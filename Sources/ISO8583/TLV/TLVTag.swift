/// Tag of a BER-TLV object: one to four bytes, packed as they stand on the wire (`0x9F26` is `9F26`, `0x95` is `95`).
///
/// Source: ISO/IEC 8825-1, 8.1.2; ISO/IEC 7816-4 (tags of up to three bytes); EMV Book 3, annex B1. Four bytes are taken
/// because private tags of acquirers have that many.
public struct TLVTag: Hashable, Sendable, CustomStringConvertible {
    /// The most bytes that a tag has.
    public static let mostBytes = 4

    /// The class in bits 8 and 7 of the first byte.
    public enum Class: UInt8, Equatable, Sendable {
        /// 00.
        case universal = 0
        /// 01.
        case application = 1
        /// 10.
        case contextSpecific = 2
        /// 11.
        case `private` = 3
    }

    /// The tag's bytes, packed; the first byte of a tag is never 00, so that the packing is unambiguous.
    public let rawValue: UInt32

    /// A tag from its packed bytes; nil for what is no tag: 00, a first byte that says that more follow where none do
    /// (`0x9F`), bytes after the last one (`0x9526`), and a number with leading zeros (`0x9F8001`).
    ///
    /// Source: ISO/IEC 8825-1, 8.1.2.4. The second byte 00 (`FF00`) is taken, since acquirers use it.
    public init?(_ rawValue: UInt32) {
        guard rawValue != 0 else { return nil }
        let count = TLVTag.count(of: rawValue)
        let first = TLVTag.byte(0, of: rawValue, count: count)
        if first & 0x1F == 0x1F {
            guard count > 1, TLVTag.byte(1, of: rawValue, count: count) != 0x80 else { return nil }
            for index in 1..<count {
                let goesOn = TLVTag.byte(index, of: rawValue, count: count) & 0x80 != 0
                guard goesOn == (index < count - 1) else { return nil }
            }
        } else if count != 1 {
            return nil
        }
        self.rawValue = rawValue
    }

    /// A tag that was checked while its bytes were read, or that stands in a table.
    init(known rawValue: UInt32) { self.rawValue = rawValue }

    /// How many bytes the tag has: 1 to 4.
    public var byteCount: Int { TLVTag.count(of: rawValue) }

    /// True when the tag says that its value is made of TLV objects (bit 6 of the first byte).
    public var isConstructed: Bool { firstByte & 0x20 != 0 }

    /// The tag's class.
    public var tagClass: Class { Class(rawValue: firstByte >> 6) ?? .universal }

    /// The tag's number, without class and form.
    public var number: UInt32 {
        let count = byteCount
        guard count > 1 else { return UInt32(firstByte & 0x1F) }
        var number: UInt32 = 0
        for index in 1..<count {
            number = number << 7 | UInt32(TLVTag.byte(index, of: rawValue, count: count) & 0x7F)
        }
        return number
    }

    /// The tag's bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// Upper-case hexadecimal digits: `9F26`.
    public var description: String { Digits.hex(bytes) }

    func append(to bytes: inout [UInt8]) {
        let count = byteCount
        for index in 0..<count { bytes.append(TLVTag.byte(index, of: rawValue, count: count)) }
    }

    private var firstByte: UInt8 { TLVTag.byte(0, of: rawValue, count: byteCount) }

    private static func count(of rawValue: UInt32) -> Int {
        switch rawValue {
        case 0...0xFF: 1
        case 0x100...0xFFFF: 2
        case 0x1_0000...0xFF_FFFF: 3
        default: 4
        }
    }

    private static func byte(_ index: Int, of rawValue: UInt32, count: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: rawValue >> UInt32((count - 1 - index) * 8))
    }
}
