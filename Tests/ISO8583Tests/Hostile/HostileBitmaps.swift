import ISO8583

extension HostileInput {
    /// Types and bitmaps that say what is not so.
    static let bitmaps: [HostileInput] = [
        .init("nothing at all", .tiny(), "", .error(.tooShort(needed: 2, available: 0), nil, at: 0)),
        .init("one byte", .tiny(), "02", .error(.tooShort(needed: 2, available: 1), nil, at: 0)),
        .init("one character", .iso87ASCII, "30", .error(.tooShort(needed: 4, available: 1), nil, at: 0)),
        .init("a type and nothing", .tiny(), "0200", .error(.tooShort(needed: 8, available: 0), nil, at: 2)),
        .init("a cut bitmap", .tiny(), "0200 40000000000000", .error(.tooShort(needed: 8, available: 7), nil, at: 2)),
        .init("a type of letters", .tiny(), "A200 0000000000000000", .error(.notADigit, nil, at: 0)),
        .init("a letter in the second digit", .tiny(), "0F00 0000000000000000", .error(.notADigit, nil, at: 0)),
        .init("a letter in the last digit", .tiny(), "020B 0000000000000000", .error(.notADigit, nil, at: 1)),
        .init("a letter behind an 8", .tiny(), "880C 0000000000000000", .error(.notADigit, nil, at: 1)),
        .init(
            "a colon in a type of characters", .iso87ASCII, text: "020:0000000000000000",
            .error(.notADigit, nil, at: 3)),
        .init("ASCII where EBCDIC is spoken", .iso87EBCDIC, text: "0200........", .error(.notADigit, nil, at: 0)),
        .init("EBCDIC where ASCII is spoken", .iso93, "F0F2F0F0 0000000000000000", .error(.notADigit, nil, at: 0)),
        .init("no fields", .tiny(), "0200 0000000000000000", .accepted([:])),
        .init("bytes behind no fields", .tiny(), "0200 0000000000000000 00", .error(.trailingBytes(1), nil, at: 10)),
        .init("a bit and nothing", .tiny(), "0200 1000000000000000", .error(need(1, 0), 4, at: 10)),
        .init("two bits and one field", .tiny(), "0200 5000000000000000 41", .error(need(1, 0), 4, at: 11)),
        .init("one bit and two fields", .tiny(), "0200 1000000000000000 4142", .error(.trailingBytes(1), nil, at: 11)),
        .init("every bit, one bitmap", .tiny(bitmaps: 1), "0200 FFFFFFFFFFFFFFFF", .error(.bitmapTooLong, nil, at: 10)),
        .init(
            "every bit, two bitmaps", .unionPay, "0200 FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF", .error(need(1, 0), 2, at: 18)
        ),
        .init(
            "a second bitmap where there is one", .tiny(bitmaps: 1), "0200 8000000000000000 0000000000000000",
            .error(.bitmapTooLong, nil, at: 10)),
        .init("no second bitmap", .tiny(), "0200 8000000000000000", .error(need(8, 0), nil, at: 10)),
        .init("a cut second bitmap", .tiny(), "0200 8000000000000000 00000000000000", .error(need(8, 7), nil, at: 10)),
        .init("an empty second bitmap", .tiny(), "0200 8000000000000000 0000000000000000", .accepted([:])),
        .init(
            "an empty second bitmap and a field", .tiny(), "0200 9000000000000000 0000000000000000 AB",
            .accepted([4: "AB"])),
        .init(
            "a bit of the second bitmap and nothing", .tiny(), "0200 8000000000000000 4000000000000000",
            .error(need(1, 0), 66, at: 18)),
        .init(
            "bit 65 of two bitmaps is a field", .tiny(), "0200 8000000000000000 8000000000000000 AB",
            .accepted([65: "AB"])),
        .init(
            "bit 65 and nothing", .tiny(), "0200 8000000000000000 8000000000000000", .error(need(1, 0), 65, at: 18)),
        .init(
            "bit 65 that the dialect has not", .unionPay, "0200 8000000000000000 8000000000000000 0000000000000000",
            .error(.unknownField, 65, at: 18)),
        .init(
            "bit 65 of one bitmap", .tiny(bitmaps: 1), "0200 0000000000000000 80",
            .error(.trailingBytes(1), nil, at: 10)
        ),
        .init(
            "no third bitmap", .tiny(bitmaps: 3), "0200 8000000000000000 8000000000000000",
            .error(need(8, 0), nil, at: 18)),
        .init(
            "a cut third bitmap", .tiny(bitmaps: 3), "0200 8000000000000000 8000000000000000 00",
            .error(need(8, 1), nil, at: 18)),
        .init(
            "an empty third bitmap", .tiny(bitmaps: 3), "0200 8000000000000000 8000000000000000 0000000000000000",
            .accepted([:])),
        .init(
            "bit 129 is a field", .tiny(bitmaps: 3), "0200 8000000000000000 8000000000000000 8000000000000000 AB",
            .accepted([129: "AB"])),
        .init(
            "bit 192 and nothing", .tiny(bitmaps: 3), "0200 8000000000000000 8000000000000000 0000000000000001",
            .error(need(1, 0), 192, at: 26)),
        .init(
            "a bit of the third bitmap that the dialect has not", .tiny(bitmaps: 3),
            "0200 8000000000000000 8000000000000000 4000000000000000 00", .error(.unknownField, 130, at: 26)),
        .init(
            "every bit, three bitmaps", .tiny(bitmaps: 3),
            "0200 FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF 41 0102030405060708 AB",
            .error(.unknownField, 5, at: 36)),
    ]

