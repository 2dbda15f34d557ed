import Testing

@testable import Capture

@Suite("Capture formats, field by field")
struct FormatTests {
    @Test("sections of both byte orders in one file, each with interfaces of its own")
    func sections() throws {
        var little = Builder(big: false)
        little.section()
        little.interface(1)
        little.interface(
            147, [(2, Array("ttyUSB0".utf8)), (3, Array("serial".utf8)), (8, little.encoded(9600 as UInt64))])
        little.enhanced(1, 7, [0xAA])
        var big = Builder(big: true)
        big.section()
        big.interface(101, snap: 3)
        big.simple([1, 2, 3], original: 9)
        big.obsolete(0, 5, [4])
        let contents = CaptureContents(little.bytes + big.bytes)
        #expect(contents.problem == nil)
        #expect(contents.interfaces.map(\.section) == [1, 1, 2])
        #expect(contents.interfaces.map(\.linkType) == [.ethernet, .user0, .raw])
        #expect(contents.interfaces[1].name == "ttyUSB0" && contents.interfaces[1].description == "serial")
        #expect(contents.interfaces[1].speed == 9600)
        #expect(contents.packets.map(\.interface) == [1, 2, 2])
        #expect(contents.packets.map(\.timestamp) == [7000, nil, 5000])
        #expect(contents.packets.map(\.originalLength) == [1, 9, 1])
        #expect(contents.packets.map(\.frame.count) == [1, 3, 1])
    }

    @Test(
        "if_tsresol: powers of ten and of two; what does not fit 63 bits is no time",
        arguments: [
            (6, 1, 1000), (0, 3, 3_000_000_000), (9, 5, 5), (12, 5999, 5), (127, UInt64.max, 0),
            (0x80, 2, 2_000_000_000), (0x81, 3, 1_500_000_000), (0x8A, 1024, 1_000_000_000),
            (0xC0, UInt64.max, 999_999_999), (0xFF, UInt64.max, 0), (0xBF, 1 << 63, 1_000_000_000),
            (0, UInt64.max, nil), (9, UInt64.max, nil), (0x80, UInt64.max, nil), (0x81, UInt64.max, nil),
        ] as [(UInt8, UInt64, Int64?)])
    func resolution(_ code: UInt8, _ units: UInt64, _ expected: Int64?) {
        #expect(TimestampResolution(code: code).nanoseconds(units) == expected)
    }

    @Test("if_tsoffset moves the time, also back; one that moves it out of 64 bits leaves none")
    func timestampOffset() {
        for (offset, expected) in [(-2, -2_000_000_000 + 7000), (3, 3_000_007_000), (Int64.max, nil), (Int64.min, nil)]
            as [(Int64, Int64?)]
        {
            var file = Builder(big: true)
            file.section()
            file.interface(1, [(14, file.encoded(UInt64(bitPattern: offset)))])
            file.enhanced(0, 7, [])
            #expect(CaptureContents(file.bytes).packets.map(\.timestamp) == [expected])
        }
    }

    @Test("a packet takes less than 100 bytes beside the input; a copied buffer is read like an array")
    func memory() throws {
        #expect(MemoryLayout<CapturePacket>.stride < 100)
        let bytes = Frames.captures[0].bytes
        var reader = try bytes.withUnsafeBytes { try CaptureReader(copying: $0) }
        var packets: [CapturePacket] = []
        while let packet = try reader.next() { packets.append(packet) }
        #expect(packets == CaptureContents(bytes).packets)
    }

    @Test("fragments are said to be fragments, and not guessed at")
    func fragments() throws {
        for (linkType, frame) in [
            (101, Frames.ipv4(6, Frames.tcp([1]), fragment: [0x20, 0])),
            (101, Frames.ipv4(6, [1, 2], fragment: [0, 5])),
            (101, Frames.ipv6(44, [6, 0, 0, 1, 0, 0, 0, 1] + Frames.tcp([4]))),
            (101, Frames.ipv6(44, [6, 0, 0, 8, 0, 0, 0, 1, 1, 2])),
        ] as [(UInt16, [UInt8])] {
            let (packet, bytes) = try only(frame, linkType)
            guard case .ip(let ip, _) = try packet.contents(in: bytes) else {
                Issue.record("no IP")
                return
            }
            #expect(ip.transport == .fragment(protocolNumber: 6))
        }
    }

    @Test("the direction of a packet comes from its flags, or from a cooked header")
    func directions() throws {
        let expected: [String: CaptureDirection] = [
            "cooked, sent": .outbound, "cooked, received": .inbound, "cooked 2, sent": .outbound,
            "cooked 2, received": .inbound, "Ethernet": .unknown,
        ]
        for sample in Frames.all {
            guard let direction = expected[sample.name] else { continue }
            #expect(try only(sample.frame, sample.linkType).0.direction == direction, "\(sample.name)")
        }
    }

    @Test("provider tags (IEEE 802.1ad) are tags")
    func providerTags() throws {
        let (packet, bytes) = try only(
            Frames.ethernet([0x88, 0xA8, 0xF0, 9, 0x81, 0, 0, 7, 8, 0], Frames.ipv4(17, Frames.udp([1]))), 1)
        guard case .ip(_, let vlans) = try packet.contents(in: bytes) else {
            Issue.record("no IP")
            return
        }
        #expect(vlans == [9, 7])
    }

    @Test("frames of private link types are handed out whole")
    func user() throws {
        for number in 0...15 {
            let (packet, bytes) = try only([9, 8, 7], UInt16(147 + number))
            #expect(try packet.contents(in: bytes) == .user(number, payload: packet.frame))
        }
    }

    @Test("a snap length hides bytes, not the length that was on the wire")
    func snapped() throws {
        let whole = Frames.ipv4(6, Frames.tcp([UInt8](repeating: 1, count: 100)))
        var file = Builder(big: false)
        file.pcapHeader(101, nanoseconds: false)
        file.record(1, 0, [UInt8](whole.prefix(50)), original: whole.count)
        let packet = try #require(CaptureContents(file.bytes).packets.first)
        guard case .ip(let ip, _) = try packet.contents(in: file.bytes), case .tcp(let segment) = ip.transport else {
            Issue.record("no TCP")
            return
        }
        #expect(segment.payload.count == 10 && segment.wireLength == 100)
    }

    private func only(_ frame: [UInt8], _ linkType: UInt16) throws -> (CapturePacket, [UInt8]) {
        var file = Builder(big: false)
        file.pcapHeader(UInt32(linkType), nanoseconds: false)
        file.record(1, 0, frame)
        return (try #require(CaptureContents(file.bytes).packets.first), file.bytes)
    }
}
