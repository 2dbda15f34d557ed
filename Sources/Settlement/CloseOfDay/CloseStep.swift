/// The next thing that the close of day needs.
public enum CloseStep: Equatable, Sendable {
    /// The batch holds no record: there is nothing to settle.
    case nothingToSettle
    /// A transaction must be reversed (or its advice answered) before the totals are taken.
    case resolve(BatchRecord)
    /// Freeze the batch with these totals.
    case begin(CloseSnapshot)
    /// Ask the host to compare the totals (0500).
    case requestTotals(CloseSnapshot)
    /// Upload these online records in one message (0320, class 201); `uploaded` is the cursor once it is answered.
    case uploadBlock([Transaction], uploaded: Int)
    /// Upload one advice (0320); `uploaded` is the cursor once it is answered.
    case uploadAdvice(BatchRecord, uploaded: Int)
    /// Say that the upload is complete (0320, class 202 or 207), with the number of uploaded records.
    case endUpload(balanced: Bool, count: Int)
    /// Clear the batch and open the next one.
    case clear(BatchNumber, next: BatchNumber)
}

extension BatchBook {
    /// The most records that fit into one block of field 48: 2 + 8 x 40 digits.
    public static let largestUploadBlock = 8

    /// What the close needs next.
    ///
    /// Order of the upload: online records first, then advices, each in order of their trace numbers' use.
    /// Source: UnionPay-style batch upload, steps 3, 4 and 8; only the side that does not balance is uploaded.
    ///
    /// - Parameters:
    ///   - now: Terminal time, which a new snapshot keeps.
    ///   - blockSize: Records in one message, 1 to 8; other values are taken as the nearest of these.
    public func nextCloseStep(at now: ClockTime, blockSize: Int) -> CloseStep {
        switch close {
        case .open:
            if let record = unresolved { return .resolve(record) }
            let totals = BatchTotals(of: records)
            guard let batch, totals.count > 0 else { return .nothingToSettle }
            return .begin(CloseSnapshot(batch: batch, at: now, totals: totals))
        case .begun(let snapshot):
            return .requestTotals(snapshot)
        case .uploading(_, let word, let uploaded):
            let list = uploadList(for: word)
            guard uploaded < list.count else {
                return .endUpload(balanced: word.isBalanced, count: list.count)
            }
            let first = list[uploaded]
            if !first.transaction.kind.isReversible { return .uploadAdvice(first, uploaded: uploaded + 1) }
            let limit = min(max(blockSize, 1), BatchBook.largestUploadBlock)
            let block = list[uploaded...].prefix(limit).prefix(while: { $0.transaction.kind.isReversible })
            return .uploadBlock(block.map { $0.transaction }, uploaded: uploaded + block.count)
        case .confirmed(let snapshot, _):
            return .clear(snapshot.batch, next: snapshot.batch.next)
        }
    }

    /// The records that an upload must carry, in the order in which they go.
    public func uploadList(for word: Reconciliation) -> [BatchRecord] {
        let wanted = records.filter { record in
            record.isApproved && !(record.transaction.card.isForeign ? word.foreignBalanced : word.domesticBalanced)
        }
        return wanted.filter { $0.transaction.kind.isReversible } + wanted.filter { !$0.transaction.kind.isReversible }
    }
}
