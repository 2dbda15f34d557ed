/// Checks of many characters at a time: eight bytes in one word, no branch for each of them.
///
/// Every check is exact for "is there one that must not be here"; the place is then looked for byte by byte.
enum Characters {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// True when a nibble is above 9: its bit 3 is set, and bit 2 or bit 1.
    @inline(__always)
    static func hasNonDigitNibble(_ word: UInt64) -> Bool {
        word & ((word << 1) | (word << 2)) & 0x8888_8888_8888_8888 != 0
    }

    /// True when a nibble is above 9 and not D, the separator of a track: bit 3 with bit 1, or with bit 2 without bit 0.
    @inline(__always)
    static func hasNonTrackNibble(_ word: UInt64) -> Bool {
        word & ((word << 2) | ((word << 1) & ~(word << 3))) & 0x8888_8888_8888_8888 != 0
    }

    /// True when a byte is not `first` to `first + 9`, for a `first` whose low nibble is 0: `0` of ASCII or of EBCDIC.
    @inline(__always)
    static func hasNonDigit(_ word: UInt64, zero first: UInt64) -> Bool {
        let values = word ^ (ones &* first)
        return (values & 0xF0F0_F0F0_F0F0_F0F0) | (values & ((values << 1) | (values << 2)) & 0x0808_0808_0808_0808)
            != 0
    }

    /// True when a byte is an ASCII control character: below the space, or the delete character.
    @inline(__always)
    static func hasControl(_ word: UInt64) -> Bool {
        let delete = word ^ (ones &* 0x7F)
        return (((word &- (ones &* 0x20)) & ~word) | ((delete &- ones) & ~delete)) & highs != 0
    }

    /// Which hexadecimal digits eight ASCII bytes are.
    struct HexKinds {
        var areAll: Bool
        var hasUpper: Bool
        var hasLower: Bool
    }

    /// Looks at eight bytes as hexadecimal digits of either case. With the high bits clear no addition carries over.
    @inline(__always)
    static func hexKinds(_ word: UInt64) -> HexKinds {
        func isFrom(_ low: UInt64, below high: UInt64) -> UInt64 {
            (word &+ ones &* (0x80 &- low)) & ~(word &+ ones &* (0x80 &- high)) & highs
        }
        guard word & highs == 0 else { return HexKinds(areAll: false, hasUpper: false, hasLower: false) }
        let upper = isFrom(0x41, below: 0x47)
        let lower = isFrom(0x61, below: 0x67)
        return HexKinds(
            areAll: isFrom(0x30, below: 0x3A) | upper | lower == highs, hasUpper: upper != 0, hasLower: lower != 0)
    }

    /// Eight hexadecimal digits of either case, the first the lowest byte, as four bytes, the first the lowest.
    @inline(__always)
    static func bytes(ofHex word: UInt64) -> UInt32 {
        let nibbles = (word & (ones &* 0x0F)) &+ ((word >> 6) & ones) &* 9
        var bytes = (nibbles << 4 | nibbles >> 8) & 0x00FF_00FF_00FF_00FF
        bytes = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: bytes | bytes >> 16)
    }

    /// Four bytes, the first the lowest, as eight hexadecimal digits, the first the lowest byte.
    @inline(__always)
    static func hex(of bytes: UInt32, isLowerCase: Bool) -> UInt64 {
        var spread = UInt64(bytes)
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
        let nibbles = (spread >> 4 & 0x000F_000F_000F_000F) | (spread & 0x000F_000F_000F_000F) << 8
        let letters = ((nibbles &+ ones &* 6) >> 4) & ones
        return nibbles &+ ones &* 0x30 &+ letters &* (isLowerCase ? 39 : 7)
    }

    /// True for ASCII control characters.
    @inline(__always)
    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

    /// True for a digit of a track or its separator, in ASCII.
    @inline(__always)
    static func isTrack(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || byte == 0x44 || byte == 0x3D }

    /// True for a sign of an amount: C credit, D debit, plus, minus.
    @inline(__always)
    static func isSign(_ byte: UInt8) -> Bool { byte == 0x43 || byte == 0x44 || byte == 0x2B || byte == 0x2D }

    /// Value of an ASCII hexadecimal digit of either case, or 255.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> UInt8 {
        if byte &- 0x30 < 10 { return byte &- 0x30 }
        let letter = (byte & ~0x20) &- 0x41
        return letter < 6 ? letter &+ 10 : 255
    }
}

