extension RecordWriter {
    mutating func side(_ side: SideTotals) {
        for tally in [side.debit, side.credit] {
            number(UInt64(tally.count), byteCount: 4)
            number(UInt64(bitPattern: tally.minorUnits), byteCount: 8)
        }
    }

    mutating func approval(_ approval: Approval) {
        text(approval.reference)
        text(approval.authorization)
        text(approval.hostTime)
        text(approval.hostDate)
    }

    mutating func transaction(_ transaction: Transaction) {
        byte(transaction.kind.rawValue)
        byte(transaction.form.rawValue)
        number(UInt64(transaction.trace.value), byteCount: 4)
        number(UInt64(transaction.batch.value), byteCount: 4)
        number(UInt64(bitPattern: transaction.minorUnits), byteCount: 8)
        number(UInt64(transaction.currency), byteCount: 2)
        time(transaction.begunAt)
        date(transaction.businessDate)
        text(transaction.card.masked)
        data(transaction.card.sealedPAN)
        text(transaction.card.expiry)
        text(transaction.card.entryMode)
        flag(transaction.card.isForeign)
        data(transaction.chip)
        flag(transaction.original != nil)
        guard let original = transaction.original else { return }
        number(UInt64(original.record?.batch.value ?? 0), byteCount: 4)
        number(UInt64(original.record?.trace.value ?? 0), byteCount: 4)
        text(original.reference)
        text(original.authorization)
        text(original.monthDay)
        number(UInt64(bitPattern: original.minorUnits), byteCount: 8)
    }
}

extension RecordReader {
    mutating func side() throws(EntryError) -> SideTotals {
        SideTotals(debit: try tally(), credit: try tally())
    }

    private mutating func tally() throws(EntryError) -> Tally {
        let count = Int(clamping: try number("count", byteCount: 4))
        return Tally(count: count, minorUnits: Int64(bitPattern: try number("amount", byteCount: 8)))
    }

    mutating func approval() throws(EntryError) -> Approval {
        let reference = try text("reference")
        let authorization = try text("authorization")
        let hostTime = try text("host time")
        return Approval(
            reference: reference, authorization: authorization, hostTime: hostTime, hostDate: try text("host date"))
    }

    mutating func closeReason() throws(EntryError) -> CloseReason {
        guard let reason = CloseReason(rawValue: try byte("reason of the close")) else {
            throw unreadable("reason of the close 1 to 4")
        }
        return reason
    }

    /// - Parameter evidence: Known without reading it; nil when the record holds it.
    mutating func confirmation(evidence known: CloseEvidence?) throws(EntryError) -> HostConfirmation {
        let batch = try batch()
        let trace = try trace()
        let reference = try text("reference")
        let at = try time()
        let afterUpload = try flag("upload flag")
        var evidence = known
        if evidence == nil { evidence = CloseEvidence(rawValue: try byte("evidence of the close")) }
        guard let evidence else { throw unreadable("evidence of the close 1 to 4") }
        return HostConfirmation(
            batch: batch, trace: trace, reference: reference, at: at, afterUpload: afterUpload, evidence: evidence)
    }

    mutating func transaction() throws(EntryError) -> Transaction {
        let kind = try transactionKind()
        guard let form = RequestForm(rawValue: try byte("request form")) else {
            throw unreadable("request form 1 or 2")
        }
        return try transaction(kind, form, isEarlier: false)
    }

    /// A transaction as it was written when there were sales, voids and refunds only.
    mutating func earlierTransaction() throws(EntryError) -> Transaction {
        let kind = try transactionKind()
        return try transaction(kind, SettlementStyle.unionPay.form(of: kind), isEarlier: true)
    }

    private mutating func transactionKind() throws(EntryError) -> TransactionKind {
        guard let kind = TransactionKind(rawValue: try byte("transaction kind")) else {
            throw unreadable("transaction kind 1 to 9")
        }
        return kind
    }

    private mutating func transaction(
        _ kind: TransactionKind, _ form: RequestForm, isEarlier: Bool
    ) throws(EntryError) -> Transaction {
        let trace = try trace()
        let batch = try batch()
        let amount = try amount()
        let currency = UInt16(try number("currency", byteCount: 2))
        let begunAt = try time()
        let businessDate = try date()
        let masked = try text("masked card number")
        let sealed = try data("sealed card number")
        let expiry = try text("expiry")
        let entryMode = try text("entry mode")
        let card = CardReference(
            masked: masked, sealedPAN: sealed, expiry: expiry, entryMode: entryMode, isForeign: try flag("card side"))
        let chip = isEarlier ? [] : try data("chip data")
        let original = try flag("original") ? try original(in: batch, isEarlier: isEarlier) : nil
        return Transaction(
            kind: kind, form: form, trace: trace, batch: batch, minorUnits: amount, currency: currency,
            begunAt: begunAt, businessDate: businessDate, card: card, original: original, chip: chip)
    }

    private mutating func original(
        in batch: BatchNumber, isEarlier: Bool
    ) throws(EntryError) -> OriginalTransaction {
        let written = isEarlier ? batch : BatchNumber(UInt32(try number("original batch", byteCount: 4)))
        let trace = TraceNumber(UInt32(try number("original trace", byteCount: 4)))
        var record: RecordName?
        if let written, let trace { record = RecordName(batch: written, trace: trace) }
        let reference = try text("original reference")
        let authorization = try text("original authorization")
        let monthDay = try text("original date")
        let amount = isEarlier ? 0 : try amount()
        return OriginalTransaction(
            record: record, reference: reference, authorization: authorization, monthDay: monthDay,
            minorUnits: amount)
    }
}
