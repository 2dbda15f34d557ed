extension FieldPlan {
    /// Reads the length of a field and checks its content.
    ///
    /// - Parameter offset: Where the field begins; behind it afterwards. Unchanged after an error.
    /// - Returns: The slot of the content.
    @inline(never)
    func scan(_ wire: WireBytes, _ offset: inout Int, field: Int) throws(ISO8583Error) -> FieldMap.Slot {
        var start = offset
        var units = Int(truncatingIfNeeded: length)
        var flags: UInt8 = 0
        if prefixBytes != 0 {
            units = try readLength(wire, start, field: field)
            start &+= Int(truncatingIfNeeded: prefixBytes)
        }
        let size = byteCount(units: units)
        guard size <= wire.count &- start else {
            throw ISO8583Error(
                .tooShort(needed: size, available: wire.count &- start), field: field, offset: start)
        }
        switch self.wire {
        case .packedDigits, .packedTrack:
            if units & 1 == 0, unit != .bytes {
                try checkNibbles(wire, start, size, field: field)
            } else {
                flags = try checkOdd(wire, start, size, &units, field: field)
            }
        case .text: try checkText(wire, start, size, field: field)
        case .binary: break
        case .digits: try checkDigits(wire, start, size, zero: 0x30, field: field)
        case .hexBinary: flags = try checkHex(wire, start, size, field: field)
        default: flags = try checkOther(wire, start, units, field: field)
        }
        offset = start &+ size
        return FieldMap.slot(offset: start, units: units, flags: flags)
    }

    /// The length before a variable field, in units of content.
    @inline(__always)
    private func readLength(_ wire: WireBytes, _ offset: Int, field: Int) throws(ISO8583Error) -> Int {
        let count = Int(truncatingIfNeeded: prefixBytes)
        guard count <= wire.count &- offset else {
            throw ISO8583Error(
                .tooShort(needed: count, available: wire.count &- offset), field: field, offset: offset)
        }
        var value = 0
        switch prefix {
        case .packed:
            for index in offset..<offset &+ count {
                let byte = wire.byte(index)
                guard byte < 0xA0, byte & 0x0F < 10 else {
                    throw ISO8583Error(.notADigit, field: field, offset: index)
                }
                value = value &* 100 &+ Int(byte >> 4) &* 10 &+ Int(byte & 0x0F)
            }
        case .ascii, .ebcdic:
            let zero: UInt8 = prefix == .ascii ? 0x30 : 0xF0
            for index in offset..<offset &+ count {
                let digit = wire.byte(index) &- zero
                guard digit < 10 else { throw ISO8583Error(.notADigit, field: field, offset: index) }
                value = value &* 10 &+ Int(digit)
            }
        case .binary:
            for index in offset..<offset &+ count { value = value << 8 | Int(wire.byte(index)) }
        case .hex:
            for index in offset..<offset &+ count {
                let byte = wire.byte(index)
                let digit = Characters.hexValue(byte)
                // Lower case would not come back when the length is written again.
                guard digit < 16, byte < 0x60 else { throw ISO8583Error(.notHexadecimal, field: field, offset: index) }
                value = value << 4 | Int(digit)
            }
        }
        let units = units(announced: value)
        guard units >= 0 else { throw ISO8583Error(.halfByte(length: value), field: field, offset: offset) }
        // Digits counted in bytes: the spare nibble of the longest odd number counts as well.
        let most = Int(truncatingIfNeeded: length)
        guard units <= most || (unit == .bytes && isPacked && units == most &+ 1 && most & 1 == 1) else {
            throw ISO8583Error(.tooLong(length: value, most: announced(units: most)), field: field, offset: offset)
        }
        return units
    }

    // MARK: Packed digits

    @inline(__always)
    private func checkNibbles(_ wire: WireBytes, _ start: Int, _ size: Int, field: Int) throws(ISO8583Error) {
        var offset = start
        var left = size
        while left > 0 {
            let word = wire.word(offset, left, blank: 0)
            let isBad =
                self.wire == .packedDigits ? Characters.hasNonDigitNibble(word) : Characters.hasNonTrackNibble(word)
            if isBad { throw badNibble(wire, offset, left, field: field) }
            offset &+= 8
            left &-= 8
        }
    }

    @inline(never)
    private func badNibble(_ wire: WireBytes, _ start: Int, _ count: Int, field: Int) -> ISO8583Error {
        var offset = start
        for index in start..<start &+ count
        where isBadNibble(wire.byte(index) >> 4) || isBadNibble(wire.byte(index) & 15) {
            offset = index
            break
        }
        return ISO8583Error(.notADigit, field: field, offset: offset)
    }

    private func isBadNibble(_ nibble: UInt8) -> Bool { nibble > 9 && !(wire == .packedTrack && nibble == 13) }

    /// An odd number of digits: the spare nibble is as the table says, or 0, or F as some terminals fill it. Where the
    /// length counts bytes, only a nibble that is no digit, or a digit too many, tells that it is spare.
    @inline(__always)
    private func checkOdd(
        _ wire: WireBytes, _ start: Int, _ size: Int, _ units: inout Int, field: Int
    ) throws(ISO8583Error) -> UInt8 {
        guard size > 0 else { return 0 }
        let place = isFilledLeft ? start : start &+ size &- 1
        let byte = wire.byte(place)
        let spare = isFilledLeft ? byte >> 4 : byte & 0x0F
        if units & 1 == 0 {
            guard spare == 15 || (spare == filler && isBadNibble(spare)) || units > Int(truncatingIfNeeded: length)
            else {
                try checkNibbles(wire, start, size, field: field)
                return 0
            }
            units &-= 1
        }
        guard spare == filler || spare == 0 || spare == 15 else {
            throw ISO8583Error(.badPadding, field: field, offset: place)
        }
        let other = isFilledLeft ? byte & 0x0F : byte >> 4
        if isBadNibble(other) { throw ISO8583Error(.notADigit, field: field, offset: place) }
        try checkNibbles(wire, isFilledLeft ? start &+ 1 : start, size &- 1, field: field)
        return FieldMap.hasSpare | spare
    }

    // MARK: Characters

    @inline(__always)
    private func checkText(_ wire: WireBytes, _ start: Int, _ size: Int, field: Int) throws(ISO8583Error) {
        // Names may be in a national character set; control characters are in no text.
        guard !wire.isText(start, size) else { return }
        throw bad(.badCharacter, wire, start, size, field: field, where: Characters.isControl)
    }

    @inline(__always)
    private func checkDigits(
        _ wire: WireBytes, _ start: Int, _ size: Int, zero: UInt8, field: Int
    ) throws(ISO8583Error) {
        var offset = start
        var left = size
        let zeros = UInt64(zero) &* 0x0101_0101_0101_0101
        while left > 0 {
            let word = wire.word(offset, left, blank: zeros)
            if Characters.hasNonDigit(word, zero: UInt64(zero)) {
                throw bad(.notADigit, wire, offset, left, field: field) { $0 &- zero > 9 }
            }
            offset &+= 8
            left &-= 8
        }
    }

    private func checkHex(
        _ wire: WireBytes, _ start: Int, _ size: Int, field: Int
    ) throws(ISO8583Error) -> UInt8 {
        var (hasUpper, hasLower) = (false, false)
        var offset = start
        let end = start &+ size
        while offset < end {
            let kinds = Characters.hexKinds(wire.word(offset, end &- offset, blank: 0x3030_3030_3030_3030))
            let isMixed = (hasUpper || kinds.hasUpper) && (hasLower || kinds.hasLower)
            guard kinds.areAll, !isMixed else {
                throw badHex(wire, offset, end, hasUpper: hasUpper, hasLower: hasLower, field: field)
            }
            hasUpper = hasUpper || kinds.hasUpper
            hasLower = hasLower || kinds.hasLower
            offset &+= 8
        }
        return hasLower ? FieldMap.lowerCase : 0
    }

    /// The first character that is no hexadecimal digit, or of the other case than those before it.
    @inline(never)
    private func badHex(
        _ wire: WireBytes, _ start: Int, _ end: Int, hasUpper: Bool, hasLower: Bool, field: Int
    ) -> ISO8583Error {
        var (hasUpper, hasLower) = (hasUpper, hasLower)
        for offset in start..<end {
            let byte = wire.byte(offset)
            let value = Characters.hexValue(byte)
            guard value < 16 else { return ISO8583Error(.notHexadecimal, field: field, offset: offset) }
            guard value > 9 else { continue }
            if byte & 0x20 == 0 { hasUpper = true } else { hasLower = true }
            if hasUpper, hasLower { return ISO8583Error(.mixedCase, field: field, offset: offset) }
        }
        return ISO8583Error(.notHexadecimal, field: field, offset: start)
    }

    private func checkOther(
        _ wire: WireBytes, _ start: Int, _ units: Int, field: Int
    ) throws(ISO8583Error) -> UInt8 {
        switch self.wire {
        case .track:
            for offset in start..<start &+ units where !Characters.isTrack(wire.byte(offset)) {
                throw ISO8583Error(.notADigit, field: field, offset: offset)
            }
        case .ebcdicDigits: try checkDigits(wire, start, units, zero: 0xF0, field: field)
        case .ebcdicTrack:
            for offset in start..<start &+ units where !Characters.isTrack(page.latin1(wire.byte(offset))) {
                throw ISO8583Error(.notADigit, field: field, offset: offset)
            }
        case .ebcdicText:
            for offset in start..<start &+ units where EBCDIC.isControl(wire.byte(offset)) {
                throw ISO8583Error(.badCharacter, field: field, offset: offset)
            }
        case .signed, .ebcdicSigned, .packedSigned:
            guard units > 0 else {
                if self.wire == .packedSigned { throw ISO8583Error(.notASign, field: field, offset: start) }
                break
            }
            let sign = self.wire == .ebcdicSigned ? page.latin1(wire.byte(start)) : wire.byte(start)
            guard Characters.isSign(sign) else { throw ISO8583Error(.notASign, field: field, offset: start) }
            guard self.wire == .packedSigned else {
                try checkDigits(
                    wire, start &+ 1, units &- 1, zero: self.wire == .signed ? 0x30 : 0xF0, field: field)
                break
            }
            return try checkPackedAmount(wire, start &+ 1, digits: units &- 1, field: field)
        default: break
        }
        return 0
    }

    /// The digits behind a sign, filled at the left when their number is odd.
    private func checkPackedAmount(
        _ wire: WireBytes, _ start: Int, digits: Int, field: Int
    ) throws(ISO8583Error) -> UInt8 {
        let size = (digits &+ 1) >> 1
        for offset in start..<start &+ size {
            let byte = wire.byte(offset)
            guard byte < 0xA0, byte & 0x0F < 10 else { throw ISO8583Error(.notADigit, field: field, offset: offset) }
        }
        guard digits & 1 == 1 else { return 0 }
        let spare = wire.byte(start) >> 4
        guard spare == 0 else { throw ISO8583Error(.badPadding, field: field, offset: start) }
        return 0
    }

    @inline(never)
    private func bad(
        _ kind: ISO8583Error.Kind, _ wire: WireBytes, _ start: Int, _ count: Int, field: Int,
        where isBad: (UInt8) -> Bool
    ) -> ISO8583Error {
        var offset = start
        while offset < start &+ count &- 1, !isBad(wire.byte(offset)) { offset &+= 1 }
        return ISO8583Error(kind, field: field, offset: offset)
    }
}
