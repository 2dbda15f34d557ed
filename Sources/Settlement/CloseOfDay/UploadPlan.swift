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
    /// data and refused chip records always go; a refused record of a stripe has no class: the slip names it); Hypercom
    /// style: every record that stands, voided ones and voids left out.
    public func uploadPlan(_ snapshot: CloseSnapshot, _ word: Reconciliation) -> [UploadItem] {
        let order = uploadOrder(snapshot, word)
        return order.indices.map { order[$0] }
    }

    /// The same, without a copy of each record: every message of an upload asks for one record or a few.
    func uploadOrder(_ snapshot: CloseSnapshot, _ word: Reconciliation) -> UploadOrder {
        UploadOrder(settledRecords(snapshot.reason), snapshot.style, word)
    }

    /// The most that a journal can say was uploaded: earlier versions uploaded refused records of stripes, too, at the end.
    ///
    /// - Parameter count: Records that this version uploads.
    func mostUploads(_ snapshot: CloseSnapshot, _ count: Int) -> Int {
        guard snapshot.style == .unionPay else { return count }
        return count
            + settledRecords(snapshot.reason).count { $0.refusal != nil && $0.transaction.chip.isEmpty }
    }
}

/// The order of an upload: places in a list of records.
struct UploadOrder {
    private enum Form {
        case online
        case advice
        case chip
        case refused
        case detail
    }

    private let records: [BatchRecord]
    private var items: [(form: Form, place: Int)] = []

    var indices: Range<Int> { items.indices }
    var count: Int { items.count }

    subscript(index: Int) -> UploadItem {
        let record = records[items[index].place]
        return switch items[index].form {
        case .online: .online(record)
        case .advice: .advice(record)
        case .chip: .chip(record)
        case .refused: .refused(record)
        case .detail: .detail(record)
        }
    }

    init(_ records: [BatchRecord], _ style: SettlementStyle, _ word: Reconciliation) {
        self.records = records
        switch style {
        case .unionPay: orderUnionPay(word)
        case .hypercom:
            for place in records.indices where records[place].standsAlone { items.append((.detail, place)) }
        }
    }

    private mutating func orderUnionPay(_ word: Reconciliation) {
        var steps = [[(form: Form, place: Int)]](repeating: [], count: 6)
        for place in records.indices {
            let isChip = !records[place].transaction.chip.isEmpty
            if isChip, records[place].refusal != nil { steps[5].append((.refused, place)) }
            guard records[place].isApproved, records[place].transaction.kind.effect != .none else { continue }
            let isRequest = records[place].transaction.form == .request
            if isRequest, isChip { steps[4].append((.chip, place)) }
            let isForeign = records[place].transaction.card.isForeign
            guard !(isForeign ? word.foreignBalanced : word.domesticBalanced) else { continue }
            if records[place].transaction.kind.isApprovedAtTerminal {
                steps[isChip ? 1 : 0].append((.advice, place))
            } else if isRequest {
                if !isChip { steps[2].append((.online, place)) }
            } else {
                steps[3].append((.advice, place))
            }
        }
        for step in steps { items += step }
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
