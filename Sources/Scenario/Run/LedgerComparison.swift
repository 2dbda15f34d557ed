import AcquirerHost
import VirtualTerminal

/// The ledger of the host against the journal of the terminal, batch by batch and record by record.
public struct LedgerComparison: Codable, Sendable, Equatable {
    /// One side of one batch.
    public struct Side: Codable, Sendable, Equatable {
        /// Approved or booked sales.
        public var sales = 0
        /// Voids.
        public var voids = 0
        /// Refunds.
        public var refunds = 0
        /// All other kinds that move money, and pre-authorizations with their voids, by the name of the kind.
        public var others: [String: Int] = [:]
        /// Debits minus credits, in minor units.
        public var net: Int64 = 0
        /// `open`, `closing` or `closed`.
        public var state = "none"
    }

    /// One batch.
    public struct Row: Codable, Sendable, Equatable {
        /// Number.
        public var batch: UInt32
        /// The terminal's journal.
        public var journal: Side
        /// The host's ledger.
        public var ledger: Side
        /// Records in which the two differ.
        public var differences: [String]
        /// True when they are equal to the minor unit, record by record.
        public var isEqual: Bool { differences.isEmpty }
    }

    /// The batches that flash still holds, in order.
    public var rows: [Row]

    /// True when all batches are equal.
    public var isEqual: Bool { rows.allSatisfy(\.isEqual) }

    init(rows: [Row]) { self.rows = rows }

    /// Compares.
    public init(journal: JournalReport, ledger: LedgerReport, terminalID: String) {
        rows = journal.batches.map { batch in
            let other = ledger.batches.first { $0.terminalID == terminalID && $0.number == batch.number }
            var row = LedgerComparison.compare(batch, other)
            row.compareHolds(batch, ledger, terminalID: terminalID)
            return row
        }
        // A batch that the host booked into and the terminal never heard of must not go unseen.
        let known = Set(rows.map(\.batch))
        let oldest = rows.map(\.batch).min() ?? 0
        for batch in ledger.batches
        where batch.terminalID == terminalID && !known.contains(batch.number) && batch.number > oldest
            && batch.postings.contains(where: { !$0.isReversed })
        {
            let empty = BatchReport(number: batch.number, state: .open, isSlipPrinted: nil, records: [])
            rows.append(LedgerComparison.compare(empty, batch))
        }
    }

    private static func compare(_ journal: BatchReport, _ ledger: LedgerReport.Batch?) -> Row {
        let records = journal.records.filter { $0.isStanding && $0.movesMoney }
        let postings = (ledger?.postings ?? []).filter { !$0.isReversed }
        var row = Row(batch: journal.number, journal: Side(), ledger: Side(), differences: [])
        row.journal.state = journal.state.rawValue
        row.ledger.state = ledger.map { $0.isClosed ? "closed" : "open" } ?? "none"
        for record in records { row.journal.add(record.kind, record.minorUnits) }
        for posting in postings { row.ledger.add(posting.kind.rawValue, posting.minorUnits) }
        for record in records {
            if record.delivery == "waiting" {
                row.differences.append("\(record.kind) \(record.trace) waits to be sent")
                continue
            }
            guard let posting = postings.first(where: { $0.trace == record.trace }) else {
                row.differences.append("\(record.kind) \(record.trace) is missing in the ledger")
                continue
            }
            if posting.kind.rawValue != record.kind || posting.minorUnits != record.minorUnits {
                row.differences.append(
                    "\(record.trace): journal \(record.kind) \(record.minorUnits), "
                        + "ledger \(posting.kind.rawValue) \(posting.minorUnits)")
            }
        }
        for posting in postings where !records.contains(where: { $0.trace == posting.trace }) {
            row.differences.append("\(posting.kind.rawValue) \(posting.trace) is missing in the journal")
        }
        for record in journal.records where record.state == "sent" || record.state == "reversal-pending" {
            row.differences.append("\(record.kind) \(record.trace) is not resolved yet")
        }
        if (journal.state == .closed) != (ledger?.isClosed ?? false) {
            row.differences.append(
                "the batch is \(row.journal.state) in the journal, \(row.ledger.state) in the ledger")
        }
        return row
    }

    /// The table that ends a run.
    public func table() -> [String] {
        func amount(_ value: Int64) -> String {
            let magnitude = value.magnitude
            let cents = String(magnitude % 100)
            return (value < 0 ? "-" : "") + "\(magnitude / 100)." + (cents.count == 1 ? "0" + cents : cents)
        }
        func cell(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        func side(_ name: String, _ side: Side) -> String {
            "        " + name.padding(8) + side.state.padding(9) + cell("\(side.sales)", 6) + cell("\(side.voids)", 7)
                + cell("\(side.refunds)", 9) + cell("\(side.others.values.reduce(0, +))", 8)
                + cell(amount(side.net), 15)
        }
        var lines = ["batch   side    state     sales  voids  refunds  others            net"]
        for row in rows {
            lines.append(cell("\(row.batch)", 6).replacingSpaces())
            lines.append(side("journal", row.journal))
            lines.append(side("ledger", row.ledger) + (row.isEqual ? "   equal" : "   NOT EQUAL"))
            for difference in row.differences { lines.append("        ! " + difference) }
        }
        return lines
    }
}

extension LedgerComparison.Side {
    mutating func add(_ kind: String, _ minorUnits: Int64) {
        switch kind {
        case "sale": sales += 1
        case "void": voids += 1
        case "refund": refunds += 1
        default: others[kind, default: 0] += 1
        }
        switch kind {
        case "pre-authorization", "pre-authorization-void": break
        case "void", "completion-void", "refund": net -= minorUnits
        default: net += minorUnits
        }
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }

    /// A batch number is written as on paper: six digits.
    fileprivate func replacingSpaces() -> String { String(map { $0 == " " ? "0" : $0 }) }
}
