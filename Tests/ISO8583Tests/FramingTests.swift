import ISO8583
import Testing
import TestSupport

@Suite("Messages on a stream")
struct FramingTests {
    private static let withLength = LengthHeader.all.filter { $0.form != .none }

    @Test("messages are found in any pieces, also two in one", arguments: withLength)
    func pieces(_ header: LengthHeader) throws {
        var framing = MessageFraming(header, largestMessage: 300)
        let first = [UInt8](repeating: 1, count: 260)
        let stream = try framing.encode(first) + framing.encode([2, 3])
        var found: [[UInt8]] = []
        for byte in stream { found += try framing.receive([byte]) }
        #expect(found == [first, [2, 3]])
        #expect(try framing.receive(stream) == [first, [2, 3]])
        var random = Random(state: 7)
        for _ in 0..<50 {
            let cut = Int.random(in: 0...stream.count, using: &random)
            let early = try framing.receive(Array(stream[..<cut]))
            #expect(early + (try framing.receive(Array(stream[cut...]))) == [first, [2, 3]])
        }
    }

    @Test("each form writes its own bytes")
    func forms() {
        func bytes(_ form: LengthHeader.Form, _ countsItself: Bool) -> String {
            hex(LengthHeader(form, countsItself: countsItself).bytes(forMessageOf: 258) ?? [])
        }
        #expect(bytes(.bigEndian, false) == "0102" && bytes(.bigEndian, true) == "0104")
        #expect(bytes(.littleEndian, false) == "0201" && bytes(.littleEndian, true) == "0401")
        #expect(bytes(.packed, false) == "0258" && bytes(.packed, true) == "0260")
        #expect(bytes(.ascii, false) == "30323538" && bytes(.ascii, true) == "30323632")
        #expect(bytes(.none, false) == "")
        #expect(LengthHeader(.packed).bytes(forMessageOf: 10_000) == nil)
        #expect(LengthHeader(.bigEndian, countsItself: true).bytes(forMessageOf: 65_534) == nil)
    }

    @Test("a length of zero, beyond the limit, below its own bytes, or of no digits is an error")
    func badLength() {
        let cases: [(LengthHeader, [UInt8])] = [
            (.usual, [0x00, 0x00]), (.usual, [0x01, 0x2D]), (.usual, [0xFF, 0xFF]),
            (LengthHeader(.bigEndian, countsItself: true), [0x00, 0x01]),
            (LengthHeader(.packed), [0x0A, 0x00]), (LengthHeader(.ascii), [0x30, 0x30, 0x31, 0x41]),
            (LengthHeader(.littleEndian), [0xFF, 0x7F]),
        ]
        for (header, start) in cases {
            var framing = MessageFraming(header, largestMessage: 300)
            #expect(throws: FramingError.self, "\(header)") { try framing.receive(start) }
        }
    }

    @Test("without lengths a message ends with its stream; with them, an end in the middle is an error")
    func ends() throws {
        var open = MessageFraming(LengthHeader(.none), largestMessage: 8)
        #expect(try open.receive([1, 2]).isEmpty)
        #expect(try open.receive([3]).isEmpty)
        #expect(try open.end() == [1, 2, 3])
        #expect(try open.end() == nil)
        #expect(throws: FramingError.self) { try open.receive([UInt8](repeating: 0, count: 9)) }
        var framing = MessageFraming(.usual)
        #expect(try framing.receive([0, 3, 9]).isEmpty)
        #expect(framing.waiting == 3)
        #expect(throws: FramingError.self) { try framing.end() }
        #expect(try framing.end() == nil)
    }
}

@Suite("What readers of the whole change found")
struct MendedTests {
    @Test("a complete message is given before the impossible length behind it, however the stream was cut")
    func badLengthBehind() throws {
        var framing = MessageFraming()
        #expect(try framing.receive([0, 3, 0xAA, 0xBB, 0xCC, 0xFF, 0xFF]) == [[0xAA, 0xBB, 0xCC]])
        #expect(throws: FramingError.self) { try framing.receive([]) }
    }

