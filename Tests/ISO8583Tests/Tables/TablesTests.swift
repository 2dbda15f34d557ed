import ISO8583
import Testing

@Suite("Codes in words")
struct TablesTests {
    @Test(
        "a message type says version, class, function and origin",
        arguments: [
            (0x0200, "1987 financial request from acquirer", "1987版 收单方金融请求"),
            (0x0210, "1987 financial response from acquirer", "1987版 收单方金融应答"),
            (0x0401, "1987 reversal request from acquirer, repeat", "1987版 收单方重发冲正请求"),
            (0x1420, "1993 reversal advice from acquirer", "1993版 收单方冲正通知"),
            (0x2822, "2003 network management advice from issuer", "2003版 发卡方网络管理通知"),
            (0xF9EF, "reserved version 15 reserved class 9 reserved function 14 from reserved origin 15", nil),
        ] as [(UInt16, String, String?)])
    func messageTypes(_ packed: UInt16, _ english: String, _ chinese: String?) {
        #expect(MTIWords.text(packed, .english) == english)
        if let chinese { #expect(MTIWords.text(packed, .chinese) == chinese) }
    }

    @Test("every message type has words in both languages")
    func allMessageTypes() {
        for packed in UInt16.min...UInt16.max where packed % 7 == 0 {
            for language in Language.allCases { #expect(!MTIWords.text(packed, language).isEmpty) }
        }
    }

    @Test(
        "a processing code says transaction and accounts, by the table of its host",
        arguments: [
            ("000000", .iso, "goods and services"), ("311000", .iso, "balance enquiry, from savings account"),
            ("402030", .iso, "transfer between accounts, from cheque account, to credit account"),
            ("030000", .unionPay, "pre-authorization"), ("200000", .unionPay, "void or refund"),
            ("020000", .hypercom, "void"), ("920000", .hypercom, "settlement or log-on"),
            ("960000", .hypercom, "settlement after upload"), ("770000", .iso, "transaction type 77"),
        ] as [(String, ProcessingCode.Table, String)])
    func processingCodes(_ code: String, _ table: ProcessingCode.Table, _ words: String) throws {
        let parsed = try #require(ProcessingCode(code))
        #expect(parsed.words(.english, table: table) == words)
        #expect(!parsed.words(.chinese, table: table).isEmpty)
        #expect(parsed.description == code)
    }

    @Test("codes of another shape are no codes")
    func shapes() {
        for text in ["", "00000", "0000000", "00000A", "００００００"] { #expect(ProcessingCode(text) == nil) }
        for text in ["", "05", "0511 ", "1051", "05X"] { #expect(POSEntryMode(text) == nil) }
        for text in ["", "51010151334", "5101015133 4", "５１０１０１５１３３４４"] { #expect(POSDataCode1993(text) == nil) }
        #expect(POSDataCode2003([UInt8](repeating: 0, count: 15)) == nil)
        #expect(FunctionCode.text("20", .english) == "not three digits")
        #expect(MessageReasonCode.text("40X1", .english) == "not four digits")
        #expect(POSConditionCode.text("A1", .english) == "not two digits")
    }

    @Test("an entry mode says how the card was read and whether a PIN can be entered")
    func entryModes() throws {
        #expect(try #require(POSEntryMode("051")).words(.english) == "chip, PIN entry possible")
        #expect(try #require(POSEntryMode("0022")).words(.english) == "magnetic stripe, no PIN entry")
        #expect(try #require(POSEntryMode("071")).words(.chinese) == "非接触芯片, 可输入PIN")
        #expect(try #require(POSEntryMode("801")).description == "801")
        for number in 0...999 {
            let text = String(repeating: "0", count: 3 - String(number).count) + String(number)
            let mode = try #require(POSEntryMode(text))
            #expect(mode.description == text && !mode.words(.english).isEmpty && !mode.words(.chinese).isEmpty)
        }
    }

    @Test("a data code of 1993 answers twelve questions")
    func dataCode1993() throws {
        // Field 22 of a published 1200 request.
        let words = try #require(POSDataCode1993("510101513344")).words(.english)
        #expect(
            words == [
                "card data input capability: chip", "cardholder authentication capability: PIN",
                "card capture capability: none", "operating environment: at the merchant, attended",
                "cardholder present: yes", "card present: yes", "card data input mode: chip",
                "cardholder authentication method: PIN", "cardholder authentication entity: authorizing agent",
                "card data output capability: chip", "terminal output capability: printing and display",
                "PIN capture capability: up to 4 digits",
            ])
        let letters = try #require(POSDataCode1993("ABCDEFGHIJKC"))
        #expect(letters.words(.english).first == "card data input capability: value A")
        #expect(letters.words(.english).last == "PIN capture capability: up to 12 digits")
        #expect(letters.words(.chinese).count == 12)
    }

    @Test("a data code of 2003 names its flags")
    func dataCode2003() throws {
        var code = [UInt8](repeating: 0, count: 16)
        code[0] = 0x20
        code[4] = 0x08
        code[8] = 0x02
        code[15] = 0x80
        #expect(
            try #require(POSDataCode2003(code)).words(.english) == [
                "card read: chip", "cardholder verified: online PIN", "environment: attended", "security: flag 32",
            ])
        #expect(try #require(POSDataCode2003([UInt8](repeating: 0xFF, count: 16))).words(.chinese).count == 128)
    }

    @Test("condition, function and reason codes have words, known or not")
    func otherCodes() {
        #expect(POSConditionCode.text("06", .english) == "pre-authorized")
        #expect(POSConditionCode.text("82", .english) == "private condition 82")
        #expect(FunctionCode.text("200", .english) == "original financial transaction")
        #expect(FunctionCode.text("400", .chinese) == "全额冲正")
        #expect(FunctionCode.text("831", .english) == "echo test")
        #expect(FunctionCode.text("299", .english) == "financial function 299")
        #expect(MessageReasonCode.text("4021", .english) == "timed out waiting for the response")
        #expect(MessageReasonCode.text("4777", .english) == "reason 4777 for a chargeback")
        #expect(MessageReasonCode.text("1510", .chinese) == "高于限额")
    }
}
