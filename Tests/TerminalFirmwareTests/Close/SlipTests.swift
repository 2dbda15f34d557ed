import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("The settlement slip")
struct SlipTests {
    private func settled(_ style: SettlementStyle, _ language: Language) throws -> Desk {
        var desk = try Desk.fullBatch(style) { $0.language = language }
        try desk.approvedPreAuthorization(5000)
        try desk.complete(4000)
        try desk.answerKindly()
        // The second day.
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.press("CANCEL CANCEL")
        try desk.tip(150, on: try #require(desk.terminal.book.records.first).transaction.trace)
        try desk.give(.timer(.retry))
        try desk.serve()
        try desk.settle()
        try desk.serve()
        return desk
    }

    @Test("it names shop, terminal, batch, each day with its kinds, both sides, and the total")
    func content() throws {
        let desk = try settled(.unionPay, .english)
        let slip = try #require(desk.printed.last)
        #expect(slip.content == .slip(.first) && slip.lines.allSatisfy { TextLayout.width($0) <= PrintJob.columns })
        let text = slip.lines.map { $0.split(separator: " ").joined(separator: " ") }
        for line in [
            "Corner Shop", "SETTLEMENT", "MERCHANT 104110070110001", "TERMINAL 10000001", "BATCH 000001",
            "REF 112309000001", "- 2026-11-23 -", "SALE 3 33.00", "VOID 1 -3.00", "REFUND 1 -4.00",
            "COMPLETION 1 40.00", "OFFLINE 1 5.00", "- 2026-11-24 -", "TIP 1 1.50", "DEBIT 6 79.50", "CREDIT 2 -7.00",
            "TOTAL CNY 72.50", "BALANCED",
        ] { #expect(text.contains(line), "\(line) is not in \(text)") }
        // Held amounts are no money.
        #expect(!text.contains { $0.contains("PRE-AUTH") || $0.contains("50.00") })
    }

    @Test("Hypercom-style its sides are net of voids, and tips are in their sale")
    func net() throws {
        let desk = try settled(.hypercom, .english)
        let text = try #require(desk.printed.last).lines.map { $0.split(separator: " ").joined(separator: " ") }
        for line in ["NET-SALES 4 76.50", "NET-REFUNDS 1 -4.00", "TOTAL CNY 72.50"] {
            #expect(text.contains(line), "\(line) is not in \(text)")
        }
    }

    @Test("in Chinese every line fits the paper, and the words are Chinese", arguments: SettlementStyle.allCases)
    func chinese(_ style: SettlementStyle) throws {
        let desk = try settled(style, .chinese)
        let lines = try #require(desk.printed.last).lines
        #expect(lines.allSatisfy { TextLayout.width($0) <= PrintJob.columns }, "\(lines)")
        for word in ["结算单", "离线消费", "预授权完成", "小费", "合计", "对账平"] {
            #expect(lines.contains { $0.contains(word) }, "\(word)")
        }
    }

    @Test(
        "printed again it is the same to the byte: from the menu, after a power cut, after a compaction, after more days",
        arguments: SettlementStyle.allCases, Language.allCases)
    func again(_ style: SettlementStyle, _ language: Language) throws {
        var desk = try settled(style, language)
        let slip = try #require(desk.printed.last).lines
        try desk.press("CANCEL FUNC 7")
        #expect(desk.printed.last?.lines == slip)
        var later = try desk.afterPowerCut()
        try later.toIdle()
        try later.press("FUNC 7")
        #expect(later.printed.last?.lines == slip)
        try later.terminal.store.compact()
        try later.press("FUNC 7")
        #expect(later.printed.last?.lines == slip)
        // The clock of the reprint is not on it.
        later.now = later.now.adding(seconds: 200_000)
        try later.press("FUNC 7")
        #expect(later.printed.last?.lines == slip)
    }

    @Test("a slip that did not come out is printed at the next start, and the display reminds of it")
    func missing() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale()
        desk.paperProblem = .noPaper
        try desk.settle()
        try desk.serve()
        #expect(desk.terminal.book.unprintedSlip != nil)
        try desk.press("CANCEL CANCEL")
        #expect(desk.says("SLIP: FUNC 7"))
        let again = try desk.afterPowerCut()
        #expect(again.printed.map(\.content) == [.slip(.first)] && again.terminal.book.unprintedSlip == nil)
    }
}
