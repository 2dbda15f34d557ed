import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("A Hypercom-style batch that the host has closed already")
struct HypercomLateCloseTests {
    /// A terminal that sent its totals and got no answer in time.
    private static func unanswered() throws -> Desk {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedSale()
        try desk.settle()
        #expect(desk.requests.first?.kind == "0500 920000")
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        return desk
    }

    @Test("77 to totals that went without an answer before: they had closed it")
    func refusedAfterSilence() throws {
        var desk = try HypercomLateCloseTests.unanswered()
        try desk.answer("77")
        #expect(desk.screen == "settled" && desk.terminal.book.batch?.value == 2)
        #expect(desk.terminal.book.closed.last?.confirmation.evidence == .refusal)
    }

    @Test(
        "77 to the first totals closes nothing, and the close cannot be left: what is sold then would be in another batch"
    )
    func refusedAtOnce() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedSale()
        try desk.settle()
        try desk.answer("77")
        #expect(desk.screen == "close-refused" && desk.terminal.book.batch == .first)
        try desk.press("FUNC")
        #expect(desk.screen != "confirm-trade-on")
    }

    @Test("95 with totals of zero, then 77 to the upload: a copy of the totals had closed it")
    func zeroTotals() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedSale()
        try desk.settle()
        try desk.answer("95") { $0[text: 63] = String(repeating: "0", count: 30) }
        #expect(desk.requests.first?.mti == .batchUpload)
        try desk.answer("77")
        #expect(desk.screen == "settled" && desk.terminal.book.batch?.value == 2)
    }

    @Test("77 to the upload alone: the totals are sent once more before anything is believed")
    func forgottenTotals() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedSale()
        try desk.settle()
        try desk.answer("95") { $0[text: 63] = "001000000000400000000000000000" }
        try desk.answer("77")
        #expect(desk.requests.first?.kind == "0500 920000" && desk.terminal.book.batch == .first)
        try desk.answer("95") { $0[text: 63] = "001000000000400000000000000000" }
        try desk.answer("77")
        #expect(desk.screen == "close-refused" && desk.terminal.book.batch == .first)
    }

    @Test(
        "the whole upload was taken, its end got no answer, asked again it is refused: the batch is closed",
        arguments: [false, true])
    func endRefusedAfterSilence(isPowerCut: Bool) throws {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedSale()
        try desk.settle()
        try desk.answer("95") { $0[text: 63] = "001000000000400000000000000000" }
        #expect(desk.requests.first?.mti == .batchUpload)
        try desk.answer("00")
        #expect(desk.requests.first?.kind == "0500 960000")
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        try desk.answer("77")
        // One word of 77 closes nothing: the totals are asked for once more.
        #expect(desk.requests.first?.kind == "0500 920000" && desk.terminal.book.batch == .first)
        if isPowerCut { desk = try desk.afterPowerCut() }
        #expect(desk.requests.first?.kind == "0500 920000")
        try desk.answer("77")
        #expect(desk.terminal.book.batch?.value == 2)
        #expect(desk.terminal.book.closed.last?.confirmation.evidence == .refusal)
    }

    @Test(
        "77 to an advice that came over from the batch before may be late: it goes once more, and then it is believed")
    func lateRefusalOfCarriedAdvice() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedSale()
        try desk.toIdle()
        try desk.sale(900)
        try desk.answer("77")
        try desk.toIdle()
        try desk.offlineSale()
        let stored = try desk.lastTrace()
        try desk.toIdle()
        try desk.settle()
        try desk.answer("77")
        try desk.answer("00")
        #expect(desk.terminal.book.batch?.value == 2 && desk.terminal.book.pendingAdviceCount == 1)
        try desk.toIdle()
        try desk.give(.timer(.retry))
        #expect(desk.requests.map { $0[text: 11] } == [stored.description])
        try desk.answer("77")
        #expect(desk.requests.isEmpty)
        try desk.give(.timer(.retry))
        #expect(desk.requests.map { $0[text: 11] } == [stored.description])
        #expect(!desk.terminal.book.isClosedByHost && desk.logged.contains { $0.code == "advice.again" })
        try desk.answer("00")
        #expect(desk.terminal.book.pendingAdviceCount == 0 && desk.terminal.book.batch?.value == 2)
    }

    @Test(
        "77 to a sale: the host has closed the batch by itself; the next wish settles it first, stored advices are carried"
    )
    func closedByHost() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedSale()
        try desk.toIdle()
        try desk.sale(900)
        try desk.answer("77")
        #expect(desk.terminal.book.isClosedByHost)
        try desk.toIdle()
        try desk.offlineSale()
        try desk.toIdle()
        try desk.settle()
        // It may have been booked before: it is asked once more, and was not.
        #expect(desk.requests.first?.mti == .financialAdvice)
        try desk.answer("77")
        #expect(desk.requests.first?.kind == "0500 920000")
        try desk.answer("00")
        #expect(desk.terminal.book.batch?.value == 2 && desk.terminal.book.pendingAdviceCount == 1)
        #expect(desk.terminal.book.closed.last?.records.count == 2)
    }
}

@Suite("Stored advices before a void")
struct AdviceOrderTests {
    @Test("a void whose sale waits sends the older ones first", arguments: [SettlementStyle.unionPay, .hypercom])
    func oldestFirst(style: SettlementStyle) throws {
        var desk = try Desk.ready(style)
        try desk.offlineSale(700)
        let first = try desk.lastTrace()
        try desk.toIdle()
        try desk.offlineSale(800)
        let second = try desk.lastTrace()
        try desk.toIdle()
        try desk.void(second)
        let seen = try desk.serve()
        #expect(seen.prefix(2).map { $0[text: 11] } == [first.description, second.description])
        #expect(seen.count == 3 && seen.last?.mti == .financialRequest)
    }
}
