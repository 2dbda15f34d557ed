/// What becomes of advices that still wait when the host has closed the batch by itself.
extension BatchBook {
    /// The records that a close for this reason settles: all, but what the host never took before it closed by itself.
    public func settledRecords(_ reason: CloseReason) -> [BatchRecord] {
        guard reason == .closedByHost else { return records }
        var settled = records.filter { !$0.isAdvicePending }
        for tip in records where tip.isAdvicePending && tip.transaction.kind == .tip {
            guard let name = tip.transaction.original?.record, name.batch == batch,
                let index = settled.lastIndex(where: { $0.transaction.trace == name.trace })
            else { continue }
            // The sale is settled without the tip that the next batch will tell of.
            settled[index].tipMinorUnits &-= tip.transaction.minorUnits
        }
        return settled
    }

    /// True for a record that came over from the batch before, where messages do not say their batch: it is older than the
    /// close of that one.
    public func isCarried(_ record: BatchRecord) -> Bool {
        guard let last = closed.last, last.snapshot.reason == .closedByHost, last.snapshot.style == .hypercom else {
            return false
        }
        let steps = (Int(last.confirmation.trace.value) - Int(record.transaction.trace.value) + 999_999) % 999_999
        return steps < 500_000
    }

    /// The advices that wait, as records of the next batch. One that refers to another one of them names it by its new
    /// batch: there the host will find it.
    func carriedRecords(into next: BatchNumber) -> [BatchRecord] {
        let waiting = records.filter { $0.isAdvicePending }
        return waiting.map { record in
            let name = record.transaction.original?.record
            let isCarriedToo = waiting.contains { $0.transaction.trace == name?.trace && name?.batch == batch }
            var record = record
            record.transaction = record.transaction.carried(into: next, withOriginal: isCarriedToo)
            return record
        }
    }
}
