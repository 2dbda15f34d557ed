import Testing
import TestSupport

@testable import Capture

@Suite("TCP streams")
struct StreamTests {
    /// A capture of raw IPv4 packets with a second between them.
    private struct Wire {
        var file = Builder(big: true)
        var seconds: UInt32 = 0

        init() { file.pcapHeader(101, nanoseconds: false) }

        mutating func add(
            _ payload: [UInt8], fromClient: Bool = true, sequence: UInt32, flags: UInt8 = 0x18, keep: Int? = nil
        ) {
            seconds += 1
            let segment = Frames.tcp(
                payload, from: fromClient ? 40_000 : 8583, to: fromClient ? 8583 : 40_000, sequence: sequence,
                flags: flags)
            let one: [UInt8] = [10, 0, 0, 1]
            let two: [UInt8] = [10, 0, 0, 2]
            let packet = Frames.ipv4(6, segment, from: fromClient ? one : two, to: fromClient ? two : one)
            file.record(
                seconds, 0, [UInt8](packet.prefix(keep.map { $0 + 40 } ?? packet.count)), original: packet.count)
        }

        func conversations(_ limits: TCPStreams.Limits = .init()) -> [TCPConversation] {
            TCPStreams.conversations(of: CaptureContents(file.bytes), in: file.bytes, limits: limits)
        }
    }