    @Test("the answer keeps who asked, and a repeat is answered as its first sending")
    func responses() {
        let pairs: [(UInt16, UInt16)] = [
            (0x0200, 0x0210), (0x0221, 0x0230), (0x1804, 0x1814), (0x0402, 0x0412), (0x0403, 0x0412), (0x0210, 0x0210),
        ]
        for (request, response) in pairs { #expect(MTI(request).response == MTI(response)) }
    }

    @Test("action codes of ISO 8583:2003 are those of 1993 with a range in between; a part approval is no approval")
    func actionCodes() {
        let table = ResponseTable.iso93
        #expect(table.meaning(of: "0000").action == .approve)
        #expect(table.meaning(of: "0002").action == .decline)
        for (long, short) in [("1016", "116"), ("1017", "117"), ("9102", "902"), ("9107", "907"), ("0000", "000")] {
            #expect(table.meaning(of: long).text(.english) == table.meaning(of: short).text(.english))
        }
        #expect(!table.meaning(of: "1516").isKnown && !table.meaning(of: "12345").isKnown)
    }

    @Test("an advice may say what was decided, a request may not")
    func advice() {
        var message = Message(MTI(0x1220))
        message[text: 39] = "000"
        #expect(!MessageChecker(.iso93).findings(message).contains { $0.field == 39 })
        message.mti = MTI(0x1200)
        #expect(MessageChecker(.iso93).findings(message).contains { $0.field == 39 && $0.severity == .error })
    }

    @Test("a packed signed part with an odd number of digits comes back as it was")
    func signedPart() throws {
        let layout = FieldLayout.tagged(
            TagForm(tag: .characters(2), prefix: .ascii, lengthDigits: 2),
            [Subfield("01", FieldFormat(.signed, .packed, .fixed(8)), FieldName("amount"))])
        let values = [SubfieldValue(key: "01", content: Array("C1234567".utf8))]
        let content = try layout.join(values, field: 48)
        #expect(try layout.split(content, field: 48) == values)
        #expect(try layout.join(try layout.split(content, field: 48), field: 48) == content)
    }

    @Test("a message of one dialect is filled in another as that one says, and its own filling comes back")
    func fillerOfAnother() throws {
        let format = FieldFormat(.digits, .packed, .variable(digits: 2, most: 19), filling: .right, filler: 15)
        let filled = Dialect(
            id: "f", name: "f", typeCoding: .packed, bitmapCoding: .binary,
            fields: [FieldDefinition(2, format, FieldName("number"))])
        var message = Message(.financialRequest)
        message[text: 2] = "123"
        let ascii = try Dialect.iso87ASCII.encode(message)
        #expect(hex(try filled.encode(try Dialect.iso87ASCII.decode(ascii))) == "02004000000000000000" + "03123F")
        let zero = bytes("02004000000000000000" + "031230")
        #expect(try filled.encode(try filled.decode(zero)) == zero)
    }

    @Test("a view speaks the dialect that it was given: codes, amounts and private fields")
    func views() {
        var message = Message(MTI(0x2210))
        message[text: 4] = "8402000000012500"
        message[text: 39] = "0000"
        message[text: 11] = "000000000042"
        let text = MessageView(message, dialect: .iso2003).summary()
        #expect(text.contains("125.00 USD") && text.contains("Approved") && !text.contains("CNY"))
        var upload = Message(.batchUpload)
        upload[text: 60] = "0200000123110718000118"
        upload[text: 4] = "000000001250"
        let lines = MessageView(upload, dialect: .hypercom).summary()
        #expect(!lines.contains("batch 000001") && !lines.contains("CNY"))
        #expect(lines == "0320 batch upload 12.50")
    }

    @Test(
        "one line of a Hypercom-style message says what it is and over how much",
        arguments: [
            (MTI.financialRequest, "000000", "00", "0200 sale 000042 12.50"),
            (.financialRequest, "020000", "00", "0200 void 000042 12.50"),
            (.financialRequest, "020000", "06", "0200 completion void 000042 12.50"),
            (.financialRequest, "200000", "00", "0200 refund 000042 12.50"),
            (.financialAdvice, "000000", "00", "0220 offline sale 000042 12.50"),
            (.financialAdvice, "004000", "06", "0220 completion 000042 12.50"),
            (.financialAdvice, "020000", "00", "0220 tip 000042 12.50"),
            (.authorizationRequest, "300000", "06", "0100 pre-authorization 000042 12.50"),
            (.reversalRequest, "000000", "00", "0400 reversal 000042 12.50"),
        ])
    func hypercomSummary(_ mti: MTI, _ code: String, _ condition: String, _ line: String) {
        var message = Message(mti)
        message[text: 3] = code
        message[text: 4] = "000000001250"
        message[text: 11] = "000042"
        message[text: 25] = condition
        #expect(MessageView(message, dialect: .hypercom).summary() == line)
        var totals = Message(.reconciliationRequest)
        totals[text: 3] = "920000"
        totals[text: 11] = "000042"
        #expect(MessageView(totals, dialect: .hypercom).summary() == "0500 settlement 000042")
    }
}
