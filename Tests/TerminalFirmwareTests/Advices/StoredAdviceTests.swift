import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("Stored advices")
struct StoredAdviceDialogueTests {
    @Test("they follow an answered transaction by themselves, the oldest first, and leave the display alone")
    func background() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale(100)
        try desk.offlineSale(200)
        try desk.approvedSale(300)
        #expect(desk.timers[.retry] == 3000 && desk.requests.isEmpty)
        try desk.press("CANCEL")
        #expect(desk.says("2 TO SEND"))
        try desk.give(.timer(.retry))
        #expect(desk.screen == "idle")
        let sent = try desk.serve()
        #expect(sent.map { $0[text: 4] } == ["000000000100", "000000000200"])
        #expect(sent.allSatisfy { $0.mti == .financialAdvice } && desk.screen == "idle" && !desk.says("TO SEND"))
        #expect(desk.terminal.book.pendingAdviceCount == 0 && desk.timers[.retry] == nil)
    }

    @Test("a silent host: the same message three times, then pauses that double up to sixteenfold; nobody is told")
    func backOff() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale()
        try desk.toIdle()
        var pauses: [Int?] = []
        for round in 0..<6 {
            try desk.give(.timer(.retry))
            for _ in 0..<3 { try desk.give(.timer(.response)) }
            pauses.append(desk.timers[.retry])
            #expect(desk.requests.count == 3 * (round + 1) && desk.screen == "idle")
        }
        #expect(pauses == [30_000, 60_000, 120_000, 240_000, 480_000, 480_000])
        #expect(Set(desk.requests.map { $0[text: 11] }).count == 1 && desk.terminal.book.pendingAdviceCount == 1)
        desk.requests = []
        try desk.give(.timer(.retry))
        try desk.serve()
        #expect(desk.terminal.book.pendingAdviceCount == 0)
    }

    @Test("a host that is busy takes it later, 94 says that it has it", arguments: ["96", "91", "68"])
    func busyHost(_ code: String) throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale()
        try desk.give(.timer(.retry))
        try desk.answer(code)
        #expect(desk.last?.delivery == .waiting && desk.timers[.retry] == 30_000)
        try desk.give(.timer(.retry))
        try desk.answer("94")
        #expect(desk.last?.delivery == .delivered)
    }

    @Test("a refused one leaves the totals, is named to whoever waits, and does not hold up the next one")
    func refused() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale(100)
        try desk.offlineSale(200)
        try desk.press("CANCEL FUNC 9 5")
        #expect(desk.screen == "busy" && desk.says("SENDING STORED"))
        try desk.answer("51")
        try desk.answer("00")
        let records = desk.terminal.book.records
        #expect(records.map(\.delivery) == [.refused(code: "51"), .delivered])
        #expect(BatchTotals(of: records, style: .unionPay).netMinorUnits == 200)
        #expect(desk.logged.contains { $0.code == "advice.refused" && $0.text.contains("51") })
    }

    @Test("a refused tip goes off its sale")
    func refusedTip() throws {
        var desk = try Desk.ready(.unionPay)
        let trace = try desk.approvedSale(1000)
        try desk.tip(100, on: trace)
        try desk.give(.timer(.retry))
        try desk.answer("61")
        #expect(desk.terminal.book.record(trace)?.fullMinorUnits == 1000)
        try desk.void(trace)
        #expect(desk.requests.first?[text: 4] == "000000001000")
    }

    @Test(
        "A0 and 77: a sign-on, then the same advice again; an operator's display is left alone",
        arguments: ["A0", "77"])
    func keys(_ code: String) throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale()
        try desk.toIdle()
        try desk.give(.timer(.retry))
        let first = try #require(desk.requests.first)
        try desk.answer(code)
        #expect(desk.requests.first?.mti == .networkRequest && desk.screen == "idle")
        try desk.answer("00")
        #expect(desk.requests.first?.mti == .financialAdvice && desk.requests.first?[text: 11] == first[text: 11])
        try desk.answer("00")
        #expect(desk.last?.delivery == .delivered && desk.screen == "idle")
    }

    @Test("an errand goes before a stored advice that is on its way; the advice is sent again afterwards")
    func preempted() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale(100)
        try desk.toIdle()
        try desk.give(.timer(.retry))
        let advice = try #require(desk.requests.first)
        try desk.sale(300)
        #expect(desk.screen == "busy" && desk.requests.map(\.mti) == [.financialAdvice, .financialRequest])
        // The advice's late answer is nobody's any more.
        try desk.answer("00")
        #expect(desk.screen == "busy" && desk.terminal.book.pendingAdviceCount == 1)
        try desk.answerKindly()
        #expect(desk.screen == "approved")
        try desk.give(.timer(.retry))
        #expect(desk.requests.first?[text: 11] == advice[text: 11])
        try desk.answer("94")
        #expect(desk.terminal.book.pendingAdviceCount == 0)
    }

    @Test("a void waits for the advice of what it undoes, and for its tip")
    func voidWaits() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale(1000)
        let trace = try desk.lastTrace()
        try desk.void(trace)
        #expect(desk.requests.map(\.mti) == [.financialAdvice])
        try desk.answer("00")
        #expect(desk.requests.first?[text: 60] == "23000001000" && desk.requests.first?[text: 37] == "112309000001")
        try desk.answerKindly()
        #expect(desk.screen == "approved" && desk.terminal.book.record(trace)?.isVoided == true)
    }

    @Test("refused before its void came to it: there is nothing to void")
    func voidOfRefused() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale(1000)
        try desk.void(try desk.lastTrace())
        try desk.answer("51")
        #expect(desk.screen == "no-such-sale" && desk.requests.isEmpty)
    }

    @Test("after a power cut they are still there, and go by themselves", arguments: SettlementStyle.allCases)
    func powerCut(_ style: SettlementStyle) throws {
        var desk = try Desk.ready(style)
        try desk.offlineSale(100, code: "778899")
        try desk.give(.timer(.retry))
        let before = try #require(desk.requests.first)
        var again = try desk.afterPowerCut()
        #expect(again.timers[.retry] == 3000 && again.says("1 TO SEND") && again.requests.isEmpty)
        try again.give(.timer(.retry))
        let after = try #require(again.requests.first)
        for field in [3, 4, 11, 22, 25, 38, 60, 62] { #expect(after[text: field] == before[text: field], "\(field)") }
        try again.answer("94")
        #expect(again.terminal.book.pendingAdviceCount == 0)
    }

    @Test("the stripe of an offline sale is not in flash, nor on the line")
    func stripe() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale()
        let image = desk.terminal.flash.bytes
        for secret in ["4111111111111111", "30122010"] {
            let bytes = Array(secret.utf8)
            #expect(!image.indices.contains { image[$0...].starts(with: bytes) })
        }
        try desk.give(.timer(.retry))
        #expect(desk.requests.first?.has(35) == false && desk.requests.first?[text: 2] == "4111111111111111")
    }

    @Test("a refund that nobody answered does not hold up a sale, and prints its paper when it is answered")
    func refund() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.refund()
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        #expect(desk.screen == "advice-pending" && desk.printed.isEmpty)
        desk.requests = []
        try desk.press("CANCEL")
        #expect(desk.says("1 TO SEND"))
        try desk.approvedSale()
        #expect(desk.printed.count == 1 && desk.paperSays("SALE"))
        try desk.toIdle()
        try desk.give(.timer(.retry))
        #expect(desk.requests.first?.mti == .financialAdvice)
        try desk.answerKindly()
        #expect(desk.printed.count == 2 && desk.paperSays("REFUND") && desk.screen == "idle")
        #expect(desk.terminal.book.pendingAdviceCount == 0)
    }

    @Test("while a reversal waits, nothing stored leaves before it", arguments: SettlementStyle.allCases)
    func reversalFirst(_ style: SettlementStyle) throws {
        var desk = try Desk.ready(style)
        try desk.offlineSale(100)
        try desk.sale(300)
        for _ in 0..<4 { try desk.give(.timer(.response)) }
        desk.requests = []
        try desk.toIdle()
        // What the terminal approves by itself sends nothing: it may, also now.
        try desk.offlineSale(200)
        #expect(desk.screen == "approved")
        try desk.toIdle()
        try desk.press("FUNC 9 5")
        let sent = try desk.serve()
        #expect(sent.map(\.mti) == [.reversalRequest, .financialAdvice, .financialAdvice])
        #expect(desk.screen == "all-sent")
    }

    @Test("a call of the host and a balance enquiry leave what has to be tried again to be tried again")
    func retryStays() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.sale()
        for _ in 0..<4 { try desk.give(.timer(.response)) }
        desk.requests = []
        try desk.press("CANCEL FUNC 9 6")
        try desk.answer("00")
        #expect(desk.screen == "host-reached" && desk.timers[.retry] == 30_000)
        try desk.toIdle()
        try desk.give(.timer(.retry))
        #expect(desk.requests.map(\.mti) == [.reversalRequest])
    }
}
