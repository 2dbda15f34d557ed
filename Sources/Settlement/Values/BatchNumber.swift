/// Number of a batch: 1 to 999999. It only grows, and wraps from 999999 to 1.
///
/// Source: UnionPay-style field 60.2 (n6). The acquirer's centre issues it at sign-on; the terminal adds one at the close.
public struct BatchNumber: Hashable, Sendable, CustomStringConvertible {
    /// The number, 1 to 999999.
    public let value: UInt32

    /// A batch number, or nil when `value` is not in 1 to 999999.
    public init?(_ value: UInt32) {
        guard (1...999_999).contains(value) else { return nil }
        self.value = value
    }

    private init(unchecked value: UInt32) { self.value = value }

    /// The first batch of a new terminal.
    public static let first = BatchNumber(unchecked: 1)

    /// The batch after this one. The wrap goes to 1: zero means *no batch* in field 61.
    public var next: BatchNumber { BatchNumber(unchecked: value == 999_999 ? 1 : value + 1) }

    /// How many numbers `other` lies ahead, 0 to 999998; numbers wrap, so one that lies behind is far ahead.
    public func steps(to other: BatchNumber) -> Int {
        (Int(other.value) - Int(value) + 999_999) % 999_999
    }

    /// Six digits, as in field 60.2.
    public var description: String { paddedDecimal(UInt64(value), width: 6) }
}
