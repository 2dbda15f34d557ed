import ISO8583

extension FuzzTarget {
    /// Streams of messages: in one piece and byte by byte the same is found. The first byte chooses the form of the length.
    static let framing = FuzzTarget(name: "framing") { bytes in
        guard let (header, rest) = choose(bytes, from: LengthHeader.all) else { return nil }
        func run(_ pieces: [[UInt8]]) -> (messages: [[UInt8]], failed: Bool, waiting: Int) {
            var framing = MessageFraming(header, largestMessage: 500)
            var messages: [[UInt8]] = []
            // An impossible length behind complete messages fails at the next call.
            for piece in pieces + [[]] {
                do throws(FramingError) { messages += try framing.receive(piece) } catch {
                    return (messages, true, 0)
                }
            }
            return (messages, false, framing.waiting)
        }
        let whole = run([rest])
        let single = run(rest.map { [$0] })
        guard whole.failed == single.failed, whole.waiting == single.waiting else { return "pieces end otherwise" }
        guard whole.messages == single.messages else { return "pieces give other messages" }
        var written: [UInt8] = []
        for message in single.messages {
            do throws(FramingError) { written += try MessageFraming(header, largestMessage: 500).encode(message) } catch
            {
                return "what was read cannot be written: \(error)"
            }
        }
        return rest.starts(with: written) ? nil : "what was read is written in other bytes"
    }
}
