import Settlement
import TestSupport

/// Journal entries by chance, of every kind, with every field at its ends and between.
struct RandomEntries {
    var random: Random

    init(seed: UInt64) { random = Random(state: seed) }

    static let kindCount = 23

    mutating func entry() -> JournalEntry { entry(number: Int.random(in: 0..<RandomEntries.kindCount, using: &random)) }

    /// An entry of the kind with this place in the list.
    mutating func entry(number: Int) -> JournalEntry {
        switch number {
        case 0: .batchOpened(batch(), at: time())
        case 1: .tracesReserved(upTo: trace())
        case 2: .signedOn(hostBatch: batch(), at: time())
        case 3: .signOnRequired
        case 4: .signedOff(at: time())
        case 5: .transactionBegun(transaction())
        case 6: .transactionApproved(trace(), approval())
        case 7: .transactionDeclined(trace(), code: text())
        case 8: .reversalRequired(trace(), one(of: ReversalReason.allCases, else: .noAnswer))
        case 9: .reversalConfirmed(trace(), code: text())
        case 10: .transactionAccepted(transaction(), authorization: text())
        case 11: .adviceDelivered(trace(), approval())
        case 12: .adviceRefused(trace(), code: text())
        case 13: .receiptPrinted(trace())
        case 14: .closeRequested(reason(), at: time())
        case 15: .closeAbandoned
        case 16:
            .closeBegun(
                CloseSnapshot(
                    batch: batch(), at: time(), style: one(of: SettlementStyle.allCases, else: .unionPay),
                    reason: reason(), totals: BatchTotals(domestic: side(), foreign: side())))
        case 17: .closeReconciled(Reconciliation(domesticBalanced: flag(), foreignBalanced: flag()))
        case 18: .uploadAdvanced(to: Int(UInt32.random(in: 0...UInt32.max, using: &random)))
        case 19: .closeRejected(code: text())
        case 20:
            .closeConfirmed(
                HostConfirmation(
                    batch: batch(), trace: trace(), reference: text(), at: time(), afterUpload: flag(),
                    evidence: one(of: CloseEvidence.allCases, else: .answer)))
        case 21: .batchClosed(batch(), next: batch(), at: time())
        default: .slipPrinted(batch())
        }
    }

    mutating func transaction() -> Transaction {
        Transaction(
            kind: one(of: TransactionKind.allCases, else: .sale), form: flag() ? .request : .advice, trace: trace(),
            batch: batch(), minorUnits: amount(), currency: UInt16.random(in: 0...999, using: &random), begunAt: time(),
            businessDate: time().date,
            card: CardReference(
                masked: text(), sealedPAN: data(), expiry: text(), entryMode: text(), isForeign: flag()),
            original: flag() ? original() : nil, chip: flag() ? data() : [])
    }

    mutating func original() -> OriginalTransaction {
        OriginalTransaction(
            record: flag() ? RecordName(batch: batch(), trace: trace()) : nil, reference: text(), authorization: text(),
            monthDay: text(), minorUnits: amount())
    }

    mutating func approval() -> Approval {
        Approval(reference: text(), authorization: text(), hostTime: text(), hostDate: text())
    }

    mutating func side() -> SideTotals { SideTotals(debit: tally(), credit: tally()) }

    private mutating func tally() -> Tally {
        Tally(count: Int.random(in: 0...999, using: &random), minorUnits: amount())
    }

    mutating func flag() -> Bool { Bool.random(using: &random) }

    mutating func trace() -> TraceNumber { SettlementTests.trace(number()) }

    mutating func batch() -> BatchNumber { SettlementTests.batch(number()) }

    private mutating func number() -> UInt32 {
        one(of: [1, 255, 256, 65_536, 999_999, UInt32.random(in: 1...999_999, using: &random)], else: 1)
    }

    private mutating func amount() -> Int64 {
        one(of: [0, 1, 999_999_999_999, Int64.random(in: 0...999_999_999_999, using: &random)], else: 0)
    }

    mutating func time() -> ClockTime {
        let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &random)
        return one(
            of: [
                monday, ClockTime(secondNumber: 0), ClockTime(secondNumber: .min), ClockTime(secondNumber: .max),
                ClockTime(secondNumber: seconds),
            ], else: monday)
    }

    private mutating func reason() -> CloseReason { one(of: CloseReason.allCases, else: .operatorRequest) }

    private mutating func data() -> [UInt8] {
        let count = one(of: [0, 1, 16, 255, Int.random(in: 0...255, using: &random)], else: 0)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// What a host may say: digits mostly, letters of two languages too.
    private mutating func text() -> String {
        let count = Int.random(in: 0...20, using: &random)
        return String((0..<count).map { _ in one(of: Array("0123456789A0Z *结算"), else: "0") })
    }

    mutating func one<Value>(of values: [Value], else other: Value) -> Value {
        values.randomElement(using: &random) ?? other
    }
}
