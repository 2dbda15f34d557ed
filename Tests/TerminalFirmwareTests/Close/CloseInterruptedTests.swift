import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("A close that is interrupted")
struct CloseInterruptedTests {
    /// What makes a message the same step of a close: all but the trace number of a message that takes a new one.
    private func step(_ message: Message) -> [String?] {
        [message.kind] + [4, 48, 60, 61, 62, 63].map { message[text: $0] }
    }

    private func steps(_ way: CloseWay) throws -> [Message] {
        var desk = try Desk.fullBatch(way.style)
        try desk.settle()
        return try desk.serve(balanced: way.isBalanced).filter { $0.mti != .networkRequest }
    }

    @Test(
        "the power fails before the answer to any step: the start goes on with that step, to the same end",
        arguments: CloseWay.all)
    func powerCuts(_ way: CloseWay) throws {
        let all = try steps(way)
        for index in all.indices {
            var desk = try Desk.fullBatch(way.style)
            try desk.settle()
            for _ in 0..<index { try desk.answerKindly(balanced: way.isBalanced) }
            var again = try desk.afterPowerCut()
            let rest = try again.serve(balanced: way.isBalanced).filter { $0.mti != .networkRequest }
            #expect(rest.map(step) == all[index...].map(step), "cut at step \(index)")
            #expect(again.isSettled && again.terminal.book.closed[0].snapshot.totals.netMinorUnits == Desk.fullNet)
            #expect(again.paperSays("SETTLEMENT") && again.logged.contains { $0.code == "close.resumed" })
        }
    }

    @Test(
        "the power fails after the answer to any step: no step that is confirmed is sent again",
        arguments: CloseWay.all)
    func powerCutsAfterAnswers(_ way: CloseWay) throws {
        let all = try steps(way)
        for count in 1..<all.count {
            var desk = try Desk.fullBatch(way.style)
            try desk.settle()
            for _ in 0..<count { try desk.answerKindly(balanced: way.isBalanced) }
            var again = try desk.afterPowerCut()
            #expect(again.requests.first.map(step) == step(all[count]), "cut after step \(count)")
            try again.serve(balanced: way.isBalanced)
            #expect(again.isSettled)
        }
    }

    @Test(
        "no answer to any step, three times: it pauses, goes on by itself, and ends as if nothing had been",
        arguments: CloseWay.all)
    func lostReplies(_ way: CloseWay) throws {
        let all = try steps(way)
        for index in all.indices {
            var desk = try Desk.fullBatch(way.style)
            try desk.settle()
            for _ in 0..<index { try desk.answerKindly(balanced: way.isBalanced) }
            for _ in 0..<3 { try desk.give(.timer(.response)) }
            #expect(desk.requests.count == 3 && Set(desk.requests.map { $0[text: 11] }).count == 1, "step \(index)")
            #expect(desk.screen == "close-interrupted" && desk.timers[.retry] == 30_000)
            desk.requests = []
            try desk.press("CANCEL 5")
            #expect(desk.screen == "close-unfinished" && desk.requests.isEmpty)
            try desk.give(.timer(.retry))
            let rest = try desk.serve(balanced: way.isBalanced).filter { $0.mti != .networkRequest }
            #expect(rest.map(step) == all[index...].map(step), "lost at step \(index)")
            #expect(desk.isSettled && desk.screen == "settled")
        }
    }

    @Test("draining outlives a power cut: stored advices first, then the totals", arguments: SettlementStyle.allCases)
    func draining(_ style: SettlementStyle) throws {
        var desk = try Desk.ready(style)
        try desk.approvedSale(1000)
        try desk.offlineSale(200)
        try desk.settle()
        #expect(desk.requests.map(\.mti) == [.financialAdvice])
        var again = try desk.afterPowerCut()
        let sent = try again.serve()
        #expect(sent.prefix(2).map(\.mti) == [.financialAdvice, .reconciliationRequest])
        #expect(again.isSettled && again.terminal.book.closed[0].snapshot.totals.netMinorUnits == 1200)
    }

