import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("Receipts")
struct ReceiptTests {
    /// A receipt of every kind that the terminal can make.
    private func receipts(_ style: SettlementStyle, _ language: Language) throws -> [TransactionKind: [String]] {
        var desk = try Desk.ready(language) { $0.style = style }
        var papers: [TransactionKind: [String]] = [:]
        func keep(_ desk: Desk) { papers[desk.last?.transaction.kind ?? .sale] = desk.printed.last?.lines }
        let sale = try desk.approvedSale(1000)
        keep(desk)
        try desk.tip(150, on: sale)
        keep(desk)
        try desk.give(.timer(.retry))
        try desk.answerKindly()
        try desk.void(sale)
        try desk.answerKindly()
        keep(desk)
        try desk.refund(200)
        try desk.answerKindly()
        keep(desk)
        try desk.offlineSale(700, code: "778899")
        keep(desk)
        try desk.give(.timer(.retry))
        try desk.answerKindly()
        try desk.approvedPreAuthorization()
        keep(desk)
        try desk.complete(9000)
        try desk.answerKindly()
        keep(desk)
        try desk.void(try desk.lastTrace(), menu: "FUNC 8 4")
        try desk.answerKindly()
        keep(desk)
        try desk.voidPreAuthorization()
        try desk.answerKindly()
        keep(desk)
        return papers
    }

    @Test(
        "every kind has one: its name, the masked card, its amount with sign, reference, and the original's trace number",
        arguments: SettlementStyle.allCases, Language.allCases)
    func everyKind(_ style: SettlementStyle, _ language: Language) throws {
        let papers = try receipts(style, language)
        #expect(Set(papers.keys) == Set(TransactionKind.allCases))
        let amounts: [TransactionKind: String] = [
            .sale: "10.00", .tip: "1.50", .void: "-11.50", .refund: "-2.00", .offlineSale: "7.00",
            .preAuthorization: "100.00", .completion: "90.00", .completionVoid: "-90.00",
            .preAuthorizationVoid: "100.00",
        ]
        for (kind, lines) in papers {
            #expect(lines.allSatisfy { TextLayout.width($0) <= PrintJob.columns }, "\(kind): \(lines)")
            #expect(lines.contains { $0.hasSuffix(" " + kind.phrase(language)) }, "\(kind)")
            #expect(
                lines.contains { $0.hasSuffix("411111******1111") } && !lines.contains { $0.contains("4111111111") })
            #expect(lines.contains { $0.hasSuffix("CNY " + (amounts[kind] ?? "")) }, "\(kind): \(lines)")
            let hasOriginal = [.tip, .void, .completion, .completionVoid, .preAuthorizationVoid].contains(kind)
            let original = Phrase("ORIGINAL TRACE", "原凭证号")(language)
            #expect(lines.contains { $0.hasPrefix(original) } == hasOriginal, "\(kind)")
            let reference = Phrase("REF", "参考号")(language) + " "
            #expect(lines.contains { $0.hasPrefix(reference) } == !kind.isApprovedAtTerminal, "\(kind): \(lines)")
            #expect(lines.contains { $0.contains("112309000001") } == !kind.isApprovedAtTerminal, "\(kind)")
        }
        #expect(papers[.offlineSale]?.contains { $0.hasSuffix("778899") } == true)
    }
}
