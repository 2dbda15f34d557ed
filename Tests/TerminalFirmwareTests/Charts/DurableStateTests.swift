import FlashStore
import ISO8583
@testable import Settlement
import Testing

@testable import TerminalFirmware

/// What the charts say of timers, retries and starts, tried on the firmware with a flash that holds the state.
@Suite("A state of a chart, found in flash")
struct DurableStateTests {
    private static let card = CardReference(
        masked: "621234******1232", sealedPAN: [UInt8]("6212345678901232".utf8).map { $0 ^ 0x5A }, expiry: "3012",
        entryMode: "022", isForeign: false)

    private static func transaction(_ kind: TransactionKind, _ number: UInt32) -> Transaction {
        let original = OriginalTransaction(
            record: RecordName(batch: .first, trace: .first), reference: "112309000001", authorization: "123456",
            monthDay: "1123", minorUnits: 1000)
        return Transaction(
            kind: kind, form: SettlementStyle.unionPay.form(of: kind), trace: TraceNumber(number) ?? .first,
            batch: .first, minorUnits: 1000, currency: 156, begunAt: ChartBench.morning,
            businessDate: ChartBench.morning.date, card: card,
            original: kind == .refund
                ? OriginalTransaction(record: nil, reference: "112309000001", authorization: "", monthDay: "1120")
                : originals(kind).isEmpty ? nil : original)
    }

    /// What stands in the batch before a transaction that refers to it.
    private static func originals(_ kind: TransactionKind) -> [TransactionKind] {
        switch kind {
        case .tip: [.sale]
        case .completion: [.preAuthorization]
        case .void, .preAuthorizationVoid, .completionVoid: kind.undoes.suffix(1)
        case .sale, .refund, .preAuthorization, .offlineSale: []
        }
    }

    private static func before(_ kind: TransactionKind) -> [JournalEntry] {
        originals(kind == .void ? .tip : kind).flatMap { original -> [JournalEntry] in
            let first = transaction(original, 1).withoutOriginal
            return [
                .transactionBegun(first), .transactionApproved(first.trace, approval), .receiptPrinted(first.trace),
            ]
        }
    }

    private static let approval = Approval(
        reference: "112309000001", authorization: "123456", hostTime: "090000", hostDate: "1123")

    /// A flash in which the state is the last thing written.
    private static func flash(_ chart: StateChart, _ state: String) throws -> MemoryFlash {
        var store = try BatchStore(opening: ChartBench.blank(), at: ChartBench.morning)
        try store.record(.signedOn(hostBatch: .first, at: ChartBench.morning))
        try store.record(.tracesReserved(upTo: TraceNumber(20) ?? .first))
        for entry in chart.id == "close-of-day" ? close(state) : life(chart, state) { try store.record(entry) }
        return store.flash
    }

    private static func close(_ state: String) -> [JournalEntry] {
        let sale = transaction(.sale, 2)
        let advice = transaction(.offlineSale, 3)
        var entries: [JournalEntry] = [
            .transactionBegun(sale), .transactionApproved(sale.trace, approval), .receiptPrinted(sale.trace),
        ]
        if state == "blank" || state == "open" { return entries }
        if state == "draining" {
            return entries + [
                .transactionAccepted(advice, authorization: ""),
                .closeRequested(.operatorRequest, at: ChartBench.morning),
            ]
        }
        var book = BatchBook()
        do { for entry in [.batchOpened(.first, at: ChartBench.morning)] + entries { try book.apply(entry) } } catch {
            return []
        }
        let snapshot = CloseSnapshot(
            batch: .first, at: ChartBench.morning, style: .unionPay, reason: .operatorRequest,
            totals: BatchTotals(of: book.records, style: .unionPay))
        entries.append(.closeBegun(snapshot))
        if state == "refused" { entries.append(.closeRejected(code: "96")) }
        if state == "uploading" || state == "confirmed" {
            entries.append(.closeReconciled(Reconciliation(domesticBalanced: false, foreignBalanced: true)))
        }
        if state == "confirmed" {
            let confirmation = HostConfirmation(
                batch: .first, trace: TraceNumber(9) ?? .first, reference: "r", at: ChartBench.morning,
                afterUpload: true, evidence: .answer)
            entries += [.uploadAdvanced(to: 1), .closeConfirmed(confirmation)]
        }
        return entries
    }

    private static func life(_ chart: StateChart, _ state: String) -> [JournalEntry] {
        let kind = TransactionKind.allCases.first { $0.chartID == chart.id } ?? .sale
        let own = transaction(kind, 2)
        return before(kind) + life(kind, own, state)
    }

    private static func life(_ kind: TransactionKind, _ own: Transaction, _ state: String) -> [JournalEntry] {
        switch state {
        case "sent": return [.transactionBegun(own)]
        case "stored": return [.transactionAccepted(own, authorization: "")]
        case "reversal-pending": return [.transactionBegun(own), .reversalRequired(own.trace, .noAnswer)]
        case "approved" where kind.isApprovedAtTerminal:
            return [.transactionAccepted(own, authorization: ""), .adviceDelivered(own.trace, approval)]
        case "approved": return [.transactionBegun(own), .transactionApproved(own.trace, approval)]
        case "declined": return [.transactionBegun(own), .transactionDeclined(own.trace, code: "51")]
        case "reversed":
            return life(kind, own, "reversal-pending") + [.reversalConfirmed(own.trace, code: "00")]
        case "refused": return life(kind, own, "stored") + [.adviceRefused(own.trace, code: "05")]
        default: return []
        }
    }

