extension Dialect {
    /// Reads a message: type, bitmap, fields. The whole input must be used up.
    ///
    /// - Parameter bytes: The message without any transport header.
    /// - Throws: `ISO8583Error` with field and byte offset for every input that is not exactly one message.
    public func decode(_ bytes: [UInt8]) throws(ISO8583Error) -> Message {
        var reader = Reader(bytes)
        var type: UInt16 = 0
        for byte in try reader.take(2) {
            guard byte >> 4 < 10, byte & 0x0F < 10 else { throw ISO8583Error(.notADigit, field: nil, offset: 0) }
            type = type << 8 | UInt16(byte)
        }
        var message = Message(MTI(type))
        for field in try decodeBitmap(&reader) {
            reader.field = field
            guard let format = format(of: field) else { throw reader.error(.unknownField) }
            try decode(field, format, &reader, into: &message)
        }
        reader.field = nil
        guard reader.remaining == 0 else { throw reader.error(.trailingBytes(reader.remaining)) }
        return message
    }

    /// Bit 1 says that a second bitmap follows; bit 65 would announce a third one.
    private func decodeBitmap(_ reader: inout Reader) throws(ISO8583Error) -> [Int] {
        var bitmap = [UInt8](try reader.take(8))
        if bitmap[0] & 0x80 != 0 { bitmap += try reader.take(8) }
        var fields: [Int] = []
        for bit in 0..<bitmap.count * 8 where bitmap[bit / 8] & (0x80 >> UInt8(bit % 8)) != 0 {
            if bit == 0 { continue }
            guard bit != 64 else { throw reader.error(.bitmapTooLong) }
            fields.append(bit + 1)
        }
        return fields
    }

    private func decode(
        _ field: Int, _ format: FieldFormat, _ reader: inout Reader, into message: inout Message
    ) throws(ISO8583Error) {
        let count: Int
        switch format.length {
        case .fixed(let length): count = length
        case .variable(let digits, let most):
            let start = reader.offset
            count = try reader.packedNumber(digits: digits)
            guard count <= most else {
                throw ISO8583Error(.tooLong(length: count, most: most), field: field, offset: start)
            }
        }
        switch format.coding {
        case .bytes: message[bytes: field] = try decodeBytes(count, format.content, &reader)
        case .packed:
            let (digits, filler) = try decodePacked(count, format, &reader)
            message[bytes: field] = digits
            if filler != 0 { message.fillers[field] = filler }
        }
    }

    private func decodeBytes(
        _ count: Int, _ content: FieldFormat.Content, _ reader: inout Reader
    ) throws(ISO8583Error) -> [UInt8] {
        let start = reader.offset
        let slice = try reader.take(count)
        switch content {
        case .binary: break
        case .text:
            // Names may be in a national character set, control characters are in no text.
            if let index = slice.firstIndex(where: { $0 < 0x20 || $0 == 0x7F }) {
                throw ISO8583Error(.badCharacter, field: reader.field, offset: start + index - slice.startIndex)
            }
        case .digits, .track:
            for (index, byte) in slice.enumerated()
            where !(Digits.isDigit(byte) || (content == .track && (byte == 0x44 || byte == 0x3D))) {
                throw ISO8583Error(.notADigit, field: reader.field, offset: start + index)
            }
        }
        return [UInt8](slice)
    }

    /// Packed digits. In a track, nibble D separates the parts. The spare nibble of an odd number may be 0, or F as some
    /// terminals fill it; it is kept, so that encoding gives the same bytes.
    private func decodePacked(
        _ count: Int, _ format: FieldFormat, _ reader: inout Reader
    ) throws(ISO8583Error) -> (digits: [UInt8], filler: UInt8) {
        let start = reader.offset
        let slice = try reader.take((count + 1) / 2)
        var nibbles: [UInt8] = []
        nibbles.reserveCapacity(slice.count * 2)
        for byte in slice {
            nibbles.append(byte >> 4)
            nibbles.append(byte & 0x0F)
        }
        var filler: UInt8 = 0
        let isFilledLeft = format.filling == .left
        if count % 2 == 1 {
            filler = isFilledLeft ? nibbles.removeFirst() : nibbles.removeLast()
            guard filler == 0 || filler == 0x0F else {
                let offset = isFilledLeft ? start : start + slice.count - 1
                throw ISO8583Error(.badPadding, field: reader.field, offset: offset)
            }
        }
        let shift = count % 2 == 1 && isFilledLeft ? 1 : 0
        for index in nibbles.indices {
            let nibble = nibbles[index]
            if nibble < 10 {
                nibbles[index] = 0x30 + nibble
            } else if nibble == 0x0D, format.content == .track {
                nibbles[index] = 0x44
            } else {
                throw ISO8583Error(.notADigit, field: reader.field, offset: start + (index + shift) / 2)
            }
        }
        return (nibbles, filler)
    }
}