    /// Bitmaps of hexadecimal digits, and fields that nobody knows.
    static let hexBitmaps: [HostileInput] = [
        .init("upper case", .iso87ASCII, text: "0200000000000000000A000000", .accepted([61: "", 63: ""])),
        .init("lower case comes back", .iso87ASCII, text: "0200000000000000000a000000", .accepted([61: "", 63: ""])),
        .init("both cases", .iso87ASCII, text: "020000000000000000aA", .error(.mixedCase, nil, at: 19)),
        .init(
            "both cases in two bitmaps", .iso87ASCII, text: "0200a000000000000000000000000000000A",
            .error(.mixedCase, nil, at: 35)),
        .init("a letter behind F", .iso87ASCII, text: "0200G000000000000000", .error(.notHexadecimal, nil, at: 4)),
        .init("a colon", .iso87ASCII, text: "0200000000000000000:", .error(.notHexadecimal, nil, at: 19)),
        .init("a slash", .iso87ASCII, text: "02000000000/00000000", .error(.notHexadecimal, nil, at: 11)),
        .init("an at sign", .iso87ASCII, text: "020000000000@0000000", .error(.notHexadecimal, nil, at: 12)),
        .init("a grave accent", .iso87ASCII, text: "020000000000`0000000", .error(.notHexadecimal, nil, at: 12)),
        .init("a space", .iso87ASCII, text: "0200 000000000000000", .error(.notHexadecimal, nil, at: 4)),
        .init(
            "a bitmap of bytes", .iso87ASCII, "30323030 40000000000000004142434445464748",
            .error(.notHexadecimal, nil, at: 4)),
        .init("fifteen digits", .iso87ASCII, text: "0200000000000000000", .error(need(16, 15), nil, at: 4)),
        .init(
            "EBCDIC digits", .tiny(type: .ebcdic, bitmap: .ebcdicHex),
            "F0F2F0F0 C3F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0 F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0 41", .accepted([2: "41"])),
        .init(
            "EBCDIC digits of lower case", .tiny(type: .ebcdic, bitmap: .ebcdicHex),
            "F0F2F0F0 83F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0 F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0 41", .accepted([2: "41"])),
        .init(
            "an EBCDIC space", .tiny(type: .ebcdic, bitmap: .ebcdicHex), "F0F2F0F0 40F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0",
            .error(.notHexadecimal, nil, at: 4)),
        .init("an unknown field", .tiny(), "0200 1800000000000000 AB 0102", .error(.unknownField, 5, at: 11)),
        .init("an unknown field and nothing", .tiny(), "0200 0800000000000000", .error(.unknownField, 5, at: 10)),
        .init(
            "a kept field", .tiny(), "0200 1800000000000000 AB 0102", .kept([4: "AB"], unread: [5], "0102")),
        .init("a kept field and nothing", .tiny(), "0200 0800000000000000", .kept([:], unread: [5], "")),
        .init(
            "fields behind a kept one", .tiny(), "0200 8800000000000000 4000000000000001 FF",
            .kept([:], unread: [5, 66, 128], "FF")),
        .init(
            "a kept one of three bitmaps", .tiny(bitmaps: 3),
            "0200 8000000000000000 8000000000000000 C000000000000000 AB CD", .kept([129: "AB"], unread: [130], "CD")),
        .init(
            "an error before a kept one", .tiny(field2: .packed(2)), "0200 4800000000000000 A0 01",
            .error(.notADigit, 2, at: 10)),
    ]

    static func need(_ needed: Int, _ available: Int) -> ISO8583Error.Kind {
        .tooShort(needed: needed, available: available)
    }
}
