import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("Every kind of transaction, Hypercom-style")
struct HypercomKindTests {
    private func expect(
        _ message: Message?, _ type: MTI, _ fields: [Int: String?], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(message?.mti == type, sourceLocation: sourceLocation)
        for (field, wanted) in fields {
            #expect(message?[text: field] == wanted, "field \(field)", sourceLocation: sourceLocation)
        }
    }

    @Test("sign-on: 0800, 920000; the keys come as hexadecimal digits, the terminal keeps its own batch number")
    func signOn() throws {
        var desk = try Desk { $0.style = .hypercom }
        try desk.press("FUNC 5")
        expect(
            desk.requests.first, .networkRequest, [3: "920000", 24: "003", 41: "10000001", 60: nil, 62: nil, 64: nil])
        try desk.answer("00")
        #expect(desk.screen == "signed-on" && desk.terminal.book.isSignedOn && desk.terminal.book.batch == .first)
        try desk.press("CANCEL FUNC 5")
        try desk.answer("00") { $0[text: 62] = String(repeating: "0x", count: 40) }
        #expect(desk.screen == "sign-on-failed")
    }

    @Test("a sale: its trace number is the invoice number; no MAC, the NII in field 24, no currency")
    func sale() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.sale()
        expect(
            desk.requests.first, .financialRequest,
            [
                2: "4111111111111111", 3: "000000", 4: "000000000500", 11: "000002", 22: "022", 24: "003", 25: "00",
                35: "4111111111111111D30122010000000000000", 49: nil, 60: nil, 61: nil, 62: "000002", 64: nil,
            ])
        try desk.answerKindly()
        #expect(desk.says("SALE APPROVED") && desk.paperSays("APPROVED"))
    }

    @Test("a void: 020000, invoice, reference and code of the sale")
    func void() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.void(try desk.approvedSale())
        expect(
            desk.requests.first, .financialRequest,
            [
                3: "020000", 4: "000000000500", 35: nil, 37: "112309000001", 38: "123456", 60: "000000000500",
                62: "000002",
            ])
        try desk.answerKindly()
        #expect(desk.says("VOID APPROVED"))
    }

    @Test("a refund is a request that is reversed when nobody answers")
    func refund() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.refund()
        expect(desk.requests.first, .financialRequest, [3: "200000", 4: "000000000200", 62: "000002"])
        try desk.give(.timer(.response))
        expect(desk.requests.last, .reversalRequest, [3: "200000", 11: "000002", 62: "000002"])
        desk.requests.removeFirst()
        try desk.answer("00")
        #expect(desk.screen == "not-completed" && desk.terminal.book.approvedCount == 0 && desk.printed.isEmpty)
    }

    @Test("a pre-authorization: 0100, 300000, condition 06; its void 0100, 020000 with code and invoice")
    func preAuthorization() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.preAuthorize()
        expect(desk.requests.first, .authorizationRequest, [3: "300000", 25: "06", 62: "000002"])
        try desk.answerKindly()
        try desk.voidPreAuthorization()
        expect(desk.requests.first, .authorizationRequest, [3: "020000", 25: "06", 38: "123456", 62: "000002"])
        try desk.answerKindly()
        #expect(desk.says("PRE-AUTH VOID APPROVED"))
        #expect(BatchTotals(of: desk.terminal.book.records, style: .hypercom).netMinorUnits == 0)
    }

    @Test("a completion is an advice: 0220, 004000, without the stripe; no answer leaves it stored, not undone")
    func completion() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedPreAuthorization()
        try desk.complete(8000)
        expect(
            desk.requests.first, .financialAdvice,
            [3: "004000", 4: "000000008000", 25: "06", 35: nil, 38: "123456", 62: "000003"])
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        #expect(desk.screen == "advice-pending" && desk.terminal.book.pendingAdviceCount == 1)
        #expect(desk.printed.count == 1)
        desk.requests = []
        try desk.give(.timer(.retry))
        try desk.answerKindly()
        // Its paper comes with the answer.
        #expect(desk.printed.count == 2 && desk.paperSays("COMPLETION") && desk.last?.isApproved == true)
        try desk.void(try desk.lastTrace(), menu: "FUNC 8 4")
        expect(desk.requests.first, .financialRequest, [3: "020000", 25: "06", 37: "112309000001", 62: "000003"])
    }

    @Test("an offline sale: 0220, 000000, with the code that was given by telephone")
    func offlineSale() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.offlineSale(700, code: "778899")
        try desk.give(.timer(.retry))
        expect(desk.requests.first, .financialAdvice, [3: "000000", 4: "000000000700", 38: "778899", 62: "000002"])
        try desk.answer("00")
        // Below the floor limit nobody gives a code: the terminal does, and it is on the paper.
        try desk.offlineSale(700)
        #expect(desk.paperSays("000003"))
        try desk.give(.timer(.retry))
        expect(desk.requests.first, .financialAdvice, [38: "000003"])
    }

    @Test("a tip names the new total in field 4 and what it was in field 60; a second one is on top of the first")
    func tip() throws {
        var desk = try Desk.ready(.hypercom)
        let trace = try desk.approvedSale(1000)
        try desk.tip(150, on: trace)
        try desk.give(.timer(.retry))
        expect(
            desk.requests.first, .financialAdvice,
            [3: "020000", 4: "000000001150", 37: "112309000001", 60: "000000001000", 62: "000002"])
        try desk.answer("00")
        try desk.tip(50, on: trace)
        try desk.give(.timer(.retry))
        expect(desk.requests.first, .financialAdvice, [4: "000000001200", 60: "000000001150", 62: "000002"])
    }

    @Test("a balance enquiry: 0100, 310000; a call of the host: 0800, 990000; a sign-off sends nothing")
    func others() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.press("FUNC 9 3")
        try desk.swipe()
        expect(desk.requests.first, .authorizationRequest, [3: "310000", 4: nil, 25: "00", 62: nil])
        try desk.answer("00") { $0[text: 54] = "1002156C000000123456" }
        #expect(desk.says("CNY 1234.56"))
        try desk.press("CANCEL FUNC 9 6")
        expect(desk.requests.first, .networkRequest, [3: "990000"])
        try desk.answer("00")
        #expect(desk.screen == "host-reached")
        try desk.press("CANCEL FUNC 9 4")
        #expect(desk.screen == "signed-off" && desk.requests.isEmpty && !desk.terminal.book.isSignedOn)
    }
}
