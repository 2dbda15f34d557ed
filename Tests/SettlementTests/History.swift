import FlashStore
import Settlement
import TestSupport

/// A terminal's life by chance: entries are proposed that often, but not always, follow the rules; the book decides.
/// What it takes is written through the real journal into flash.
struct History {
    private(set) var store: BatchStore<MemoryFlash>
    /// How many entries of each kind the book took.
    private(set) var taken: [UInt8: Int] = [:]
    private var entries: RandomEntries
    private let style: SettlementStyle

    init(seed: UInt64, geometry: FlashGeometry = FlashGeometry(sectorSize: 4096, sectorCount: 8)) throws {
        store = try BatchStore(opening: MemoryFlash(geometry: geometry), at: monday)
        entries = RandomEntries(seed: seed)
        style = seed % 2 == 0 ? .unionPay : .hypercom
    }

    /// Proposes one entry.
    ///
    /// - Returns: The entry when the book took it and it is in flash; nil when it would have broken a rule.
    mutating func step() throws -> JournalEntry? {
        let entry = try proposal()
        do { try store.record(entry) } catch StoreError.book(_, record: nil) { return nil }
        taken[entry.kind, default: 0] += 1
        return entry
    }

    mutating func compact() throws { try store.compact() }

    private mutating func chance(_ count: Int, in all: Int) -> Bool {
        Int.random(in: 0..<all, using: &entries.random) < count
    }

    private mutating func proposal() throws -> JournalEntry {
        if chance(1, in: 12) { return try anything() }
        if chance(1, in: 12) { return signing() }
        let book = store.book
        switch book.close {
        case .open, .draining: return try trading(book)
        case .begun(let snapshot):
            return entries.one(
                of: [
                    .closeBegun(snapshot),
                    .closeReconciled(Reconciliation(domesticBalanced: entries.flag(), foreignBalanced: entries.flag())),
                    .closeReconciled(unbalancedWord), .closeRejected(code: "95"), .closeAbandoned,
                    .closeRejected(code: "77"), .closeConfirmed(confirmation(of: snapshot.batch)),
                    .closeConfirmed(confirmation(of: snapshot.batch, evidence: .refusalAndSignOn)),
                ], else: .closeAbandoned)
        case .uploading(let snapshot, let word, let uploaded):
            let evidence: CloseEvidence = chance(1, in: 3) ? .signOn : .answer
            let end = JournalEntry.closeConfirmed(confirmation(of: snapshot.batch, evidence: evidence))
            let left = book.uploadPlan(snapshot, word).count - uploaded
            // The answer to the end of the upload got lost, and the host counts on.
            if left == 0, evidence == .signOn, !book.isClosedByHost {
                return .signedOn(hostBatch: snapshot.batch.next, at: entries.time())
            }
            if chance(1, in: 8) { return .closeRejected(code: "95") }
            return left > 0
                ? .uploadAdvanced(to: uploaded + Int.random(in: 1...min(left, 8), using: &entries.random)) : end
        case .confirmed(let snapshot, _):
            guard case .clear(_, let next) = book.step(CloseRules(style: style, blockSize: 8)) else {
                return .closeAbandoned
            }
            return .batchClosed(snapshot.batch, next: chance(1, in: 4) ? snapshot.batch.next : next, at: entries.time())
        }
    }

    private mutating func trading(_ book: BatchBook) throws -> JournalEntry {
        if let record = book.unresolved, chance(5, in: 6) { return answer(to: record) }
        if let record = book.pendingAdvice, chance(1, in: 3) { return answer(to: record) }
        switch Int.random(in: 0..<20, using: &entries.random) {
        case 0..<7: return .transactionBegun(try transaction(book))
        case 7..<11: return accepted(try transaction(book, kind: entries.flag() ? .tip : .offlineSale))
        case 11: return .receiptPrinted(book.records.last?.transaction.trace ?? entries.trace())
        case 12: return .slipPrinted(book.closed.last?.batch ?? .first)
        case 13: return .closeRequested(.operatorRequest, at: entries.time())
        case 14: return .closeAbandoned
        default:
            return .closeBegun(book.snapshot(style, reason: book.isClosedByHost ? .closedByHost : .automatic))
        }
    }

