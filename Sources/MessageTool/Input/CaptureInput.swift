import Capture
import ISO8583
import SerialLink

/// Packet captures as input.
enum CaptureInput {
    /// First bytes of pcap (both byte orders, micro- and nanoseconds) and pcapng.
    private static let marks: [[UInt8]] = [
        [0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D], [0x4D, 0x3C, 0xB2, 0xA1],
        [0x0A, 0x0D, 0x0D, 0x0A],
    ]

    /// True when the bytes begin like a packet capture.
    static func isCapture(_ bytes: [UInt8]) -> Bool { marks.contains { bytes.starts(with: $0) } }

    /// What may be messages in a capture, in the order in which they were complete: frames of TCP streams, payloads of UDP,
    /// and payloads of serial link frames (link type USER0, as this bench writes them).
    ///
    /// - Throws: `MessageToolError` when nothing is in it, with what stopped the reading.
    static func contents(_ bytes: [UInt8]) throws(MessageToolError) -> InputContents {
        let capture = CaptureContents(bytes)
        var unread = 0
        var found: [Candidate] = []
        var streams = TCPStreams()
        // One receiver for each line and direction.
        var lines: [Int: FrameReceiver] = [:]
        for packet in capture.packets {
            let contents: PacketContents
            // A packet that is damaged is no reason to leave the others out.
            do throws(CaptureError) { contents = try packet.contents(in: bytes) } catch {
                unread += 1
                continue
            }
            switch contents {
            case .ip(let ip, _):
                streams.add(packet, ip)
                if case .udp(let datagram) = ip.transport, datagram.payload.count >= LogText.leastBytes {
                    found.append(
                        candidate([UInt8](bytes[datagram.payload]), packet.number, datagram.payload.lowerBound))
                }
            case .user(0, let payload):
                let line = packet.interface << 2 | Int(packet.direction.rawValue)
                for item in lines[line, default: FrameReceiver(largestPayload: 9999)].receive([UInt8](bytes[payload])) {
                    guard case .payload(let message) = item else { continue }
                    found.append(candidate(message, packet.number, payload.lowerBound))
                }
            default: continue
            }
        }
        for conversation in streams.finish() {
            for side in [ConversationSide.client, .server] { found += frames(conversation, side, bytes) }
        }
        guard !found.isEmpty else {
            throw MessageToolError(
                "there is no message in the capture",
                why: capture.problem.map { "\(capture.packets.count) packets were read, then: \($0)" }
                    ?? "none of its \(capture.packets.count) packets carries TCP, UDP or serial bytes",
                next: "look at it with Wireshark; captures of this bench have raw IP and USER0 packets")
        }
        var contents = InputContents(
            kind: .capture,
            candidates: found.sorted { ($0.packet ?? 0, $0.offset) < ($1.packet ?? 0, $1.offset) })
        if let problem = capture.problem {
            contents.problems.append("the capture is read up to packet \(capture.packets.count): \(problem)")
        }
        if unread > 0 { contents.problems.append("\(unread) packets of the capture are damaged and were left out") }
        return contents
    }

    private static func candidate(_ bytes: [UInt8], _ packet: Int, _ offset: Int) -> Candidate {
        var candidate = Candidate(bytes, line: nil, offset: offset)
        candidate.packet = packet
        return candidate
    }

    /// The frames that one side sent. A gap ends a stretch; nothing is put together across it.
    private static func frames(
        _ conversation: TCPConversation, _ side: ConversationSide, _ input: [UInt8]
    ) -> [Candidate] {
        var found: [Candidate] = []
        var stretch: [StreamChunk] = []
        for chunk in conversation.chunks where chunk.side == side {
            if case .gap = chunk.content {
                found += frames(stretch, input)
                stretch = []
            } else {
                stretch.append(chunk)
            }
        }
        return found + frames(stretch, input)
    }

    /// A stretch as frames, where one form of length uses it up; otherwise each packet's bytes are a frame.
    private static func frames(_ chunks: [StreamChunk], _ input: [UInt8]) -> [Candidate] {
        var bytes: [UInt8] = []
        var starts: [(offset: Int, packet: Int, place: Int)] = []
        for chunk in chunks {
            guard case .bytes(let range) = chunk.content else { continue }
            starts.append((bytes.count, chunk.packet, range.lowerBound))
            bytes += input[range]
        }
        for header in LengthHeader.all where header.form != .none {
            if let ranges = ranges(bytes, header) { return pieces(ranges, of: bytes, starts) }
        }
        let ends = starts.dropFirst().map(\.offset) + [bytes.count]
        return pieces(zip(starts, ends).map { $0.offset..<$1 }, of: bytes, starts)
            .filter { $0.bytes.count >= LogText.leastBytes }
    }

    /// Ranges of a stretch as candidates. A frame is there when its last byte is: that orders requests and answers as they
    /// went.
    private static func pieces(
        _ ranges: [Range<Int>], of bytes: [UInt8], _ starts: [(offset: Int, packet: Int, place: Int)]
    ) -> [Candidate] {
        // Ranges and starts both ascend: two fingers move along.
        var (first, last) = (0, 0)
        return ranges.map { range in
            while first + 1 < starts.count, starts[first + 1].offset <= range.lowerBound { first += 1 }
            while last + 1 < starts.count, starts[last + 1].offset < range.upperBound { last += 1 }
            return candidate(
                [UInt8](bytes[range]), starts[last].packet,
                starts[first].place + range.lowerBound - starts[first].offset)
        }
    }

    private static func ranges(_ bytes: [UInt8], _ header: LengthHeader) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        var offset = 0
        while offset < bytes.count {
            guard let count = header.messageLength(bytes[offset...].prefix(header.byteCount)),
                count >= LogText.leastBytes, count <= bytes.count - offset - header.byteCount
            else { break }
            let end = offset + header.byteCount + count
            ranges.append(offset..<end)
            offset = end
        }
        // A capture may end in the middle of a frame; that rest is shown as it is.
        guard !ranges.isEmpty, offset == bytes.count || ranges.count > 2 else { return nil }
        return offset == bytes.count ? ranges : ranges + [offset..<bytes.count]
    }
}
