import Testing
import TestSupport

@testable import Capture

@Suite("Captures of ours, read by tshark")
struct WriterTests {
    private let start: Int64 = 1_795_424_400_000_000_007

    /// A serial line and a conversation with messages in both directions, one of them of many segments.
    private func sample(
        _ client: CaptureEndpoint, _ server: CaptureEndpoint, _ long: [UInt8], redact: CaptureRedaction? = nil
    ) -> [UInt8] {
        var writer = CaptureWriter(application: "tillbench 9.9", redact: redact)
        var file = writer.begin()
        let (line, lineBlock) = writer.addSerialLine(port: "/dev/ttyUSB0", baud: 115_200)
        let (network, networkBlock) = writer.addNetwork(name: "host", description: "TCP to the acquirer host")
        file += lineBlock + networkBlock
        file += writer.serialFrame([2, 0, 1, 0x30, 3, 0x32], on: line, .inbound, at: start)
        file += writer.serialFrame([6], on: line, .outbound, at: start + 1)
        let (conversation, opening) = writer.openConversation(
            on: network, client: client, server: server, capturedAt: .client, at: start + 2)
        file += opening
        file += writer.segment(conversation, from: .client, [0, 3, 1, 2, 3], at: start + 3)
        file += writer.segment(conversation, from: .server, long, at: start + 1_000_000_000)
        file += writer.segment(conversation, from: .client, [0, 1, 9], at: start + 2_000_000_000)
        file += writer.close(conversation, by: .server, at: start + 3_000_000_000)
        return file
    }

    private let checks = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"]

    @Test(
        "nothing is malformed, checksums are right, tshark follows the stream to the same bytes",
        arguments: [0, 1400, 100_001],
        [IPAddress.loopback, .v4(192, 0, 2, 1), IPAddress.loopback.mapped])
    func stream(_ count: Int, _ address: IPAddress) throws {
        var random = Random(state: UInt64(count))
        let long = random.bytes(count)
        let folder = try Scratch()
        let file = sample(CaptureEndpoint(address, port: 40_000), CaptureEndpoint(address, port: 8583), long)
        try folder.write(file, "w.pcapng")
        let fields = try Tools.fields(
            [
                "_ws.malformed", "tcp.analysis.flags", "_ws.expert.severity", "tcp.flags.fin", "ip.checksum.status",
                "tcp.checksum.status", "tcp.len",
            ], of: "w.pcapng", checks + ["-Y", "tcp"], in: folder)
        // Expert notes: 0x200000 tells of a connection's begin and end, 0x400000 of FIN. A checksum of status 1 is good.
        for line in fields {
            let parts = line.split(separator: "|", omittingEmptySubsequences: false)
            #expect(parts[0] == "" && parts[1] == "", "\(line)")
            #expect(["", "2097152", parts[3] == "1" ? "2097152,4194304" : ""].contains(parts[2]), "\(line)")
            #expect(parts[4] == (address.isIPv6 ? "" : "1") && parts[5] == "1", "\(line)")
            #expect((Int(parts[6]) ?? 9999) <= 1400)
        }
        #expect(fields.count == 3 + 2 + (count + 1399) / 1400 + (count == 0 ? 0 : (count + 44_799) / 44_800) + 2 + 3)
        let followed = try Tools.run(
            "tshark", ["-n", "-q", "-r", "w.pcapng", "-z", "follow,tcp,raw,0"], in: folder)
        // Lines of the server begin with a tab.
        let lines = followed.split(separator: "\n").filter { $0.allSatisfy { $0.isHexDigit || $0 == "\t" } }
        #expect(lines.filter { $0.first != "\t" }.joined() == "0003010203" + "000109")
        #expect(lines.filter { $0.first == "\t" }.map { $0.dropFirst() }.joined() == lowerHex(long))
    }

