import ISO8583

/// What speaks for and against headers before a message.
enum FrameReasons {
    /// True when the length agrees with the bytes, or when it announces more, as that of a frame that was cut does.
    static func isPlausible(_ length: FrameLength, _ bytes: [UInt8]) -> Bool {
        guard length != .none else { return true }
        guard let announced = length.announced(bytes) else { return false }
        let left = bytes.count - length.byteCount
        if announced == left { return true }
        // A cut frame still begins with a TPDU behind its length.
        let isCutFrame = announced > left && announced <= 4096 && bytes[length.byteCount] == 0x60
        return isCutFrame && (length == .binary || length == .bcd)
    }

    /// True when the bytes of the headers look like such headers.
    static func isPlausible(_ framing: Framing, _ bytes: [UInt8]) -> Bool {
        guard let tpdu = framing.tpdu else { return true }
        guard bytes[tpdu.lowerBound] == 0x60 else { return false }
        guard let header = framing.unionPayHeader else { return true }
        return bytes[header.lowerBound] >> 4 == 6 && bytes[header].allSatisfy { $0 < 0xA0 && $0 & 15 < 10 }
    }

    /// Reasons for the headers of a reading.
    static func reasons(
        _ bytes: [UInt8], _ framing: Framing, _ message: Message, _ dialect: Dialect
    ) -> [Guess.Reason] {
        var reasons: [Guess.Reason] = []
        if let announced = framing.length.announced(bytes) {
            let left = bytes.count - framing.length.byteCount
            reasons.append(
                announced == left
                    ? Guess.Reason(
                        points: 8,
                        words: FieldName("length header equals the bytes that follow", "长度头等于其后的字节数"))
                    : Guess.Reason(
                        points: -8,
                        words: FieldName(
                            "length header says \(announced) bytes, \(left) follow",
                            "长度头为\(announced)字节, 实际\(left)字节")))
        }
        guard let range = framing.tpdu else { return reasons }
        reasons.append(
            Guess.Reason(points: 6, words: FieldName("TPDU begins with 60", "TPDU以60开头")))
        let nii = HexDigits.text(bytes[range.lowerBound + 1..<range.lowerBound + 3])
        let origin = HexDigits.text(bytes[range.lowerBound + 3..<range.lowerBound + 5])
        if let field24 = message[text: 24], nii.hasSuffix(field24) || origin.hasSuffix(field24) {
            reasons.append(
                Guess.Reason(points: 3, words: FieldName("NII of the TPDU equals field 24", "TPDU的NII等于24域")))
        }
        if framing.unionPayHeader != nil {
            reasons.append(
                Guess.Reason(
                    points: 6, words: FieldName("UnionPay header begins with 6 and is digits", "银联报文头以6开头且全为数字"))
            )
        }
        if dialect.header == framing.header {
            reasons.append(
                Guess.Reason(
                    points: 2, words: FieldName("these headers belong to the dialect", "该报文头属于此方言")))
        }
        return reasons
    }
}
