/// What is done with a field that the dialect does not have.
public enum UnknownFields: Sendable {
    /// It is an error.
    case refuse
    /// The fields before it are read; it and all behind it are kept as bytes, since nobody knows where it ends.
    case keep
}

extension Dialect {
    /// Finds every field of a message and checks every length, digit and character. Allocates nothing.
    ///
    /// - Parameters:
    ///   - bytes: The message without any transport header; the whole input must be used up.
    ///   - map: Where the fields are put. After an error it holds those before the place of the error.
    ///   - unknownFields: What to do with a field that the dialect does not have.
    /// - Throws: `ISO8583Error` with field and byte offset for every input that is not exactly one message.
    public func scan(
        _ bytes: Span<UInt8>, into map: inout FieldMap, unknownFields: UnknownFields = .refuse
    ) throws(ISO8583Error) {
        try bytes.withUnsafeBytes { (buffer) throws(ISO8583Error) in
            try scan(buffer, into: &map, unknownFields: unknownFields)
        }
    }

    func scan(
        _ buffer: UnsafeRawBufferPointer, into map: inout FieldMap, unknownFields: UnknownFields
    ) throws(ISO8583Error) {
        map.mti = MTI(0)
        map.present = BitmapWords()
        map.bitmap = BitmapForm()
        map.unread = BitmapWords()
        map.end = 0
        guard let base = buffer.baseAddress else {
            throw ISO8583Error(.tooShort(needed: typeCoding.byteCount, available: 0), field: nil, offset: 0)
        }
        guard UInt64(buffer.count) < FieldMap.mostBytes else {
            throw ISO8583Error(.trailingBytes(buffer.count), field: nil, offset: 0)
        }
        let wire = WireBytes(base: base, count: buffer.count)
        map.mti = try readType(wire)
        var offset = typeCoding.byteCount
        let announced = try readBitmaps(wire, at: &offset, form: &map.bitmap)
        try plans.withUnsafeBufferPointer { (rows) throws(ISO8583Error) in
            for index in 0..<map.bitmap.count {
                var word = announced[word: index]
                // Bit 1 announces the second bitmap, bit 65 the third where the dialect has one.
                if index < bitmapLimit &- 1 || index == 0 { word &= ~0x8000_0000_0000_0000 }
                map.present[word: index] = word
                while word != 0 {
                    let lead = word.leadingZeroBitCount
                    let field = index &* 64 &+ lead &+ 1
                    word &= ~(0x8000_0000_0000_0000 >> UInt64(truncatingIfNeeded: lead))
                    if rows[field].scanShortcut(wire, &offset, &map.slots[field]) { continue }
                    guard rows[field].wire != .absent else {
                        return try stop(at: field, offset, announced, wire, &map, unknownFields)
                    }
                    do throws(ISO8583Error) {
                        map.slots[field] = try rows[field].scan(wire, &offset, field: field)
                    } catch {
                        map.leave(from: field, at: offset)
                        throw error
                    }
                }
            }
            map.end = offset
            guard offset == wire.count else {
                throw ISO8583Error(.trailingBytes(wire.count &- offset), field: nil, offset: offset)
            }
        }
    }

    private func stop(
        at field: Int, _ offset: Int, _ announced: BitmapWords, _ wire: WireBytes, _ map: inout FieldMap,
        _ unknownFields: UnknownFields
    ) throws(ISO8583Error) {
        map.leave(from: field, at: offset)
        guard unknownFields == .keep else { throw ISO8583Error(.unknownField, field: field, offset: offset) }
        for index in 0..<map.bitmap.count {
            map.unread[word: index] = announced[word: index] & ~map.present[word: index]
        }
        map.unread.remove(1)
        if map.bitmap.count == 3 { map.unread.remove(65) }
    }

    private func readType(_ wire: WireBytes) throws(ISO8583Error) -> MTI {
        let size = typeCoding.byteCount
        guard wire.count >= size else {
            throw ISO8583Error(.tooShort(needed: size, available: wire.count), field: nil, offset: 0)
        }
        if typeCoding == .packed {
            let type = UInt16(wire.byte(0)) << 8 | UInt16(wire.byte(1))
            guard !Characters.hasNonDigitNibble(UInt64(type)) else {
                let isFirst = Characters.hasNonDigitNibble(UInt64(wire.byte(0)))
                throw ISO8583Error(.notADigit, field: nil, offset: isFirst ? 0 : 1)
            }
            return MTI(type)
        }
        let zero: UInt8 = typeCoding == .ascii ? 0x30 : 0xF0
        var type: UInt16 = 0
        for index in 0..<4 {
            let digit = wire.byte(index) &- zero
            guard digit < 10 else { throw ISO8583Error(.notADigit, field: nil, offset: index) }
            type = type << 4 | UInt16(digit)
        }
        return MTI(type)
    }

    private func readBitmaps(
        _ wire: WireBytes, at offset: inout Int, form: inout BitmapForm
    ) throws(ISO8583Error) -> BitmapWords {
        var words = BitmapWords()
        var count = 0
        var isLowerCase: Bool?
        repeat {
            let size = bitmapCoding.byteCount
            guard wire.count &- offset >= size else {
                throw ISO8583Error(.tooShort(needed: size, available: wire.count &- offset), field: nil, offset: offset)
            }
            words[word: count] =
                bitmapCoding == .binary
                ? wire.bigEndian(offset) : try hexWord(wire, at: offset, isLowerCase: &isLowerCase)
            offset &+= size
            count &+= 1
        } while count < bitmapLimit && words[word: count &- 1] >> 63 == 1
        form = BitmapForm(count: count, isLowerCase: isLowerCase ?? false)
        guard bitmapLimit > 1 || words.first >> 63 == 0 else {
            throw ISO8583Error(.bitmapTooLong, field: nil, offset: offset)
        }
        return words
    }

    private func hexWord(
        _ wire: WireBytes, at offset: Int, isLowerCase: inout Bool?
    ) throws(ISO8583Error) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<16 {
            var byte = wire.byte(offset &+ index)
            if bitmapCoding == .ebcdicHex { byte = EBCDIC.cp037.latin1(byte) }
            let value = Characters.hexValue(byte)
            guard value < 16 else { throw ISO8583Error(.notHexadecimal, field: nil, offset: offset &+ index) }
            if value > 9 {
                let isLower = byte & 0x20 != 0
                guard isLowerCase ?? isLower == isLower else {
                    throw ISO8583Error(.mixedCase, field: nil, offset: offset &+ index)
                }
                isLowerCase = isLower
            }
            word = word << 4 | UInt64(value)
        }
        return word
    }
}

extension FieldMap {
    /// Forgets the fields from this one on, and says where its bytes begin.
    fileprivate mutating func leave(from field: Int, at offset: Int) {
        for index in 0..<3 where index >= (field &- 1) >> 6 {
            let bit = BitmapWords.bit(field)
            present[word: index] &= index == (field &- 1) >> 6 ? ~(bit | (bit &- 1)) : 0
        }
        end = offset
    }
}