    @Test("serial frames are USER0 packets on an interface with port and rate, each with its direction and time")
    func serial() throws {
        let folder = try Scratch()
        try folder.write(sample(CaptureEndpoint(port: 1), CaptureEndpoint(port: 2), [1]), "w.pcapng")
        let packets = try Tools.fields(
            [
                "frame.time_epoch", "frame.interface_name", "frame.interface_description", "frame.encap_type",
                "frame.packet_flags_direction", "data.data", "user_dlt",
            ], of: "w.pcapng", ["-Y", "frame.interface_id == 0"], in: folder)
        // Encapsulation 45 is USER0 in Wireshark's own numbers.
        #expect(packets.count == 2)
        #expect(
            packets.first?.hasPrefix("1795424400.000000007|/dev/ttyUSB0|serial line, 115200 baud|45|0x00000001|")
                == true,
            "\(packets)")
        #expect(
            packets.last?.hasPrefix("1795424400.000000008|/dev/ttyUSB0|serial line, 115200 baud|45|0x00000002|") == true
        )
        let info = try Tools.run("capinfos", ["w.pcapng"], in: folder)
        #expect(info.contains("tillbench 9.9") && info.contains("nanoseconds"), "\(info)")
    }

    @Test("our own reader sees what was written")
    func roundTrip() throws {
        let file = sample(CaptureEndpoint(port: 40_000), CaptureEndpoint(port: 8583), Array(repeating: 7, count: 3000))
        let contents = CaptureContents(file)
        #expect(contents.problem == nil)
        #expect(contents.interfaces.map(\.name) == ["/dev/ttyUSB0", "host"])
        #expect(contents.interfaces.map(\.speed) == [115_200, nil])
        #expect(contents.packets.prefix(2).map { Array(file[$0.frame]) } == [[2, 0, 1, 0x30, 3, 0x32], [6]])
        #expect(contents.packets.prefix(5).map(\.direction) == [.inbound, .outbound, .outbound, .inbound, .outbound])
        let conversation = try #require(TCPStreams.conversations(of: contents, in: file).first)
        #expect(conversation.isFromStart && conversation.isClosed)
        #expect(conversation.bytes(from: .client, in: file) == [0, 3, 1, 2, 3, 0, 1, 9])
        #expect(conversation.bytes(from: .server, in: file) == Array(repeating: 7, count: 3000))
        #expect(conversation.chunks.first?.timestamp == start + 3)
    }

    @Test("a redaction sees every payload with its source, and what it leaves is what is written")
    func redaction() throws {
        let client = CaptureEndpoint(port: 40_000)
        let server = CaptureEndpoint(port: 8583)
        let file = sample(client, server, [1, 2, 3]) { bytes, source in
            switch source {
            case .serial(let port, let direction):
                #expect(port == "/dev/ttyUSB0")
                return direction == .inbound ? bytes.map { _ in 0xEE } : []
            case .network(let from, let to, let sender):
                #expect(from == client && to == server)
                return sender == .server ? [] : bytes + [0xFF]
            }
        }
        let contents = CaptureContents(file)
        let user = contents.packets.filter { $0.linkType == .user0 }
        #expect(user.map { Array(file[$0.frame]) } == [[UInt8](repeating: 0xEE, count: 6)])
        let conversation = try #require(TCPStreams.conversations(of: contents, in: file).first)
        #expect(conversation.bytes(from: .client, in: file) == [0, 3, 1, 2, 3, 0xFF, 0, 1, 9, 0xFF])
        #expect(conversation.bytes(from: .server, in: file) == [])
        #expect(conversation.missingBytes(from: .client) == 0)
    }

    @Test("many conversations at once stay apart, and sequence numbers that wrap around are followed")
    func many() throws {
        var writer = CaptureWriter(application: "t")
        var file = writer.begin()
        let (network, block) = writer.addNetwork(name: "n", description: "")
        file += block
        var ids: [CaptureWriter.ConversationID] = []
        for index in 0..<50 as Range<UInt16> {
            let (id, opening) = writer.openConversation(
                on: network, client: CaptureEndpoint(port: 1000 + index), server: CaptureEndpoint(port: 1),
                capturedAt: nil,
                at: 0)
            ids.append(id)
            file += opening
        }
        for (index, id) in ids.enumerated() { file += writer.segment(id, from: .client, [UInt8(index)], at: 1) }
        for id in ids { file += writer.close(id, by: .client, at: 2) }
        // Closed ones, and times before 1970.
        #expect(writer.segment(ids[0], from: .client, [1], at: 3) == [])
        #expect(writer.close(ids[0], by: .client, at: 3) == [])
        let conversations = TCPStreams.conversations(of: CaptureContents(file), in: file)
        #expect(conversations.map { $0.bytes(from: .client, in: file) } == (0..<50).map { [UInt8($0)] })

        var synthetic = SyntheticConversation(
            interface: network, client: CaptureEndpoint(port: 9), server: CaptureEndpoint(port: 8), captured: nil,
            number: 0)
        // Conversation 0 of the server begins at 0xFFFFFFFF: its SYN wraps around.
        _ = synthetic.packet(from: .server, [.syn, .ack], [], identification: 1)
        let data = synthetic.packet(from: .server, [.ack], [1], identification: 2)
        #expect(Array(data[24..<28]) == [0, 0, 0, 0])
    }

    @Test("texts that are too long are cut at a whole character; a frame that is too long keeps its length")
    func long() throws {
        var writer = CaptureWriter(application: String(repeating: "终", count: 30_000))
        var file = writer.begin()
        let (line, block) = writer.addSerialLine(port: String(repeating: "é", count: 70_000), baud: -1)
        file += block
        file += writer.serialFrame([UInt8](repeating: 1, count: 300_000), on: line, .inbound, at: -5)
        let contents = CaptureContents(file)
        #expect(contents.problem == nil)
        #expect(contents.interfaces.first?.name == String(repeating: "é", count: 500))
        #expect(contents.packets.first?.originalLength == 300_000 && contents.packets.first?.timestamp == 0)
        #expect(contents.packets.first?.frame.count == CaptureWriter.largestFrame)
    }
}
