import ISO8583

extension HostileInput {
    /// Lengths that say too much, too little, or nothing.
    static let lengths: [HostileInput] = [
        .init("L, packed, too long", .text(1, 5, .packed), "09 41", .error(long(9, 5), 2, at: 10)),
        .init("L, packed, two digits", .text(1, 9, .packed), "10", .error(long(10, 9), 2, at: 10)),
        .init("L, a colon", .text(1, 9, .ascii), "3A 41", .error(.notADigit, 2, at: 10)),
        .init("LL, packed, too long", .text(2, 50, .packed), "51", .error(long(51, 50), 2, at: 10)),
        .init("LL, packed, a letter high", .text(2, 99, .packed), "A1 41", .error(.notADigit, 2, at: 10)),
        .init("LL, packed, a letter low", .text(2, 99, .packed), "0A 41", .error(.notADigit, 2, at: 10)),
        .init("LL, packed, F", .text(2, 99, .packed), "FF 41", .error(.notADigit, 2, at: 10)),
        .init(
            "LLL, packed, a letter in the second byte", .text(3, 999, .packed), "001B", .error(.notADigit, 2, at: 11)),
        .init("LLL, packed, a thousand", .text(3, 999, .packed), "1000", .error(long(1000, 999), 2, at: 10)),
        .init("LLL, packed, nearly ten thousand", .text(3, 999, .packed), "9999", .error(long(9999, 999), 2, at: 10)),
        .init("LLLL, packed, of nothing", .text(4, 9999, .packed), "9999", .error(need(9999, 0), 2, at: 12)),
        .init("LLLLL, packed, too long", .text(5, 50_000, .packed), "050001", .error(long(50_001, 50_000), 2, at: 10)),
        .init(
            "LLLLL, packed, six digits", .text(5, 99_999, .packed), "999999", .error(long(999_999, 99_999), 2, at: 10)
        ),
        .init("LLLLL, packed, of nothing", .text(5, 99_999, .packed), "099999", .error(need(99_999, 0), 2, at: 13)),
        .init("LL, packed, no length", .text(2, 99, .packed), "", .error(need(1, 0), 2, at: 10)),
        .init("LLL, packed, half a length", .text(3, 999, .packed), "00", .error(need(2, 1), 2, at: 10)),
        .init("LL, packed, one too few", .text(2, 99, .packed), "03 4142", .error(need(3, 2), 2, at: 11)),
        .init("LL, packed, zero", .text(2, 99, .packed), "00", .accepted([2: ""])),
        .init(
            "LL, packed, takes what is the next field's", longer: .text(2, 99, .packed), "02 41",
            .error(.badCharacter, 2, at: 12)),
        .init("LL, ASCII, too long", .text(2, 50, .ascii), "3531", .error(long(51, 50), 2, at: 10)),
        .init("LL, ASCII, a space", .text(2, 50, .ascii), "2035", .error(.notADigit, 2, at: 10)),
        .init("LL, ASCII, a minus", .text(2, 50, .ascii), "2D35", .error(.notADigit, 2, at: 10)),
        .init("LL, ASCII, a packed one", .text(2, 50, .ascii), "05 4141", .error(.notADigit, 2, at: 10)),
        .init("LLL, ASCII, cut", .text(3, 999, .ascii), "3030", .error(need(3, 2), 2, at: 10)),
        .init("LLLLL, ASCII, of nothing", .text(5, 99_999, .ascii), "3939393939", .error(need(99_999, 0), 2, at: 15)),
        .init("LL, EBCDIC, too long", .text(2, 50, .ebcdic), "F5F1", .error(long(51, 50), 2, at: 10)),
        .init("LL, EBCDIC, ASCII digits", .text(2, 50, .ebcdic), "3031 41", .error(.notADigit, 2, at: 10)),
        .init("LL, EBCDIC, FA", .text(2, 50, .ebcdic), "F0FA 41", .error(.notADigit, 2, at: 11)),
        .init("LL, binary, 255", .text(2, 50, .binary), "FF", .error(long(255, 50), 2, at: 10)),
        .init("LL, binary, 255 of nothing", .text(2, 255, .binary), "FF", .error(need(255, 0), 2, at: 11)),
        .init("LLL, binary, 65535", .text(3, 999, .binary), "FFFF", .error(long(65_535, 999), 2, at: 10)),
        .init(
            "LLLLL, binary, 2^24 - 1", .text(5, 99_999, .binary), "FFFFFF", .error(long(16_777_215, 99_999), 2, at: 10)
        ),
        .init(
            "LLLLL, binary, 2^24 - 1 of one", .text(5, 16_777_215, .binary), "FFFFFF 41",
            .error(need(16_777_215, 1), 2, at: 13)),
        .init("LLLLL, binary, cut", .text(5, 999, .binary), "0000", .error(need(3, 2), 2, at: 10)),
        .init("LL, hex, too long", .text(2, 50, .hex), "4646", .error(long(255, 50), 2, at: 10)),
        .init(
            "LL, hex, lower case would not come back", .text(2, 50, .hex), "3061", .error(.notHexadecimal, 2, at: 11)),
        .init("LL, hex, a letter behind F", .text(2, 50, .hex), "4730", .error(.notHexadecimal, 2, at: 10)),
        .init("LLLLL, hex, 2^20 - 1", .text(5, 99_999, .hex), "4646464646", .error(long(1_048_575, 99_999), 2, at: 10)),
        .init("L, hex, F", .text(1, 15, .hex), "46", .error(need(15, 0), 2, at: 11)),
    ]

