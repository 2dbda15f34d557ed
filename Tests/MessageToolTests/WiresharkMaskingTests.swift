import Foundation
import ISO8583
import MessageTool
import SerialLink
import Testing
import TestSupport

@Suite("What must not be shown is not in what tshark prints of a message", .serialized)
struct WiresharkMaskingTests {
    private static let account = "6212345678901232"
    /// Pieces of every secret of `message`, and nothing else.
    private static let leaks = [
        account, "345678901232", "D3012201", "77665544332211", "E0E1E2E3E4E5E6E7", "ABABABABABABABAB", "5A5B5C5D5E5F",
        "4111111111111111", "C0FFEE",
    ]

    private func message() -> Message {
        let account = WiresharkMaskingTests.account
        var message = Message(.financialRequest)
        message[text: 2] = account
        message[text: 3] = "000000"
        message[text: 35] = account + "D30122017766554433"
        message[text: 36] = account + "D77665544332211"
        message[bytes: 52] = [0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7]
        // Account number and track in the open, within an object, in a tag that nobody knows; a cryptogram.
        message[bytes: 55] = Hexadecimal.bytes(
            "5A086212345678901232" + "700A5A084111111111111111" + "570B6212345678901232D30122" + "DF7904C0FFEE00"
                + "9F26080102030405060708")
        message[bytes: 62] = [UInt8](repeating: 0xAB, count: 24)
        message[bytes: 64] = [0x5A, 0x5B, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x61]
        return message
    }

    /// Everything that tshark prints of the dissector's own protocols, in every form.
    private func prints(_ tshark: Tshark, _ capture: [UInt8]) throws -> [String] {
        let names = tshark.dissector.protocolName + " " + tshark.dissector.protocolName + ".line"
        let forms = [
            ["-V"], [], ["-T", "json", "-J", names], ["-T", "pdml", "-J", names], ["-T", "ek", "-J", names],
            ["-T", "fields"] + Dialect.unionPay.fields.flatMap { ["-e", tshark.key("f\($0)")] } + [
                "-e", tshark.key("tag.5a"),
            ],
        ]
        return try forms.map { form in
            let output = try tshark.run(capture, ["-n"] + form)
            #expect(output.code == 0 && !output.out.isEmpty)
            return output.text.uppercased().replacing(":", with: "")
        }
    }

    @Test("no account number, track, PIN block, key, MAC or chip secret is printed until clear values are asked for")
    func sale() throws {
        let tshark = Tshark(.unionPay)
        let body = SampleCapture.headers(of: .unionPay) + (try Dialect.unionPay.encode(message()))
        for capture in [SampleCapture.messages([body]), SampleCapture.serial([try LinkFrame.encode(body)])] {
            for text in try prints(tshark, capture) {
                for leak in WiresharkMaskingTests.leaks { #expect(!text.contains(leak), "\(leak)") }
            }
            let text = try tshark.run(capture, ["-V"]).text
            for shown in [
                "primary account number: 621234******1232", "track 2: <34 hidden>", "PIN block: <8 hidden>",
                "5A Application Primary Account Number: <8 hidden>", "Unknown tag: DF79: <4 hidden>",
                "9F26 Application Cryptogram: 0102030405060708",
            ] { #expect(text.contains(shown), "\(shown)") }
            let clear = try tshark.run(capture, ["-V"] + tshark.clear).text
            #expect(WiresharkMaskingTests.leaks.prefix(6).allSatisfy { clear.contains($0) })
        }
    }

    @Test("the account numbers of an upload in field 48 are hidden; its number of records is not")
    func upload() throws {
        let tshark = Tshark(.unionPay)
        let record = UploadedRecord48(
            isForeign: false, traceNumber: 7, pan: try #require(PAN(WiresharkMaskingTests.account)),
            amountMinorUnits: 1250)
        var message = Message(.batchUpload)
        message[text: 48] = try UploadBlock48(records: [record]).text()
        var end = Message(.batchUpload)
        end[text: 48] = "0007"
        let capture = SampleCapture.messages(
            try [message, end].map { SampleCapture.headers(of: .unionPay) + (try Dialect.unionPay.encode($0)) })
        for text in try prints(tshark, capture) {
            #expect(!text.contains("345678901232"))
        }
        let found = try tshark.decode(capture)
        #expect(found.map { $0[tshark.key("f48")] } == [["<42 hidden>"], ["0007"]])
        #expect(try tshark.decode(capture, tshark.clear).first?[tshark.key("f48")] == [message[text: 48] ?? ""])
    }

    @Test("a field with a sensitive part is hidden as a whole, and its other parts are shown")
    func parts() throws {
        func text(_ count: Int, _ isSensitive: Bool) -> FieldFormat {
            FieldFormat(.text, .bytes, .fixed(count), isSensitive: isSensitive)
        }
        let dialect = Dialect(
            id: "mixed", name: "Mixed", typeCoding: .ascii, bitmapCoding: .binary,
            fields: [
                FieldDefinition(
                    48, text(8, false), FieldName("private"),
                    layout: .positional([
                        Subfield("1", text(4, false), FieldName("shop")),
                        Subfield("2", text(4, true), FieldName("key")),
                    ])),
                FieldDefinition(
                    59, FieldFormat(.binary, .bytes, .variable(digits: 3, most: 99)), FieldName("chip"), layout: .berTLV
                ),
            ])
        var message = Message(.financialRequest)
        message[text: 48] = "SHOPKEYS"
        message[bytes: 59] = Hexadecimal.bytes("5A0462123456" + "9A03261123")
        let tshark = Tshark(dialect)
        let found = try tshark.decode(SampleCapture.messages([try dialect.encode(message)])).first
        #expect(found?[tshark.key("f48")] == ["<8 hidden>"] && found?[tshark.key("f59")] == ["<11 hidden>"])
        #expect(found?[tshark.key("f48.1")] == ["SHOP"] && found?[tshark.key("f48.2")] == ["<4 hidden>"])
        #expect(found?[tshark.key("tag.5a")] == ["<4 hidden>"] && found?[tshark.key("tag.9a")] == ["261123"])
    }
}
