import ISO8583
import Settlement

/// The messages of the UnionPay-style dialect.
///
/// Sources: UnionPay-style message table (MTI, field 3, field 25, field 60.1 and 60.3), field formats, and the layout of
/// field 48 in totals and uploads and of field 62 in uploads of chip records.
struct UnionPayRequests {
    let parameters: TerminalParameters
    let batch: BatchNumber

    /// A message without a card: 800, 820, 500, 320.
    func management(_ mti: MTI, trace: TraceNumber, code: String, withOperator: Bool) -> Message {
        var message = Message(mti)
        message[text: 11] = trace.description
        message[text: 41] = parameters.terminalID
        message[text: 42] = parameters.merchantID
        message[text: 60] = "00" + batch.description + code
        if withOperator { message[text: 63] = parameters.operatorNumber + " " }
        return message
    }

    /// What a transaction and its reversal share.
    func financial(_ transaction: Transaction, _ mti: MTI, pan: PAN) -> Message {
        var message = Message(mti)
        let kind = transaction.kind
        message[text: 2] = pan.exposed
        message[text: 3] = kind.unionPayProcessingCode
        message[text: 4] = paddedDecimal(UInt64(transaction.minorUnits), width: 12)
        message[text: 11] = transaction.trace.description
        if !transaction.card.expiry.isEmpty { message[text: 14] = transaction.card.expiry }
        message[text: 22] = transaction.card.entryMode
        message[text: 25] = kind.conditionCode
        message[text: 41] = parameters.terminalID
        message[text: 42] = parameters.merchantID
        message[text: 49] = parameters.currencyCode
        message[text: 60] = kind.typeCode + transaction.batch.description + "000"
        message[text: 61] = originalReference(transaction)
        if kind == .refund { message[text: 63] = "000" }
        return message
    }

    /// Field 61: batch and trace number of the original where they are known, else zeros and its date.
    private func originalReference(_ transaction: Transaction) -> String? {
        guard let original = transaction.original else { return nil }
        guard let record = original.record else { return "000000000000" + original.monthDay }
        let name = record.batch.description + record.trace.description
        switch transaction.kind {
        case .preAuthorizationVoid, .completion: return name + original.monthDay
        default: return name
        }
    }

    /// Balance enquiry.
    func balance(trace: TraceNumber, track2: Track2, entryMode: String) -> Message {
        var message = Message(.financialRequest)
        message[text: 2] = track2.pan.exposed
        message[text: 3] = "310000"
        message[text: 11] = trace.description
        if !track2.expiry.isEmpty { message[text: 14] = track2.expiry }
        message[text: 22] = entryMode
        message[text: 25] = "00"
        message[text: 41] = parameters.terminalID
        message[text: 42] = parameters.merchantID
        message[text: 49] = parameters.currencyCode
        message[text: 60] = "01" + batch.description + "000"
        return message
    }

    /// Totals of the batch, field 48, flags zero.
    func totals(_ snapshot: CloseSnapshot, trace: TraceNumber) throws(ISO8583Error) -> Message {
        var message = management(.reconciliationRequest, trace: trace, code: "201", withOperator: true)
        message[text: 48] = try ReconciliationTotals48(snapshot.totals).text()
        message[text: 49] = parameters.currencyCode
        return message
    }

    /// Online records, up to eight in field 48.
    func uploadBlock(
        _ transactions: [(Transaction, PAN)], trace: TraceNumber
    ) throws(ISO8583Error) -> Message {
        var records: [UploadedRecord48] = []
        for (transaction, pan) in transactions {
            records.append(
                UploadedRecord48(
                    isForeign: transaction.card.isForeign, traceNumber: transaction.trace.value, pan: pan,
                    amountMinorUnits: transaction.minorUnits))
        }
        var message = management(.batchUpload, trace: trace, code: "201", withOperator: false)
        message[text: 48] = try UploadBlock48(records: records).text()
        return message
    }

