/// How a length is written. A length may be written longer than it must be; encoding keeps that.
///
/// Source: ISO/IEC 8825-1, 8.1.3; ISO/IEC 7816-4, 5.2.2.2.
public enum TLVLengthForm: Int, Comparable, Sendable, CaseIterable {
    /// One byte, 00 to 7F.
    case short = 0
    /// 81 and one byte.
    case long1 = 1
    /// 82 and two bytes.
    case long2 = 2
    /// 83 and three bytes.
    case long3 = 3
    /// 84 and four bytes.
    case long4 = 4

    /// Bytes of the length, the first one included.
    public var byteCount: Int { rawValue + 1 }

    /// The shortest form for a value of so many bytes. Values of 4 GiB and more do not occur.
    public static func shortest(for count: Int) -> TLVLengthForm {
        switch count {
        case ..<0x80: .short
        case ..<0x100: .long1
        case ..<0x1_0000: .long2
        case ..<0x100_0000: .long3
        default: .long4
        }
    }

    /// Fewer bytes come first.
    public static func < (left: TLVLengthForm, right: TLVLengthForm) -> Bool { left.rawValue < right.rawValue }

    func append(_ count: Int, to bytes: inout [UInt8]) {
        guard self != .short else { return bytes.append(UInt8(truncatingIfNeeded: count)) }
        bytes.append(0x80 | UInt8(rawValue))
        var shift = rawValue * 8
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: count >> shift))
        }
    }
}
