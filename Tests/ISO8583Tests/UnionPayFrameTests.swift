import ISO8583
import Testing
import TestSupport

@Suite("Frames of UnionPay-style terminals")
struct UnionPayFrameTests {
    private let dialect = Dialect.unionPay

    @Test("every field is read as the frame's source says", arguments: UnionPayFrame.all)
    func decode(_ frame: UnionPayFrame) throws {
        let message = try dialect.decode(bytes(frame.hex))
        #expect(message.fields == frame.fields.keys.sorted())
        for (field, wanted) in frame.fields {
            let content = message[bytes: field] ?? []
            let asText = String(decoding: content, as: UTF8.self)
            // Binary contents, and texts in a national character set, stand as hexadecimal in the list.
            let isEqual =
                asText == wanted || hex(content) == wanted.uppercased() || asText == wanted.replacing("=", with: "D")
            #expect(isEqual, "field \(field)")
        }
    }

    @Test("what was read is written back byte for byte", arguments: UnionPayFrame.all)
    func roundTrip(_ frame: UnionPayFrame) throws {
        #expect(hex(try dialect.encode(try dialect.decode(bytes(frame.hex)))) == frame.hex.uppercased())
    }

    @Test("a frame cut at any byte is an error that names a place within it", arguments: UnionPayFrame.all)
    func truncation(_ frame: UnionPayFrame) throws {
        let whole = bytes(frame.hex)
        for count in 0..<whole.count {
            let error = try #require(throws: ISO8583Error.self) { try dialect.decode(Array(whole[..<count])) }
            #expect((0...count).contains(error.offset))
        }
    }

    @Test("a byte behind the last field is an error", arguments: UnionPayFrame.all)
    func trailing(_ frame: UnionPayFrame) throws {
        let whole = bytes(frame.hex)
        let error = try #require(throws: ISO8583Error.self) { try dialect.decode(whole + [0]) }
        #expect(error == ISO8583Error(.trailingBytes(1), field: nil, offset: whole.count))
    }
}