    /// Lengths that count bytes or half bytes.
    static let halves: [HostileInput] = [
        .init("half a byte of bytes", bytesIn(.nibbles), "03 ABCD", .error(.halfByte(length: 3), 2, at: 10)),
        .init("four half bytes of bytes", bytesIn(.nibbles), "04 ABCD", .accepted([2: "ABCD"])),
        .init(
            "three digits of hexadecimal, in bytes", hexIn(.bytes), "03 414243", .error(.halfByte(length: 3), 2, at: 10)
        ),
        .init(
            "three digits of hexadecimal, in half bytes", hexIn(.nibbles), "03 414243",
            .error(.halfByte(length: 3), 2, at: 10)),
        .init("two digits of hexadecimal of one", hexIn(.nibbles), "02 41", .error(need(2, 1), 2, at: 11)),
        .init("more half bytes than fit", hexIn(.nibbles), "66", .error(long(66, 64), 2, at: 10)),
        .init("odd digits in half bytes", digitsIn(.nibbles), "03 0123", .accepted([2: "313233"])),
        .init(
            "nineteen digits in nine bytes", digitsIn(.characters), "19 123456789012345678",
            .error(need(10, 9), 2, at: 11)
        ),
        .init(
            "nineteen digits in ten bytes", digitsIn(.bytes), "10 01234567890123456789",
            .accepted([2: "31323334353637383930313233343536373839"])),
        .init(
            "nineteen digits and an F", digitsIn(.bytes), "10 F1234567890123456789",
            .accepted([2: "31323334353637383930313233343536373839"])),
        .init(
            "twenty digits where nineteen fit", digitsIn(.bytes), "10 51234567890123456789",
            .error(.badPadding, 2, at: 11)),
        .init("eleven bytes of digits", digitsIn(.bytes), "11", .error(long(11, 10), 2, at: 10)),
        .init("three digits in two bytes, filled with F", digitsIn(.bytes), "02 F123", .accepted([2: "313233"])),
        .init("four digits in two bytes", digitsIn(.bytes), "02 0123", .accepted([2: "30313233"])),
        .init("an F that is not the spare one", digitsIn(.bytes), "02 0F23", .error(.notADigit, 2, at: 11)),
        .init("two F", digitsIn(.bytes), "02 FF23", .error(.notADigit, 2, at: 11)),
        .init("an F at the other side", digitsIn(.bytes), "02 123F", .error(.notADigit, 2, at: 12)),
        .init("no digits", digitsIn(.bytes), "00", .accepted([2: ""])),
        .init("a spare nibble of its own, A", digitsIn(.bytes, filler: 10), "02 A123", .accepted([2: "313233"])),
        .init("another spare nibble than A", digitsIn(.bytes, filler: 10), "02 B123", .error(.notADigit, 2, at: 11)),
    ]

    private static func long(_ length: Int, _ most: Int) -> ISO8583Error.Kind { .tooLong(length: length, most: most) }

    private static func digitsIn(_ unit: FieldFormat.Unit, filler: UInt8 = 0) -> FieldFormat {
        FieldFormat(.digits, .packed, .variable(digits: 2, most: 19), unit: unit, filler: filler)
    }

    private static func bytesIn(_ unit: FieldFormat.Unit) -> FieldFormat {
        FieldFormat(.binary, .bytes, .variable(digits: 2, most: 32), unit: unit)
    }

    private static func hexIn(_ unit: FieldFormat.Unit) -> FieldFormat {
        FieldFormat(.binary, .hex, .variable(digits: 2, most: 32), unit: unit)
    }
}
