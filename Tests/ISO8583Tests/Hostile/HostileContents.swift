import ISO8583

extension HostileInput {
    /// Packed digits and tracks, at the end of a message and before other fields.
    static let digits: [HostileInput] = [
        .init("a letter first", .packed(6), "A00000", .error(.notADigit, 2, at: 10)),
        .init("a letter in the middle", .packed(6), "000B00", .error(.notADigit, 2, at: 11)),
        .init("a letter last", .packed(6), "00000C", .error(.notADigit, 2, at: 12)),
        .init("a letter first, in a word", longer: .packed(6), "D00000", .error(.notADigit, 2, at: 10)),
        .init("a letter in the middle of a word", longer: .packed(6), "000E00", .error(.notADigit, 2, at: 11)),
        .init("a letter last, in a word", longer: .packed(6), "00000F", .error(.notADigit, 2, at: 12)),
        .init(
            "a letter in the last of 16 digits", longer: .packed(16), "000000000000000A", .error(.notADigit, 2, at: 17)),
        .init("a letter behind 16 digits", .packed(20), "00000000000000000A00", .error(.notADigit, 2, at: 18)),
        .init("a letter last of 20 digits", .packed(20), "0000000000000000000A", .error(.notADigit, 2, at: 19)),
        .init(
            "a letter in the tail of 20 digits", longer: .packed(20), "000000000000000000A0",
            .error(.notADigit, 2, at: 19)),
        .init("five of six digits", .packed(6), "0000", .error(need(3, 2), 2, at: 10)),
        .init("a spare nibble left", .packed(3), "1123", .error(.badPadding, 2, at: 10)),
        .init("a spare nibble left, in a word", longer: .packed(3), "1123", .error(.badPadding, 2, at: 10)),
        .init("a spare nibble left, a letter", .packed(3), "A123", .error(.badPadding, 2, at: 10)),
        .init("a spare nibble left, F", .packed(3), "F123", .accepted([2: "313233"])),
        .init(
            "a spare nibble left, F, in a word", longer: .packed(3), "F123",
            .accepted([2: "313233", 3: "0102030405060708"])),
        .init("a letter beside the spare nibble", .packed(3), "0A23", .error(.notADigit, 2, at: 10)),
        .init("a spare nibble right", .packed(3, .right), "1231", .error(.badPadding, 2, at: 11)),
        .init("a spare nibble right, in a word", longer: .packed(3, .right), "1231", .error(.badPadding, 2, at: 11)),
        .init("a spare nibble right, F", .packed(3, .right), "123F", .accepted([2: "313233"])),
        .init("a letter beside the right spare nibble", .packed(3, .right), "12A0", .error(.notADigit, 2, at: 11)),
        .init("one digit, a letter", .packed(1), "0A", .error(.notADigit, 2, at: 10)),
        .init("a track with two separators", track(.packed), "06 1D2D34", .accepted([2: "314432443334"])),
        .init("a track of separators", track(.packed), "02 DD", .accepted([2: "4444"])),
        .init("a track with an E", track(.packed), "04 12E3", .error(.notADigit, 2, at: 12)),
        .init("a track with an F inside", track(.packed), "04 1F23", .error(.notADigit, 2, at: 11)),
        .init("a track with an odd F", track(.packed), "03 123F", .accepted([2: "313233"])),
        .init("a track of characters", track(.bytes), "04 313D4431", .accepted([2: "313D4431"])),
        .init("a track with a letter", track(.bytes), "04 31324135", .error(.notADigit, 2, at: 13)),
        .init("a track with a small separator", track(.bytes), "04 31643132", .error(.notADigit, 2, at: 12)),
        .init("a track with its start sentinel", track(.bytes), "03 3B3132", .error(.notADigit, 2, at: 11)),
        .init(
            "a track in ASCII where EBCDIC is spoken", track(.ebcdic(.cp037)), "02 3132", .error(.notADigit, 2, at: 11)),
        .init("a track in EBCDIC", track(.ebcdic(.cp1047)), "03 F17EF2", .accepted([2: "313D32"])),
    ]

