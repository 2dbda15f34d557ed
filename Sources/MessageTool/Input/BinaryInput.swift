/// Bytes as they are: one message, or a stream of frames.
enum BinaryInput {
    /// The frames of a stream in which each begins with its length in two bytes, high byte first, when they use up the
    /// input; otherwise the input as one message.
    static func candidates(_ bytes: [UInt8]) -> [Candidate] {
        var frames: [Candidate] = []
        var offset = 0
        while offset + 2 <= bytes.count {
            let count = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
            guard count >= LogText.leastBytes, count <= bytes.count - offset - 2 else { break }
            frames.append(Candidate(Array(bytes[offset..<offset + 2 + count]), line: nil, offset: offset))
            offset += 2 + count
        }
        return offset == bytes.count && frames.count > 1 ? frames : [Candidate(bytes, line: nil, offset: 0)]
    }

    /// True when bytes are no text: control characters, or what begins like a message of EBCDIC or plain ASCII digits.
    static func isBinary(_ bytes: [UInt8]) -> Bool {
        for byte in bytes where byte < 0x20 || byte == 0x7F {
            // Tab, line feed, form feed, carriage return, and the escape of colours.
            guard byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D || byte == 0x1B else { return true }
        }
        if bytes.count >= 12, bytes.prefix(4).allSatisfy({ $0 >= 0xF0 && $0 <= 0xF9 }) { return true }
        return isPlainMessage(bytes)
    }

    /// A type in digits, a bitmap in hexadecimal digits, and then something that is none: a message in ASCII.
    private static func isPlainMessage(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 20, bytes.prefix(4).allSatisfy({ (0x30...0x39).contains($0) }),
            bytes[4..<20].allSatisfy({ HexDigits.value($0) != nil }), !bytes.dropLast().contains(0x0A)
        else { return false }
        return bytes.dropFirst(20).contains { HexDigits.value($0) == nil && $0 > 0x20 && $0 < 0x7F }
    }
}
