/// The length before a message on a stream.
///
/// Source: the framings of terminals' access controllers and hosts in the field; there is no standard for it.
public struct LengthHeader: Hashable, Sendable, CustomStringConvertible {
    /// How the length is written.
    public enum Form: UInt8, Sendable, CaseIterable {
        /// There is none: a message ends where its connection or its record ends.
        case none
        /// Two bytes, the high one first.
        case bigEndian
        /// Two bytes, the low one first.
        case littleEndian
        /// Four packed digits in two bytes.
        case packed
        /// Four ASCII digits.
        case ascii
    }

    /// How it is written.
    public let form: Form
    /// True when the length counts its own bytes as well.
    public let countsItself: Bool

    /// A length of some form.
    public init(_ form: Form, countsItself: Bool = false) {
        self.form = form
        self.countsItself = countsItself && form != .none
    }

    /// Two bytes, the high one first, not counting themselves: the usual one.
    public static let usual = LengthHeader(.bigEndian)

    /// All forms, inclusive and exclusive.
    public static let all: [LengthHeader] = Form.allCases.flatMap { form in
        form == .none ? [LengthHeader(form)] : [LengthHeader(form), LengthHeader(form, countsItself: true)]
    }

    /// Bytes of the length itself.
    public var byteCount: Int {
        switch form {
        case .none: 0
        case .bigEndian, .littleEndian, .packed: 2
        case .ascii: 4
        }
    }

    /// The longest message that the length can say, in bytes.
    public var longestMessage: Int {
        let most =
            switch form {
            case .none: Int(Int32.max)
            case .bigEndian, .littleEndian: 65_535
            case .packed, .ascii: 9999
            }
        return countsItself ? most - byteCount : most
    }

    /// Bytes of a message that a length announces; nil when it is none: other characters than digits, or less than the
    /// length's own bytes where it counts them.
    ///
    /// - Parameter bytes: At least `byteCount` bytes; nil for fewer.
    public func messageLength(_ bytes: some Collection<UInt8>) -> Int? {
        guard bytes.count >= byteCount else { return nil }
        let header = [UInt8](bytes.prefix(byteCount))
        var value = 0
        switch form {
        case .none: return nil
        case .bigEndian: value = Int(header[0]) << 8 | Int(header[1])
        case .littleEndian: value = Int(header[1]) << 8 | Int(header[0])
        case .packed:
            for byte in header {
                guard byte >> 4 < 10, byte & 0x0F < 10 else { return nil }
                value = value * 100 + Int(byte >> 4) * 10 + Int(byte & 0x0F)
            }
        case .ascii:
            for byte in header {
                guard Digits.isDigit(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
        }
        let length = countsItself ? value - byteCount : value
        return length >= 0 ? length : nil
    }

    /// The length of a message of so many bytes; nil when it cannot be said.
    public func bytes(forMessageOf count: Int) -> [UInt8]? {
        guard (0...longestMessage).contains(count) else { return nil }
        let value = countsItself ? count + byteCount : count
        switch form {
        case .none: return []
        case .bigEndian: return [UInt8(value >> 8), UInt8(value & 0xFF)]
        case .littleEndian: return [UInt8(value & 0xFF), UInt8(value >> 8)]
        case .packed:
            return [value / 100, value % 100].map { UInt8(($0 / 10) << 4 | $0 % 10) }
        case .ascii: return [UInt8](Digits.padded(UInt64(value), width: 4).utf8)
        }
    }

    /// For example `2 bytes, high first, counting itself`.
    public var description: String {
        let name =
            switch form {
            case .none: "none"
            case .bigEndian: "2 bytes, high first"
            case .littleEndian: "2 bytes, low first"
            case .packed: "2 bytes BCD"
            case .ascii: "4 ASCII digits"
            }
        return countsItself ? name + ", counting itself" : name
    }
}