    /// An online record of a chip with the chip's data: class 203 when the totals agreed, 205 when not.
    ///
    /// Source: field 62, use 6: 61, kind of card 2, response 2, amount 12, currency 3.
    func uploadChip(_ record: BatchRecord, balanced: Bool, pan: PAN) -> Message {
        var message = chipMessage(record, code: balanced ? "203" : "205", pan: pan)
        message[text: 62] = "61" + side(record) + "00" + amountAndCurrency(record)
        return message
    }

    /// What the terminal approved and the host refused: class 204 when the totals agreed, 206 when not.
    ///
    /// Source: field 62, use 7: 71, kind of card 2, response 2, amount 12, currency 3, type of cryptogram 1, result 1.
    func uploadRefused(_ record: BatchRecord, balanced: Bool, pan: PAN) -> Message {
        var message = chipMessage(record, code: balanced ? "204" : "206", pan: pan)
        message[text: 62] = "71" + side(record) + (record.refusal ?? "13") + amountAndCurrency(record) + "10"
        return message
    }

    private func chipMessage(_ record: BatchRecord, code: String, pan: PAN) -> Message {
        let transaction = record.transaction
        var message = Message(.batchUpload)
        message[text: 2] = pan.exposed
        message[text: 4] = paddedDecimal(UInt64(transaction.minorUnits), width: 12)
        message[text: 11] = transaction.trace.description
        message[text: 22] = transaction.card.entryMode
        message[text: 41] = parameters.terminalID
        message[text: 42] = parameters.merchantID
        if !transaction.chip.isEmpty { message[bytes: 55] = transaction.chip }
        message[text: 60] = "00" + transaction.batch.description + code
        return message
    }

    private func side(_ record: BatchRecord) -> String { record.transaction.card.isForeign ? "01" : "00" }

    private func amountAndCurrency(_ record: BatchRecord) -> String {
        paddedDecimal(UInt64(record.transaction.minorUnits), width: 12) + parameters.currencyCode
    }

    /// End of upload: 207 when the totals agreed, 202 when they did not, with the number of uploaded records.
    func endUpload(balanced: Bool, count: Int, trace: TraceNumber) -> Message {
        var message = management(.batchUpload, trace: trace, code: balanced ? "207" : "202", withOperator: false)
        message[text: 48] = paddedDecimal(UInt64(count), width: 4)
        return message
    }
}

extension TransactionKind {
    /// Field 60.1. Source: UnionPay-style message table.
    var typeCode: String {
        switch self {
        case .sale: "22"
        case .void: "23"
        case .refund: "25"
        case .preAuthorization: "10"
        case .preAuthorizationVoid: "11"
        case .completion: "20"
        case .completionVoid: "21"
        case .offlineSale: "30"
        case .tip: "34"
        }
    }

    /// Field 25. Source: both dialects' message tables: 06 for everything around a pre-authorization.
    var conditionCode: String {
        switch self {
        case .preAuthorization, .preAuthorizationVoid, .completion, .completionVoid: "06"
        case .sale, .void, .refund, .offlineSale, .tip: "00"
        }
    }

    fileprivate var unionPayProcessingCode: String {
        switch self {
        case .sale, .completion, .offlineSale, .tip: "000000"
        case .void, .refund, .preAuthorizationVoid, .completionVoid: "200000"
        case .preAuthorization: "030000"
        }
    }
}

extension ReconciliationTotals48 {
    init(_ totals: BatchTotals) {
        self.init(domestic: Side(totals.domestic), foreign: Side(totals.foreign))
    }
}

extension ReconciliationTotals48.Side {
    fileprivate init(_ totals: SideTotals) {
        self.init(
            debitAmount: totals.debit.minorUnits, debitCount: totals.debit.count,
            creditAmount: totals.credit.minorUnits, creditCount: totals.credit.count, flag: .notSaid)
    }
}
