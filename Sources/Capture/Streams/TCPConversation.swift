/// One of the two ends of a TCP conversation.
public enum ConversationSide: Equatable, Sendable {
    /// The end that opened it.
    case client
    /// The end that was listening.
    case server

    /// The other one.
    public var other: ConversationSide { self == .client ? .server : .client }
}

/// A stretch of one direction's byte stream.
public struct StreamChunk: Equatable, Sendable {
    /// What is known of it.
    public enum Content: Equatable, Sendable {
        /// The bytes, as a place in the input.
        case bytes(Range<Int>)
        /// So many bytes that the capture does not have.
        case gap(Int)
    }

    /// Who sent it.
    public let side: ConversationSide
    /// Where it begins in that side's stream; the first byte is 0.
    public let offset: Int
    /// The bytes, or how many are missing.
    public let content: Content
    /// Number of the packet that brought the bytes. Of a gap: the packet after it.
    public let packet: Int
    /// When that packet was captured, in nanoseconds since 1970, or nil.
    public let timestamp: Int64?
}

/// A TCP connection with the bytes that went over it.
public struct TCPConversation: Equatable, Sendable {
    /// The end that sent SYN; when the capture does not have it, the end that spoke first.
    public internal(set) var client: CaptureEndpoint
    /// The other end.
    public internal(set) var server: CaptureEndpoint
    /// Number of its first packet.
    public internal(set) var firstPacket: Int
    /// What was sent, in the order in which it could be read: each side's stretches follow one another without holes, and
    /// stand where the packet came that made them complete.
    public internal(set) var chunks: [StreamChunk] = []
    /// True when the capture has the SYN of both sides, so that the streams begin where they began.
    public internal(set) var isFromStart = false
    /// True when both sides said FIN, or one of them RST.
    public internal(set) var isClosed = false
    /// Bytes that belong before the first one known: a packet that came too late in a capture without its beginning.
    public internal(set) var bytesBeforeStart = 0

    /// All bytes that one side sent, gaps left out.
    ///
    /// - Parameter input: The bytes that the capture was read from.
    public func bytes(from side: ConversationSide, in input: [UInt8]) -> [UInt8] {
        var all: [UInt8] = []
        for chunk in chunks where chunk.side == side {
            if case .bytes(let range) = chunk.content { all += input[range.clamped(to: input.indices)] }
        }
        return all
    }

    /// Bytes of that side that are missing.
    public func missingBytes(from side: ConversationSide) -> Int {
        chunks.reduce(0) { sum, chunk in
            if chunk.side == side, case .gap(let count) = chunk.content { sum + count } else { sum }
        }
    }
}
