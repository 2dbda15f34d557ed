import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("What an operator may not do")
struct RefusedEntryTests {
    @Test(
        "a void and a tip need a record of this batch that stands and is of the right kind",
        arguments: SettlementStyle.allCases)
    func originals(_ style: SettlementStyle) throws {
        var desk = try Desk.ready(style)
        let sale = try desk.approvedSale()
        let held = try desk.approvedPreAuthorization()
        try desk.sale()
        try desk.answer("51")
        let declined = try desk.lastTrace()
        try desk.toIdle()
        let unknown = try #require(TraceNumber(999))
        for trace in [held, declined, unknown] {
            for menu in ["FUNC 2", "FUNC 9 2", "FUNC 8 4"] {
                try desk.void(trace, menu: menu)
                #expect(desk.screen == "no-such-sale" && desk.requests.isEmpty, "\(menu) \(trace)")
            }
        }
        try desk.void(sale, menu: "FUNC 8 4")
        #expect(desk.screen == "no-such-sale")
        try desk.void(sale)
        try desk.answerKindly()
        for menu in ["FUNC 2", "FUNC 9 2"] {
            try desk.void(sale, menu: menu)
            #expect(desk.screen == "already-voided" && desk.requests.isEmpty, "\(menu)")
        }
    }

    @Test("a completion over 115 percent of what is held is refused at the terminal, exactly 115 is not")
    func completionLimit() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedPreAuthorization(10_000)
        try desk.complete(11_501)
        #expect(desk.screen == "over-limit" && desk.lines[1] == "CNY 115.00" && desk.requests.isEmpty)
        try desk.complete(11_500)
        #expect(desk.requests.count == 1)
    }

    @Test("what was completed or set free cannot be completed again")
    func completedTwice() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedPreAuthorization()
        try desk.complete(9000)
        try desk.answerKindly()
        try desk.complete(9000)
        #expect(desk.screen == "already-voided" && desk.requests.isEmpty)
        var other = try Desk.ready(.unionPay)
        try other.approvedPreAuthorization()
        try other.voidPreAuthorization()
        try other.answerKindly()
        try other.complete(9000)
        #expect(other.screen == "already-voided" && other.requests.isEmpty)
        // Nor set free: what became of it is known here.
        for var desk in [desk, other] {
            try desk.voidPreAuthorization()
            #expect(desk.screen == "already-voided" && desk.requests.isEmpty)
        }
    }

    @Test("an offline sale over the floor limit is refused with the limit; none at all where the shop may not")
    func floorLimit() throws {
        var desk = try Desk.ready { $0.offlineLimit = 1000 }
        try desk.offlineSale(1001)
        #expect(desk.screen == "over-limit" && desk.lines[1] == "CNY 10.00" && desk.terminal.book.records.isEmpty)
        try desk.offlineSale(1000)
        #expect(desk.screen == "approved")
        var other = try Desk.ready { $0.offlineLimit = 0 }
        try other.offlineSale()
        #expect(other.screen == "offline-not-allowed" && other.terminal.book.records.isEmpty)
    }

    @Test("tips on a sale come to the limit together, and no further")
    func tipLimit() throws {
        var desk = try Desk.ready { $0.tipPercent = 20 }
        let trace = try desk.approvedSale(1000)
        try desk.tip(201, on: trace)
        #expect(desk.screen == "over-limit" && desk.lines[1] == "CNY 2.00")
        try desk.tip(150, on: trace)
        #expect(desk.screen == "approved")
        try desk.tip(51, on: trace)
        #expect(desk.screen == "over-limit" && desk.lines[1] == "CNY 0.50")
        try desk.tip(50, on: trace)
        #expect(desk.screen == "approved" && desk.terminal.book.record(trace)?.tipMinorUnits == 200)
    }

    @Test("with too many stored the terminal approves nothing more by itself; online it sells on")
    func tooManyStored() throws {
        var desk = try Desk.ready { $0.adviceLimit = 2 }
        let trace = try desk.approvedSale(1000)
        try desk.offlineSale()
        try desk.offlineSale()
        try desk.offlineSale()
        #expect(desk.screen == "too-many-stored" && desk.terminal.book.pendingAdviceCount == 2)
        try desk.tip(100, on: trace)
        #expect(desk.screen == "too-many-stored")
        try desk.sale()
        #expect(desk.requests.map(\.mti) == [.financialRequest])
        try desk.answerKindly()
        try desk.press("CANCEL")
        #expect(desk.says("2 TO SEND"))
        try desk.press("FUNC 9 5")
        try desk.serve()
        #expect(desk.screen == "all-sent")
        try desk.offlineSale()
        #expect(desk.screen == "approved")
    }

    @Test("a PIN that was entered for what does not come about is forgotten; one that is being entered is kept")
    func pin() throws {
        var desk = try Desk()
        try desk.press("5 0 0 ENTER")
        try desk.swipe("6212345678901232=30122200000123400000")
        try desk.press("1 2 3 4 ENTER")
        #expect(desk.requests.map(\.mti) == [.networkRequest] && desk.terminal.element.pinLength == 4)
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        #expect(desk.screen == "no-answer" && desk.terminal.element.pinLength == 0)
        desk.requests = []
        try desk.press("CANCEL")
        try desk.signOn()
        try desk.offlineSale()
        try desk.press("CANCEL 5 ENTER")
        try desk.swipe("6212345678901232=30122200000123400000")
        try desk.press("1 2")
        try desk.give(.timer(.retry))
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        #expect(desk.screen == "pin" && desk.terminal.element.pinLength == 2)
    }

    @Test("an authorization code has six digits; only an offline sale may go without one")
    func codes() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.press("FUNC 8 3 1 0 0 ENTER ENTER 1 2 3 ENTER")
        #expect(desk.screen == "authorization")
        try desk.press("CLEAR CLEAR CLEAR ENTER")
        #expect(desk.screen == "authorization")
        try desk.press("CANCEL FUNC 9 1 1 0 0 ENTER 1 2 ENTER")
        #expect(desk.screen == "authorization")
        try desk.press("CLEAR CLEAR ENTER")
        #expect(desk.screen == "card")
    }

    @Test("nothing to send, no settlement to leave: said so", arguments: SettlementStyle.allCases)
    func nothing(_ style: SettlementStyle) throws {
        var desk = try Desk.ready(style)
        try desk.press("FUNC 9 5")
        #expect(desk.screen == "nothing-to-send")
        try desk.press("CANCEL FUNC 9 7")
        #expect(desk.screen == "no-close-running")
        try desk.press("CANCEL FUNC 4")
        #expect(desk.screen == "nothing-to-settle" && desk.requests.isEmpty)
    }

    @Test("every menu, every question and every notice fits into 24 columns", arguments: Language.allCases)
    func width(_ language: Language) throws {
        let paths = [
            "FUNC", "FUNC 8", "FUNC 9", "FUNC 9 1", "FUNC 9 1 5 ENTER", "FUNC 9 2", "FUNC 9 3", "FUNC 8 3 5 ENTER",
            "FUNC 8 3 5 ENTER ENTER", "FUNC 8 4",
        ]
        for path in paths {
            var desk = try Desk.ready(language)
            try desk.press(path)
            #expect(desk.lines.allSatisfy { TextLayout.width($0) <= DisplayContent.columns }, "\(path) \(desk.lines)")
            #expect(desk.lines.count == DisplayContent.lineCount)
        }
        let desk = try Desk.ready(language)
        let notices: [Notice] = [
            .nothingToSend, .allSent, .adviceRefused(.first, code: "51"), .balance(minorUnits: 999_999_999_999),
            .hostReached(code: "00"), .signedOff, .overLimit(minorUnits: 999_999_999_999), .tooManyStored(limit: 900),
            .offlineNotAllowed, .noCloseRunning, .tradingOn, .cannotEncode("field 48"),
            .approved(.preAuthorizationVoid, .first, minorUnits: 1), .approved(.completionVoid, .first, minorUnits: 1),
            .approved(.offlineSale, .first, minorUnits: 1), .closeRefused(code: "95"),
        ]
        for notice in notices {
            for line in notice.lines(desk.terminal.parameters) {
                #expect(TextLayout.width(line) <= DisplayContent.columns, "\(notice.screen): \(line)")
            }
            #expect(notice.lines(desk.terminal.parameters).count <= DisplayContent.lineCount)
        }
    }
}
