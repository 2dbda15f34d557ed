import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("States that nothing must lead to for good")
struct StuckStateTests {
    @Test(
        "a host that answers a reversal with 77 each time: refused, said so, and tried again; not a complaint about keys"
    )
    func reversalRefused() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.sale(300)
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        let seen = try desk.serve { $0.mti == .reversalRequest ? "77" : nil }
        #expect(
            seen.map(\.mti) == [.reversalRequest, .networkRequest, .reversalRequest, .networkRequest, .reversalRequest])
        #expect(desk.screen == "reversal-pending" && desk.says("REVERSAL REFUSED 77"))
        #expect(desk.timers[.retry] == 30_000 && desk.terminal.book.unresolved != nil)
        try desk.give(.timer(.retry))
        try desk.serve()
        #expect(desk.terminal.book.unresolved == nil)
    }

    @Test("a host that answers an advice with A0 each time: it stays stored, and is sent again later")
    func adviceRefused() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.offlineSale()
        try desk.press("CANCEL FUNC 9 5")
        try desk.serve { $0.mti == .financialAdvice ? "A0" : nil }
        #expect(desk.screen == "advice-pending" && desk.terminal.book.pendingAdviceCount == 1)
        #expect(desk.timers[.retry] != nil)
        try desk.give(.timer(.retry))
        try desk.serve()
        #expect(desk.terminal.book.pendingAdviceCount == 0)
    }

    @Test("a void that the totals have no digits for is refused: the batch can still be closed")
    func totalsOverflow() throws {
        var desk = try Desk.ready(.unionPay)
        let trace = try desk.approvedSale(600_000_000_000)
        try desk.refund(500_000_000_000)
        try desk.answerKindly()
        try desk.void(trace)
        #expect(desk.screen == "over-limit" && desk.requests.isEmpty)
        try desk.settle()
        try desk.serve()
        #expect(desk.isSettled && desk.terminal.book.closed[0].snapshot.totals.netMinorUnits == 100_000_000_000)
    }
}
