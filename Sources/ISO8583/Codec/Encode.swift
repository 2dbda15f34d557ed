extension Dialect {
    /// Writes a message: type, bitmap, fields. Short fixed content is filled as the field's format says.
    ///
    /// - Throws: `ISO8583Error` with the field whose content does not fit the dialect; the offset is that of the character
    ///   within the content.
    public func encode(_ message: Message) throws(ISO8583Error) -> [UInt8] {
        try encode(message, announcing: nil)
    }

    /// What a MAC covers: everything before the MAC's field; the bitmap announces that field. It is field 64, or the last
    /// one of the last bitmap where there are more.
    ///
    /// Source: ISO 8583:1987, fields 64 and 128; UnionPay-style MAC rule: from the type indicator to field 63, bitmap
    /// included.
    public func macInput(of message: Message) throws(ISO8583Error) -> [UInt8] {
        var message = message
        let field = macField(of: message)
        message[bytes: field] = nil
        return try encode(message, announcing: field)
    }

    /// The field that holds the MAC of this message: 64, 128 or 192.
    public func macField(of message: Message) -> Int {
        let last = max(message.present.last, message.bitmap.count * 64 - 63)
        return last > 128 ? 192 : last > 64 ? 128 : Dialect.macField
    }

    private func encode(_ message: Message, announcing field: Int?) throws(ISO8583Error) -> [UInt8] {
        guard !Characters.hasNonDigitNibble(UInt64(message.mti.rawValue)) else {
            throw ISO8583Error(.notADigit, field: nil, offset: 0)
        }
        var fields = message.present
        if let field { fields.insert(field) }
        if let unread = message.unread {
            guard unread.present.fields[0] > fields.last else {
                throw ISO8583Error(.behindUnread, field: fields.last, offset: 0)
            }
            for index in 0..<3 { fields[word: index] |= unread.present[word: index] }
        }
        let last = fields.last
        let bitmapCount = max(message.bitmap.count, (last + 63) >> 6)
        guard bitmapCount <= bitmapLimit else { throw ISO8583Error(.bitmapTooLong, field: last, offset: 0) }
        if bitmapCount > 1 { fields.first |= 1 << 63 }
        if bitmapLimit == 3 {
            guard !message.has(65) else { throw ISO8583Error(.unknownField, field: 65, offset: 0) }
            if bitmapCount > 2 { fields.second |= 1 << 63 }
        }
        let head = typeCoding.byteCount + bitmapCount * bitmapCoding.byteCount
        let size = head + (try byteCount(of: message)) + (message.unread?.bytes.count ?? 0)
        return try [UInt8](unsafeUninitializedCapacity: size + FieldPlan.slack) {
            (output, count) throws(ISO8583Error) in
            guard let base = output.baseAddress.map({ UnsafeMutableRawPointer($0) }) else { return }
            writeType(message.mti, to: base)
            for index in 0..<bitmapCount {
                write(
                    bitmap: fields[word: index], isLowerCase: message.bitmap.isLowerCase,
                    to: base + typeCoding.byteCount + index * bitmapCoding.byteCount)
            }
            var target = base + head
            try message.store.span.withUnsafeBytes { (store) throws(ISO8583Error) in
                try plans.withUnsafeBufferPointer { (rows) throws(ISO8583Error) in
                    guard let contents = store.baseAddress ?? UnsafeRawPointer(bitPattern: 1),
                        let table = rows.baseAddress
                    else { return }
                    let wire = WireBytes(base: contents, count: store.count)
                    try message.forEachSlot { (field, slot) throws(ISO8583Error) in
                        let (start, count) = (Int(truncatingIfNeeded: slot.offset), Int(truncatingIfNeeded: slot.count))
                        if let next = FieldPlan.packShortcut(
                            table + field, wire, start, count, isPlain: !slot.isRead || slot.form & 0x0F == 0,
                            to: target)
                        {
                            target = next
                        } else {
                            target = try rows[field].pack(wire, slot, field: field, to: target)
                        }
                    }
                }
            }
            if let unread = message.unread {
                unread.bytes.withUnsafeBytes { bytes in
                    if let source = bytes.baseAddress { target.copyMemory(from: source, byteCount: bytes.count) }
                }
            }
            count = size
        }
    }

    /// Bytes of all fields on the wire; checks every length.
    private func byteCount(of message: Message) throws(ISO8583Error) -> Int {
        try plans.withUnsafeBufferPointer { (rows) throws(ISO8583Error) in
            var total = 0
            try message.forEachSlot { (field, slot) throws(ISO8583Error) in
                total &+= try rows[field].byteCount(of: slot, field: field)
            }
            return total
        }
    }

    func writeType(_ mti: MTI, to target: UnsafeMutableRawPointer) {
        switch typeCoding {
        case .packed: target.storeBytes(of: mti.rawValue.bigEndian, as: UInt16.self)
        case .ascii, .ebcdic:
            let zero: UInt8 = typeCoding == .ascii ? 0x30 : 0xF0
            for index in 0..<4 {
                let digit = UInt8(truncatingIfNeeded: mti.rawValue >> UInt16(12 - index * 4)) & 0x0F
                target.storeBytes(of: zero | digit, toByteOffset: index, as: UInt8.self)
            }
        }
    }

    func write(bitmap word: UInt64, isLowerCase: Bool, to target: UnsafeMutableRawPointer) {
        guard bitmapCoding != .binary else { return target.storeBytes(of: word.bigEndian, as: UInt64.self) }
        for index in 0..<16 {
            var digit = Digits.hexDigit(Int(word >> UInt64(60 - index * 4) & 0x0F))
            if isLowerCase, digit > 0x39 { digit |= 0x20 }
            if bitmapCoding == .ebcdicHex { digit = EBCDIC.cp037.code(digit) }
            target.storeBytes(of: digit, toByteOffset: index, as: UInt8.self)
        }
    }
}

extension Message {
    /// Each present field with its slot, ascending.
    @inline(__always)
    func forEachSlot(_ body: (Int, Slot) throws(ISO8583Error) -> Void) throws(ISO8583Error) {
        try slots.withUnsafeBufferPointer { (slots) throws(ISO8583Error) in
            var rank = 0
            try present.forEach { (field) throws(ISO8583Error) in
                try body(field, slots[rank])
                rank &+= 1
            }
        }
    }
}
