import ISO8583
import Settlement

/// The messages of the Hypercom-style dialect.
///
/// Sources: public terminal code and captured frames: processing codes, invoice number in field 62, batch number in field
/// 60 of the totals, 30 characters of totals in field 63, original type, trace and reference in field 60 of an upload.
/// Void of a pre-authorization and of a completion, and the balance enquiry, are not told of by any of them: they follow
/// the void and the enquiry of the version of 1987.
struct HypercomRequests {
    let parameters: TerminalParameters
    let batch: BatchNumber

    /// 0800: `920000` asks for working keys, `990000` whether the host is there.
    func network(_ processingCode: String, trace: TraceNumber) -> Message {
        var message = Message(.networkRequest)
        message[text: 3] = processingCode
        message[text: 11] = trace.description
        addIdentity(to: &message)
        return message
    }

    private func addIdentity(to message: inout Message) {
        message[text: 24] = networkIdentifier
        message[text: 41] = parameters.terminalID
        message[text: 42] = parameters.merchantID
    }

    /// Field 24: the network that the TPDU is addressed to.
    private var networkIdentifier: String { paddedDecimal(UInt64(parameters.nii), width: 3) }

    /// What a transaction and its reversal share.
    func financial(_ transaction: Transaction, _ mti: MTI, pan: PAN) -> Message {
        var message = Message(mti)
        let kind = transaction.kind
        let original = transaction.original
        message[text: 2] = pan.exposed
        message[text: 3] = kind.hypercomProcessingCode
        // A tip names what the sale comes to, and what it was.
        let amount = kind == .tip ? transaction.minorUnits &+ (original?.minorUnits ?? 0) : transaction.minorUnits
        message[text: 4] = paddedDecimal(UInt64(amount), width: 12)
        message[text: 11] = transaction.trace.description
        if !transaction.card.expiry.isEmpty { message[text: 14] = transaction.card.expiry }
        message[text: 22] = transaction.card.entryMode
        message[text: 25] = kind.conditionCode
        addIdentity(to: &message)
        // Source: Hypercom style: void and adjustment carry what the original came to.
        if kind == .tip || kind == .void || kind == .completionVoid {
            message[text: 60] = paddedDecimal(UInt64(original?.minorUnits ?? 0), width: 12)
        }
        message[text: 62] = invoice(transaction)
        return message
    }

    /// The invoice number stays with a transaction through void, tip and upload: the trace number of the first of them.
    /// A pre-authorization of an earlier batch is named by its authorization code alone.
    private func invoice(_ transaction: Transaction) -> String? {
        switch transaction.kind {
        case .preAuthorizationVoid: transaction.original?.trace?.description
        case .void, .tip, .completionVoid:
            (transaction.original?.trace ?? transaction.trace).description
        case .sale, .refund, .preAuthorization, .completion, .offlineSale: transaction.trace.description
        }
    }

    /// Balance enquiry.
    func balance(trace: TraceNumber, track2: Track2, entryMode: String) -> Message {
        var message = Message(.authorizationRequest)
        message[text: 2] = track2.pan.exposed
        message[text: 3] = "310000"
        message[text: 11] = trace.description
        if !track2.expiry.isEmpty { message[text: 14] = track2.expiry }
        message[text: 22] = entryMode
        message[text: 25] = "00"
        addIdentity(to: &message)
        return message
    }

    /// Totals (`920000`), or trailing totals after an upload (`960000`).
    ///
    /// - Throws: `ISO8583Error` when a count or an amount has more digits than its place.
    func totals(
        _ snapshot: CloseSnapshot, _ processingCode: String, trace: TraceNumber
    ) throws(ISO8583Error) -> Message {
        var message = Message(.reconciliationRequest)
        message[text: 3] = processingCode
        message[text: 11] = trace.description
        addIdentity(to: &message)
        message[text: 60] = snapshot.batch.description
        message[text: 63] = try pair(snapshot.totals.domestic.debit) + pair(snapshot.totals.domestic.credit)
        return message
    }

    private func pair(_ tally: Tally) throws(ISO8583Error) -> String {
        guard (0...999).contains(tally.count), (0...999_999_999_999).contains(tally.minorUnits) else {
            throw ISO8583Error(.badLayout, field: 63, offset: 0)
        }
        return paddedDecimal(UInt64(tally.count), width: 3) + paddedDecimal(UInt64(tally.minorUnits), width: 12)
    }

    /// One record of an upload: the original's code with 1 for more to come and 0 for the last.
    func uploadDetail(_ record: BatchRecord, isLast: Bool, pan: PAN, trace: TraceNumber) -> Message {
        let code = String(record.transaction.kind.hypercomProcessingCode.dropLast()) + (isLast ? "0" : "1")
        return upload(record, code, record.fullMinorUnits, pan: pan, trace: trace)
    }

    /// What the chip of an online record gave. Source: Hypercom style: 0320 with code 940000, before the totals.
    func uploadChip(_ record: BatchRecord, pan: PAN, trace: TraceNumber) -> Message {
        var message = upload(record, "940000", record.transaction.minorUnits, pan: pan, trace: trace)
        message[bytes: 55] = record.transaction.chip
        return message
    }

    private func upload(
        _ record: BatchRecord, _ code: String, _ minorUnits: Int64, pan: PAN, trace: TraceNumber
    ) -> Message {
        let transaction = record.transaction
        var message = Message(.batchUpload)
        message[text: 2] = pan.exposed
        message[text: 3] = code
        message[text: 4] = paddedDecimal(UInt64(minorUnits), width: 12)
        message[text: 11] = trace.description
        message[text: 12] = transaction.begunAt.hourMinuteSecond
        message[text: 13] = transaction.begunAt.date.monthDay
        if !transaction.card.expiry.isEmpty { message[text: 14] = transaction.card.expiry }
        message[text: 22] = transaction.card.entryMode
        message[text: 25] = transaction.kind.conditionCode
        addIdentity(to: &message)
        var reference = ""
        if case .approved(let approval) = record.state {
            reference = approval.reference
            if !approval.reference.isEmpty { message[text: 37] = approval.reference }
            if !approval.authorization.isEmpty { message[text: 38] = approval.authorization }
        }
        let type = transaction.messageType.description
        let padded = reference.isEmpty ? "            " : reference
        message[text: 60] = type + transaction.trace.description + padded
        message[text: 62] = invoice(transaction)
        return message
    }
}

extension TransactionKind {
    fileprivate var hypercomProcessingCode: String {
        switch self {
        case .sale, .offlineSale: "000000"
        case .void, .tip, .preAuthorizationVoid, .completionVoid: "020000"
        case .refund: "200000"
        case .preAuthorization: "300000"
        case .completion: "004000"
        }
    }
}
