extension JournalEntry {
    /// Kind of the flash record. The numbers are part of the flash format: never reuse one.
    public var kind: UInt8 {
        switch self {
        case .batchOpened: 1
        case .tracesReserved: 2
        case .signedOn: 3
        case .signOnRequired: 4
        case .transactionApproved: 6
        case .transactionDeclined: 7
        case .reversalRequired: 8
        case .reversalConfirmed: 9
        case .receiptPrinted: 10
        case .closeReconciled: 12
        case .uploadAdvanced: 13
        case .closeRejected: 14
        case .batchClosed: 16
        case .slipPrinted: 17
        case .transactionBegun: 18
        case .transactionAccepted: 19
        case .adviceDelivered: 20
        case .adviceRefused: 21
        case .closeRequested: 22
        case .closeAbandoned: 23
        case .closeBegun: 24
        case .closeConfirmed: 25
        case .signedOff: 26
        case .diaryNoted: 40
        case .clockNoted: 41
        case .clockSet: 42
        }
    }

    /// Content of the flash record.
    ///
    /// - Throws: `EntryTooLong` when a text or byte string of it has more than 255 bytes: nothing is cut silently.
    public var payload: [UInt8] {
        get throws(EntryTooLong) {
            let writer = written
            if let count = writer.tooLong { throw EntryTooLong(kind: kind, byteCount: count) }
            return writer.bytes
        }
    }

    private var written: RecordWriter {
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
        case .signOnRequired, .closeAbandoned:
            break
        case .signedOff(let at):
            writer.time(at)
        case .transactionBegun(let transaction):
            writer.transaction(transaction)
        case .transactionAccepted(let transaction, let authorization):
            writer.transaction(transaction)
            writer.text(authorization)
        case .transactionApproved(let trace, let approval), .adviceDelivered(let trace, let approval):
            writer.number(UInt64(trace.value), byteCount: 4)
            writer.approval(approval)
        case .transactionDeclined(let trace, let code), .reversalConfirmed(let trace, let code),
            .adviceRefused(let trace, let code):
            writer.number(UInt64(trace.value), byteCount: 4)
            writer.text(code)
        case .reversalRequired(let trace, let reason):
            writer.number(UInt64(trace.value), byteCount: 4)
            writer.byte(reason.rawValue)
        case .closeRequested(let reason, let at):
            writer.byte(reason.rawValue)
            writer.time(at)
        case .closeBegun(let snapshot):
            writer.number(UInt64(snapshot.batch.value), byteCount: 4)
            writer.time(snapshot.at)
            writer.byte(snapshot.style.rawValue)
            writer.byte(snapshot.reason.rawValue)
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
            writer.byte(confirmation.evidence.rawValue)
        case .batchClosed(let batch, let next, let at):
            writer.number(UInt64(batch.value), byteCount: 4)
            writer.number(UInt64(next.value), byteCount: 4)
            writer.time(at)
        case .slipPrinted(let batch):
            writer.number(UInt64(batch.value), byteCount: 4)
        case .diaryNoted(let diary):
            writer.diary(diary)
        case .clockNoted(let note):
            writer.note(note)
        case .clockSet(let setting):
            writer.time(setting.from)
            writer.time(setting.to)
            writer.byte(setting.by.rawValue)
        }
        return writer
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
        // 5, 11 and 15 were written before advices, styles and evidence were kept; journals that hold them are still read.
        case 5: self = .transactionBegun(try reader.earlierTransaction())
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
            let (batch, at) = (try reader.batch(), try reader.time())
            let totals = BatchTotals(domestic: try reader.side(), foreign: try reader.side())
            self = .closeBegun(
                CloseSnapshot(batch: batch, at: at, style: .unionPay, reason: .operatorRequest, totals: totals))
        case 12:
            let domestic = try reader.flag("domestic flag")
            let foreign = try reader.flag("foreign flag")
            self = .closeReconciled(Reconciliation(domesticBalanced: domestic, foreignBalanced: foreign))
        case 13: self = .uploadAdvanced(to: Int(clamping: try reader.number("count", byteCount: 4)))
        case 14: self = .closeRejected(code: try reader.text("response code"))
        case 15: self = .closeConfirmed(try reader.confirmation(evidence: .answer))
        case 16: self = .batchClosed(try reader.batch(), next: try reader.batch(), at: try reader.time())
        case 17: self = .slipPrinted(try reader.batch())
        case 18: self = .transactionBegun(try reader.transaction())
        case 19: self = .transactionAccepted(try reader.transaction(), authorization: try reader.text("authorization"))
        case 20: self = .adviceDelivered(try reader.trace(), try reader.approval())
        case 21: self = .adviceRefused(try reader.trace(), code: try reader.text("response code"))
        case 22: self = .closeRequested(try reader.closeReason(), at: try reader.time())
        case 23: self = .closeAbandoned
        case 24:
            let (batch, at) = (try reader.batch(), try reader.time())
            guard let style = SettlementStyle(rawValue: try reader.byte("settlement style")) else {
                throw reader.unreadable("settlement style 1 or 2")
            }
            let reason = try reader.closeReason()
            let totals = BatchTotals(domestic: try reader.side(), foreign: try reader.side())
            self = .closeBegun(CloseSnapshot(batch: batch, at: at, style: style, reason: reason, totals: totals))
        case 25: self = .closeConfirmed(try reader.confirmation(evidence: nil))
        case 26: self = .signedOff(at: try reader.time())
        case 40: self = .diaryNoted(try reader.diary())
        case 41: self = .clockNoted(try reader.note())
        case 42:
            let (from, to) = (try reader.time(), try reader.time())
            guard let source = ClockSource(rawValue: try reader.byte("who set the clock")) else {
                throw reader.unreadable("host or operator")
            }
            self = .clockSet(ClockSetting(from: from, to: to, by: source))
        default: throw reader.unreadable("kind 1 to 26 or 40 to 42")
        }
        try reader.finish()
    }
}
