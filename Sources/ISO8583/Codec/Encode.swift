extension Dialect {
    /// Writes a message: type, bitmap, fields. Numbers shorter than a fixed field are filled with zeros on the left.
    ///
    /// - Throws: `ISO8583Error` with the field whose content does not fit the dialect.
    public func encode(_ message: Message) throws(ISO8583Error) -> [UInt8] {
        try encode(message, withField64: message.has(Dialect.macField))
    }

    /// What a MAC covers: everything up to field 64 and without it; the bitmap announces field 64.
    ///
    /// Source: UnionPay-style MAC rule: from the type indicator to field 63, bitmap included.
    public func macInput(of message: Message) throws(ISO8583Error) -> [UInt8] {
        var message = message
        message[bytes: Dialect.macField] = nil
        return try encode(message, withField64: true)
    }

    private func encode(_ message: Message, withField64: Bool) throws(ISO8583Error) -> [UInt8] {
        var fields = message.fields
        if withField64, !fields.contains(Dialect.macField) {
            fields.insert(Dialect.macField, at: fields.firstIndex { $0 > Dialect.macField } ?? fields.count)
        }
        let needsSecond = (fields.last ?? 0) > 64
        var bitmap = [UInt8](repeating: 0, count: needsSecond ? 16 : 8)
        if needsSecond { bitmap[0] = 0x80 }
        for field in fields {
            guard field != 65 else { throw ISO8583Error(.unknownField, field: field, offset: 0) }
            bitmap[(field - 1) / 8] |= 0x80 >> UInt8((field - 1) % 8)
        }
        var bytes = [UInt8(message.mti.rawValue >> 8), UInt8(message.mti.rawValue & 0xFF)] + bitmap
        for field in message.fields {
            guard let format = format(of: field), let content = message[bytes: field] else {
                throw ISO8583Error(.unknownField, field: field, offset: 0)
            }
            try encode(content, format, field: field, filler: message.fillers[field] ?? 0, into: &bytes)
        }
        return bytes
    }

    private func encode(
        _ content: [UInt8], _ format: FieldFormat, field: Int, filler: UInt8, into bytes: inout [UInt8]
    ) throws(ISO8583Error) {
        var content = content
        switch format.length {
        case .fixed(let length):
            if format.content == .digits, content.count < length {
                content = [UInt8](repeating: 0x30, count: length - content.count) + content
            }
            guard content.count == length else {
                throw ISO8583Error(.wrongLength(length: content.count, expected: length), field: field, offset: 0)
            }
        case .variable(let digits, let most):
            guard content.count <= most else {
                throw ISO8583Error(.tooLong(length: content.count, most: most), field: field, offset: 0)
            }
            var length = content.count
            var packed: [UInt8] = []
            for _ in 0..<(digits + 1) / 2 {
                packed.insert(UInt8(((length / 10) % 10) << 4 | (length % 10)), at: 0)
                length /= 100
            }
            bytes += packed
        }
        switch format.coding {
        case .bytes: try append(content, format.content, field: field, to: &bytes)
        case .packed: try appendPacked(content, format, field: field, filler: filler, to: &bytes)
        }
    }

    private func append(
        _ content: [UInt8], _ kind: FieldFormat.Content, field: Int, to bytes: inout [UInt8]
    ) throws(ISO8583Error) {
        for byte in content {
            switch kind {
            case .binary: continue
            case .text where byte < 0x20 || byte == 0x7F: throw ISO8583Error(.badCharacter, field: field, offset: 0)
            case .text: continue
            case .digits where Digits.isDigit(byte): continue
            case .track where Digits.isDigit(byte) || byte == 0x44 || byte == 0x3D: continue
            case .digits, .track: throw ISO8583Error(.notADigit, field: field, offset: 0)
            }
        }
        bytes += content
    }

    private func appendPacked(
        _ content: [UInt8], _ format: FieldFormat, field: Int, filler: UInt8, to bytes: inout [UInt8]
    ) throws(ISO8583Error) {
        var nibbles: [UInt8] = []
        nibbles.reserveCapacity(content.count + 1)
        for byte in content {
            if Digits.isDigit(byte) {
                nibbles.append(byte - 0x30)
            } else if format.content == .track, byte == 0x44 || byte == 0x3D {
                nibbles.append(0x0D)
            } else {
                throw ISO8583Error(.notADigit, field: field, offset: 0)
            }
        }
        if nibbles.count % 2 == 1 {
            if format.filling == .left { nibbles.insert(filler, at: 0) } else { nibbles.append(filler) }
        }
        for index in stride(from: 0, to: nibbles.count, by: 2) {
            bytes.append(nibbles[index] << 4 | nibbles[index + 1])
        }
    }
}
