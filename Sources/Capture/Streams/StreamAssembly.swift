/// One direction of a conversation: segments in any order, with overlaps, become one stretch of bytes after the other.
///
/// Positions count from the first byte of the stream and have 64 bits, so that sequence numbers may wrap around as often as
/// they like. Where two segments overlap, the byte that was captured first stands.
struct StreamAssembly {
    /// What arrived: a place in the input with its position in the stream.
    struct Piece {
        var position: Int64
        var range: Range<Int>
        let packet: Int
        let timestamp: Int64?

        var end: Int64 { position + Int64(range.count) }
    }

    private let side: ConversationSide
    private let limits: TCPStreams.Limits
    /// Sequence number of position 0.
    private var start: UInt32
    /// Position of the next byte that is due.
    private var next: Int64 = 0
    /// Pieces beyond `next`, in order, none touching another's bytes.
    private var waiting: [Piece] = []
    private var waitingBytes = 0
    /// Position of FIN, and the packet that brought it.
    private var fin: Piece?
    private(set) var bytesBeforeStart = 0

    init(side: ConversationSide, start: UInt32, limits: TCPStreams.Limits) {
        self.side = side
        self.start = start
        self.limits = limits
    }

    /// True when `sequence` is the first byte of this stream.
    func begins(at sequence: UInt32) -> Bool { sequence == start }

    /// True when FIN was seen.
    var isEnded: Bool { fin != nil }

    /// The position that is nearest to the one that is due. Source: RFC 9293, section 3.4, on the sequence space.
    private func position(of sequence: UInt32) -> Int64 {
        let due = start &+ UInt32(truncatingIfNeeded: next)
        return next + Int64(Int32(bitPattern: sequence &- due))
    }

    /// Takes a segment in; what becomes complete is appended to `chunks`.
    mutating func add(
        _ sequence: UInt32, _ range: Range<Int>, packet: Int, timestamp: Int64?, into chunks: inout [StreamChunk]
    ) {
        var piece = Piece(position: position(of: sequence), range: range, packet: packet, timestamp: timestamp)
        if piece.position < 0 {
            bytesBeforeStart += Int(min(Int64(range.count), -piece.position))
        }
        guard piece.end > next else { return }
        piece.dropFront(to: next)
        guard !piece.range.isEmpty else { return }
        insert(piece)
        drain(into: &chunks)
        while waiting.count > limits.waitingSegments || waitingBytes > limits.waitingBytes { skip(into: &chunks) }
    }

    /// Notes FIN, whose own sequence number lies behind the last byte.
    mutating func end(at sequence: UInt32, packet: Int, timestamp: Int64?) {
        guard fin == nil else { return }
        fin = Piece(position: position(of: sequence), range: 0..<0, packet: packet, timestamp: timestamp)
    }

    /// No more will come: what waits is handed out, with the gaps before it.
    mutating func finish(into chunks: inout [StreamChunk]) {
        while !waiting.isEmpty { skip(into: &chunks) }
        if let fin, fin.position > next { gap(before: fin, into: &chunks) }
    }

    /// Puts a piece among those that wait, without the bytes that are there already.
    private mutating func insert(_ piece: Piece) {
        var rest = piece
        // First of those that end beyond the piece's start.
        var low = 0
        var high = waiting.count
        while low < high {
            let middle = (low + high) / 2
            if waiting[middle].end <= rest.position { low = middle + 1 } else { high = middle }
        }
        while low < waiting.count, waiting[low].position < rest.end {
            let other = waiting[low]
            if rest.position < other.position {
                var part = rest
                part.keepFront(to: other.position)
                waiting.insert(part, at: low)
                waitingBytes += part.range.count
                low += 1
            }
            guard rest.end > other.end else { return }
            rest.dropFront(to: other.end)
            low += 1
        }
        guard !rest.range.isEmpty else { return }
        waiting.insert(rest, at: low)
        waitingBytes += rest.range.count
    }

    private mutating func drain(into chunks: inout [StreamChunk]) {
        var count = 0
        while count < waiting.count, waiting[count].position == next {
            let piece = waiting[count]
            chunks.append(chunk(piece, .bytes(piece.range)))
            next = piece.end
            waitingBytes -= piece.range.count
            count += 1
        }
        waiting.removeFirst(count)
    }

    /// Gives up what is missing before the first piece that waits.
    private mutating func skip(into chunks: inout [StreamChunk]) {
        guard let first = waiting.first else { return }
        gap(before: first, into: &chunks)
        drain(into: &chunks)
    }

    private mutating func gap(before piece: Piece, into chunks: inout [StreamChunk]) {
        chunks.append(chunk(piece, .gap(Int(piece.position - next))))
        next = piece.position
    }

    private func chunk(_ piece: Piece, _ content: StreamChunk.Content) -> StreamChunk {
        StreamChunk(
            side: side, offset: Int(next), content: content, packet: piece.packet, timestamp: piece.timestamp)
    }
}

extension StreamAssembly.Piece {
    /// Leaves out what lies before `position`.
    mutating func dropFront(to position: Int64) {
        guard position > self.position else { return }
        range = range.dropFirst(Int(min(Int64(range.count), position - self.position)))
        self.position = position
    }

    /// Leaves out what lies from `position` on.
    mutating func keepFront(to position: Int64) { range = range.prefix(Int(max(0, position - self.position))) }
}
