import ISO8583

/// A message that is measured, with the dialect that it is written in.
struct Sample {
    let name: String
    let dialect: Dialect
    let bytes: [UInt8]
    /// Contents by field, in the order of the message.
    let fields: [(Int, [UInt8])]
    let mti: MTI

    init(_ name: String, _ dialect: Dialect, hex: String) throws(ISO8583Error) {
        self.name = name
        self.dialect = dialect
        bytes = Sample.bytes(hex)
        let message = try dialect.decode(bytes)
        mti = message.mti
        fields = message.fields.map { ($0, message[bytes: $0] ?? []) }
    }

    /// A sale with 20 fields in 267 bytes, and a batch upload with 18 fields in 121 bytes: packed, and in ASCII.
    static func all() throws(ISO8583Error) -> [Sample] {
        [
            try Sample("0200-bcd", .iso87Binary, hex: saleBCD), try Sample("0320-bcd", .iso87Binary, hex: uploadBCD),
            try Sample("0200-ascii-hex", .iso87ASCII, hex: saleASCII),
            try Sample("0320-ascii-hex", .iso87ASCII, hex: uploadASCII),
        ]
    }

    /// A message of so many bytes of text in one field, for the growth with size.
    static func long(_ count: Int) throws(ISO8583Error) -> Sample {
        let format = FieldFormat(.text, .bytes, .variable(digits: 5, most: 99_999))
        let dialect = Dialect(
            id: "long", name: "one long field", typeCoding: .packed, bitmapCoding: .binary,
            fields: [FieldDefinition(48, format, FieldName("text"))])
        var message = Message(.financialRequest)
        message[bytes: 48] = [UInt8](repeating: 0x41, count: count)
        return try Sample("text of \(count)", dialect, hex: hex(try dialect.encode(message)))
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap { $0.hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
