import Settlement
import TestSupport
import Testing

/// One scene of a day, and what both styles make of it.
struct TotalsCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let entries: @Sendable (SettlementStyle) -> [JournalEntry]
    /// Debit count and amount, credit count and amount.
    let unionPay: [Int]
    let hypercom: [Int]

    static let all = [
        TotalsCase(
            testDescription: "a sale and a refund",
            entries: { approved(sale(1, 100, style: $0)) + approved(sale(2, 30, kind: .refund, style: $0)) },
            unionPay: [1, 100, 1, 30], hypercom: [1, 100, 1, 30]),
        TotalsCase(
            testDescription: "a voided sale is on both sides, or on none",
            entries: {
                approved(sale(1, 100, style: $0)) + approved(sale(2, 100, kind: .void, original: 1, style: $0))
            },
            unionPay: [1, 100, 1, 100], hypercom: [0, 0, 0, 0]),
        TotalsCase(
            testDescription: "a tip counts by itself, or adds to the amount of its sale",
            entries: { approved(sale(1, 100, style: $0)) + delivered(sale(2, 15, kind: .tip, original: 1, style: $0)) },
            unionPay: [2, 115, 0, 0], hypercom: [1, 115, 0, 0]),
        TotalsCase(
            testDescription: "a sale with a tip is voided whole",
            entries: {
                approved(sale(1, 100, style: $0)) + delivered(sale(2, 15, kind: .tip, original: 1, style: $0))
                    + approved(sale(3, 115, kind: .void, original: 1, style: $0))
            }, unionPay: [2, 115, 1, 115], hypercom: [0, 0, 0, 0]),
        TotalsCase(
            testDescription: "a completion is money, what it completes is not",
            entries: {
                approved(sale(1, 500, kind: .preAuthorization, style: $0))
                    + approved(sale(2, 480, kind: .completion, original: 1, style: $0))
            }, unionPay: [1, 480, 0, 0], hypercom: [1, 480, 0, 0]),
        TotalsCase(
            testDescription: "a completion and its void",
            entries: {
                approved(sale(1, 500, kind: .preAuthorization, style: $0))
                    + approved(sale(2, 480, kind: .completion, original: 1, style: $0))
                    + approved(sale(3, 480, kind: .completionVoid, original: 2, style: $0))
            }, unionPay: [1, 480, 1, 480], hypercom: [0, 0, 0, 0]),
        TotalsCase(
            testDescription: "a pre-authorization and its void are in no totals",
            entries: {
                approved(sale(1, 500, kind: .preAuthorization, style: $0))
                    + approved(sale(2, 500, kind: .preAuthorizationVoid, original: 1, style: $0))
            }, unionPay: [0, 0, 0, 0], hypercom: [0, 0, 0, 0]),
        TotalsCase(
            testDescription: "an offline sale counts from its approval on; one that the host refused does not",
            entries: {
                delivered(sale(1, 100, kind: .offlineSale, style: $0))
                    + refused(sale(2, 70, kind: .offlineSale, style: $0))
                    + [accepted(sale(3, 9, kind: .offlineSale, style: $0))]
            }, unionPay: [2, 109, 0, 0], hypercom: [2, 109, 0, 0]),
        TotalsCase(
            testDescription: "a tip that the host refused leaves the totals and its sale",
            entries: { approved(sale(1, 100, style: $0)) + refused(sale(2, 15, kind: .tip, original: 1, style: $0)) },
            unionPay: [1, 100, 0, 0], hypercom: [1, 100, 0, 0]),
        TotalsCase(
            testDescription: "declined, reversed, and unanswered ones count nowhere",
            entries: {
                [
                    .transactionBegun(sale(1, 100, style: $0)), .transactionDeclined(trace(1), code: "51"),
                    .transactionBegun(sale(2, 100, style: $0)), .reversalRequired(trace(2), .noAnswer),
                    .reversalConfirmed(trace(2), code: "00"), .transactionBegun(sale(3, 100, style: $0)),
                ]
            }, unionPay: [0, 0, 0, 0], hypercom: [0, 0, 0, 0]),
    ]
}

@Suite("Totals of a batch")
struct TotalsTests {
    private func numbers(_ side: SideTotals) -> [Int] {
        [side.debit.count, Int(side.debit.minorUnits), side.credit.count, Int(side.credit.minorUnits)]
    }

