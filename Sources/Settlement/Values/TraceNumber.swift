/// System trace audit number (STAN, field 11): 1 to 999999, unique within a batch of one terminal.
///
/// Source: ISO 8583:1987, data element 11 (n6). Zero is not used on the wire.
public struct TraceNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number, 1 to 999999.
    public let value: UInt32

    /// A trace number, or nil when `value` is not in 1 to 999999.
    public init?(_ value: UInt32) {
        guard (1...999_999).contains(value) else { return nil }
        self.value = value
    }

    private init(unchecked value: UInt32) { self.value = value }

    /// The first number of a new terminal.
    public static let first = TraceNumber(unchecked: 1)

    /// The number after this one; 999999 is followed by 1.
    public var next: TraceNumber { advanced(by: 1) }

    /// The number `steps` later, wrapping from 999999 to 1.
    public func advanced(by steps: UInt32) -> TraceNumber {
        TraceNumber(unchecked: UInt32((UInt64(value) - 1 + UInt64(steps)) % 999_999) + 1)
    }

    /// Six digits, as in field 11.
    public var description: String { paddedDecimal(UInt64(value), width: 6) }

    /// Order of the numbers; it says nothing of time once the number has wrapped.
    public static func < (left: TraceNumber, right: TraceNumber) -> Bool { left.value < right.value }
}
