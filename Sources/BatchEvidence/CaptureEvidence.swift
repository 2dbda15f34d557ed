import BatchDoctor
import Capture
import ISO8583
import SerialLink

/// Reads a capture (pcapng, pcap) of the serial line or of the network for a verdict.
public enum CaptureEvidence {
    /// What a capture holds.
    ///
    /// - Returns: The evidence, and why the reading stopped early; nil of the latter when all was read.
    public static func read(_ bytes: [UInt8]) -> (evidence: WireEvidence, problem: String?) {
        let capture = CaptureContents(bytes)
        var streams = TCPStreams()
        var serial: [Int: FrameReceiver] = [:]
        var found: [(place: Int, message: WireMessage)] = []
        var unreadable = 0
        func take(_ payload: [UInt8], _ time: Int64?, _ connection: Int?, _ packet: Int) {
            let milliseconds = (time ?? 0) / 1_000_000
            if let message = MessageEvidence.read(payload, at: milliseconds, connection: connection, packet: packet) {
                found.append((packet, message))
            } else {
                unreadable += 1
            }
        }
        for packet in capture.packets {
            let contents: PacketContents
            do throws(CaptureError) { contents = try packet.contents(in: bytes) } catch {
                unreadable += 1
                continue
            }
            switch contents {
            case .ip(let ip, _): streams.add(packet, ip)
            case .user(0, let payload):
                let line = packet.interface << 2 | Int(packet.direction.rawValue)
                for item in serial[line, default: FrameReceiver(largestPayload: 9999)].receive([UInt8](bytes[payload]))
                {
                    if case .payload(let message) = item { take(message, packet.timestamp, nil, packet.number) }
                }
            default: continue
            }
        }
        var connections: [WireConnection] = []
        for (index, conversation) in streams.finish().enumerated() {
            for side in [ConversationSide.client, .server] {
                frames(conversation, side, bytes) { take($0, $1, index, $2) }
            }
            connections.append(connection(conversation, bytes))
        }
        let messages = found.sorted { $0.place < $1.place }.map(\.message)
        return (
            WireEvidence(messages: messages, connections: connections, unreadable: unreadable),
            capture.problem.map { "\(capture.packets.count) packets were read, then: \($0)" }
        )
    }

    /// Frames of one side with the time at which each was complete. A gap begins anew.
    private static func frames(
        _ conversation: TCPConversation, _ side: ConversationSide, _ input: [UInt8],
        _ body: ([UInt8], Int64?, Int) -> Void
    ) {
        var framing = MessageFraming()
        for chunk in conversation.chunks where chunk.side == side {
            guard case .bytes(let range) = chunk.content,
                let messages = try? framing.receive([UInt8](input[range.clamped(to: input.indices)]))
            else {
                framing = MessageFraming()
                continue
            }
            for message in messages { body(message, chunk.timestamp, chunk.packet) }
        }
    }

    private static func connection(_ conversation: TCPConversation, _ input: [UInt8]) -> WireConnection {
        let sent = conversation.bytes(from: .client, in: input).count
        let received = conversation.bytes(from: .server, in: input).count
        let ending: WireConnection.Ending =
            !conversation.isClosed ? .open : sent == 0 && received == 0 ? .refused : .closed
        return WireConnection(
            at: (conversation.chunks.first?.timestamp ?? 0) / 1_000_000, sentBytes: sent, receivedBytes: received,
            ending: ending)
    }
}