    /// Cuts `stream` into segments, some of them twice or overlapping.
    private func segments(_ stream: [UInt8], _ random: inout Random) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        while start < stream.count {
            let end = min(stream.count, start + Int.random(in: 1...40, using: &random))
            pieces.append(start..<end)
            if Int.random(in: 0..<4, using: &random) == 0 {
                pieces.append(max(0, start - 15)..<min(stream.count, end + 15))
            }
            start = end
        }
        return pieces
    }

    @Test(
        "segments of any size, twice, overlapping and in any order give the same bytes, also when numbers wrap around")
    func property() throws {
        for seed in 0..<300 as Range<UInt64> {
            var random = Random(state: seed)
            let streams = [true: random.bytes(900), false: random.bytes(500)]
            // Sequence numbers wrap around within the stream.
            let starts: [Bool: UInt32] = [true: UInt32.max - 300, false: UInt32(truncatingIfNeeded: random.next())]
            var wire = Wire()
            wire.add([], sequence: try #require(starts[true]), flags: 0x02)
            wire.add([], fromClient: false, sequence: try #require(starts[false]), flags: 0x12)
            var sent: [(Bool, Range<Int>)] = []
            for (isClient, stream) in streams {
                sent += segments(stream, &random).map { (isClient, $0) }
            }
            sent.shuffle(using: &random)
            for (isClient, range) in sent {
                let stream = try #require(streams[isClient])
                let first = try #require(starts[isClient]) &+ 1
                wire.add([UInt8](stream[range]), fromClient: isClient, sequence: first &+ UInt32(range.lowerBound))
            }
            let conversation = try #require(wire.conversations().first)
            #expect(wire.conversations().count == 1 && conversation.isFromStart)
            for (side, isClient) in [(ConversationSide.client, true), (.server, false)] {
                #expect(conversation.bytes(from: side, in: wire.file.bytes) == streams[isClient], "seed \(seed)")
                #expect(conversation.missingBytes(from: side) == 0)
                // Offsets follow one another.
                var offset = 0
                for chunk in conversation.chunks where chunk.side == side {
                    guard case .bytes(let range) = chunk.content else { continue }
                    #expect(chunk.offset == offset)
                    offset += range.count
                }
            }
        }
    }

    @Test("each stretch tells the packet and the time that brought it, in the order in which it could be read")
    func arrival() throws {
        var wire = Wire()
        wire.add([], sequence: 99, flags: 0x02)
        wire.add([], fromClient: false, sequence: 499, flags: 0x12)
        wire.add([4, 5, 6], sequence: 103)
        wire.add([9], fromClient: false, sequence: 500)
        wire.add([1, 2, 3, 4], sequence: 100)
        wire.add([7], sequence: 106)
        let conversation = try #require(wire.conversations().first)
        #expect(conversation.chunks.map(\.packet) == [4, 5, 3, 6])
        #expect(conversation.chunks.map(\.side) == [.server, .client, .client, .client])
        #expect(conversation.chunks.map(\.offset) == [0, 0, 3, 6])
        #expect(conversation.chunks.map(\.timestamp) == [4, 5, 3, 6].map { $0 * 1_000_000_000 })
        #expect(conversation.bytes(from: .client, in: wire.file.bytes) == [1, 2, 3, 4, 5, 6, 7])
        #expect(conversation.client.description == "10.0.0.1:40000" && conversation.server.port == 8583)
    }

    @Test("missing bytes are a gap: at the end of the capture, before FIN, and behind a snap length")
    func gaps() throws {
        var wire = Wire()
        wire.add([], sequence: 99, flags: 0x02)
        wire.add([1, 2], sequence: 100)
        wire.add([5, 6], sequence: 104)
        wire.add([7, 8, 9], sequence: 106, keep: 1)
        wire.add([], sequence: 115, flags: 0x11)
        let conversation = try #require(wire.conversations().first)
        let sizes = conversation.chunks.map { chunk in
            switch chunk.content {
            case .bytes(let range): range.count
            case .gap(let count): -count
            }
        }
        #expect(sizes == [2, -2, 2, 1, -8])
        #expect(conversation.chunks.map(\.packet) == [2, 3, 3, 4, 5])
        #expect(conversation.missingBytes(from: .client) == 10)
        #expect(conversation.isClosed == false && conversation.isFromStart == false)
    }

    @Test("only so many segments wait for a missing one")
    func limits() throws {
        var limits = TCPStreams.Limits()
        limits.waitingSegments = 3
        var wire = Wire()
        wire.add([1], sequence: 100)
        for index in 0..<4 as Range<UInt32> { wire.add([2], sequence: 110 + 2 * index) }
        wire.add([3], fromClient: false, sequence: 5)
        let chunks = try #require(wire.conversations(limits).first).chunks
        #expect(chunks.prefix(3).map(\.packet) == [1, 2, 2])
        #expect(chunks[1].content == .gap(9))
        // The answer stands behind what was given up before it came.
        #expect(chunks[3].side == .server)
    }

    @Test("the same ports again are another conversation; FIN of both sides, or RST, closes one")
    func reuse() {
        var wire = Wire()
        wire.add([], sequence: 99, flags: 0x02)
        wire.add([], sequence: 99, flags: 0x02)
        wire.add([], fromClient: false, sequence: 199, flags: 0x12)
        wire.add([1], sequence: 100)
        wire.add([], sequence: 101, flags: 0x11)
        wire.add([], fromClient: false, sequence: 200, flags: 0x11)
        wire.add([], sequence: 5000, flags: 0x02)
        wire.add([2], sequence: 5001)
        wire.add([], fromClient: false, sequence: 0, flags: 0x04)
        let conversations = wire.conversations()
        #expect(conversations.map(\.isClosed) == [true, true])
        #expect(conversations.map(\.firstPacket) == [1, 7])
        #expect(conversations.map { $0.bytes(from: .client, in: wire.file.bytes) } == [[1], [2]])
    }

    @Test("a capture that begins in the middle says so, and counts what came too late")
    func middle() throws {
        var wire = Wire()
        wire.add([3, 4], fromClient: false, sequence: 12)
        wire.add([1, 2, 3], fromClient: false, sequence: 10)
        let conversation = try #require(wire.conversations().first)
        #expect(!conversation.isFromStart && conversation.bytesBeforeStart == 2)
        #expect(conversation.client.port == 8583)
        #expect(conversation.bytes(from: .client, in: wire.file.bytes) == [3, 4])
    }
}
