import Settlement

/// Whether an upload that the host took held all that it had to.
enum UploadRules: Rule {
    static func examine(_ file: CaseFile) -> [Finding] { [leftOut(file)].compactMap { $0 } }

    /// Records that had to go up in the last close that was confirmed, and did not.
    private static func leftOut(_ file: CaseFile) -> Finding? {
        guard let end = file.exchanges.last(where: { $0.request.isEndOfUpload && $0.response?.code == "00" }),
            let batch = end.request.batch, let records = file.book?.records(ofBatch: batch),
            let begin = file.exchanges.first(where: { $0.request.isTotals(of: batch) && $0.response != nil })
        else { return nil }
        let close = file.exchanges.filter { (begin.request.at...end.request.at).contains($0.request.at) }
        // What the host said to the totals decides what has to go up.
        let words = close.filter { $0.request.isTotals(of: batch) }.compactMap(\.response)
        // What got no answer may not have arrived.
        let taken = close.filter { $0.request.mti == "0320" && ["00", "94"].contains($0.response?.code ?? "") }
        let uploaded = Set(taken.flatMap(\.request.uploaded))
        let missing = records.filter { record in
            !uploaded.contains(record.transaction.trace.value) && words.contains { $0.asks(for: record) }
        }
        guard !missing.isEmpty else { return nil }
        return Finding(
            .recordsNotUploaded, .certain, missing.map { EvidenceLine(.terminal, $0.place, $0.words) },
            stake: Stake(missing))
    }
}

extension WireMessage {
    /// True for the totals of a batch, before any upload.
    fileprivate func isTotals(of number: UInt32) -> Bool {
        mti == "0500" && processingCode != "960000" && batch == number
    }

    /// True when an answer to the totals wants this record uploaded.
    ///
    /// Sources: UnionPay-style upload: all of a side that does not balance (field 48, flag 2), and of every side what a chip
    /// approved online; Hypercom style: after code 95 every record that stands, voids left out.
    fileprivate func asks(for record: BatchRecord) -> Bool {
        let kind = record.transaction.kind
        guard record.isApproved, kind.effect != .none else { return false }
        guard let balance, balance.count == 2 else {
            let isPart = kind == .void || kind == .completionVoid || kind == .tip
            return code == "95" && !record.isVoided && !isPart
        }
        if record.transaction.form == .request, !record.transaction.chip.isEmpty { return true }
        return balance[record.transaction.card.isForeign ? 1 : 0] == 2
    }
}
