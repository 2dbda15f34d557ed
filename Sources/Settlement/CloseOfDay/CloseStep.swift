/// The next thing that the close of day needs.
public enum CloseStep: Equatable, Sendable {
    /// The batch holds no record: there is nothing to settle.
    case nothingToSettle
    /// A transaction must be reversed before the totals are taken.
    case resolve(BatchRecord)
    /// A stored advice must be answered before the totals are taken.
    case deliver(BatchRecord)
    /// Freeze the batch with these totals; after a refusal they are the same ones as before.
    case begin(CloseSnapshot)
    /// Leave this close, which the host refused as one of a batch that is not open while it counts a later one, and begin it
    /// anew as the close of a batch that the host has closed by itself.
    case beginAnew
    /// The same refusal to the close that was begun anew: the host has closed the batch.
    case takeAsClosed(CloseSnapshot)
    /// Ask the host to compare the totals (0500).
    case requestTotals(CloseSnapshot)
    /// Upload these online records in one message (0320, class 201); `uploaded` is the cursor once it is answered.
    case uploadBlock([Transaction], uploaded: Int)
    /// Upload one record in its own form (0320); `uploaded` is the cursor once it is answered.
    case upload(UploadItem, balanced: Bool, isLast: Bool, uploaded: Int)
    /// Say that the upload is complete, with the number of uploaded records: 0320 of class 202 or 207, or the trailing
    /// totals.
    case endUpload(CloseSnapshot, balanced: Bool, count: Int)
    /// Clear the batch and open the next one.
    case clear(BatchNumber, next: BatchNumber)
}

/// What a close needs to know besides the book.
public struct CloseRules: Equatable, Sendable {
    /// The family of rules.
    public let style: SettlementStyle
    /// Records in one message of class 201, 1 to 8; other values are taken as the nearest of these.
    public let blockSize: Int

    /// Rules.
    public init(style: SettlementStyle, blockSize: Int) {
        self.style = style
        self.blockSize = blockSize
    }
}

extension BatchBook {
    /// The most records that fit into one block of field 48: 2 + 8 x 40 digits.
    public static let largestUploadBlock = 8

    /// What the close needs next.
    ///
    /// - Parameters:
    ///   - now: Terminal time, which a new snapshot keeps.
    ///   - rules: The shop's rules; a close that has begun goes on by the rules of its beginning.
    ///   - reason: Why a close would begin now.
    public func nextCloseStep(at now: ClockTime, rules: CloseRules, reason: CloseReason) -> CloseStep {
        switch close {
        case .open: return beforeTotals(now, rules, reason)
        case .draining(let wanted, _): return beforeTotals(now, rules, wanted)
        case .begun(let snapshot) where snapshot.style == .unionPay && lastRejection == "77" && isClosedByHost:
            return snapshot.reason == .closedByHost ? .takeAsClosed(snapshot) : .beginAnew
        case .begun(let snapshot):
            // Written again before a refused close is tried again: then nobody may leave it before it is answered.
            // One that may not be left anyway keeps the word of the host.
            let isUnknown = snapshot.style == .hypercom && lastRejection == "77"
            return lastRejection == nil || isUnknown ? .requestTotals(snapshot) : .begin(snapshot)
        case .uploading(let snapshot, let word, let uploaded):
            return nextUpload(snapshot, word, uploaded, rules)
        case .confirmed(let snapshot, _):
            return .clear(snapshot.batch, next: batchAfterClose)
        }
    }

    private func beforeTotals(_ now: ClockTime, _ rules: CloseRules, _ wanted: CloseReason) -> CloseStep {
        if let record = unresolved { return .resolve(record) }
        // A batch that the host closed by itself takes no advice any more: what waits goes into the next one.
        let reason = isClosedByHost ? CloseReason.closedByHost : wanted
        if reason != .closedByHost, let advice = pendingAdvice { return .deliver(advice) }
        let settled = settledRecords(reason)
        guard let batch, reason == .closedByHost || settled.contains(where: { $0.isApproved || $0.refusal != nil })
        else { return .nothingToSettle }
        let totals = BatchTotals(of: settled, style: rules.style)
        return .begin(CloseSnapshot(batch: batch, at: now, style: rules.style, reason: reason, totals: totals))
    }

    private func nextUpload(
        _ snapshot: CloseSnapshot, _ word: Reconciliation, _ uploaded: Int, _ rules: CloseRules
    ) -> CloseStep {
        let plan = uploadOrder(snapshot, word)
        guard uploaded < plan.count else {
            return .endUpload(snapshot, balanced: word.isBalanced, count: max(uploaded, plan.count))
        }
        let first = plan[uploaded]
        guard case .online = first else {
            return .upload(
                first, balanced: word.isBalanced, isLast: uploaded + 1 == plan.count, uploaded: uploaded + 1)
        }
        let limit = min(max(rules.blockSize, 1), BatchBook.largestUploadBlock)
        var block: [Transaction] = []
        for index in plan.indices[uploaded...].prefix(limit) {
            guard case .online(let record) = plan[index] else { break }
            block.append(record.transaction)
        }
        return .uploadBlock(block, uploaded: uploaded + block.count)
    }
}
