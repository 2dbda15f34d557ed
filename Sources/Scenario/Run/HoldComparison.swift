import AcquirerHost
import VirtualTerminal

extension RecordReport {
    /// True when it was approved and stands: what the host refused afterwards does not.
    var isStanding: Bool { state == "approved" && delivery != "refused" }
    /// True when it moves money: an amount that is held, or set free, does not.
    var movesMoney: Bool { kind != "pre-authorization" && kind != "pre-authorization-void" }
}

extension LedgerComparison.Row {
    /// What is held on cards, side by side.
    mutating func compareHolds(_ journal: BatchReport, _ ledger: LedgerReport, terminalID: String) {
        let holds = ledger.batches.filter { $0.terminalID == terminalID }.flatMap(\.holds)
        let made = holds.filter { $0.batch == journal.number && $0.state != .reversed }
        let voided = holds.filter { $0.state == .voided && $0.endedInBatch == journal.number }
        for hold in made { self.ledger.add("pre-authorization", hold.minorUnits) }
        for hold in voided { self.ledger.add("pre-authorization-void", hold.minorUnits) }
        let records = journal.records.filter { $0.isStanding && !$0.movesMoney }
        for record in records {
            self.journal.add(record.kind, record.minorUnits)
            let others = record.kind == "pre-authorization" ? made.map(\.named) : voided.map(\.namedByVoid)
            guard let other = others.first(where: { $0.trace == record.trace }) else {
                differences.append("\(record.kind) \(record.trace) is missing in the ledger")
                continue
            }
            if other.minorUnits != record.minorUnits {
                differences.append(
                    "\(record.trace): journal \(record.kind) \(record.minorUnits), ledger \(other.minorUnits)")
            }
        }
        for hold in made where !records.contains(where: { $0.trace == hold.trace }) {
            differences.append("pre-authorization \(hold.trace) is missing in the journal")
        }
        for hold in voided where !records.contains(where: { $0.trace == hold.endedBy }) {
            differences.append("pre-authorization-void \(hold.endedBy ?? 0) is missing in the journal")
        }
    }
}

extension Hold {
    fileprivate var named: (trace: UInt32, minorUnits: Int64) { (trace, minorUnits) }
    fileprivate var namedByVoid: (trace: UInt32, minorUnits: Int64) { (endedBy ?? 0, minorUnits) }
}
