import ISO8583
import Testing
import TestSupport

@Suite("Composite fields and tables")
struct CompositeTests {
    @Test("totals put the amount before the count, domestic before foreign, a flag behind each side")
    func totals() throws {
        // The layout's published example: 3 debits of 123.45, 1 credit of 10.00, domestic.
        let text = "0000000123450030000000010000010" + String(repeating: "0", count: 31)
        let totals = try ReconciliationTotals48(text)
        #expect(totals.domestic == .init(debitAmount: 12345, debitCount: 3, creditAmount: 1000, creditCount: 1))
        #expect(totals.foreign == .init())
        #expect(try totals.text() == text)
    }

    @Test("totals that the field cannot say are refused, not cut off")
    func overflow() {
        let many = ReconciliationTotals48(domestic: .init(debitAmount: 1, debitCount: 1000))
        let much = ReconciliationTotals48(domestic: .init(debitAmount: 1_000_000_000_000, debitCount: 1))
        #expect(throws: ISO8583Error.self) { try many.text() }
        #expect(throws: ISO8583Error.self) { try much.text() }
        #expect(throws: ISO8583Error.self) { try ReconciliationTotals48("123") }
        #expect(throws: ISO8583Error.self) { try ReconciliationTotals48(String(repeating: "9", count: 62)) }
    }

    @Test("eight uploaded records fill field 48 to its 322 digits")
    func fullBlock() throws {
        let pan = try #require(PAN("6212345678901232"))
        let records = (1...8).map {
            UploadedRecord48(isForeign: $0 > 4, traceNumber: $0, pan: pan, amountMinorUnits: Int64($0) * 100)
        }
        let text = try UploadBlock48(records: records).text()
        #expect(text.utf8.count == 322)
        #expect(try UploadBlock48(text) == UploadBlock48(records: records))
        #expect(throws: ISO8583Error.self) { try UploadBlock48(records: records + records).text() }
        #expect(throws: ISO8583Error.self) { try UploadBlock48(String(text.dropLast())) }
    }

    @Test("field 60 is type, batch and network code, and keeps what follows")
    func field60() throws {
        let field = try #require(ReservedField60("22000123000501"))
        #expect(field.typeCode == "22" && field.batchNumber == 123 && field.networkCode == "000" && field.tail == "501")
        #expect(field.text == "22000123000501")
        #expect(ReservedField60("22") == nil)
        #expect(ReservedField60("22000A23000") == nil)
    }

    @Test("field 61 names the original")
    func field61() throws {
        let field = try #require(OriginalReference61("0000010000071123"))
        #expect(field == OriginalReference61(batchNumber: 1, traceNumber: 7, monthDay: "1123"))
        #expect(field.text == "0000010000071123")
    }

    @Test("a request is answered by the type whose third digit is one higher; a repeat by the same answer")
    func types() {
        #expect(MTI.financialRequest.response == .financialResponse)
        #expect(MTI(0x0221).response == .financialAdviceResponse)
        #expect(MTI.batchUpload.response == .batchUploadResponse)
        #expect(MTI.financialResponse.response == .financialResponse)
        #expect(MTI.reconciliationRequest.description == "0500")
    }

    @Test("95 asks for an upload, 77 and A0 for a sign-on, an unlisted code declines")
    func responseCodes() {
        #expect(ResponseMeaning(code: "00").action == .approve)
        #expect(ResponseMeaning(code: "95").action == .upload)
        #expect(ResponseMeaning(code: "77").action == .signIn)
        #expect(ResponseMeaning(code: "A0").action == .signIn)
        #expect(ResponseMeaning(code: "Q7").action == .decline)
        #expect(ResponseMeaning(code: "51").text(.chinese) == "余额不足")
    }

    @Test("an envelope is TPDU, header, message; too little of it is an error")
    func envelope() throws {
        let payload = bytes("6000030000" + "603100310100" + "0800")
        let envelope = try Envelope(parsing: payload)
        #expect(envelope.tpdu == TPDU(protocolID: 0x60, destination: 3, origin: 0))
        #expect(envelope.tpdu.swapped.description == "6000000003")
        #expect(envelope.body == [0x08, 0x00])
        #expect(envelope.bytes == payload)
        #expect(envelope.header?.asking(3).processingRequest == 3)
        for count in 0...11 {
            #expect(throws: ISO8583Error.self) { try Envelope(parsing: Array(payload[..<count])) }
        }
    }

    @Test("amounts are written with their currency's decimals")
    func amounts() throws {
        #expect(Amount(minorUnits: -1205, currency: .cny).description == "-12.05 CNY")
        #expect(Amount(minorUnits: 500, currency: try #require(Currency(numeric: 392))).description == "500 JPY")
        #expect(Amount(minorUnits: 5, currency: try #require(Currency(numeric: 48))).decimal == "0.005")
    }
}
