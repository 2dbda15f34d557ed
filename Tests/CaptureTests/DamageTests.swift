import Capture
import Testing
import TestSupport

@Suite("Damaged and hostile captures")
struct DamageTests {
    /// Reads everything that can be read; returns the number of packets.
    ///
    /// What must hold is collected and expected once: this runs some hundred thousand times.
    @discardableResult
    private func readAll(_ bytes: [UInt8]) -> Int {
        var isSound = true
        let contents = CaptureContents(bytes)
        for packet in contents.packets {
            isSound = isSound && packet.frame.upperBound <= bytes.count && packet.originalLength >= packet.frame.count
            guard case .ip(let ip, _) = try? packet.contents(in: bytes) else { continue }
            if case .tcp(let segment) = ip.transport { isSound = isSound && segment.payload.upperBound <= bytes.count }
        }
        for conversation in TCPStreams.conversations(of: contents, in: bytes) {
            let kept = [ConversationSide.client, .server].map { conversation.bytes(from: $0, in: bytes).count }
            isSound = isSound && kept.reduce(0, +) <= bytes.count
        }
        if let problem = contents.problem { isSound = isSound && (0...bytes.count).contains(problem.offset) }
        #expect(isSound)
        return contents.packets.count
    }

    /// A capture of our own with a conversation, for what puts streams together.
    private func conversation() -> [UInt8] {
        var writer = CaptureWriter(application: "test")
        var file = writer.begin()
        let (network, block) = writer.addNetwork(name: "n", description: "d")
        let (id, opening) = writer.openConversation(
            on: network, client: CaptureEndpoint(port: 1), server: CaptureEndpoint(port: 2), capturedAt: .client, at: 0)
        file += block + opening
        for side in [ConversationSide.client, .server, .client] {
            file += writer.segment(id, from: side, [UInt8](repeating: 7, count: 20), at: 1)
        }
        return file + writer.close(id, by: .client, at: 2)
    }

    @Test("a file cut anywhere gives the packets before the cut", arguments: Frames.captures.indices)
    func truncation(_ index: Int) {
        let whole = Frames.captures[index].bytes
        let all = readAll(whole)
        var last = 0
        for count in whole.indices {
            let seen = readAll([UInt8](whole.prefix(count)))
            #expect(seen >= last && seen <= all)
            last = seen
        }
    }

    @Test("a frame cut anywhere is a typed error or what is left of it", arguments: Frames.all.indices)
    func frames(_ index: Int) {
        let sample = Frames.all[index]
        for count in 0...sample.frame.count {
            var file = Builder(big: false)
            file.pcapHeader(UInt32(sample.linkType), nanoseconds: false)
            file.record(1, 0, [UInt8](sample.frame.prefix(count)), original: sample.frame.count)
            #expect(readAll(file.bytes) == 1)
        }
    }

    @Test("20,000 changes of a single byte never crash")
    func changes() {
        var random = Random(state: 20_261_123)
        let samples = Frames.captures.map(\.bytes) + [conversation()]
        for index in 0..<20_000 {
            var bytes = samples[index % samples.count]
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8(truncatingIfNeeded: random.next())
            readAll(bytes)
        }
    }

    @Test("packets that claim what they like about sequence numbers take no memory, and nothing twice")
    func hostileStreams() throws {
        var random = Random(state: 5)
        var file = Builder(big: true)
        file.pcapHeader(101, nanoseconds: false)
        for index in 0..<20_000 as Range<UInt32> {
            let flags = UInt8(truncatingIfNeeded: random.next()) & 0x1F
            let segment = Frames.tcp(
                [1, 2], sequence: UInt32(truncatingIfNeeded: random.next()), flags: index % 50 == 0 ? flags : 0x10)
            file.record(index, 0, Frames.ipv4(6, segment))
        }
        let conversations = TCPStreams.conversations(of: CaptureContents(file.bytes), in: file.bytes)
        let chunks = conversations.map(\.chunks.count).reduce(0, +)
        // At most a stretch and a gap for each packet.
        #expect(chunks <= 40_000)
    }

    @Test("each kind of damage is named, with the byte where it is")
    func named() {
        func problem(_ change: (inout Builder) -> Void) -> CaptureError? {
            var file = Builder(big: true)
            file.section()
            file.interface(1)
            change(&file)
            return CaptureContents(file.bytes).problem
        }
        #expect(CaptureContents([]).problem?.kind == .notACapture)
        #expect(CaptureContents([1, 2, 3, 4, 5]).problem?.kind == .notACapture)
        #expect(problem { _ in } == nil)
        // The interface block ends at byte 28 + 20.
        let short = problem { $0.bytes += [0, 0, 0, 6, 0, 0, 0, 8] }
        #expect(short?.kind == .blockLength(8) && short?.offset == 52)
        #expect(problem { $0.bytes += [0, 0, 0, 6, 0, 0, 0, 13] }?.kind == .blockLength(13))
        #expect(
            problem { $0.bytes += [0, 0, 0, 6, 0xFF, 0xFF, 0xFF, 0xFC] }?.kind
                == .truncated(needed: 0xFFFF_FFFC, available: 8))
        #expect(
            problem { $0.bytes += [0, 0, 0, 9, 0, 0, 0, 12, 0, 0, 0, 16] }?.kind
                == .blockLengthsDiffer(first: 12, last: 16))
        #expect(problem { $0.enhanced(1, 0, []) }?.kind == .unknownInterface(1))
        #expect(problem { $0.obsolete(1, 0, []) }?.kind == .unknownInterface(1))
        #expect(problem { $0.interface(1, [(2, [])]) } == nil)
        #expect(
            problem { $0.block(1) { $0.bytes += [0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 9, 0, 0, 0, 0] } }?.kind
                == .optionLength(9))
        #expect(
            problem { file in
                file.block(6) { $0.bytes += [UInt8](repeating: 0, count: 12) + [0, 0, 0, 5, 0, 0, 0, 5, 1, 2, 3, 4] }
            }?.kind == .capturedLength(5))
        #expect(problem { $0.block(3) { $0.bytes += [0, 0, 0, 5, 1, 2, 3, 4] } }?.kind == .capturedLength(5))
        #expect(problem { $0.block(0x0A0D_0D0A) { $0.bytes += [1, 2, 3, 4] } }?.kind == .byteOrder(0x0102_0304))
        #expect(
            problem { $0.block(0x0A0D_0D0A) { $0.bytes += [0x1A, 0x2B, 0x3C, 0x4D, 0, 2, 0, 1] } }?.kind
                == .version(major: 2, minor: 1))
    }

    @Test("after its error a reader is at its end, and no error tells a byte of a packet")
    func ends() throws {
        var file = Builder(big: false)
        file.pcapHeader(101, nanoseconds: false)
        file.record(1, 0, Frames.all[9].frame)
        file.record(1, 0, Array("6217001234567890123".utf8))
        var reader = try CaptureReader([UInt8](file.bytes.dropLast()))
        #expect(try reader.next() != nil)
        #expect(throws: CaptureError.self) { try reader.next() }
        #expect(try reader.next() == nil)
        #expect(CaptureContents([UInt8](file.bytes.dropLast())).problem?.description.contains("6217") == false)
    }

    @Test("asking a packet for its contents in other bytes is an error")
    func otherInput() throws {
        var file = Builder(big: false)
        file.pcapHeader(101, nanoseconds: false)
        file.record(1, 0, Frames.all[9].frame)
        let packet = try #require(CaptureContents(file.bytes).packets.first)
        #expect(throws: CaptureError.self) { try packet.contents(in: [1, 2, 3]) }
    }
}
