import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Messages built from files")
struct BuildTests {
    private func build(_ yaml: String, _ dialect: Dialect = .unionPay) throws -> MessageBuilder.Built {
        let moment = try #require(LocalMoment("2026-11-23T09:30:15"))
        return try MessageBuilder(dialect, at: moment, trace: 7).build(try DraftReader(origin: "m.yaml").read(yaml))
    }

    private func failure(_ yaml: String, _ dialect: Dialect = .unionPay) -> String {
        do {
            _ = try build(yaml, dialect)
            return ""
        } catch let error as MessageToolError {
            return error.description
        } catch { return "another error: \(error)" }
    }

    @Test(
        "amounts in major units, now, auto, tracks, parts and chip data become contents; headers and length stand before"
    )
    func whole() throws {
        let built = try build(
            """
            dialect: unionpay
            mti: "0200"
            header: {tpdu: "6000030000", unionpay: "603100310100"}
            length: true
            fields:
              3: "000000"
              4: 12.5
              11: auto
              12: now
              13: now
              35: ";4111111111111111=30122010000000000?"
              49: "156"
              55: {9F26: "0102030405060708", 9F02: "00 00 00 00 12 50"}
              60: {1: "22", 2: "1", 3: "000"}
              63: "text:01 "
            """)
        let message = built.message
        #expect(message[text: 4] == "000000001250" && message[text: 11] == "000007")
        #expect(message[text: 12] == "093015" && message[text: 13] == "1123")
        #expect(message[text: 35] == "4111111111111111D30122010000000000")
        #expect(message[text: 60] == "22000001000" && message[text: 63] == "01 ")
        #expect(
            message[bytes: 55]
                == [0x9F, 0x26, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0x9F, 0x02, 6, 0, 0, 0, 0, 0x12, 0x50])
        #expect(built.bytes.count == built.body.count + 13)
        #expect(Int(built.bytes[0]) << 8 | Int(built.bytes[1]) == built.bytes.count - 2)
        #expect(try Envelope(parsing: Array(built.bytes.dropFirst(2))).body == built.body)
        #expect(try Dialect.unionPay.decode(built.body) == message)
    }

    @Test("JSON is read as well, and fields may be a list")
    func json() throws {
        let one = try build(#"{"mti": "0800", "fields": {"11": "000001", "41": "10000001"}}"#)
        let other = try build(
            #"{"mti":"0800","fields":[{"field":11,"value":"000001"},{"field":41,"value":"10000001"}]}"#)
        #expect(one.message == other.message && one.message[text: 41] == "10000001")
    }

    @Test(
        "decimals go with the currency",
        arguments: [("392", "1250.", "000000001250"), ("048", "1.5", "000000001500"), ("840", "12.5", "000000001250")])
    func decimals(_ currency: String, _ amount: String, _ content: String) throws {
        let yaml = "mti: \"0200\"\nfields: {4: \"\(amount)\", 49: \"\(currency)\"}"
        #expect(try build(yaml, .iso87ASCII).message[text: 4] == content)
    }

    @Test("now goes with the form of the field in each version")
    func now() throws {
        let old = try build("mti: \"0200\"\nfields: {7: now, 12: now, 13: now, 15: now}", .iso87ASCII).message
        #expect([7, 12, 13, 15].map { old[text: $0] } == ["1123093015", "093015", "1123", "1123"])
        let middle = try build("mti: \"1200\"\nfields: {12: now, 15: now, 28: now}", .iso93).message
        #expect([12, 15, 28].map { middle[text: $0] } == ["261123093015", "261123", "261123"])
        let new = try build("mti: \"2200\"\nfields: {4: \"8402000000001250\", 12: now, 28: now}", .iso2003).message
        #expect([4, 12, 28].map { new[text: $0] } == ["8402000000001250", "20261123093015", "20261123"])
    }

    @Test("a message that needs a trace number gets one, and the builder says so")
    func trace() throws {
        let built = try build("mti: \"0820\"\nfields: {41: \"10000001\", 42: \"104110070110001\", 60: \"00000001002\"}")
        #expect(built.message[text: 11] == "000007" && built.additions.count == 1)
        let echo = try build("mti: \"0820\"\nfields: {41: \"10000001\", 42: \"104110070110001\", 60: \"00000001301\"}")
        #expect(!echo.message.has(11) && echo.additions.isEmpty)
    }

    @Test(
        "an error names file and line, and never the content",
        arguments: [
            ("mti: \"0200\"\nfields:\n  4: 4111.1111111.1", "m.yaml:3: field 4"),
            ("mti: \"0200\"\nfields:\n  2: 41111111x1111111", "m.yaml:3: the message cannot be written"),
            ("mti: \"0200\"\nfields:\n  41: \"4111\"", "m.yaml:3: the message cannot be written"),
            ("mti: \"0200\"\nfields:\n  63: \"411\"", "m.yaml:3: field 63"),
            ("mti: \"0200\"\nfields:\n  5: \"4111\"", "m.yaml:3: field 5"),
            ("mti: \"0200\"\nfields:\n  37: now", "m.yaml:3: field 37"),
            ("mti: \"0200\"\nfields:\n  3: now", "m.yaml:3: field 3"),
            ("mti: \"0200\"\nfields:\n  3: {1: \"4111\"}", "m.yaml:3: field 3"),
            ("mti: \"0200\"\nfields:\n  55: {ZZ: \"4111\"}", "m.yaml:3: field 55"),
            ("mti: \"0200\"\nfields:\n  60: {9: \"4111\"}", "m.yaml:3: field 60"),
            ("mti: \"0200\"\nfields:\n  200: \"4111\"", "m.yaml:3: \"200\" is no number"),
            ("mti: \"0200\"\nfelds: {}", "m.yaml:2: unknown key"),
            ("mti: 02", "m.yaml: \"02\" is no message type"), ("fields: {}", "m.yaml: the message type is missing"),
            ("mti: \"0200\"\nheader: {tpdu: \"60\"}", "m.yaml: the TPDU is wrong"),
            ("mti: \"0200\"\nfields:\n  3: [", "m.yaml:4:1: not YAML"),
            ("mti: \"0200\"\nfields:\n  2: \"4111\"\n  2: \"4112\"", "m.yaml:3:3: not YAML"),

            ("", "m.yaml: no message in it"), ("a: &b [x]", "m.yaml: a message file has no anchors"),
        ])
    func errors(_ yaml: String, _ wanted: String) {
        let text = failure(yaml)
        #expect(text.hasPrefix(wanted), "\(text)")
        #expect(!text.contains("411"))
    }

    @Test("an amount whose currency nobody knows cannot have a point")
    func noCurrency() {
        #expect(failure("mti: \"0200\"\nfields: {4: 12.50}", .iso87ASCII).contains("currency"))
    }

    @Test("a view as JSON is read; its bytes count until a text in it is changed; what it masks must be given")
    func view() throws {
        let view = """
            {"schema":1,"mti":"0200","dialect":"unionpay","nodes":[
            {"kind":"tpdu","id":"tpdu","value":"","hex":"6000030000"},
            {"kind":"type","id":"mti","value":"0200","hex":"0200"},
            {"kind":"field","id":"3","value":"000000","hex":"000000"},
            {"kind":"field","id":"4","value":"000000001300","hex":"000000001250"},
            {"kind":"field","id":"55","value":"3 bytes","hex":"00039A0126"},
            {"kind":"field","id":"63","value":"01 ","hex":"0003303120"}
            MORE]}
            """
        let built = try build(view.replacing("MORE", with: ""))
        #expect(built.message[text: 4] == "000000001300" && built.message[text: 63] == "01 ")
        #expect(built.message[bytes: 55] == [0x9A, 1, 0x26] && built.bytes.starts(with: [0x60, 0, 3, 0, 0]))
        let masked = #","{"kind":"field","id":"2","value":"411111******1111","hex":"16411111******1111"}"#
        #expect(
            failure(view.replacing("MORE", with: masked.replacing(#","{"#, with: ",{").replacing(#"}""#, with: "}")))
                .contains("give it with --field 2"))
    }

    @Test("no text crashes the reader or the builder")
    func hostile() {
        var random = Random(state: 4)
        let whole = [UInt8]("mti: \"0200\"\nfields: {4: 12.50, 55: {9F26: \"01\"}, 60: {1: \"22\"}}\n".utf8)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
            _ = failure(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test("test cards are published test numbers with a right check digit")
    func cards() throws {
        for card in ExampleCard.all {
            #expect(try #require(PAN(card.number)).passesLuhn)
            #expect(try #require(Track2(card.track2)).expiry == card.expiry)
        }
        #expect(ExampleCard.named("TEST", dialect: "unionpay")?.name == "unionpay")
        #expect(
            ExampleCard.named("Test", dialect: "iso93")?.name == "visa" && ExampleCard.named("5", dialect: "") == nil)
    }
}
