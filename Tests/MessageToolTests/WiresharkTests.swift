import Foundation
import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Wireshark reads what the codec writes", .serialized)
struct WiresharkTests {
    /// Every dialect that is built in, and some that are by chance, so that every choice of a format is met.
    static let dialects: [Dialect] = {
        var random = Random(state: 4711)
        return Dialect.builtIn + (1...6).map { random.dialect("chance-\($0)") }
    }()

    @Test("every field, part and object of random messages has the codec's value", arguments: dialects.map(\.id))
    func values(_ id: String) throws {
        let dialect = try #require(WiresharkTests.dialects.first { $0.id == id })
        let tshark = Tshark(dialect)
        var random = Random(state: 8583)
        let headers = SampleCapture.headers(of: dialect)
        let bodies = try (0..<200).map { _ in try dialect.encode(random.wideMessage(dialect)) }
        let capture = SampleCapture.messages(bodies.map { headers + $0 })
        let found = try tshark.decode(capture, tshark.clear)
        try #require(found.count == bodies.count)
        let wanted = Wanted(tshark: tshark, dialect: dialect)
        for (index, (body, values)) in zip(bodies, found).enumerated() {
            try wanted.compare(try dialect.decode(body), values, "\(dialect.id), message \(index)")
            #expect(values[tshark.key("length")] == [String(headers.count + body.count)])
            #expect(values[tshark.key("malformed")] == nil)
            guard dialect.header != .none else { continue }
            #expect(values[tshark.key("tpdu.destination")] == ["0003"])
            #expect(values[tshark.key("tpdu.origin")] == ["1234"])
            #expect(values[tshark.key("header.request")] == (dialect.header == .tpdu ? nil : ["3"]))
        }
    }

    @Test("a frame of a UnionPay-style terminal has the values that its source says", arguments: UnionPayFrame.all)
    func unionPayFrames(_ frame: UnionPayFrame) throws {
        let body = try #require(Hexadecimal.bytes(frame.hex))
        try check(.unionPay, [(body, frame.fields)])
    }

    @Test("frames of Hypercom-style terminals and vectors of other implementations have the values that they say")
    func vectors() throws {
        try check(.hypercom, Vector.hypercom.map { ($0.content, $0.values) })
        #expect(Vector.hypercom.count == 15 && Vector.iso.count == 20)
        for dialect in Dialect.builtIn {
            let vectors = Vector.iso.filter { $0.dialect?.id == dialect.id }
            if !vectors.isEmpty { try check(dialect, vectors.map { ($0.content, $0.values) }) }
        }
    }

    private func check(_ dialect: Dialect, _ vectors: [(body: [UInt8], fields: [Int: String])]) throws {
        let tshark = Tshark(dialect)
        let headers = SampleCapture.headers(of: dialect)
        let found = try tshark.decode(SampleCapture.messages(vectors.map { headers + $0.body }), tshark.clear)
        try #require(found.count == vectors.count)
        let wanted = Wanted(tshark: tshark, dialect: dialect)
        for (vector, values) in zip(vectors, found) {
            try wanted.compare(try dialect.decode(vector.body), values, dialect.id)
            #expect(values[tshark.key("malformed")] == nil)
            for (field, text) in vector.fields {
                let value = values[tshark.key("f\(field)")]?.first
                // Bytes are shown as hexadecimal, whatever the source makes of them.
                let spellings = [
                    text, text.uppercased(), text.replacing("=", with: "D"), Hexadecimal.upper(text.utf8),
                ]
                #expect(value.map { spellings.contains($0) } == true, "field \(field)")
            }
        }
    }

    @Test("every byte of a message belongs to exactly one field of the tree", arguments: dialects.map(\.id))
    func places(_ id: String) throws {
        let dialect = try #require(WiresharkTests.dialects.first { $0.id == id })
        let tshark = Tshark(dialect)
        var random = Random(state: 77)
        let headers = SampleCapture.headers(of: dialect)
        let bodies = try (0..<40).map { _ in
            headers + (try dialect.encode(random.wideMessage(dialect, bodyLimit: 1000)))
        }.filter { $0.count <= 1300 }
        let name = tshark.dissector.protocolName
        let output = try tshark.run(
            SampleCapture.messages(bodies), ["-n", "-T", "pdml", "-Y", name, "-J", name] + tshark.clear)
        // Fields at the top of the tree stand four spaces from the margin, each with its bytes.
        let top = output.text.split(separator: "<proto name=\"\(name)\"").dropFirst().map { tree in
            tree.split(separator: "\n").filter { $0.hasPrefix("    <field name=\"\(name)") }.map { line in
                String(line.split(separator: " value=\"").last?.prefix { $0 != "\"" } ?? "")
            }.joined()
        }
        #expect(
            top.map { $0.uppercased() }
                == bodies.map { body in
                    Hexadecimal.upper((LengthHeader.usual.bytes(forMessageOf: body.count) ?? []) + body)
                })
    }

    @Test("codes are said in words: the type, the response, what the header asks for")
    func words() throws {
        let tshark = Tshark(.unionPay)
        var message = Message(MTI(0x0210))
        message[text: 39] = "51"
        let body = SampleCapture.headers(of: .unionPay) + (try Dialect.unionPay.encode(message))
        let text = try tshark.run(SampleCapture.messages([body]), ["-V", "-Y", tshark.dissector.protocolName]).text
        for words in [
            "MTI: 0210 (1987 financial response from acquirer)", "F39 response code: 51 (Insufficient funds)",
            "Processing request: 3 (sign in again)", "Destination (NII): 0003",
        ] { #expect(text.contains(words), "\(words)") }
    }

    @Test("a name or key of a dialect from a file can hold anything, and stays a name")
    func names() throws {
        let hostile = "x\"]]\\\n\u{0}--[[ é 银行  "
        let dialect = Dialect(
            id: "Bank \" é", name: hostile, typeCoding: .ascii, bitmapCoding: .binary,
            fields: [
                FieldDefinition(
                    3, FieldFormat(.text, .bytes, .fixed(6)), FieldName(hostile),
                    layout: .positional([
                        Subfield("A \"é", FieldFormat(.text, .bytes, .fixed(2)), FieldName("")),
                        Subfield("a__\n", FieldFormat(.text, .bytes, .fixed(2)), FieldName(" \n")),
                    ])), FieldDefinition(4, FieldFormat(.text, .bytes, .fixed(1)), FieldName("")),
            ])
        let tshark = Tshark(dialect)
        #expect(tshark.dissector.protocolName == "tillbench.bank____")
        var message = Message(.financialRequest)
        message[text: 3] = "ABCDEF"
        message[text: 4] = "x"
        let found = try tshark.decode(SampleCapture.messages([try dialect.encode(message)]))
        #expect(found.first?[tshark.key("f3")] == ["ABCDEF"] && found.first?[tshark.key("f4")] == ["x"])
        #expect(found.first?[tshark.key("f3.rest")] == ["4546"])
    }
}
