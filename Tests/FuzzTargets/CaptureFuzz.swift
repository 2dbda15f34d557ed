import Capture

extension FuzzTarget {
    /// Packet captures: every range lies in the input, and streams hold no more than was there.
    static let capture = FuzzTarget(name: "capture") { bytes in
        let capture = CaptureContents(bytes)
        var streams = TCPStreams()
        for packet in capture.packets {
            guard packet.frame.lowerBound >= 0, packet.frame.upperBound <= bytes.count else {
                return "packet \(packet.number) lies outside"
            }
            do throws(CaptureError) {
                if case .ip(let ip, _) = try packet.contents(in: bytes) { streams.add(packet, ip) }
            } catch {
                guard !error.description.isEmpty else { return "an error that says nothing" }
            }
        }
        for conversation in streams.finish() {
            for side in [ConversationSide.client, .server] {
                guard conversation.bytes(from: side, in: bytes).count <= bytes.count else {
                    return "a stream longer than the capture"
                }
            }
        }
        return nil
    }
}
