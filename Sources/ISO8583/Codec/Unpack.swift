extension FieldPlan {
    /// Bytes that may be written behind what was asked for, so that eight bytes can be stored at a time.
    static let slack = 8

    /// Writes the content of a scanned field as `Message` holds it: one byte for each unit. There is room for
    /// `FieldPlan.slack` bytes more behind it, which may hold anything afterwards.
    @inline(__always)
    func unpack(_ wire: WireBytes, _ slot: FieldMap.Slot, to target: UnsafeMutableRawPointer) {
        let start = FieldMap.offset(slot)
        let units = FieldMap.units(slot)
        switch self.wire {
        case .packedDigits, .packedTrack:
            if units & 1 == 0 {
                unpackNibbles(wire, start, units >> 1, to: target)
            } else if isFilledLeft {
                target.storeBytes(of: character(wire.byte(start) & 0x0F), as: UInt8.self)
                unpackNibbles(wire, start &+ 1, units >> 1, to: target + 1)
            } else {
                unpackNibbles(wire, start, units >> 1, to: target)
                let last = character(wire.byte(start &+ units >> 1) >> 4)
                target.storeBytes(of: last, toByteOffset: units &- 1, as: UInt8.self)
            }
        case .absent, .digits, .track, .text, .binary, .signed:
            wire.copy(start, units, to: target)
        default: unpackOther(wire, start, units, to: target)
        }
    }

    @inline(__always)
    private func character(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 | nibble : nibble &+ 0x37 }

    /// Two digits a byte to one a byte; eight at a time where there are so many.
    @inline(__always)
    private func unpackNibbles(_ wire: WireBytes, _ start: Int, _ size: Int, to target: UnsafeMutableRawPointer) {
        var index = 0
        while index &+ 4 <= size {
            unpackWord(wire.word32(start &+ index, 4), to: target + index &* 2)
            index &+= 4
        }
        if index < size { unpackWord(wire.word32(start &+ index, size &- index), to: target + index &* 2) }
    }

    @inline(__always)
    private func unpackWord(_ packed: UInt32, to target: UnsafeMutableRawPointer) {
        var word = UInt64(packed)
        word = (word | word << 16) & 0x0000_FFFF_0000_FFFF
        word = (word | word << 8) & 0x00FF_00FF_00FF_00FF
        word = (word | word << 4) & 0x0F0F_0F0F_0F0F_0F0F
        // The separator D is 13: 13 + 0x30 + 7 is its letter.
        let letters = (word >> 3) & (word >> 2) & 0x0101_0101_0101_0101
        target.storeBytes(of: ((word | 0x3030_3030_3030_3030) &+ letters &* 7).bigEndian, as: UInt64.self)
    }

    private func unpackOther(_ wire: WireBytes, _ start: Int, _ units: Int, to target: UnsafeMutableRawPointer) {
        switch self.wire {
        case .ebcdicDigits, .ebcdicTrack, .ebcdicText, .ebcdicSigned:
            for index in 0..<units {
                target.storeBytes(of: page.latin1(wire.byte(start &+ index)), toByteOffset: index, as: UInt8.self)
            }
        case .hexBinary:
            var index = 0
            while index < units {
                let digits = wire.word(start &+ index &* 2, (units &- index) &* 2, blank: 0x3030_3030_3030_3030)
                target.storeBytes(
                    of: Characters.bytes(ofHex: digits).littleEndian, toByteOffset: index, as: UInt32.self)
                index &+= 4
            }
        case .packedSigned:
            guard units > 0 else { return }
            target.storeBytes(of: wire.byte(start), as: UInt8.self)
            // An odd number of digits has its spare nibble before them.
            let first = units & 1 == 0 ? 1 : 0
            for index in 0..<units &- 1 {
                let nibble = first &+ index
                let byte = wire.byte(start &+ 1 &+ nibble >> 1)
                let digit = nibble & 1 == 0 ? byte >> 4 : byte & 0x0F
                target.storeBytes(of: 0x30 | digit, toByteOffset: index &+ 1, as: UInt8.self)
            }
        default: break
        }
    }
}
