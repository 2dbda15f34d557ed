/// Puts TCP conversations together from packets, in the order of the capture.
///
/// ```swift
/// let contents = CaptureContents(bytes)
/// for conversation in TCPStreams.conversations(of: contents, in: bytes) {
///     print(conversation.client, conversation.bytes(from: .client, in: bytes).count)
/// }
/// ```
///
/// It copies no payload: chunks are places in the input. Memory is bounded by the number of packets, and what waits for a
/// missing segment by ``Limits``.
public struct TCPStreams: Sendable {
    /// How long a direction waits for a missing segment.
    public struct Limits: Equatable, Sendable {
        /// Segments that may wait in one direction. With one more, what is missing is called a gap.
        public var waitingSegments = 256
        /// Bytes that may wait in one direction.
        public var waitingBytes = 1 << 20

        /// The limits that serve for captures of the bench.
        public init() {}
    }

    /// Both ends, in an order that does not depend on who speaks.
    private struct Pair: Hashable {
        let first: CaptureEndpoint
        let second: CaptureEndpoint

        init(_ one: CaptureEndpoint, _ other: CaptureEndpoint) {
            let isOrdered =
                one.port != other.port
                ? one.port < other.port : one.address.bytes.lexicographicallyPrecedes(other.address.bytes)
            first = isOrdered ? one : other
            second = isOrdered ? other : one
        }
    }

    /// A conversation that may still go on.
    private struct Open {
        var index: Int
        var client: StreamAssembly?
        var server: StreamAssembly?
        var synCount = 0
    }

    private let limits: Limits
    private var conversations: [TCPConversation] = []
    private var open: [Pair: Open] = [:]

    /// Nothing seen yet.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// All TCP conversations of a capture, in the order of their first packets.
    ///
    /// Packets that are not TCP, and those that cannot be read, are left out.
    public static func conversations(
        of contents: CaptureContents, in input: [UInt8], limits: Limits = Limits()
    ) -> [TCPConversation] {
        var streams = TCPStreams(limits: limits)
        for packet in contents.packets {
            guard case .ip(let ip, _) = try? packet.contents(in: input) else { continue }
            streams.add(packet, ip)
        }
        return streams.finish()
    }

    /// Takes the next packet of the capture in; what is not TCP is passed over.
    public mutating func add(_ packet: CapturePacket, _ ip: IPPacket) {
        guard case .tcp(let segment) = ip.transport else { return }
        let source = CaptureEndpoint(ip.source, port: segment.sourcePort)
        let destination = CaptureEndpoint(ip.destination, port: segment.destinationPort)
        let pair = Pair(source, destination)
        // An answer to SYN tells that the other end asked.
        let isAnswer = segment.flags.contains([.syn, .ack])
        var current: Open
        if let known = open[pair], !isNewBeginning(segment, source, known) {
            current = known
        } else {
            if let old = open[pair] { close(old) }
            current = Open(index: conversations.count)
            conversations.append(
                TCPConversation(
                    client: isAnswer ? destination : source, server: isAnswer ? source : destination,
                    firstPacket: packet.number))
        }
        // No second reference to the chunks, so that appending does not copy them.
        open[pair] = nil
        take(segment, from: side(source, destination, current.index), packet, &current)
        open[pair] = current
    }

    /// No more packets will come: all conversations, with what was still waiting.
    public mutating func finish() -> [TCPConversation] {
        for rest in open.values { close(rest) }
        open = [:]
        return conversations
    }

    private func side(_ source: CaptureEndpoint, _ destination: CaptureEndpoint, _ index: Int) -> ConversationSide {
        conversations[index].client == source ? .client : .server
    }

    /// True for the SYN of another connection between the same ports.
    private func isNewBeginning(_ segment: TCPSegment, _ source: CaptureEndpoint, _ known: Open) -> Bool {
        guard segment.flags.contains(.syn), !segment.flags.contains(.ack) else { return false }
        guard conversations[known.index].client == source, let stream = known.client else { return true }
        return !stream.begins(at: segment.sequence &+ 1)
    }

    private mutating func take(
        _ segment: TCPSegment, from side: ConversationSide, _ packet: CapturePacket, _ current: inout Open
    ) {
        let isSYN = segment.flags.contains(.syn)
        // SYN counts as one byte before the first.
        let first = isSYN ? segment.sequence &+ 1 : segment.sequence
        let known = side == .client ? current.client.take() : current.server.take()
        if isSYN, known == nil { current.synCount += 1 }
        var stream = known ?? StreamAssembly(side: side, start: first, limits: limits)
        stream.add(
            first, segment.payload, packet: packet.number, timestamp: packet.timestamp,
            into: &conversations[current.index].chunks)
        if segment.flags.contains(.fin) {
            stream.end(
                at: first &+ UInt32(truncatingIfNeeded: segment.wireLength), packet: packet.number,
                timestamp: packet.timestamp)
        }
        if side == .client { current.client = stream } else { current.server = stream }
        conversations[current.index].isFromStart = current.synCount == 2
        if segment.flags.contains(.rst) || current.client?.isEnded == true && current.server?.isEnded == true {
            conversations[current.index].isClosed = true
        }
    }

    private mutating func close(_ old: Open) {
        var late = 0
        for stream in [old.client, old.server] {
            guard var stream else { continue }
            stream.finish(into: &conversations[old.index].chunks)
            late += stream.bytesBeforeStart
        }
        conversations[old.index].bytesBeforeStart = late
    }
}