/// The input with its bounds: every read of the codec goes through here.
struct WireBytes {
    let base: UnsafeRawPointer
    let count: Int

    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { base.load(fromByteOffset: offset, as: UInt8.self) }

    /// Up to eight bytes from `offset`, which lie within the input; what is not asked for is `blank`. The byte at
    /// `offset` is the lowest one of the word.
    @inline(__always)
    func word(_ offset: Int, _ wanted: Int, blank: UInt64) -> UInt64 {
        if wanted >= 8 { return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
        let mask = (1 as UInt64) << UInt64(truncatingIfNeeded: wanted &* 8) &- 1
        if offset &+ 8 <= count {
            return (UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) & mask)
                | (blank & ~mask)
        }
        return tail(offset, wanted) | (blank & ~mask)
    }

    /// One to seven bytes at the end of the input, the first the lowest: from loads that overlap.
    @inline(__always)
    private func tail(_ offset: Int, _ wanted: Int) -> UInt64 {
        if wanted >= 4 {
            let low = UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            let high = UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ wanted &- 4, as: UInt32.self))
            return UInt64(low) | UInt64(high) << UInt64(truncatingIfNeeded: (wanted &- 4) &* 8)
        }
        if wanted >= 2 {
            let low = UInt16(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
            let high = UInt16(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ wanted &- 2, as: UInt16.self))
            return UInt64(low) | UInt64(high) << UInt64(truncatingIfNeeded: (wanted &- 2) &* 8)
        }
        return wanted == 1 ? UInt64(byte(offset)) : 0
    }

    /// Eight bytes, which lie within the input; the first is the lowest one of the word.
    @inline(__always)
    func word(_ offset: Int) -> UInt64 {
        UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// True when no control character is among so many bytes, which lie within the input.
    @inline(__always)
    func isText(_ start: Int, _ size: Int) -> Bool {
        var offset = start
        let end = start &+ size
        while offset &+ 8 <= end {
            if Characters.hasControl(word(offset)) { return false }
            offset &+= 8
        }
        return offset == end || !Characters.hasControl(word(offset, end &- offset, blank: 0x2020_2020_2020_2020))
    }

    /// Up to four bytes as one number, the first the highest; what is not asked for is anything.
    @inline(__always)
    func word32(_ offset: Int, _ wanted: Int) -> UInt32 {
        if offset &+ 4 <= count {
            return UInt32(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        var word: UInt32 = 0
        for index in 0..<min(wanted, 4) {
            word |= UInt32(byte(offset &+ index)) << UInt32(truncatingIfNeeded: 24 &- index &* 8)
        }
        return word
    }

    /// True when so many bytes, which lie within the input, are all digits after `zero`.
    @inline(__always)
    func areDigits(_ start: Int, _ size: Int, zero: UInt64) -> Bool {
        var offset = start
        let end = start &+ size
        while offset &+ 8 <= end {
            if Characters.hasNonDigit(word(offset), zero: zero) { return false }
            offset &+= 8
        }
        return offset == end
            || !Characters.hasNonDigit(word(offset, end &- offset, blank: zero &* 0x0101_0101_0101_0101), zero: zero)
    }

    /// Copies bytes that lie within the input. Up to eight bytes more may be written behind them.
    @inline(__always)
    func copy(_ start: Int, _ size: Int, to target: UnsafeMutableRawPointer) {
        guard size <= 32 else { return target.copyMemory(from: base + start, byteCount: size) }
        var index = 0
        while index < size {
            target.storeBytes(
                of: word(start &+ index, size &- index, blank: 0).littleEndian, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
    }

    /// Copies text that lies within the input. Up to eight bytes more may be written behind it.
    ///
    /// - Returns: False when a control character is in it.
    @inline(__always)
    func copyText(_ start: Int, _ size: Int, to target: UnsafeMutableRawPointer) -> Bool {
        var index = 0
        while index < size {
            let text = word(start &+ index, size &- index, blank: 0x2020_2020_2020_2020)
            if Characters.hasControl(text) { return false }
            target.storeBytes(of: text.littleEndian, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        return true
    }

    /// Eight bytes as one number, the first the highest.
    @inline(__always)
    func bigEndian(_ offset: Int) -> UInt64 {
        UInt64(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
