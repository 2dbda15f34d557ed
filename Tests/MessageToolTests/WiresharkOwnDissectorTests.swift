import Foundation
import ISO8583
import MessageTool
import TestSupport
import Testing

@Suite("Wireshark's own dissector of ISO 8583", .serialized)
struct WiresharkOwnDissectorTests {
    /// Vectors that it can read: it marks packed tracks and chip data malformed, and knows neither EBCDIC nor a third
    /// bitmap.
    private static let readable: [String: [String]] = [
        "iso87-ascii": [
            "bench-0200-ascii-hex", "bench-0320-ascii-hex", "0210-ascii-hex", "0400-ascii-hex-secondary",
            "0800-ascii-hex-secondary", "0200-ascii-lll999",
        ],
        "iso87-binary": ["bench-0320-bcd", "0400-bcd-secondary", "0500-bcd-settlement", "0800-bcd-secondary"],
        "iso87-ascii-binary": ["0320-ascii-bin", "0800-ascii-bin-secondary"],
        "iso93": ["1420-1993-ascii-secondary"],
    ]

    @Test(
        "it decodes a capture of messages that the codec wrote to the codec's values", arguments: readable.keys.sorted()
    )
    func agrees(_ id: String) throws {
        let dialect = try #require(Dialect.builtIn(id))
        let names = WiresharkOwnDissectorTests.readable[id] ?? []
        let vectors = Vector.iso.filter { names.contains($0.name) }
        #expect(vectors.count == names.count)
        let messages = try vectors.map { try dialect.decode($0.content) }
        // Built from the values alone and written by the codec.
        let bodies = try messages.map { message in
            var built = Message(message.mti)
            for field in message.fields { built[bytes: field] = message[bytes: field] }
            return try dialect.encode(built)
        }
        let digits =
            dialect.typeCoding == .packed ? "Digits represented in nibbles" : "Digits represented as ASCII Characters"
        let binary =
            dialect.bitmapCoding == .binary ? "Bin data not encoded" : "Bin data represented as Hex Ascii characters"
        let output = try Tshark.run(
            [
                "-n", "-r", "capture.pcapng", "-d", "tcp.port==8583,iso8583", "-o", "iso8583.len_endian:Big endian",
                "-o", "iso8583.charset:" + digits, "-o", "iso8583.binencode:" + binary, "-Y", "iso8583", "-T", "json",
                "-J", "iso8583", "--no-duplicate-keys",
            ], capture: SampleCapture.messages(bodies))
        #expect(output.code == 0 && Tshark.complaints(output.err).isEmpty, "\(output.err)")
        let packets = try #require(try JSONSerialization.jsonObject(with: output.out) as? [[String: Any]])
        try #require(packets.count == messages.count)
        for (message, packet) in zip(messages, packets) {
            let layers = (packet["_source"] as? [String: Any])?["layers"] as? [String: Any]
            let found = Tshark.flat(layers?["iso8583"] ?? [:])
            #expect(found["iso8583.mti"] == [message.mti.description])
            let numbers = (2...128).filter { found["iso8583.bit\($0)"] != nil }
            #expect(numbers == message.fields, "\(message)")
            for field in message.fields {
                let content = message[bytes: field] ?? []
                let isBinary = dialect.format(of: field)?.content == .binary
                let wanted = isBinary ? Hexadecimal.upper(content) : String(decoding: content, as: UTF8.self)
                let value = found["iso8583.bit\(field)"]?.first?.uppercased() ?? ""
                // Wireshark 4.0 shows what lies in memory behind the digits of bytes: their end is not marked there.
                let isEqual = isBinary ? value.hasPrefix(wanted) : value == wanted.uppercased()
                #expect(isEqual, "field \(field)")
            }
        }
    }
}
