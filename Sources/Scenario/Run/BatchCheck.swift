import AcquirerHost
import VirtualTerminal

/// Holds a batch against what it must hold.
struct BatchCheck {
    private let wanted: BatchExpectation
    private let terminalID: String

    init(_ wanted: BatchExpectation, terminalID: String) {
        self.wanted = wanted
        self.terminalID = terminalID
    }

    /// What one side says.
    fileprivate struct Found {
        var side = LedgerComparison.Side()
        var reversed: Int
        var declined: Int?
        var counts: [BatchCount: Int] = [:]
        var isForced: Bool?
        var paid: Int64?
    }

    /// Nil when the ledger's batch is as wanted, else how it differs.
    func failure(in ledger: LedgerReport) -> String? {
        let batches = ledger.batches.filter { $0.terminalID == terminalID }
        guard let batch = batches.first(where: { $0.number == wanted.batch }) else {
            return "the ledger has no batch \(wanted.batch)"
        }
        var found = Found(reversed: batch.postings.filter(\.isReversed).count)
        for posting in batch.postings where !posting.isReversed {
            found.side.add(posting.kind.rawValue, posting.minorUnits)
        }
        found.side.state = batch.isClosed ? "closed" : "open"
        found.countOthers()
        found.counts[.preAuths] = batch.holds.filter { $0.state != .reversed }.count
        found.counts[.preAuthVoids] =
            batches.flatMap(\.holds)
            .filter { $0.state == .voided && $0.endedInBatch == wanted.batch }.count
        found.counts[.refused] = batch.refused.count
        found.counts[.exceptions] = batch.exceptions.count
        found.isForced = batch.isForced
        found.paid = batch.paidMinorUnits
        return compare(found, "ledger")
    }

    /// Nil when the journal's batch is as wanted, else how it differs.
    func failure(in journal: JournalReport) -> String? {
        guard let batch = journal.batches.first(where: { $0.number == wanted.batch }) else {
            return "the journal has no batch \(wanted.batch)"
        }
        var found = Found(
            reversed: batch.records.filter { $0.state == "reversed" }.count,
            declined: batch.records.filter { $0.state == "declined" }.count)
        for record in batch.records where record.isStanding { found.side.add(record.kind, record.minorUnits) }
        found.side.state = batch.state.rawValue
        found.countOthers()
        found.counts[.preAuths] = found.side.others["pre-authorization"] ?? 0
        found.counts[.preAuthVoids] = found.side.others["pre-authorization-void"] ?? 0
        found.counts[.stored] = batch.records.filter(\.isStored).count
        found.counts[.refused] = batch.records.filter { $0.delivery == "refused" }.count
        return compare(found, "journal")
    }

    private func compare(_ found: Found, _ name: String) -> String? {
        func differ<Value: Equatable>(_ what: String, _ wanted: Value?, _ found: Value?) -> String? {
            guard let wanted, wanted != found else { return nil }
            return "\(what) \(found.map { "\($0)" } ?? "not counted here") instead of \(wanted)"
        }
        var differences = [
            differ("state", wanted.state, found.side.state), differ("sales", wanted.sales, found.side.sales),
            differ("voids", wanted.voids, found.side.voids), differ("refunds", wanted.refunds, found.side.refunds),
            differ("reversed", wanted.reversed, found.reversed), differ("declined", wanted.declined, found.declined),
        ]
        for kind in BatchCount.allCases {
            differences.append(differ(kind.rawValue, wanted.counts[kind], found.counts[kind]))
        }
        differences += [
            differ("forced", wanted.isForced, found.isForced), differ("paid", wanted.paid, found.paid),
            differ("net", wanted.net, found.side.net),
        ]
        let said = differences.compactMap { $0 }
        return said.isEmpty ? nil : "\(name) batch \(wanted.batch): " + said.joined(separator: ", ")
    }
}

extension BatchCheck.Found {
    fileprivate mutating func countOthers() {
        counts[.completions] = side.others["completion"] ?? 0
        counts[.completionVoids] = side.others["completion-void"] ?? 0
        counts[.offlineSales] = side.others["offline-sale"] ?? 0
        counts[.tips] = side.others["tip"] ?? 0
    }
}

extension RecordReport {
    /// True while the host has still to hear of it, or to answer.
    fileprivate var isStored: Bool { delivery == "waiting" || state == "sent" }
}
