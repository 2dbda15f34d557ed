import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("Every kind of transaction, UnionPay-style")
struct UnionPayKindTests {
    /// Holds a message's fields against these; nil stands for a field that must not be there.
    private func expect(
        _ message: Message?, _ type: MTI, _ fields: [Int: String?], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(message?.mti == type, sourceLocation: sourceLocation)
        for (field, wanted) in fields {
            #expect(message?[text: field] == wanted, "field \(field)", sourceLocation: sourceLocation)
        }
    }

    @Test("a sale: 0200, 000000, type 22, with the stripe")
    func sale() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.sale()
        expect(
            desk.requests.first, .financialRequest,
            [
                2: "4111111111111111", 3: "000000", 4: "000000000500", 11: "000002", 14: "3012", 22: "022", 25: "00",
                35: "4111111111111111D30122010000000000000", 37: nil, 38: nil, 41: "10000001", 42: "104110070110001",
                49: "156", 60: "22000001000", 61: nil,
            ])
        try desk.answerKindly()
        #expect(desk.screen == "approved" && desk.lines.prefix(3) == ["SALE APPROVED", "CNY 5.00", "TRACE 000002"])
        #expect(desk.paperSays("SALE") && desk.paperSays("123456") && desk.paperSays("112309000001"))
    }

    @Test("a void: 200000, type 23, names batch and trace of the sale, its reference and its code")
    func void() throws {
        var desk = try Desk.ready(.unionPay)
        let trace = try desk.approvedSale()
        try desk.void(trace)
        expect(
            desk.requests.first, .financialRequest,
            [
                3: "200000", 4: "000000000500", 22: "012", 25: "00", 35: nil, 37: "112309000001", 38: "123456",
                60: "23000001000", 61: "000001000002",
            ])
        try desk.answerKindly()
        #expect(desk.says("VOID APPROVED") && desk.paperSays("CNY -5.00") && desk.paperSays("ORIGINAL TRACE"))
        #expect(desk.terminal.book.record(trace)?.isVoided == true)
    }

    @Test("a refund is an advice: 0220, type 25, names the day of the sale, and 000 in field 63")
    func refund() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.refund()
        expect(
            desk.requests.first, .financialAdvice,
            [
                3: "200000", 4: "000000000200", 25: "00", 35: nil, 37: "123456789012", 60: "25000001000",
                61: "0000000000001120", 63: "000",
            ])
        try desk.answerKindly()
        #expect(desk.says("REFUND APPROVED") && desk.paperSays("CNY -2.00"))
    }

    @Test("a pre-authorization: 0100, 030000, condition 06, type 10; it is in no total")
    func preAuthorization() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.preAuthorize()
        expect(
            desk.requests.first, .authorizationRequest,
            [3: "030000", 4: "000000010000", 25: "06", 60: "10000001000", 61: nil])
        try desk.answerKindly()
        #expect(desk.says("PRE-AUTH APPROVED") && desk.paperSays("PRE-AUTH") && desk.paperSays("123456"))
        #expect(BatchTotals(of: desk.terminal.book.records, style: .unionPay).netMinorUnits == 0)
    }

    @Test("its void: type 11, with the code; batch, trace and day when it lies in this batch, else zeros and day")
    func preAuthorizationVoid() throws {
        var desk = try Desk.ready(.unionPay)
        let trace = try desk.approvedPreAuthorization()
        try desk.voidPreAuthorization()
        expect(
            desk.requests.first, .authorizationRequest,
            [3: "200000", 25: "06", 38: "123456", 60: "11000001000", 61: "0000010000021123"])
        try desk.answerKindly()
        #expect(desk.terminal.book.record(trace)?.isVoided == true && desk.says("PRE-AUTH VOID APPROVED"))
        try desk.voidPreAuthorization(2000, code: "654321")
        expect(desk.requests.first, .authorizationRequest, [38: "654321", 61: "0000000000001123"])
    }

    @Test("a completion: 0200, 000000, condition 06, type 20; it may be less or more than what is held")
    func completion() throws {
        var desk = try Desk.ready(.unionPay)
        let held = try desk.approvedPreAuthorization()
        try desk.complete(11_500)
        expect(
            desk.requests.first, .financialRequest,
            [
                3: "000000", 4: "000000011500", 25: "06", 38: "123456", 60: "20000001000", 61: "0000010000021123",
            ])
        try desk.answerKindly()
        #expect(desk.terminal.book.record(held)?.isCompleted == true && desk.says("COMPLETION APPROVED"))
        #expect(BatchTotals(of: desk.terminal.book.records, style: .unionPay).netMinorUnits == 11_500)
    }

    @Test("its void: type 21, names batch and trace of the completion; then it can be completed again")
    func completionVoid() throws {
        var desk = try Desk.ready(.unionPay)
        let held = try desk.approvedPreAuthorization()
        try desk.complete(9000)
        try desk.answerKindly()
        let trace = try desk.lastTrace()
        try desk.void(trace, menu: "FUNC 8 4")
        expect(
            desk.requests.first, .financialRequest,
            [3: "200000", 4: "000000009000", 25: "06", 37: "112309000001", 60: "21000001000", 61: "000001000003"])
        try desk.answerKindly()
        #expect(desk.says("COMPL. VOID APPROVED") && desk.terminal.book.record(held)?.isCompleted == false)
        try desk.complete(9500)
        #expect(desk.requests.first?[text: 60] == "20000001000")
    }

    @Test("an offline sale is approved at once; its advice is 0220, type 30, with the code that was given by telephone")
    func offlineSale() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale(700, code: "778899")
        #expect(desk.screen == "approved" && desk.requests.isEmpty && desk.last?.delivery == .waiting)
        #expect(desk.paperSays("OFFLINE SALE") && desk.paperSays("778899") && desk.paperSays("APPROVED"))
        try desk.give(.timer(.retry))
        expect(
            desk.requests.first, .financialAdvice,
            [3: "000000", 4: "000000000700", 25: "00", 35: nil, 38: "778899", 60: "30000001000", 61: nil])
        try desk.answer("00")
        guard case .approved(let approval)? = desk.last?.state else { return #expect(Bool(false), "not approved") }
        #expect(desk.last?.delivery == .delivered && approval.reference == "112309000001")
        #expect(approval.authorization == "778899")
        // The paper came with the approval, not once more with the answer.
        #expect(desk.printed.count == 1)
    }

    @Test("a tip is an advice: type 34, the tip alone in field 4, and names the sale")
    func tip() throws {
        var desk = try Desk.ready(.unionPay)
        let trace = try desk.approvedSale(1000)
        try desk.tip(150, on: trace)
        #expect(desk.says("TIP APPROVED") && desk.says("CNY 1.50") && desk.paperSays("ORIGINAL TRACE"))
        #expect(desk.terminal.book.record(trace)?.fullMinorUnits == 1150)
        try desk.give(.timer(.retry))
        expect(
            desk.requests.first, .financialAdvice,
            [3: "000000", 4: "000000000150", 22: "012", 37: "112309000001", 60: "34000001000", 61: "000001000002"])
        try desk.answer("00")
        try desk.void(trace)
        // A void takes the tip along.
        expect(desk.requests.first, .financialRequest, [4: "000000001150", 60: "23000001000"])
    }

    @Test("a balance enquiry: 310000, type 01, no amount; the answer is shown and leaves no record, no paper")
    func balance() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.press("FUNC 9 3")
        try desk.swipe()
        expect(desk.requests.first, .financialRequest, [3: "310000", 4: nil, 25: "00", 60: "01000001000"])
        try desk.answer("00") { $0[text: 54] = "1002156C000000123456" }
        #expect(desk.screen == "balance" && desk.lines[1] == "CNY 1234.56")
        #expect(desk.terminal.book.records.isEmpty && desk.printed.isEmpty)
        try desk.press("CANCEL FUNC 9 3")
        try desk.swipe()
        try desk.answer("00") { $0[text: 54] = "1002156D000000000100" }
        #expect(desk.lines[1] == "CNY -1.00")
        try desk.press("CANCEL FUNC 9 3")
        try desk.swipe()
        for _ in 0..<2 { try desk.give(.timer(.response)) }
        // It moves no money: no reversal, and it is not sent again, for its PIN is gone.
        #expect(desk.requests.count == 1 && desk.screen == "no-answer" && desk.terminal.book.unresolved == nil)
    }

    @Test("sign-off 0820 002 and call of the host 0820 301; after the sign-off nothing is sold before the next sign-on")
    func signOff() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.press("FUNC 9 6")
        expect(desk.requests.first, .networkAdvice, [60: "00000001301"])
        try desk.answer("00")
        #expect(desk.screen == "host-reached" && desk.says("HOST ANSWERS 00"))
        try desk.press("CANCEL FUNC 9 4")
        expect(desk.requests.first, .networkAdvice, [60: "00000001002"])
        try desk.answer("00")
        #expect(desk.screen == "signed-off")
        for keys in ["CANCEL 5", "CANCEL FUNC 8 1", "CANCEL FUNC 9 1", "CANCEL FUNC 9 3"] {
            try desk.press(keys)
            #expect(desk.screen == "signed-off" && desk.requests.isEmpty, "\(keys)")
        }
        try desk.press("CANCEL")
        #expect(desk.says("SIGNED OFF: FUNC 5"))
        try desk.press("FUNC 5")
        try desk.answer("00")
        try desk.sale()
        #expect(desk.requests.map(\.mti) == [.financialRequest])
    }
}
