/// Timers and limits of a serial link.
public struct LinkParameters: Sendable, Equatable {
    /// How long a frame may stay without ACK or NAK before it is sent again, in milliseconds.
    public var ackTimeout = 3000
    /// How long the line may be silent within a frame, in milliseconds.
    public var interByteTimeout = 1000
    /// How often a frame is sent again before the link gives up.
    public var retries = 3
    /// The longest payload that is taken, in bytes, at most 9999.
    public var largestPayload = 2048
    /// How many frames may wait behind the one that is on its way.
    public var queueLimit = 16

    /// The usual values.
    public init() {}

    /// How long an equal frame is taken for a retransmission, in milliseconds: as long as the other side may go on
    /// sending it. A repetition by its owner must come later than this.
    public var duplicateWindow: Int { ackTimeout * (retries + 1) }
}
