extension FieldPlan {
    /// Bytes on the wire for a content, its length included.
    ///
    /// - Throws: `ISO8583Error` for a field that the dialect does not have and for a length that does not fit.
    @inline(__always)
    func byteCount(of slot: Message.Slot, field: Int) throws(ISO8583Error) -> Int {
        let count = Int(truncatingIfNeeded: slot.count)
        let limit = Int(truncatingIfNeeded: length)
        guard wire != .absent else { throw ISO8583Error(.unknownField, field: field, offset: 0) }
        if prefixBytes != 0 {
            guard count <= limit || truncation != nil else {
                throw ISO8583Error(.tooLong(length: count, most: limit), field: field, offset: 0)
            }
            return Int(truncatingIfNeeded: prefixBytes) &+ byteCount(units: min(count, limit))
        }
        guard count == limit || (count < limit && padding != nil) || (count > limit && truncation != nil) else {
            throw ISO8583Error(.wrongLength(length: count, expected: limit), field: field, offset: 0)
        }
        return byteCount(units: limit)
    }

    /// Writes length and content. The room was found by `byteCount(of:field:)`; up to `FieldPlan.slack` bytes more may be
    /// written behind it, which the next field overwrites.
    ///
    /// - Returns: Where the next field goes.
    @inline(never)
    func pack(
        _ store: WireBytes, _ slot: Message.Slot, field: Int, to target: UnsafeMutableRawPointer
    ) throws(ISO8583Error) -> UnsafeMutableRawPointer {
        var start = Int(truncatingIfNeeded: slot.offset)
        var count = Int(truncatingIfNeeded: slot.count)
        let limit = Int(truncatingIfNeeded: length)
        var target = target
        if prefixBytes == 0 ? count != limit : count > limit {
            if prefixBytes == 0, count < limit {
                return try packPadded(store, slot, field: field, to: target)
            }
            if truncation == .left { start &+= count &- limit }
            count = limit
        }
        if prefixBytes != 0 {
            writeLength(announced(units: count), to: target)
            target += Int(truncatingIfNeeded: prefixBytes)
        }
        return try packContent(store, start, count, slot, field: field, to: target)
    }

    @inline(never)
    private func packPadded(
        _ store: WireBytes, _ slot: Message.Slot, field: Int, to target: UnsafeMutableRawPointer
    ) throws(ISO8583Error) -> UnsafeMutableRawPointer {
        let start = Int(truncatingIfNeeded: slot.offset)
        var content = (start..<start &+ Int(slot.count)).map { store.byte($0) }
        let fill = [UInt8](repeating: padding?.byte ?? 0, count: Int(length) - content.count)
        // The sign of an amount stays before the zeros.
        let place = padding?.side == .right ? content.count : isSigned ? min(1, content.count) : 0
        content.insert(contentsOf: fill, at: place)
        return try content.span.withUnsafeBytes { (buffer) throws(ISO8583Error) in
            guard let base = buffer.baseAddress else { return target }
            return try packContent(
                WireBytes(base: base, count: buffer.count), 0, buffer.count, slot, field: field, to: target)
        }
    }

    private var isSigned: Bool { wire == .signed || wire == .ebcdicSigned || wire == .packedSigned }

    @inline(__always)
    private func packContent(
        _ store: WireBytes, _ start: Int, _ count: Int, _ slot: Message.Slot, field: Int,
        to target: UnsafeMutableRawPointer
    ) throws(ISO8583Error) -> UnsafeMutableRawPointer {
        switch wire {
        case .packedDigits, .packedTrack:
            guard count & 1 == 1 else {
                try packNibbles(store, start, count, from: start, field: field, to: target)
                return target + count >> 1
            }
            let spare = spare(of: slot, digits: count)
            if isFilledLeft {
                let digit = try nibble(store.byte(start), field: field, offset: 0)
                target.storeBytes(of: spare << 4 | digit, as: UInt8.self)
                try packNibbles(store, start &+ 1, count &- 1, from: start, field: field, to: target + 1)
            } else {
                try packNibbles(store, start, count &- 1, from: start, field: field, to: target)
                let digit = try nibble(store.byte(start &+ count &- 1), field: field, offset: count &- 1)
                target.storeBytes(of: digit << 4 | spare, toByteOffset: count >> 1, as: UInt8.self)
            }
            return target + (count &+ 1) >> 1
        case .binary:
            store.copy(start, count, to: target)
            return target + count
        case .text, .digits:
            try copyChecked(store, start, count, field: field, to: target)
            return target + count
        default: return try packOther(store, start, count, slot, field: field, to: target)
        }
    }

    /// The spare nibble as it was read, where this field takes such a one: a message may come from another dialect, whose
    /// zero would be a digit where the length counts bytes.
    @inline(__always)
    private func spare(of slot: Message.Slot, digits: Int) -> UInt8 {
        let read = slot.form & 0x0F
        let isZeroSpare = unit != .bytes || digits == Int(truncatingIfNeeded: length)
        guard slot.isRead, slot.form & FieldMap.hasSpare != 0 else { return filler }
        return read == 15 || (read == 0 && isZeroSpare) ? read : filler
    }

    // MARK: Length

    @inline(__always)
    private func writeLength(_ value: Int, to target: UnsafeMutableRawPointer) {
        var rest = value
        var index = Int(truncatingIfNeeded: prefixBytes) &- 1
        while index >= 0 {
            let byte: UInt8
            switch prefix {
            case .packed:
                let pair = rest % 100
                byte = UInt8(truncatingIfNeeded: (pair / 10) << 4 | pair % 10)
                rest /= 100
            case .ascii, .ebcdic:
                byte = UInt8(truncatingIfNeeded: rest % 10) | (prefix == .ascii ? 0x30 : 0xF0)
                rest /= 10
            case .binary:
                byte = UInt8(truncatingIfNeeded: rest)
                rest >>= 8
            case .hex:
                byte = Digits.hexDigit(rest & 0x0F)
                rest >>= 4
            }
            target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
            index &-= 1
        }
    }

