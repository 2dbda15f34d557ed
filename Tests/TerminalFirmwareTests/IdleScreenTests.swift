import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("What the idle screen says")
struct IdleScreenTests {
    @Test("a reminder and the count of what is not sent stand there together, also beside a pending reversal")
    func twoWarnings() throws {
        var desk = try Desk.ready(.english) { $0.settlement.remindFrom = TimeOfDay("22:00") }
        try desk.sell()
        try desk.offlineSale(700)
        try desk.toIdle()
        #expect(Array(desk.lines[4...]) == ["! 1 TO SEND", ""])
        try desk.tick("22:00")
        #expect(Array(desk.lines[4...]) == ["! NOT SETTLED: FUNC 4", "! 1 TO SEND"])
        try desk.sale(300)
        for _ in 0..<4 { try desk.give(.timer(.response)) }
        try desk.toIdle()
        #expect(Array(desk.lines[4...]) == ["! REVERSAL PENDING", "! 1 TO SEND"])
    }

    @Test("it counts what the settlement counts", arguments: SettlementStyle.allCases)
    func sameCount(_ style: SettlementStyle) throws {
        var desk = try Desk.fullBatch(style)
        try desk.approvedPreAuthorization()
        try desk.toIdle()
        let count = BatchTotals(of: desk.terminal.book.records, style: style).count
        #expect(desk.lines[3].hasSuffix(" \(count) trans."), "\(desk.lines)")
        try desk.press("FUNC 4")
        #expect(desk.screen == "confirm-settle" && desk.says("\(count) trans."))
    }

    @Test("a batch in which an amount is only held keeps nobody from selling in the morning")
    func heldOvernight() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedPreAuthorization()
        try desk.toIdle()
        #expect(desk.lines[3].hasSuffix(" 0 trans."))
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.give(.tick)
        try desk.press("5")
        #expect(desk.screen == "amount")
        try desk.press("CANCEL")
        try desk.approvedSale(500)
        try desk.toIdle()
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.give(.tick)
        #expect(desk.screen == "settle-first" && desk.says("1 trans."))
    }
}

@Suite("ENTER after no answer")
struct UnansweredTests {
    /// A terminal that asked three times and heard nothing.
    private func silent(_ keys: String, _ style: SettlementStyle = .unionPay) throws -> Desk {
        var desk = try Desk.ready(style)
        try desk.press(keys)
        if desk.screen == "card" { try desk.swipe() }
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        desk.requests = []
        #expect(desk.screen == "no-answer")
        try desk.press("ENTER")
        return desk
    }

    @Test("a balance is asked for with the card once more, for its PIN is gone", arguments: SettlementStyle.allCases)
    func balance(_ style: SettlementStyle) throws {
        var desk = try silent("FUNC 9 3", style)
        #expect(desk.screen == "card" && desk.requests.isEmpty)
        try desk.swipe()
        #expect(desk.terminal.exchange?.purpose == .balance)
    }

    @Test("a call of the host is made again", arguments: SettlementStyle.allCases)
    func echo(_ style: SettlementStyle) throws {
        var desk = try silent("FUNC 9 6", style)
        #expect(desk.terminal.exchange?.purpose == .echo)
        try desk.answer("00")
        #expect(desk.screen == "host-reached")
    }

    @Test("so are a sign-off and a sign-on")
    func signing() throws {
        var off = try silent("FUNC 9 4")
        #expect(off.terminal.exchange?.purpose == .signOff)
        try off.answer("00")
        #expect(off.screen == "signed-off")
        var on = try silent("FUNC 5")
        #expect(on.terminal.exchange?.purpose == .signOn)
        try on.answer("00")
        #expect(on.screen == "signed-on")
    }

    @Test("a wrong MAC on a balance asks for the card again, too")
    func distrusted() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.press("FUNC 9 3")
        try desk.swipe()
        try desk.answer("00") { $0[bytes: 64] = [UInt8](repeating: 0, count: 8) }
        #expect(desk.screen == "no-answer")
        try desk.press("ENTER")
        #expect(desk.screen == "card")
    }
}