    private mutating func answer(to record: BatchRecord) -> JournalEntry {
        let trace = record.transaction.trace
        if record.delivery == .waiting {
            return entries.flag() ? .adviceDelivered(trace, approval) : .adviceRefused(trace, code: "05")
        }
        if case .reversalPending = record.state { return .reversalConfirmed(trace, code: "25") }
        return entries.one(
            of: [
                .transactionApproved(trace, approval), .transactionApproved(trace, approval),
                .transactionDeclined(trace, code: "51"), .reversalRequired(trace, .noAnswer),
            ], else: .transactionDeclined(trace, code: "51"))
    }

    private mutating func signing() -> JournalEntry {
        let own = store.book.batch ?? .first
        var ahead = own
        for _ in 0..<Int.random(in: 1...3, using: &entries.random) { ahead = ahead.next }
        return entries.one(
            of: [
                .signedOn(hostBatch: own, at: entries.time()), .signedOn(hostBatch: ahead, at: entries.time()),
                .signedOn(hostBatch: entries.batch(), at: entries.time()), .signOnRequired, .signOnRequired,
                .signedOff(at: entries.time()),
            ], else: .signOnRequired)
    }

    /// An entry of any kind whose numbers may fit.
    private mutating func anything() throws -> JournalEntry {
        let book = store.book
        let known = entries.one(of: book.records.map(\.transaction.trace), else: .first)
        switch entries.entry() {
        case .transactionBegun(let begun):
            return .transactionBegun(
                Transaction(
                    kind: begun.kind, form: begun.form, trace: begun.trace, batch: book.batch ?? .first,
                    minorUnits: begun.minorUnits, currency: begun.currency, begunAt: begun.begunAt,
                    businessDate: begun.businessDate, card: begun.card, original: begun.original, chip: begun.chip))
        case .transactionApproved(_, let word): return .transactionApproved(known, word)
        case .transactionDeclined(_, let code): return .transactionDeclined(known, code: code)
        case .reversalRequired(_, let reason): return .reversalRequired(known, reason)
        case .adviceRefused(_, let code): return .adviceRefused(known, code: code)
        case .batchClosed(_, _, let at): return .batchClosed(book.batch ?? .first, next: batch(1), at: at)
        case .closeBegun(let snapshot): return .closeBegun(book.snapshot(snapshot.style, reason: snapshot.reason))
        case .tracesReserved: return .tracesReserved(upTo: try store.takeTrace().next)
        case .signedOn(_, let at): return .signedOn(hostBatch: book.batch ?? .first, at: at)
        case let entry: return entry
        }
    }

    private func originals(of kind: TransactionKind) -> [TransactionKind] {
        switch kind {
        case .tip: [.sale, .offlineSale]
        case .completion: [.preAuthorization]
        default: kind.undoes
        }
    }

    private mutating func transaction(_ book: BatchBook, kind: TransactionKind? = nil) throws -> Transaction {
        let kind = kind ?? entries.one(of: TransactionKind.allCases, else: .sale)
        var transaction = entries.transaction()
        let wanted = originals(of: kind)
        let isWild = chance(1, in: 6)
        let original = book.records.filter { $0.isApproved && (isWild || wanted.contains($0.transaction.kind)) }
            .randomElement(using: &entries.random)
        let isVoid = kind == .void || kind == .completionVoid
        transaction = Transaction(
            kind: kind, form: style.form(of: kind), trace: try store.takeTrace(), batch: book.batch ?? .first,
            minorUnits: isVoid && !isWild ? original?.fullMinorUnits ?? 1 : max(1, transaction.minorUnits),
            currency: 156,
            begunAt: transaction.begunAt, businessDate: transaction.businessDate,
            card: CardReference(
                masked: "621234******1232", sealedPAN: [1, 2], expiry: "3012", entryMode: "022",
                isForeign: entries.flag()),
            original: original.map {
                OriginalTransaction(
                    record: RecordName(batch: $0.transaction.batch, trace: $0.transaction.trace),
                    reference: "112309000001", authorization: "000007", monthDay: "1123")
            }, chip: entries.flag() ? [0x9F, 0x26] : [])
        return transaction
    }
}

extension BatchBook {
    /// True when `compacted` differs from this book in nothing but the oldest closed batches, which it lacks.
    func isSame(as compacted: BatchBook) -> Bool {
        let kept = closed.suffix(compacted.closed.count)
        return Array(kept) == compacted.closed && (closed.isEmpty || !kept.isEmpty)
            && batch == compacted.batch && records == compacted.records && close == compacted.close
            && lastRejection == compacted.lastRejection && isSignedOn == compacted.isSignedOn
            && differingHostBatch == compacted.differingHostBatch && reservedTraces == compacted.reservedTraces
            && isSignedOff == compacted.isSignedOff
    }
}
