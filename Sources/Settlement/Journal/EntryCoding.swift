extension JournalEntry {
    /// Kind of the flash record. The numbers are part of the flash format: never reuse one.
    public var kind: UInt8 {
        switch self {
        case .batchOpened: 1
        case .tracesReserved: 2
        case .signedOn: 3
        case .signOnRequired: 4
        case .transactionBegun: 5
        case .transactionApproved: 6
        case .transactionDeclined: 7
        case .reversalRequired: 8
        case .reversalConfirmed: 9
        case .receiptPrinted: 10
        case .closeBegun: 11
        case .closeReconciled: 12
        case .uploadAdvanced: 13
        case .closeRejected: 14
        case .closeConfirmed: 15
        case .batchClosed: 16
        case .slipPrinted: 17
        }
    }

    /// Content of the flash record.
    public var payload: [UInt8] {
        var writer = RecordWriter()
        switch self {
        case .batchOpened(let batch, let at):
            writer.number(UInt64(batch.value), byteCount: 4)
            writer.time(at)
        case .tracesReserved(let trace), .receiptPrinted(let trace):
            writer.number(UInt64(trace.value), byteCount: 4)
        case .signedOn(let batch, let at):
            writer.number(UInt64(batch.value), byteCount: 4)
            writer.time(at)
        case .signOnRequired:
            break
        case .transactionBegun(let transaction):
            writer.transaction(transaction)
        case .transactionApproved(let trace, let approval):
            writer.number(UInt64(trace.value), byteCount: 4)
            writer.text(approval.reference)
            writer.text(approval.authorization)
            writer.text(approval.hostTime)
            writer.text(approval.hostDate)
        case .transactionDeclined(let trace, let code), .reversalConfirmed(let trace, let code):
            writer.number(UInt64(trace.value), byteCount: 4)
            writer.text(code)
        case .reversalRequired(let trace, let reason):
            writer.number(UInt64(trace.value), byteCount: 4)
            writer.byte(reason.rawValue)
        case .closeBegun(let snapshot):
            writer.number(UInt64(snapshot.batch.value), byteCount: 4)
            writer.time(snapshot.at)
            writer.side(snapshot.totals.domestic)
            writer.side(snapshot.totals.foreign)
        case .closeReconciled(let word):
            writer.flag(word.domesticBalanced)
            writer.flag(word.foreignBalanced)
        case .uploadAdvanced(let count):
            writer.number(UInt64(count), byteCount: 4)
        case .closeRejected(let code):
            writer.text(code)
        case .closeConfirmed(let confirmation):
            writer.number(UInt64(confirmation.batch.value), byteCount: 4)
            writer.number(UInt64(confirmation.trace.value), byteCount: 4)
            writer.text(confirmation.reference)
            writer.time(confirmation.at)
            writer.flag(confirmation.afterUpload)
        case .batchClosed(let batch, let next, let at):
            writer.number(UInt64(batch.value), byteCount: 4)
            writer.number(UInt64(next.value), byteCount: 4)
            writer.time(at)
        case .slipPrinted(let batch):
            writer.number(UInt64(batch.value), byteCount: 4)
        }
        return writer.bytes
    }

    /// Reads an entry back.
    ///
    /// - Throws: `EntryError` when the kind is unknown or the content is not of this version.
    public init(kind: UInt8, payload: [UInt8]) throws(EntryError) {
        var reader = RecordReader(payload, kind: kind)
        switch kind {
        case 1: self = .batchOpened(try reader.batch(), at: try reader.time())
        case 2: self = .tracesReserved(upTo: try reader.trace())
        case 3: self = .signedOn(hostBatch: try reader.batch(), at: try reader.time())
        case 4: self = .signOnRequired
        case 5: self = .transactionBegun(try reader.transaction())
        case 6: self = .transactionApproved(try reader.trace(), try reader.approval())
        case 7: self = .transactionDeclined(try reader.trace(), code: try reader.text("response code"))
        case 8:
            let trace = try reader.trace()
            guard let reason = ReversalReason(rawValue: try reader.byte("reversal reason")) else {
                throw reader.unreadable("reversal reason 1 to 3")
            }
            self = .reversalRequired(trace, reason)
        case 9: self = .reversalConfirmed(try reader.trace(), code: try reader.text("response code"))
        case 10: self = .receiptPrinted(try reader.trace())
        case 11:
            let batch = try reader.batch()
            let at = try reader.time()
            let totals = BatchTotals(domestic: try reader.side(), foreign: try reader.side())
            self = .closeBegun(CloseSnapshot(batch: batch, at: at, totals: totals))
        case 12:
            let domestic = try reader.flag("domestic flag")
            let foreign = try reader.flag("foreign flag")
            self = .closeReconciled(Reconciliation(domesticBalanced: domestic, foreignBalanced: foreign))
        case 13: self = .uploadAdvanced(to: try reader.count())
        case 14: self = .closeRejected(code: try reader.text("response code"))
        case 15:
            let batch = try reader.batch()
            let trace = try reader.trace()
            let reference = try reader.text("reference")
            let at = try reader.time()
            let afterUpload = try reader.flag("upload flag")
            self = .closeConfirmed(
                HostConfirmation(batch: batch, trace: trace, reference: reference, at: at, afterUpload: afterUpload))
        case 16: self = .batchClosed(try reader.batch(), next: try reader.batch(), at: try reader.time())
        case 17: self = .slipPrinted(try reader.batch())
        default: throw reader.unreadable("kind 1 to 17")
        }
        try reader.finish()
    }
}

extension RecordWriter {
    fileprivate mutating func side(_ side: SideTotals) {
        for tally in [side.debit, side.credit] {
            number(UInt64(tally.count), byteCount: 4)
            number(UInt64(bitPattern: tally.minorUnits), byteCount: 8)
        }
    }

    fileprivate mutating func transaction(_ transaction: Transaction) {
        byte(transaction.kind.rawValue)
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
        flag(transaction.original != nil)
        guard let original = transaction.original else { return }
        number(UInt64(original.trace?.value ?? 0), byteCount: 4)
        text(original.reference)
        text(original.authorization)
        text(original.monthDay)
    }
}

extension RecordReader {
    fileprivate mutating func side() throws(EntryError) -> SideTotals {
        SideTotals(debit: try tally(), credit: try tally())
    }

    private mutating func tally() throws(EntryError) -> Tally {
        let count = try count()
        return Tally(count: count, minorUnits: Int64(bitPattern: try number("amount", byteCount: 8)))
    }

    fileprivate mutating func approval() throws(EntryError) -> Approval {
        let reference = try text("reference")
        let authorization = try text("authorization")
        let hostTime = try text("host time")
        return Approval(
            reference: reference, authorization: authorization, hostTime: hostTime, hostDate: try text("host date"))
    }

    fileprivate mutating func transaction() throws(EntryError) -> Transaction {
        guard let kind = TransactionKind(rawValue: try byte("transaction kind")) else {
            throw unreadable("transaction kind 1 to 3")
        }
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
        var original: OriginalTransaction?
        if try flag("original") {
            let originalTrace = TraceNumber(UInt32(try number("original trace", byteCount: 4)))
            let reference = try text("original reference")
            let authorization = try text("original authorization")
            original = OriginalTransaction(
                trace: originalTrace, reference: reference, authorization: authorization,
                monthDay: try text("original date"))
        }
        return Transaction(
            kind: kind, trace: trace, batch: batch, minorUnits: amount, currency: currency, begunAt: begunAt,
            businessDate: businessDate, card: card, original: original)
    }
}
