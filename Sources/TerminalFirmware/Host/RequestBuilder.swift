import ISO8583
import Settlement

/// Builds the messages of the UnionPay-style dialect from what the journal knows.
///
/// Sources: UnionPay-style message table (MTI, field 3, field 25, field 60.1 and 60.3), field formats, and the layout of
/// field 48 in totals and uploads.
struct RequestBuilder {
    let parameters: TerminalParameters
    let batch: BatchNumber

    /// Sign-on: asks for double-length working keys (network code 003).
    func signOn(trace: TraceNumber) -> Message {
        management(.networkRequest, trace: trace, code: "003", withOperator: true)
    }

    /// Sale, void or refund as it goes out first. `pinBlock` and `track2` are gone after this message.
    func transaction(_ transaction: Transaction, pan: PAN, track2: Track2?, pinBlock: [UInt8]?) -> Message {
        var message = financial(
            transaction, transaction.kind == .refund ? .financialAdvice : .financialRequest, pan: pan)
        if let track2 { message[text: 35] = track2.exposed }
        if let pinBlock {
            message[text: 26] = "12"
            message[bytes: 52] = pinBlock
            // ANSI X9.8 block with account number, double-length key.
            message[text: 53] = "2600000000000000"
        }
        if let original = transaction.original {
            message[text: 37] = original.reference
            if !original.authorization.isEmpty { message[text: 38] = original.authorization }
        }
        return message
    }

    /// Reversal: the fields of the request that it undoes, with its trace number; field 39 says why.
    func reversal(_ transaction: Transaction, reason: ReversalReason, pan: PAN) -> Message {
        var message = financial(transaction, .reversalRequest, pan: pan)
        message[text: 39] = reason.responseCode
        return message
    }

    /// Totals of the batch, field 48, flags zero.
    func totals(_ snapshot: CloseSnapshot, trace: TraceNumber) throws(ISO8583Error) -> Message {
        var message = management(.reconciliationRequest, trace: trace, code: "201", withOperator: true)
        message[text: 48] = try ReconciliationTotals48(snapshot.totals).text()
        message[text: 49] = parameters.currencyCode
        return message
    }

    /// Online records of an unbalanced batch, up to eight in field 48.
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

    /// One advice of an unbalanced batch: the advice as it was sent, with the type indicator of an upload.
    func uploadAdvice(_ transaction: Transaction, pan: PAN) -> Message {
        var message = self.transaction(transaction, pan: pan, track2: nil, pinBlock: nil)
        message.mti = .batchUpload
        return message
    }

    /// End of upload: 207 when the totals agreed, 202 when they did not, with the number of uploaded records.
    func endUpload(balanced: Bool, count: Int, trace: TraceNumber) -> Message {
        var message = management(.batchUpload, trace: trace, code: balanced ? "207" : "202", withOperator: false)
        message[text: 48] = paddedDecimal(UInt64(count), width: 4)
        return message
    }

    private func management(_ mti: MTI, trace: TraceNumber, code: String, withOperator: Bool) -> Message {
        var message = Message(mti)
        message[text: 11] = trace.description
        message[text: 41] = parameters.terminalID
        message[text: 42] = parameters.merchantID
        message[text: 60] = "00" + batch.description + code
        if withOperator { message[text: 63] = parameters.operatorNumber + " " }
        return message
    }

    private func financial(_ transaction: Transaction, _ mti: MTI, pan: PAN) -> Message {
        var message = Message(mti)
        message[text: 2] = pan.exposed
        message[text: 3] = transaction.kind == .sale ? "000000" : "200000"
        message[text: 4] = paddedDecimal(UInt64(transaction.minorUnits), width: 12)
        message[text: 11] = transaction.trace.description
        if !transaction.card.expiry.isEmpty { message[text: 14] = transaction.card.expiry }
        message[text: 22] = transaction.card.entryMode
        message[text: 25] = "00"
        message[text: 41] = parameters.terminalID
        message[text: 42] = parameters.merchantID
        message[text: 49] = parameters.currencyCode
        message[text: 60] = transaction.kind.typeCode + transaction.batch.description + "000"
        switch transaction.kind {
        case .sale: break
        case .void:
            let original = transaction.original?.trace?.description ?? "000000"
            message[text: 61] = transaction.batch.description + original
        case .refund:
            message[text: 61] = "000000000000" + (transaction.original?.monthDay ?? "0000")
            message[text: 63] = "000"
        }
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
        }
    }
}

extension TerminalParameters {
    /// Field 49: three digits.
    var currencyCode: String { paddedDecimal(UInt64(currency.numeric), width: 3) }
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
