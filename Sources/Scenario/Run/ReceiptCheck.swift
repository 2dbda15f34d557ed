import AcquirerHost

/// What shops and cardholders hold in their hands, against the ledger: every receipt must be booked there.
public enum ReceiptCheck {
    /// A receipt as it can be read from the paper.
    struct Receipt: Equatable {
        var batch: UInt32
        var trace: UInt32
        /// Minor units, negative for what is credited.
        var minorUnits: Int64
    }

    /// Receipts among the papers that the ledger does not hold, in words; and how many receipts there were.
    public static func missing(
        _ papers: [String], in ledger: LedgerReport, terminalID: String
    ) -> (count: Int, missing: [String]) {
        let receipts = papers.compactMap(read)
        let refused = papers.reduce(into: [:]) { $0.merge(refusals(on: $1)) { one, _ in one } }
        let missing = receipts.compactMap { receipt -> String? in
            let name = "the receipt of batch \(receipt.batch) trace \(receipt.trace)"
            let own = ledger.batches.filter { $0.terminalID == terminalID }
            if let held = own.minorUnits(heldOn: receipt) {
                return held == receipt.minorUnits ? nil : name + " says \(receipt.minorUnits), the ledger holds \(held)"
            }
            guard let posting = own.posting(of: receipt) else {
                // What the host refused is named on the slip of its batch, over the same amount.
                let key = RefusedName(batch: receipt.batch, trace: receipt.trace)
                return refused[key] == receipt.minorUnits ? nil : name + " is not in the ledger"
            }
            if posting.isReversed { return name + " was reversed in the ledger" }
            let booked = posting.kind.isCredit ? -posting.minorUnits : posting.minorUnits
            return booked == receipt.minorUnits ? nil : name + " says \(receipt.minorUnits), the ledger \(booked)"
        }
        return (receipts.count, missing)
    }

    /// A record that a slip names as refused by the host.
    struct RefusedName: Hashable {
        var batch: UInt32
        var trace: UInt32
    }

    /// The records that a slip names as refused, with their amounts in minor units; none on other papers.
    static func refusals(on paper: String) -> [RefusedName: Int64] {
        let lines = paper.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        guard
            let begin = lines.firstIndex(where: { $0.first == "-" && $0.last == "-" && $0.contains(where: isRefusal) }),
            let batch = lines.first(where: { ["BATCH", "批次"].contains($0.first) })?.last.flatMap({ UInt32($0) })
        else { return [:] }
        var found: [RefusedName: Int64] = [:]
        for line in lines[(begin + 1)...] {
            // Trace number, code, currency, amount; the sum ends them.
            guard line.count == 4, line[0].utf8.count == 6, let trace = UInt32(line[0]),
                let amount = minorUnits(line[3])
            else { break }
            found[RefusedName(batch: batch, trace: trace)] = amount
        }
        return found
    }

    private static func isRefusal(_ word: String) -> Bool { word == "REFUSED" || word == "主机拒绝" }

    /// Reads a paper; nil for one that is no receipt, or that did not come out to its end.
    static func read(_ paper: String) -> Receipt? {
        let lines = paper.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        func value(_ labels: Set<String>) -> String? {
            lines.first { $0.count >= 2 && labels.contains($0[0]) }?.last
        }
        guard let batch = value(["BATCH", "批次"]).flatMap({ UInt32($0) }),
            let trace = value(["TRACE", "凭证号"]).flatMap({ UInt32($0) }),
            let amount = value(["AMOUNT", "金额"]).flatMap(minorUnits)
        else { return nil }
        return Receipt(batch: batch, trace: trace, minorUnits: amount)
    }

    private static func minorUnits(_ text: String) -> Int64? {
        let digits = text.filter { $0 != "." }
        return digits.isEmpty ? nil : Int64(digits)
    }
}
