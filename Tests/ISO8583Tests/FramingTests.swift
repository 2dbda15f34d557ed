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