    @Test("draining can be left: the batch stays open, and is settled later", arguments: SettlementStyle.allCases)
    func drainingLeft(_ style: SettlementStyle) throws {
        var desk = try Desk.ready(style)
        try desk.approvedSale(1000)
        try desk.offlineSale(200)
        try desk.settle()
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        #expect(desk.screen == "close-interrupted" && desk.terminal.book.close.isRunning)
        desk.requests = []
        try desk.press("FUNC")
        #expect(desk.screen == "confirm-trade-on")
        try desk.press("CANCEL")
        #expect(desk.terminal.book.close.isRunning)
        try desk.press("FUNC 9 7")
        #expect(desk.screen == "confirm-trade-on")
        try desk.press("ENTER")
        #expect(desk.screen == "trading-on" && desk.terminal.book.close == .open)
        var again = try desk.afterPowerCut()
        #expect(again.requests.isEmpty && again.terminal.book.close == .open)
        try again.approvedSale(300)
        try again.settle()
        try again.serve()
        #expect(again.isSettled && again.terminal.book.closed[0].snapshot.totals.netMinorUnits == 1500)
    }

    @Test("a reversal goes before the close", arguments: SettlementStyle.allCases)
    func reversal(_ style: SettlementStyle) throws {
        var desk = try Desk.ready(style)
        try desk.approvedSale(1000)
        try desk.sale(300)
        for _ in 0..<4 { try desk.give(.timer(.response)) }
        desk.requests = []
        try desk.settle()
        let sent = try desk.serve()
        #expect(sent.prefix(2).map(\.mti) == [.reversalRequest, .reconciliationRequest])
        #expect(desk.isSettled && desk.terminal.book.closed[0].snapshot.totals.netMinorUnits == 1000)
    }

    @Test(
        "once totals are frozen and unanswered nobody may leave: what became of them is not known",
        arguments: SettlementStyle.allCases)
    func frozen(_ style: SettlementStyle) throws {
        var desk = try Desk.fullBatch(style)
        try desk.settle()
        while desk.requests.first?.mti == .batchUpload { try desk.answerKindly() }
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        try desk.press("FUNC")
        #expect(desk.screen != "confirm-trade-on")
        try desk.press("CANCEL FUNC 9 7")
        #expect(desk.screen == "close-unfinished" && desk.terminal.book.close.isFrozen)
    }

    @Test(
        "refused, then left: sold on in the same batch; the next close counts it all",
        arguments: SettlementStyle.allCases)
    func refusedAndLeft(_ style: SettlementStyle) throws {
        var desk = try Desk.fullBatch(style)
        let ofEnd = style == .unionPay ? "00000001202" : "000001"
        try desk.settle()
        try desk.serve(balanced: false) { message in
            message[text: 60] == ofEnd && (style == .unionPay || message[text: 3] == "960000") ? "95" : nil
        }
        #expect(desk.screen == "close-refused" && desk.says("FUNC: sell on"))
        try desk.press("FUNC ENTER")
        #expect(desk.screen == "trading-on" && desk.terminal.book.close == .open)
        #expect(desk.logged.contains { $0.code == "close.abandoned" })
        try desk.approvedSale(900)
        try desk.settle()
        let sent = try desk.serve()
        #expect(sent.first?.mti == .reconciliationRequest && desk.isSettled)
        #expect(desk.terminal.book.closed[0].snapshot.totals.netMinorUnits == Desk.fullNet + 900)
    }

    @Test(
        "keys out of step in the middle of a close: a sign-on, and it goes on",
        arguments: CloseWay.all.filter { $0.style == .unionPay })
    func keys(_ way: CloseWay) throws {
        let all = try steps(way)
        for index in all.indices {
            var desk = try Desk.fullBatch(way.style)
            try desk.settle()
            for _ in 0..<index { try desk.answerKindly(balanced: way.isBalanced) }
            try desk.answer("A0")
            #expect(desk.requests.map(\.mti) == [.networkRequest], "step \(index)")
            try desk.serve(balanced: way.isBalanced)
            #expect(desk.isSettled)
        }
    }
}
