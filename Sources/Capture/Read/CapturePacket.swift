/// One packet as a capture holds it. Its bytes stay in the input; this says where.
public struct CapturePacket: Equatable, Sendable {
    /// Number in the file, from 1, as other tools count.
    public let number: Int
    /// Nanoseconds since 1970-01-01 00:00 UTC; nil when the block carries no time (simple packets), or one beyond 64 bits.
    public let timestamp: Int64?
    /// Index of its interface in ``CaptureReader/interfaces``.
    public let interface: Int
    /// What the frame begins with.
    public let linkType: LinkType
    /// Which way it went, seen from whoever captured it.
    public let direction: CaptureDirection
    /// Where the captured bytes lie in the input.
    public let frame: Range<Int>
    /// Length that it had on the wire, in bytes; more than the frame's when a snap length cut it.
    public let originalLength: Int
    /// Where the first comment (UTF-8) lies in the input, or nil.
    public let comment: Range<Int>?
}

/// Which way a packet went. Source: pcapng, option epb_flags, bits 0 and 1.
public enum CaptureDirection: UInt8, Equatable, Sendable {
    /// Not said.
    case unknown = 0
    /// Received by the one who captured.
    case inbound = 1
    /// Sent by the one who captured.
    case outbound = 2
}
