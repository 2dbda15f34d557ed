/// One record of a batch upload, and the form in which it goes.
public enum UploadItem: Equatable, Sendable {
    /// Online record of a stripe: up to eight go in one message (UnionPay class 201).
    case online(BatchRecord)
    /// An advice, as it was sent before (UnionPay steps 1, 2 and 4).
    case advice(BatchRecord)
    /// Online record of a chip, with the chip's data (UnionPay classes 203 and 205).
    case chip(BatchRecord)
    /// What the terminal approved with a chip and the host refused (UnionPay classes 204 and 206).
    case refused(BatchRecord)
    /// One record with the amount that stands, tips included (Hypercom).
    case detail(BatchRecord)

    /// The record.
    public var record: BatchRecord {
        switch self {
        case .online(let record), .advice(let record), .chip(let record), .refused(let record), .detail(let record):
            record
        }
    }
}

extension BatchBook {
    /// The records that an upload carries, in the order in which they go.
    ///
    /// Sources: UnionPay-style batch upload, steps 1 to 7 (only the side that does not balance goes in steps 1 to 4, chip
    /// data and refused chip records always go; a refused record of a stripe has no class: the slip names it); Hypercom style: every record that stands, voided ones and voids left out.
    public func uploadPlan(_ snapshot: CloseSnapshot, _ word: Reconciliation) -> [UploadItem] {
        let settled = settledRecords(snapshot.reason)
        switch snapshot.style {
        case .unionPay: return UploadItem.unionPay(settled, word)
        case .hypercom:
            return settled.filter { $0.standsAlone }.map { .detail($0) }
        }
    }

    /// The most that a journal can say was uploaded: earlier versions uploaded refused records of stripes, too, at the end.
    func mostUploads(_ snapshot: CloseSnapshot, _ plan: [UploadItem]) -> Int {
        guard snapshot.style == .unionPay else { return plan.count }
        return plan.count
            + settledRecords(snapshot.reason).count { $0.refusal != nil && $0.transaction.chip.isEmpty }
    }
}

extension UploadItem {
    fileprivate static func unionPay(_ records: [BatchRecord], _ word: Reconciliation) -> [UploadItem] {
        let disputed = records.filter { record in
            record.isApproved && record.transaction.kind.effect != .none
                && !(record.transaction.card.isForeign ? word.foreignBalanced : word.domesticBalanced)
        }
        let offline = disputed.filter { $0.transaction.kind.isApprovedAtTerminal }
        let online = disputed.filter { $0.transaction.form == .request && $0.transaction.chip.isEmpty }
        let advices = disputed.filter {
            $0.transaction.form == .advice && !$0.transaction.kind.isApprovedAtTerminal
        }
        let chips = records.filter {
            $0.isApproved && $0.transaction.form == .request && $0.transaction.kind.effect != .none
                && !$0.transaction.chip.isEmpty
        }
        let refused = records.filter { $0.refusal != nil && !$0.transaction.chip.isEmpty }
        return offline.filter { $0.transaction.chip.isEmpty }.map { .advice($0) }
            + offline.filter { !$0.transaction.chip.isEmpty }.map { .advice($0) }
            + online.map { .online($0) } + advices.map { .advice($0) } + chips.map { .chip($0) }
            + refused.map { .refused($0) }
    }
}

extension BatchRecord {
    /// True for a record that counts in totals net of voids: it stands, and is neither a void nor a tip on a record of the
    /// same batch. A tip that was carried on from the batch of its sale stands for itself.
    var standsAlone: Bool {
        guard isApproved, !isVoided else { return false }
        switch transaction.kind {
        case .sale, .completion, .offlineSale, .refund: return true
        case .tip: return transaction.original?.record?.batch != transaction.batch
        case .void, .completionVoid, .preAuthorization, .preAuthorizationVoid: return false
        }
    }
}
