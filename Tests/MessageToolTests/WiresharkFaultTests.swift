import Foundation
import ISO8583
import MessageTool
import SerialLink
import Testing
import TestSupport

@Suite("Wireshark and damaged messages, streams in pieces, serial lines", .serialized)
struct WiresharkFaultTests {
    @Test(
        "a damaged or truncated message shows the fields before the damage, and the codec's own words",
        arguments: WiresharkTests.dialects.map(\.id))
    func damage(_ id: String) throws {
        let dialect = try #require(WiresharkTests.dialects.first { $0.id == id })
        let tshark = Tshark(dialect)
        var random = Random(state: 99)
        let bodies = try (0..<200).map { _ -> [UInt8] in
            var body = try dialect.encode(random.wideMessage(dialect, bodyLimit: 700))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: body.removeLast(Int.random(in: 0..<body.count, using: &random))
            case 1: body.append(UInt8.random(in: 0...255, using: &random))
            default:
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    body[Int.random(in: 0..<body.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
            }
            return body
        }
        let headers = SampleCapture.headers(of: dialect)
        let found = try tshark.decode(SampleCapture.messages(bodies.map { headers + $0 }), tshark.clear)
        try #require(found.count == bodies.count)
        let wanted = Wanted(tshark: tshark, dialect: dialect)
        var faults = 0
        for (index, (body, values)) in zip(bodies, found).enumerated() {
            let (message, error) = dialect.decodePrefix(body)
            let place = "\(id), message \(index)"
            let words = values["_ws.expert.message"] ?? []
            faults += error == nil ? 0 : 1
            // Which of the two bytes of a packed type is no digit is not compared.
            if let error, error.field != nil || error.offset >= dialect.typeCoding.byteCount {
                #expect(words.contains(error.description), "\(place): \(error), \(words)")
            }
            #expect((error == nil) == (values[tshark.key("malformed")] == nil), "\(place): \(words)")
            guard values[tshark.key("mti")] != nil else { continue }
            try wanted.compare(message, values, place)
        }
        #expect(faults > 50)
    }

    @Test(
        "any bytes are shown or said to be wrong, without a Lua error", arguments: ["unionpay", "iso2003", "chance-3"])
    func noise(_ id: String) throws {
        let dialect = try #require(WiresharkTests.dialects.first { $0.id == id })
        let tshark = Tshark(dialect)
        var random = Random(state: 5)
        func bytes(_ most: Int) -> [UInt8] {
            (0..<Int.random(in: 1...most, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        let messages = (0..<200).map { _ in bytes(60) }
        #expect(try tshark.decode(SampleCapture.messages(messages)).count == 200)
        for form in ["packed", "ascii", "none", "littleEndian"] {
            let options = ["-V", "-o", tshark.key("length") + ":" + form]
            let output = try tshark.run(SampleCapture.tcp((0..<100).map { _ in bytes(60) }), options)
            #expect(output.code == 0 && Tshark.complaints(output.err).isEmpty, "\(output.err)")
            #expect(!output.text.contains("Lua Error") && output.text.contains(tshark.dissector.protocolName))
        }
        let line = try tshark.run(SampleCapture.serial((0..<200).map { _ in [2, 0] + bytes(30) }), ["-V"])
        #expect(Tshark.complaints(line.err).isEmpty && !line.text.contains("Lua Error"))
    }

    @Test("messages come whole out of a stream in pieces, also several in one segment", arguments: LengthHeader.all)
    func pieces(_ header: LengthHeader) throws {
        let dialect = Dialect.unionPay
        let tshark = Tshark(dialect)
        var random = Random(state: 3)
        let headers = SampleCapture.headers(of: dialect)
        let bodies = try (0..<60).map { _ in try dialect.encode(random.wideMessage(dialect, bodyLimit: 3000)) }
        var stream = try bodies.flatMap { body in
            try #require(header.bytes(forMessageOf: (headers + body).count)) + headers + body
        }[...]
        var pieces: [[UInt8]] = []
        if header.form == .none {
            // Without a length a message ends where its segment does.
            pieces = bodies.filter { $0.count < 1000 }.map { headers + $0 }
        } else {
            while !stream.isEmpty {
                let piece = stream.prefix(Int.random(in: 1...(Bool.random(using: &random) ? 30 : 3000), using: &random))
                pieces.append([UInt8](piece))
                stream = stream.dropFirst(piece.count)
            }
        }
        let form = "\(header.form)" + (header.countsItself ? "Inclusive" : "")
        let found = try tshark.decode(
            SampleCapture.tcp(pieces), tshark.clear + ["-o", tshark.key("length") + ":" + form])
        let expected = header.form == .none ? bodies.filter { $0.count < 1000 } : bodies
        try #require(found.count == expected.count)
        let wanted = Wanted(tshark: tshark, dialect: dialect)
        for (index, (body, values)) in zip(expected, found).enumerated() {
            try wanted.compare(try dialect.decode(body), values, "\(header), message \(index)")
            #expect(values[tshark.key("malformed")] == nil)
        }
    }

    @Test("a length that is none is said, and a message without its length is not taken for one")
    func badLength() throws {
        let tshark = Tshark(.unionPay)
        let found = try tshark.decode(
            SampleCapture.tcp([[0x0A, 0x00, 1, 2, 3]]), ["-o", tshark.key("length") + ":packed"])
        #expect(found.count == 1 && found.first?[tshark.key("mti")] == nil)
        #expect(found.first?["_ws.expert.message"]?.first?.contains("the length before the message is none") == true)
        let empty = try tshark.decode(SampleCapture.tcp([[0, 0, 0, 1, 0x60]]))
        #expect(
            empty.map { $0["_ws.expert.message"] } == [
                ["an empty message"],
                [
                    "message at byte 0: 12 byte(s) needed, 1 there"
                ],
            ])
    }

    @Test("frames, acknowledgements and noise of a serial line are told apart, the check byte is checked")
    func line() throws {
        let dialect = Dialect.unionPay
        let tshark = Tshark(dialect)
        var random = Random(state: 12)
        let headers = SampleCapture.headers(of: dialect)
        let body = try dialect.encode(random.wideMessage(dialect, bodyLimit: 3000))
        let frame = try LinkFrame.encode(headers + body)
        var wrongCheck = frame
        wrongCheck[frame.count - 1] ^= 0x5A
        var noEnd = frame
        noEnd[frame.count - 2] = 0
        let pieces: [[UInt8]] = [
            frame, [0x06], [0x15], [0xEE, 0xFF], wrongCheck, noEnd, [UInt8](frame.dropLast(9)), [0x02, 0x0A, 0x01],
            [0x02], [0xEE] + frame + [0x06],
        ]
        let capture = SampleCapture.serial(pieces)
        let line = tshark.dissector.protocolName + ".line"
        let found = try tshark.decode(capture, of: line)
        #expect(
            found.map { $0[line + ".kind"] ?? [] } == [
                ["frame"], ["ACK"], ["NAK"], ["noise"], ["frame"], ["damaged frame"], ["damaged frame"],
                ["damaged frame"], ["damaged frame"], ["noise"], ["frame"], ["ACK"],
            ])
        #expect(found.first?[line + ".length"] == [String(headers.count + body.count)])
        #expect(found.map { $0[line + ".lrc.bad"] != nil }.enumerated().filter(\.element).map(\.offset) == [4])
        #expect(found.filter { $0[line + ".damaged"] != nil }.count == 4)
        let faults = found.compactMap { $0["_ws.expert.message"]?.first }
        for words in ["no ETX", "the frame is cut off: ", "length of the frame is none", "cut off in its length"] {
            #expect(faults.contains { $0.contains(words) }, "\(words)")
        }
        // The message within a frame is read with both: a wrong check byte hides nothing.
        let messages = try tshark.decode(capture, tshark.clear)
        try #require(messages.count == 3)
        for values in messages {
            try Wanted(tshark: tshark, dialect: dialect).compare(try dialect.decode(body), values, "line")
            #expect(values[tshark.key("tpdu.origin")] == ["1234"])
        }
    }
}