    @Test("as the styles count", arguments: TotalsCase.all)
    func scene(_ scene: TotalsCase) throws {
        let unionPay = try book(scene.entries(.unionPay)).totals(.unionPay)
        #expect(numbers(unionPay.domestic) == scene.unionPay && unionPay.foreign == SideTotals())
        let hypercom = try book(scene.entries(.hypercom)).totals(.hypercom)
        #expect(numbers(hypercom.domestic) == scene.hypercom && hypercom.foreign == SideTotals())
    }

    @Test("the UnionPay style has a side for foreign cards, the Hypercom style one side for all")
    func sides() throws {
        let ledger = try book(
            approved(sale(1, 100)) + approved(sale(2, 30, isForeign: true))
                + approved(sale(3, 30, kind: .void, original: 2, isForeign: true)))
        #expect(numbers(ledger.totals().domestic) == [1, 100, 0, 0])
        #expect(numbers(ledger.totals().foreign) == [1, 30, 1, 30])
        let foreignSale = try book(approved(sale(1, 100)) + approved(sale(2, 30, isForeign: true)))
        #expect(numbers(foreignSale.totals(.hypercom).domestic) == [2, 130, 0, 0])
        #expect(foreignSale.totals(.hypercom).foreign == SideTotals())
    }

    @Test("a void of a completion lets the pre-authorization be completed again")
    func heldAgain() throws {
        let entries =
            approved(sale(1, 500, kind: .preAuthorization)) + approved(sale(2, 480, kind: .completion, original: 1))
        #expect(try book(entries).record(trace(1))?.isCompleted == true)
        let undone = try book(entries + approved(sale(3, 480, kind: .completionVoid, original: 2)))
        #expect(undone.record(trace(1))?.isCompleted == false)
        #expect(undone.record(trace(2))?.isVoided == true && undone.record(trace(1))?.isVoided == false)
    }

    @Test("a mark goes to the record of the same batch only")
    func otherBatch() throws {
        let paper = OriginalTransaction(
            record: RecordName(batch: batch(9), trace: trace(1)), reference: "", authorization: "000007",
            monthDay: "1101")
        let held = sale(2, 480, kind: .completion)
        let completion = Transaction(
            kind: .completion, form: .request, trace: held.trace, batch: held.batch, minorUnits: 480, currency: 156,
            begunAt: monday, businessDate: monday.date, card: held.card, original: paper)
        let ledger = try book(approved(sale(1, 500, kind: .preAuthorization)) + approved(completion))
        #expect(ledger.record(trace(1))?.isCompleted == false)
    }

    @Test("both styles come to the same net amount, which is the sum of the days on the slip", arguments: 0..<30)
    func net(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        var ledger = try book([])
        for number in 1...60 as ClosedRange<UInt32> {
            let tuesday = Bool.random(using: &random) ? monday : monday.adding(seconds: 86_400)
            let amount = Int64.random(in: 1...99_999, using: &random)
            let sales = ledger.records.filter { $0.isApproved && !$0.isVoided && $0.transaction.kind == .sale }
            let original = sales.randomElement(using: &random)
            var entries: [JournalEntry]
            switch (Int.random(in: 0..<6, using: &random), original) {
            case (0, let original?):
                let name = original.transaction.trace.value
                entries = approved(sale(number, original.fullMinorUnits, kind: .void, original: name, at: tuesday))
            case (1, let original?):
                let tip = sale(number, amount, kind: .tip, original: original.transaction.trace.value, at: tuesday)
                entries = Bool.random(using: &random) ? delivered(tip) : refused(tip)
            case (2, _): entries = approved(sale(number, amount, kind: .refund, at: tuesday))
            case (3, _): entries = delivered(sale(number, amount, kind: .offlineSale, at: tuesday))
            default: entries = approved(sale(number, amount, isForeign: number % 3 == 0, at: tuesday))
            }
            for entry in entries { try ledger.apply(entry) }
        }
        let net = ledger.totals(.unionPay).netMinorUnits
        #expect(ledger.totals(.hypercom).netMinorUnits == net)
        let days = DayTotals.days(of: ledger.records)
        #expect(days.count == 2 && days.reduce(0) { $0 + $1.netMinorUnits } == net)
    }
}
