import ISO8583

extension FuzzTarget {
    /// Messages of every dialect: the first byte says which, and whether unknown fields are kept.
    static let decode = FuzzTarget(name: "decode") { bytes in
        guard let (choice, rest) = choose(bytes, from: choices) else { return nil }
        return problem(of: rest, choice.dialect, choice.unknown)
    }

    private static let choices = (Dialect.builtIn + Dialect.odd).flatMap {
        [(dialect: $0, unknown: UnknownFields.refuse), (dialect: $0, unknown: .keep)]
    }

    /// What is wrong with how a dialect reads these bytes.
    static func problem(of bytes: [UInt8], _ dialect: Dialect, _ unknown: UnknownFields) -> String? {
        do throws(ISO8583Error) {
            let message = try dialect.decode(bytes, unknownFields: unknown)
            guard try dialect.encode(message) == bytes else { return "the message is written in other bytes" }
            return differences(dialect, bytes, message, unknown, error: nil)
        } catch {
            guard (0...bytes.count).contains(error.offset) else { return "the error lies outside: \(error)" }
            let (message, again) = dialect.decodePrefix(bytes)
            if unknown == .refuse, again != error { return "two errors: \(error), \(String(describing: again))" }
            if let field = error.field, message.fields.contains(where: { $0 >= field }) {
                return "a field at or behind the error was read"
            }
            return differences(dialect, bytes, message, .refuse, error: again)
        }
    }

    /// Where a scan of a copy of exactly these bytes, so that a read behind them is seen, says something else.
    private static func differences(
        _ dialect: Dialect, _ bytes: [UInt8], _ message: Message, _ unknown: UnknownFields, error: ISO8583Error?
    ) -> String? {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        defer { copy.deallocate() }
        _ = copy.initialize(from: bytes)
        var map = FieldMap()
        var found: ISO8583Error?
        do throws(ISO8583Error) {
            try dialect.scan(UnsafeBufferPointer(copy).span, into: &map, unknownFields: unknown)
        } catch { found = error }
        guard found == error else { return "scan ends in another way than decode" }
        guard map.fields == message.fields else { return "scan finds other fields than decode" }
        for field in message.fields where dialect.content(of: field, in: map, bytes) != message[bytes: field] {
            return "field \(field): content differs between scan and decode"
        }
        return nil
    }
}

extension Dialect {
    /// Tables of formats that the built-in dialects do not have.
    static let odd: [Dialect] = [
        odd(.packed, .binary, 3, filler: 15), odd(.ascii, .hex, 3, filler: 0), odd(.ebcdic, .ebcdicHex, 2, filler: 10),
        odd(.packed, .binary, 1, filler: 13),
    ]

    private static func odd(
        _ type: TypeCoding, _ bitmap: BitmapCoding, _ bitmaps: Int, filler: UInt8
    ) -> Dialect {
        var formats: [FieldFormat] = []
        for prefix in [FieldFormat.Prefix.packed, .ascii, .ebcdic, .binary, .hex] {
            for unit in [FieldFormat.Unit.characters, .bytes, .nibbles] {
                for (content, coding) in kinds {
                    formats.append(
                        FieldFormat(
                            content, coding, .variable(digits: formats.count % 5 + 1, most: 4 + formats.count % 3),
                            prefix: prefix, unit: unit, filling: formats.count % 2 == 0 ? .left : .right,
                            filler: filler))
                }
            }
        }
        for (content, coding) in kinds + signed {
            for count in [3, 10, 17] { formats.append(FieldFormat(content, coding, .fixed(count), filler: filler)) }
        }
        let numbers = (2...64 * bitmaps).filter { bitmaps < 3 || $0 != 65 }
        let rows = zip(numbers, formats).filter { $1.contradiction == nil }
            .map { FieldDefinition($0, $1, FieldName("odd")) }
        return Dialect(
            id: "odd", name: "odd", typeCoding: type, bitmapCoding: bitmap, bitmapLimit: bitmaps, fields: rows)
    }

    private static let kinds: [(FieldFormat.Content, FieldFormat.Coding)] = [
        (.digits, .packed), (.track, .packed), (.digits, .bytes), (.track, .ebcdic(.cp037)), (.text, .bytes),
        (.text, .ebcdic(.cp1047)), (.binary, .bytes), (.binary, .hex),
    ]

    private static let signed: [(FieldFormat.Content, FieldFormat.Coding)] = [
        (.signed, .packed), (.signed, .bytes), (.signed, .ebcdic(.cp037)),
    ]
}