    /// Characters, signs, hexadecimal digits.
    static let characters: [HostileInput] = [
        .init("a colon in digits", fixed(.digits, 3), "31323A", .error(.notADigit, 2, at: 12)),
        .init("a slash in digits", fixed(.digits, 3), "2F3233", .error(.notADigit, 2, at: 10)),
        .init("a packed byte in digits", fixed(.digits, 3), "311233", .error(.notADigit, 2, at: 11)),
        .init("an EBCDIC digit in digits", fixed(.digits, 3), "3132F3", .error(.notADigit, 2, at: 12)),
        .init("a letter in the ninth digit", fixed(.digits, 10), "30303030303030304130", .error(.notADigit, 2, at: 18)),
        .init(
            "a letter in the last digit", longer: fixed(.digits, 9), "303030303030303041", .error(.notADigit, 2, at: 18)
        ),
        .init("EBCDIC digits, FA", fixed(.digits, 3, .ebcdic(.cp037)), "F1F2FA", .error(.notADigit, 2, at: 12)),
        .init("EBCDIC digits in ASCII", fixed(.digits, 3, .ebcdic(.cp037)), "313233", .error(.notADigit, 2, at: 10)),
        .init("zero in text", fixed(.text, 3), "410042", .error(.badCharacter, 2, at: 11)),
        .init("a tab in text", fixed(.text, 3), "094142", .error(.badCharacter, 2, at: 10)),
        .init("a line end in text", fixed(.text, 3), "41420A", .error(.badCharacter, 2, at: 12)),
        .init("the delete character in text", longer: fixed(.text, 3), "41427F", .error(.badCharacter, 2, at: 12)),
        .init(
            "an escape in the ninth character", fixed(.text, 10), "41414141414141411B41",
            .error(.badCharacter, 2, at: 18)),
        .init("a zero in variable text", .text(2, 99, .packed), "03 414100", .error(.badCharacter, 2, at: 13)),
        .init(
            "a zero in variable text, in a word", longer: .text(3, 99, .packed), "0003 004141",
            .error(.badCharacter, 2, at: 12)),
        .init("Chinese text", fixed(.text, 4), "D6D0B9FA", .accepted([2: "D6D0B9FA"])),
        .init("an EBCDIC control", fixed(.text, 3, .ebcdic(.cp037)), "C13FC2", .error(.badCharacter, 2, at: 11)),
        .init("EBCDIC, all ones", fixed(.text, 3, .ebcdic(.cp1047)), "C1C2FF", .error(.badCharacter, 2, at: 12)),
        .init("EBCDIC, ASCII text", fixed(.text, 3, .ebcdic(.cp1047)), "313241", .error(.badCharacter, 2, at: 10)),
        .init("an amount without a sign", fixed(.signed, 4), "30313233", .error(.notASign, 2, at: 10)),
        .init("an amount with a small sign", fixed(.signed, 4), "63313233", .error(.notASign, 2, at: 10)),
        .init("an amount with two signs", fixed(.signed, 4), "43433233", .error(.notADigit, 2, at: 11)),
        .init("a sign only", fixed(.signed, 4), "43", .error(need(4, 1), 2, at: 10)),
        .init("a packed amount", fixed(.signed, 4, .packed), "44 0123", .accepted([2: "44313233"])),
        .init("a packed amount without a sign", fixed(.signed, 4, .packed), "00 0123", .error(.notASign, 2, at: 10)),
        .init("a packed amount, a spare digit", fixed(.signed, 4, .packed), "44 1123", .error(.badPadding, 2, at: 11)),
        .init("a packed amount, a letter", fixed(.signed, 5, .packed), "44 123C", .error(.notADigit, 2, at: 12)),
        .init("a packed amount that is cut", fixed(.signed, 5, .packed), "44 12", .error(need(3, 2), 2, at: 10)),
        .init("an EBCDIC amount", fixed(.signed, 3, .ebcdic(.cp037)), "C4F1F2", .accepted([2: "443132"])),
        .init(
            "an EBCDIC amount with an ASCII sign", fixed(.signed, 3, .ebcdic(.cp037)), "44F1F2",
            .error(.notASign, 2, at: 10)),
        .init(
            "an EBCDIC amount, a letter", fixed(.signed, 3, .ebcdic(.cp037)), "C4F1C1", .error(.notADigit, 2, at: 12)),
        .init("hexadecimal of small letters", fixed(.binary, 2, .hex), "61623132", .accepted([2: "AB12"])),
        .init("hexadecimal of both cases", fixed(.binary, 2, .hex), "61423132", .error(.mixedCase, 2, at: 11)),
        .init("hexadecimal with a G", fixed(.binary, 2, .hex), "41423147", .error(.notHexadecimal, 2, at: 13)),
        .init("hexadecimal that is cut", fixed(.binary, 2, .hex), "414231", .error(need(4, 3), 2, at: 10)),
        .init("binary that is cut", fixed(.binary, 8), "00000000000000", .error(need(8, 7), 2, at: 10)),
    ]

    private static func fixed(
        _ content: FieldFormat.Content, _ count: Int, _ coding: FieldFormat.Coding = .bytes
    ) -> FieldFormat { FieldFormat(content, coding, .fixed(count)) }

    private static func track(_ coding: FieldFormat.Coding) -> FieldFormat {
        FieldFormat(.track, coding, .variable(digits: 2, most: 37), filling: .right)
    }
}
