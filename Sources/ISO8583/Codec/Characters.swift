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
