/// What a line did to the bytes of one direction until now.
public struct LineCount: Equatable, Sendable, Codable {
    /// Bytes that the sender gave.
    public var sent = 0
    /// Bytes that the receiver was given.
    public var delivered = 0
    /// Bytes that the line lost.
    public var lost = 0
    /// Bytes that came twice.
    public var doubled = 0
    /// Bits that were turned over.
    public var flippedBits = 0
    /// Bytes that were sent at a speed that the receiver does not have.
    public var garbled = 0
    /// Bytes that came faster than the receiver read them, or when nobody was plugged in there.
    public var overrun = 0
    /// Breaks.
    public var breaks = 0

    /// Nothing yet.
    public init() {}
}