    // MARK: Digits

    @inline(__always)
    private func nibble(_ byte: UInt8, field: Int, offset: Int) throws(ISO8583Error) -> UInt8 {
        if byte &- 0x30 < 10 { return byte &- 0x30 }
        guard wire == .packedTrack, byte == 0x44 || byte == 0x3D else {
            throw ISO8583Error(.notADigit, field: field, offset: offset)
        }
        return 0x0D
    }

    /// An even number of digits, two to a byte; eight at a time where there are so many.
    @inline(__always)
    private func packNibbles(
        _ store: WireBytes, _ start: Int, _ count: Int, from first: Int, field: Int, to target: UnsafeMutableRawPointer
    ) throws(ISO8583Error) {
        var index = 0
        while index < count {
            // The first character is the highest byte; zeros stand behind the last.
            let word = store.word(start &+ index, count &- index, blank: 0x3030_3030_3030_3030).byteSwapped
            if Characters.hasNonDigit(word, zero: 0x30) {
                // A separator, or a character that must not be here: one by one.
                for pair in stride(from: index, to: min(index &+ 8, count), by: 2) {
                    try packPair(store, start &+ pair, from: first, field: field, to: target + pair >> 1)
                }
            } else {
                target.storeBytes(of: FieldPlan.packed(word).bigEndian, toByteOffset: index >> 1, as: UInt32.self)
            }
            index &+= 8
        }
    }

    @inline(__always)
    private func packPair(
        _ store: WireBytes, _ place: Int, from first: Int, field: Int, to target: UnsafeMutableRawPointer
    ) throws(ISO8583Error) {
        let high = try nibble(store.byte(place), field: field, offset: place &- first)
        let low = try nibble(store.byte(place &+ 1), field: field, offset: place &+ 1 &- first)
        target.storeBytes(of: high << 4 | low, as: UInt8.self)
    }

    // MARK: Characters

    @inline(__always)
    private func copyChecked(
        _ store: WireBytes, _ start: Int, _ count: Int, field: Int, to target: UnsafeMutableRawPointer
    ) throws(ISO8583Error) {
        let isText = wire == .text
        var index = 0
        while index < count {
            let word = store.word(
                start &+ index, count &- index, blank: isText ? 0x2020_2020_2020_2020 : 0x3030_3030_3030_3030)
            if isText ? Characters.hasControl(word) : Characters.hasNonDigit(word, zero: 0x30) {
                while index < count &- 1,
                    isText
                        ? !Characters.isControl(store.byte(start &+ index)) : store.byte(start &+ index) &- 0x30 < 10
                { index &+= 1 }
                throw ISO8583Error(isText ? .badCharacter : .notADigit, field: field, offset: index)
            }
            target.storeBytes(of: word.littleEndian, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
    }

    private func packOther(
        _ store: WireBytes, _ start: Int, _ count: Int, _ slot: Message.Slot, field: Int,
        to target: UnsafeMutableRawPointer
    ) throws(ISO8583Error) -> UnsafeMutableRawPointer {
        if wire == .hexBinary {
            let isLower = slot.isRead && slot.form & FieldMap.lowerCase != 0
            var index = 0
            while index < count {
                let bytes = UInt32(truncatingIfNeeded: store.word(start &+ index, count &- index, blank: 0))
                target.storeBytes(
                    of: Characters.hex(of: bytes, isLowerCase: isLower).littleEndian, toByteOffset: index &* 2,
                    as: UInt64.self)
                index &+= 4
            }
            return target + count &* 2
        }
        let isEBCDIC = wire == .ebcdicDigits || wire == .ebcdicTrack || wire == .ebcdicText || wire == .ebcdicSigned
        for index in 0..<count {
            let byte = store.byte(start &+ index)
            let isGood: Bool
            switch wire {
            case .track, .ebcdicTrack: isGood = Characters.isTrack(byte)
            case .ebcdicText: isGood = !EBCDIC.isControl(page.code(byte))
            case .signed, .ebcdicSigned, .packedSigned:
                isGood = index == 0 ? Characters.isSign(byte) : byte &- 0x30 < 10
            default: isGood = byte &- 0x30 < 10
            }
            guard isGood else {
                let kind: ISO8583Error.Kind =
                    wire == .ebcdicText ? .badCharacter : isSigned && index == 0 ? .notASign : .notADigit
                throw ISO8583Error(kind, field: field, offset: index)
            }
            if wire != .packedSigned {
                target.storeBytes(of: isEBCDIC ? page.code(byte) : byte, toByteOffset: index, as: UInt8.self)
            }
        }
        guard wire == .packedSigned else { return target + count }
        guard count > 0 else { throw ISO8583Error(.notASign, field: field, offset: 0) }
        target.storeBytes(of: store.byte(start), as: UInt8.self)
        let size = count >> 1
        let first = count & 1 == 0 ? 1 : 0
        for index in 0..<size { target.storeBytes(of: 0, toByteOffset: index &+ 1, as: UInt8.self) }
        for index in 0..<count &- 1 {
            let nibble = first &+ index
            let digit = store.byte(start &+ 1 &+ index) & 0x0F
            let place = 1 &+ nibble >> 1
            let old = target.load(fromByteOffset: place, as: UInt8.self)
            target.storeBytes(of: old | (nibble & 1 == 0 ? digit << 4 : digit), toByteOffset: place, as: UInt8.self)
        }
        return target + 1 + size
    }
}
