import AcquirerHost
import Foundation
import Settlement

extension World {
    /// The journal against the ledger, record by record, for the batches that flash still holds.
    func compareAtEnd() {
        guard let book = firmware?.book else { return }
        for records in book.closed.map(\.records) + [book.records] { checkDays(records) }
        compareClosed()
        if let open = book.batch { compare(open.value, book.records.filter(\.isApproved)) }
        for batch in ledger.batches() where !batch.isClosed {
            let live = ledger.postings(parameters.terminalID, batch.number).filter { !$0.isReversed }
            if batch.number != book.batch?.value, !live.isEmpty {
                report(
                    .ledgerEqualsJournal, "batch \(batch.number) of the ledger is open and holds \(live.count) bookings"
                )
            }
        }
    }

    /// The batches that the journal holds as closed.
    func compareClosed() {
        guard let book = firmware?.book else { return }
        for closed in book.closed {
            let records = closed.records.filter(\.isApproved)
            compare(closed.batch.value, records)
            if ledger.batch(parameters.terminalID, closed.batch.value)?.isClosed != true {
                report(.ledgerEqualsJournal, "batch \(closed.batch) is closed in the journal, not in the ledger")
            }
        }
    }

    /// Business days only go forward within a batch, whatever the clock did.
    private func checkDays(_ records: [BatchRecord]) {
        for (former, next) in zip(records, records.dropFirst())
        where next.transaction.businessDate < former.transaction.businessDate {
            let (name, batch) = (next.transaction, next.transaction.batch)
            report(.numbersGrow, "\(name.trace) of batch \(batch) is dated before the record before it")
        }
    }

    private func compare(_ batch: UInt32, _ records: [BatchRecord]) {
        let live = ledger.postings(parameters.terminalID, batch).filter { !$0.isReversed }
        let moving = records.filter { $0.transaction.kind.effect != .none }
        guard house.style == .unionPay else { return compareGroups(batch, moving, live) }
        var booked: [UInt32: Posting] = [:]
        for posting in live { booked[posting.trace] = posting }
        for record in moving {
            let transaction = record.transaction
            guard let posting = booked.removeValue(forKey: transaction.trace.value) else {
                report(.ledgerEqualsJournal, "\(transaction.trace) of batch \(batch) is missing in the ledger")
                continue
            }
            if posting.minorUnits != transaction.minorUnits || posting.kind.isCredit != transaction.kind.isCredit {
                report(.ledgerEqualsJournal, "\(transaction.trace) of batch \(batch) differs in the ledger")
            }
        }
        if let first = booked.keys.min() {
            report(.ledgerEqualsJournal, "\(first) of batch \(batch) is missing in the journal")
        }
    }

    /// Where totals are net, a sale with its tips and its void is one: both may be missing, and a tip that an upload
    /// brought has the number of the upload.
    private func compareGroups(_ batch: UInt32, _ records: [BatchRecord], _ live: [Posting]) {
        var net: [UInt32: Int64] = [:]
        for record in records {
            let transaction = record.transaction
            let kind = transaction.kind
            let isPart = kind == .void || kind == .completionVoid || kind == .tip
            // A tip that was carried on from the batch of its sale stands for itself.
            let original = transaction.original?.record.flatMap { $0.batch == transaction.batch ? $0.trace : nil }
            let root = isPart ? (original ?? transaction.trace).value : transaction.trace.value
            net[root, default: 0] += kind.isCredit ? -transaction.minorUnits : transaction.minorUnits
        }
        for posting in live {
            let root = posting.originalTrace ?? posting.trace
            net[root, default: 0] -= posting.kind.isCredit ? -posting.minorUnits : posting.minorUnits
        }
        if let (root, difference) = net.filter({ $0.value != 0 }).min(by: { $0.key < $1.key }) {
            report(
                .ledgerEqualsJournal,
                "\(root) of batch \(batch), with its tips and its void, differs by \(difference) from the ledger")
        }
    }

    /// No account number lies in flash, neither as characters nor packed.
    func scanFlash() {
        let bytes = chip.memory.bytes
        for card in TestCard.all {
            let digits = Array(card.track2.utf8.prefix(while: { $0 != 0x3D }))
            var packed: [UInt8] = []
            for index in stride(from: 0, to: digits.count - 1, by: 2) {
                packed.append((digits[index] - 0x30) << 4 | (digits[index + 1] - 0x30))
            }
            // A test number that is nearly all zeros looks, packed, like any small number.
            let forms = Set(packed).count >= 5 ? [digits, packed] : [digits]
            for form in forms where contains(bytes, form) {
                report(.noCardData, "flash holds the account number of \(card.name)")
            }
        }
    }

    private func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { hay in
            guard let base = hay.baseAddress, let first = wanted.first else { return false }
            var offset = 0
            while offset <= hay.count - wanted.count,
                let found = memchr(base + offset, Int32(first), hay.count - wanted.count - offset + 1)
            {
                if memcmp(found, wanted, wanted.count) == 0 { return true }
                offset = found - UnsafeMutableRawPointer(mutating: base) + 1
            }
            return false
        }
    }
}