    /// Charts of the UnionPay style with their durable states; what only another transaction leads to is left out.
    static let all: [(StateChart, ChartState)] = StateChart.all.flatMap { chart -> [(StateChart, ChartState)] in
        let isTransaction = TransactionKind.allCases.contains { $0.chartID == chart.id }
        guard isTransaction || ["close-of-day", "reversal"].contains(chart.id) else { return [] }
        let others = ["blank", "voided", "completed", "settled", "free"]
        return chart.states.filter { $0.isDurable && !others.contains($0.id) }.map { (chart, $0) }
    }

    /// The terminal after a start on that flash, once its first pause is over.
    private func started(_ chart: StateChart, _ state: ChartState) throws -> ChartBench {
        var bench = try ChartBench(try DurableStateTests.flash(chart, state.id), hasKeys: true)
        if bench.requests.isEmpty, bench.timers[.retry] != nil { try bench.give(.timer(.retry)) }
        return bench
    }

    @Test("a start sends first what the chart says, or nothing", arguments: all)
    func start(_ chart: StateChart, _ state: ChartState) throws {
        let bench = try started(chart, state)
        let boot = try #require(state.boot)
        #expect(bench.requests.first?.mti.description == boot.message, "\(chart.id)/\(state.id)")
        #expect(bench.screen != "halted")
    }

    @Test("what waits for the host waits as long as the chart says, and is sent again as often", arguments: all)
    func retry(_ chart: StateChart, _ state: ChartState) throws {
        var bench = try started(chart, state)
        guard let timeout = state.timeout else {
            if state.retry == .notByItself { try staysRefused(&bench) }
            return
        }
        #expect(timeout.parameter == "response-timeout" && bench.timers[.response] == timeout.milliseconds)
        #expect(timeout.milliseconds == bench.terminal.parameters.responseTimeout)
        let first = try #require(bench.requests.first?.mti)
        // A request that a start finds is not sent again, it is reversed: what is tried here is the reversal.
        #expect(state.retry == .sentAgain || state.retry == .neverTwice && first.description == "0400")
        for round in 0..<6 {
            bench.requests = []
            for _ in 1..<bench.terminal.parameters.attempts { try bench.give(.timer(.response)) }
            #expect(bench.requests.map(\.mti) == [first, first], "\(chart.id)/\(state.id)")
            try bench.give(.timer(.response))
            #expect(bench.terminal.exchange == nil)
            let pause = try #require(bench.timers[.retry])
            #expect(pause == bench.terminal.parameters.retryDelay << min(round, 4))
            bench.timers[.retry] = nil
            try bench.give(.timer(.retry))
            #expect(bench.requests.last?.mti == first)
        }
    }

    /// The host refuses once more: now nothing goes out before somebody presses a key.
    private func staysRefused(_ bench: inout ChartBench) throws {
        try bench.answer("96")
        #expect(bench.screen == "close-refused")
        try bench.give(.timer(.retry))
        #expect(bench.requests.isEmpty && bench.terminal.exchange == nil)
        try bench.press("ENTER")
        #expect(bench.requests.first?.mti.description == "0500")
    }

    @Test("the pauses that the charts tell of are the parameters' usual values")
    func pauses() {
        let parameters = ChartBench.parameters()
        for text in [Bilingual.sentAgain.english, Bilingual.sentAgain.chinese] {
            #expect(text.contains("\(parameters.attempts) ") && text.contains("\(parameters.retryDelay / 1000) "))
        }
        for state in [ChartState.sentAdvice, .storedAdvice] {
            #expect(state.boot?.text.english.contains("\(parameters.adviceDelay / 1000) s") == true)
        }
        for state in StateChart.balance.states where state.id == "balance" {
            #expect(state.meaning.english.contains("\(parameters.resultTime / 1000) s"))
        }
    }

    @Test("the balance enquiry goes through the states of its chart, and leaves nothing behind")
    func balance() throws {
        var start = try ChartBench.ready()
        let book = start.terminal.book
        try start.press("FUNC 9 3")
        #expect(start.screen == "card")
        try start.swipe()
        #expect(start.terminal.exchange?.purpose == .balance)
        var taken: Set<String> = ["entry card-read asking"]
        for (event, screen) in [
            ("answer-00", "balance"), ("answer-other", "declined"), ("silence", "no-answer"),
            ("wrong-mac", "no-answer"),
        ] {
            var bench = start
            switch event {
            case "answer-00": try bench.answer("00")
            case "answer-other": try bench.answer("51")
            case "wrong-mac": try bench.answer("00", hasRightMAC: false)
            default: try bench.give(.timer(.response))
            }
            #expect(bench.screen == screen)
            taken.insert("asking \(event) \(bench.screen)")
            #expect(bench.terminal.book.records == book.records && bench.terminal.book.unresolved == nil)
        }
        #expect(taken == Set(StateChart.balance.transitions.map { "\($0.from) \($0.events[0]) \($0.to)" }))
    }
}

extension Transaction {
    /// The same, naming nothing.
    fileprivate var withoutOriginal: Transaction {
        Transaction(
            kind: kind, form: form, trace: trace, batch: batch, minorUnits: minorUnits, currency: currency,
            begunAt: begunAt, businessDate: businessDate, card: card, original: nil)
    }
}
