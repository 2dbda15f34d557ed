import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("A batch that the host has closed by itself")
struct ClosedByHostDialogueTests {
    /// A terminal with two sales that the host has, an offline sale and a tip that it has not.
    private func forgotten() throws -> Desk {
        var desk = try Desk.ready(.unionPay)
        let trace = try desk.approvedSale(1000)
        try desk.approvedSale(500)
        try desk.tip(100, on: trace)
        try desk.offlineSale(700)
        try desk.toIdle()
        return desk
    }

    @Test("77 to a sale, a sign-on that names the next batch: totals of what the host has, without the stored ones")
    func learnedFromASale() throws {
        var desk = try forgotten()
        try desk.sale(300)
        try desk.answer("77")
        #expect(desk.screen == "declined" && desk.terminal.book.close == .open)
        try desk.press("CANCEL FUNC 5")
        // What is stored is asked for in the old batch first: an answer may have got lost. 77 says that it never came.
        try desk.serveClosed { $0.mti == .reconciliationRequest }
        let totals = try #require(desk.requests.first)
        #expect(totals.kind == "0500" && totals[text: 60] == "00000001201")
        #expect(try ReconciliationTotals48(try #require(totals[text: 48])).foreign.debitAmount == 1500)
        #expect(desk.logged.contains { $0.code == "close.by-host" })
        try desk.answerKindly()
        #expect(desk.requests.first?[text: 60] == "00000001207")
        try desk.answer("00")
        try desk.answerSignOn(batch: "000002")
        #expect(desk.screen == "settled" && desk.says("CNY 15.00") && desk.paperSays("CLOSED BY HOST"))
        let book = desk.terminal.book
        #expect(book.batch?.value == 2 && book.records.map(\.transaction.kind) == [.tip, .offlineSale])
        #expect(book.records.allSatisfy { $0.transaction.batch.value == 2 && $0.delivery == .waiting })
        #expect(desk.logged.contains { $0.code == "close.carried" && $0.text.contains("2") })
        try desk.give(.timer(.retry))
        let sent = try desk.serve()
        #expect(sent.map { $0[text: 60] } == ["34000002000", "30000002000"])
        // The tip's sale lies in the batch before.
        #expect(sent[0][text: 61] == "000001000002")
        try desk.settle()
        try desk.serve()
        #expect(desk.terminal.book.closed.last?.snapshot.totals.netMinorUnits == 800)
    }

    @Test("77 to a stored advice in the background leads there too, and the display tells of the close")
    func learnedInTheBackground() throws {
        var desk = try forgotten()
        try desk.give(.timer(.retry))
        #expect(desk.screen == "idle")
        try desk.serveClosed { $0.mti == .reconciliationRequest }
        #expect(desk.requests.first?.kind == "0500" && desk.screen == "busy")
        try desk.serveClosed()
        #expect(desk.screen == "settled" && desk.terminal.book.pendingAdviceCount == 2)
    }

    @Test("a reversal for that batch still goes before its totals")
    func reversalFirst() throws {
        var desk = try forgotten()
        try desk.sale(300)
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        try desk.answer("A0")
        try desk.answerSignOn(batch: "000002")
        #expect(desk.requests.map(\.mti) == [.reversalRequest] && desk.requests[0][text: 60] == "22000001000")
        try desk.answer("00")
        try desk.serveClosed { $0.mti == .reconciliationRequest }
        #expect(desk.requests.first?.kind == "0500")
    }

    @Test("the power fails at any step: the same end, nothing carried twice", arguments: [true, false])
    func powerCuts(_ isBalanced: Bool) throws {
        for cut in 0..<9 {
            var desk = try forgotten()
            try desk.press("FUNC 5")
            try desk.answerSignOn(batch: "000002")
            var left = cut
            try desk.serveClosed(balanced: isBalanced) { _ in
                left -= 1
                return left < 0
            }
            var again = try desk.afterPowerCut()
            try again.serveClosed(balanced: isBalanced)
            // Before the close began the stored advices wait for their time, as after every start.
            if again.terminal.book.closed.isEmpty { try again.give(.timer(.retry)) }
            try again.serveClosed(balanced: isBalanced)
            let book = again.terminal.book
            #expect(book.closed.map(\.snapshot.totals.netMinorUnits) == [1500], "cut at \(cut)")
            #expect(book.batch?.value == 2)
            #expect(book.records.map(\.transaction.minorUnits) == [100, 700], "cut at \(cut)")
        }
    }

    @Test("the answer to the end was lost, the end asked for again is refused with 77: the sign-on is the confirmation")
    func confirmedBySignOn() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.settle()
        try desk.answerKindly()
        // The host takes the end and closes; its answer is lost.
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        try desk.answer("77")
        #expect(desk.requests.map(\.mti) == [.networkRequest])
        try desk.answerSignOn(batch: "000002")
        // Had it forgotten the totals, it would take them now.
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest])
        try desk.answer("77")
        #expect(desk.terminal.book.closed.map(\.confirmation.evidence) == [.signOn])
        #expect(desk.paperSays("SETTLEMENT") && desk.terminal.book.batch?.value == 2)
    }

    @Test("a stored advice that the host had before it closed is settled with that batch, and not carried")
    func hostHadIt() throws {
        var desk = try forgotten()
        try desk.press("FUNC 5")
        try desk.answerSignOn(batch: "000002")
        #expect(desk.requests.first?[text: 60] == "34000001000")
        try desk.answer("94")
        try desk.serveClosed()
        let book = desk.terminal.book
        #expect(book.closed.map(\.snapshot.totals.netMinorUnits) == [1600])
        #expect(book.records.map(\.transaction.kind) == [.offlineSale])
    }

    @Test(
        "a host that counts a later batch while the terminal's is empty: the number is taken over, nothing is settled")
    func emptyBatch() throws {
        var desk = try Desk()
        try desk.press("FUNC 5")
        try desk.answerSignOn(batch: "000042")
        #expect(desk.screen == "signed-on" && desk.terminal.book.batch?.value == 42 && desk.printed.isEmpty)
    }
}
