import ISO8583

extension FuzzTarget {
    /// Payloads of frames: what stands before a message. The first byte says whether there is a UnionPay-style header.
    static let transport = FuzzTarget(name: "transport") { bytes in
        guard let (hasHeader, rest) = choose(bytes, from: [true, false]) else { return nil }
        let headers = TPDU.byteCount + (hasHeader ? UnionPayHeader.byteCount : 0)
        do throws(ISO8583Error) {
            let envelope = try Envelope(parsing: rest, hasHeader: hasHeader)
            guard rest.count > headers else { return "a frame without a message was taken" }
            guard envelope.bytes == rest else { return "the envelope is written in other bytes" }
            guard envelope.tpdu.swapped.swapped == envelope.tpdu else { return "the way back of the way back" }
            if let header = envelope.header {
                guard (0...15).contains(header.processingRequest) else { return "a request of two digits" }
                let asked = header.asking(3)
                guard asked.processingRequest == 3, asked.bytes.count == header.bytes.count else {
                    return "another request than asked for"
                }
            }
            return nil
        } catch {
            guard rest.count <= headers else { return "a whole frame was refused: \(error)" }
            return (0...rest.count).contains(error.offset) ? nil : "the error lies outside: \(error)"
        }
    }
}
