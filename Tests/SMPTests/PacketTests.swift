import SMP
import Testing
import TestSupport

@Suite("Packets")
struct PacketTests {
    @Test("a header is operation and version, flags, count, group, sequence, command; numbers are big-endian")
    func layout() throws {
        let header = PacketHeader(
            .writeAnswer, version: .two, flags: 1, payloadCount: 0x0203, group: 0x0405, sequence: 6, command: 7)
        #expect(header.bytes == bytes("0B01020304050607"))
        #expect(try PacketHeader(header.bytes) == header)
        #expect(try PacketHeader(bytes("0000000000000000")).version == .one)
    }

    @Test("the answer of a request has its group, command and sequence")
    func answer() {
        let header = PacketHeader(.read, version: .one, flags: 3, group: 1, sequence: 200, command: 6)
        let answer = header.answer(payloadCount: 5)
        #expect(
            answer == PacketHeader(.readAnswer, version: .one, payloadCount: 5, group: 1, sequence: 200, command: 6))
        #expect(
            PacketOperation.write.answer == .writeAnswer && !answer.operation.isRequest && header.operation.isRequest)
    }

    @Test("what is no packet is refused, and why is said")
    func refused() {
        func error(_ text: String) -> PacketError? {
            do throws(PacketError) {
                _ = try Packet(decoding: bytes(text))
                return nil
            } catch { return error }
        }
        #expect(error("08000000000000") == .truncated(7))
        #expect(error("0C00000000000000") == .operation(4))
        #expect(error("1000000000000000") == .version(2))
        #expect(error("0800000200000000A0") == .payloadCount(said: 2, present: 1))
        #expect(error("080000010000000080") == .payload(CBORError(.notMap, at: 8)))
        #expect(error("0800000200000000A161") == .payload(CBORError(.truncated, at: 9)))
        #expect(error("0800000000000000") == nil)
        #expect(error("0800000100000000A0") == nil)
    }

    @Test("any packet comes back from its bytes")
    func roundTrip() throws {
        var random = Random(state: 64)
        for _ in 0..<1000 {
            let header = PacketHeader(
                PacketOperation.allCases[random.below(4)], version: random.below(2) == 0 ? .one : .two,
                flags: UInt8(random.below(256)), group: UInt16(random.below(65_536)),
                sequence: UInt8(random.below(256)),
                command: UInt8(random.below(256)))
            let map = random.map()
            let packet = try Packet(decoding: Packet(header, map).encoded())
            #expect(packet.map == map && packet.header.bytes[4...] == header.bytes[4...])
        }
    }

    @Test("a payload beyond what the header can say is refused")
    func tooLong() {
        var map = CBORMap()
        map["d"] = .bytes([UInt8](repeating: 0, count: 65_600))
        let packet = Packet(PacketHeader(.write, group: 0, sequence: 0, command: 0), map)
        #expect(throws: PacketError.tooLong(map.encoded.count)) { try packet.encoded() }
    }

    @Test("version 1 tells an error as rc, version 2 one of a group as err; a reason goes along with the codes of all")
    func refusals() throws {
        let group = Refusal.group(1, code: ImageCode.tooLarge.rawValue, reason: "r")
        #expect(group.map(.two, isDetailed: false).encoded == bytes("A163657272A2627263181E6567726F757001"))
        #expect(group.map(.one, isDetailed: false).encoded == bytes("A2627263016372736E6172"))
        let general = Refusal.general(ResponseCode.moneyAtStake, reason: "settle first")
        for version in ProtocolVersion.allCases {
            #expect(Refusal(general.map(version, isDetailed: false)) == general)
        }
        #expect(Refusal(group.map(.two, isDetailed: true)) == group)
        #expect(Refusal(CBORMap()) == nil)
        #expect(try Refusal(CBORMap(decoding: bytes("A162726300"))) == nil)
        #expect(
            try Refusal(CBORMap(decoding: bytes("A163657272A26272630065 67726F757001".filter { $0 != " " }))) == nil)
    }
}
