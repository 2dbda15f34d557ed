import ISO8583
import Testing
import TestSupport

@Suite("Writing straight into bytes")
struct MessageWriterTests {
    @Test("a writer gives the bytes that encoding the message gives", arguments: Vector.iso + Vector.hypercom)
    func sameAsEncode(_ vector: Vector) throws {
        let dialect = vector.dialect ?? .hypercom
        let message = try dialect.decode(bytes(vector.hex))
        var built = Message(message.mti)
        var writer = MessageWriter(dialect, capacity: 16)
        // Used again for each: nothing of the message before is left.
        for _ in 0..<2 {
            writer.begin(message.mti, bitmaps: (message.fields.last ?? 0) > 64 ? 2 : 1)
            for field in message.fields {
                let content = message[bytes: field] ?? []
                built[bytes: field] = content
                try writer.put(field, content.span)
            }
            #expect(hex(writer.finish()) == hex(try dialect.encode(built)))
        }
    }

    @Test("numbers fill a fixed field, text is taken as it is")
    func values() throws {
        var writer = MessageWriter(.iso87Binary)
        writer.begin(.financialRequest)
        try writer.put(3, text: "000000")
        try writer.put(4, number: 1250)
        #expect(hex(writer.finish()) == "02003000000000000000000000000000001250")
    }

    @Test("order, bitmaps and content are checked, and what was written before stays")
    func errors() throws {
        var writer = MessageWriter(.iso87Binary)
        writer.begin(.financialRequest)
        try writer.put(4, number: 1)
        #expect(throws: ISO8583Error(.notAscending, field: 3, offset: 0)) { try writer.put(3, text: "000000") }
        #expect(throws: ISO8583Error(.notAscending, field: 4, offset: 0)) { try writer.put(4, text: "1") }
        #expect(throws: ISO8583Error(.unknownField, field: 70, offset: 0)) { try writer.put(70, text: "301") }
        #expect(throws: ISO8583Error(.notADigit, field: 11, offset: 2)) { try writer.put(11, text: "12x456") }
        #expect(throws: ISO8583Error(.wrongLength(length: 7, expected: 6), field: 11, offset: 0)) {
            try writer.put(11, text: "1234567")
        }
        try writer.put(11, text: "123456")
        #expect(hex(writer.finish()) == "02001020000000000000000000000001123456")
    }

    @Test("a message longer than the room that was set aside")
    func growth() throws {
        var writer = MessageWriter(.iso87ASCIIBinary, capacity: 1)
        writer.begin(.financialRequest)
        let text = String(repeating: "X", count: 999)
        for field in 60...63 { try writer.put(field, text: text) }
        let message = try Dialect.iso87ASCIIBinary.decode(writer.finish())
        #expect(message.fields == [60, 61, 62, 63])
        #expect(message[text: 63] == text)
    }
}
