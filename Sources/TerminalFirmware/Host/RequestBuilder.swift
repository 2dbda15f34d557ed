import ISO8583
import Settlement

/// Builds the messages of the terminal's dialect from what the journal knows: which dialect it is, is decided here only.
struct RequestBuilder {
    let parameters: TerminalParameters
    let batch: BatchNumber

    private var unionPay: UnionPayRequests { UnionPayRequests(parameters: parameters, batch: batch) }
    private var hypercom: HypercomRequests { HypercomRequests(parameters: parameters, batch: batch) }

    /// Sign-on: asks for working keys.
    func signOn(trace: TraceNumber) -> Message {
        switch parameters.style {
        case .unionPay: unionPay.management(.networkRequest, trace: trace, code: "003", withOperator: true)
        case .hypercom: hypercom.network("920000", trace: trace)
        }
    }

    /// Sign-off; nil where the dialect has none.
    func signOff(trace: TraceNumber) -> Message? {
        switch parameters.style {
        case .unionPay: unionPay.management(.networkAdvice, trace: trace, code: "002", withOperator: false)
        case .hypercom: nil
        }
    }

    /// Asks whether the host is there.
    func echo(trace: TraceNumber) -> Message {
        switch parameters.style {
        case .unionPay: unionPay.management(.networkAdvice, trace: trace, code: "301", withOperator: false)
        case .hypercom: hypercom.network("990000", trace: trace)
        }
    }

    /// A transaction as it goes out first. PIN block and track are gone after this message.
    func transaction(_ transaction: Transaction, pan: PAN, track2: Track2?, pinBlock: [UInt8]?) -> Message {
        var message = financial(transaction, transaction.messageType, pan: pan)
        if let original = transaction.original {
            if !original.reference.isEmpty { message[text: 37] = original.reference }
            if !original.authorization.isEmpty { message[text: 38] = original.authorization }
        }
        if !transaction.chip.isEmpty { message[bytes: 55] = transaction.chip }
        add(track2, pinBlock, to: &message)
        return message
    }

    /// What a transaction and its reversal share.
    private func financial(_ transaction: Transaction, _ mti: MTI, pan: PAN) -> Message {
        switch parameters.style {
        case .unionPay: unionPay.financial(transaction, mti, pan: pan)
        case .hypercom: hypercom.financial(transaction, mti, pan: pan)
        }
    }

    /// An advice of what the journal holds, the same each time that it is sent. The code under which the terminal approved
    /// an offline sale goes with it.
    func advice(_ record: BatchRecord, pan: PAN) -> Message {
        var message = transaction(record.transaction, pan: pan, track2: nil, pinBlock: nil)
        if record.transaction.kind == .offlineSale, case .approved(let approval) = record.state,
            !approval.authorization.isEmpty
        {
            message[text: 38] = approval.authorization
        }
        return message
    }

    /// Balance enquiry: it moves no money and leaves no record.
    func balance(trace: TraceNumber, track2: Track2, entryMode: String, chip: [UInt8], pinBlock: [UInt8]?) -> Message {
        var message =
            switch parameters.style {
            case .unionPay: unionPay.balance(trace: trace, track2: track2, entryMode: entryMode)
            case .hypercom: hypercom.balance(trace: trace, track2: track2, entryMode: entryMode)
            }
        if !chip.isEmpty { message[bytes: 55] = chip }
        add(track2, pinBlock, to: &message)
        return message
    }

    private func add(_ track2: Track2?, _ pinBlock: [UInt8]?, to message: inout Message) {
        if let track2 { message[text: 35] = track2.exposed }
        guard let pinBlock else { return }
        message[bytes: 52] = pinBlock
        guard parameters.style == .unionPay else { return }
        message[text: 26] = "12"
        // ANSI X9.8 block with account number, double-length key.
        message[text: 53] = "2600000000000000"
    }

    /// Reversal: the fields of the request that it undoes, with its trace number; field 39 says why.
    func reversal(_ transaction: Transaction, reason: ReversalReason, pan: PAN) -> Message {
        var message = financial(transaction, .reversalRequest, pan: pan)
        message[text: 39] = reason.responseCode
        return message
    }

    /// Totals of the batch.
    func totals(_ snapshot: CloseSnapshot, trace: TraceNumber) throws(ISO8583Error) -> Message {
        switch snapshot.style {
        case .unionPay: try unionPay.totals(snapshot, trace: trace)
        case .hypercom: try hypercom.totals(snapshot, "920000", trace: trace)
        }
    }

    /// Online records of an unbalanced batch, up to eight in one message.
    func uploadBlock(_ transactions: [(Transaction, PAN)], trace: TraceNumber) throws(ISO8583Error) -> Message {
        try unionPay.uploadBlock(transactions, trace: trace)
    }

    /// One record of a batch in its own form.
    ///
    /// - Parameter trace: Trace number for a message that does not keep that of its record.
    func upload(_ item: UploadItem, balanced: Bool, isLast: Bool, pan: PAN, trace: TraceNumber) -> Message {
        switch item {
        case .advice(let record), .online(let record):
            var message = advice(record, pan: pan)
            message.mti = .batchUpload
            return message
        case .chip(let record): return unionPay.uploadChip(record, balanced: balanced, pan: pan)
        case .refused(let record): return unionPay.uploadRefused(record, balanced: balanced, pan: pan)
        case .detail(let record): return hypercom.uploadDetail(record, isLast: isLast, pan: pan, trace: trace)
        }
    }

    /// What a chip gave, told before the totals; nil where the dialect uploads it after them.
    func chipAdvice(_ record: BatchRecord, pan: PAN, trace: TraceNumber) -> Message? {
        switch parameters.style {
        case .unionPay: nil
        case .hypercom: hypercom.uploadChip(record, pan: pan, trace: trace)
        }
    }

    /// The end of an upload.
    func endUpload(
        _ snapshot: CloseSnapshot, balanced: Bool, count: Int, trace: TraceNumber
    ) throws(ISO8583Error) -> Message {
        switch snapshot.style {
        case .unionPay: return unionPay.endUpload(balanced: balanced, count: count, trace: trace)
        case .hypercom: return try hypercom.totals(snapshot, "960000", trace: trace)
        }
    }
}

extension Transaction {
    /// Type indicator of its request or advice. Source: both dialects' message tables.
    var messageType: MTI {
        switch kind {
        case .preAuthorization, .preAuthorizationVoid: .authorizationRequest
        default: form == .advice ? .financialAdvice : .financialRequest
        }
    }
}

extension UploadItem {
    /// True when its message keeps the trace number of the record.
    var keepsTrace: Bool {
        if case .detail = self { false } else { true }
    }
}

extension TerminalParameters {
    /// The dialect that the terminal speaks.
    var dialect: Dialect { style == .unionPay ? .unionPay : .hypercom }
    /// The header of its requests, where the dialect has one.
    var envelopeHeader: UnionPayHeader? { style == .unionPay ? header : nil }
    /// Field 49: three digits.
    var currencyCode: String { paddedDecimal(UInt64(currency.numeric), width: 3) }
}
