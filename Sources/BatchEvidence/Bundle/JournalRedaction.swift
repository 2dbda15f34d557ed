import Settlement

extension JournalEntry {
    /// Data of a chip that say nothing: a counter of zero. Whether there was a chip decides how a record is uploaded.
    static let blankChip: [UInt8] = [0x9F, 0x36, 0x02, 0x00, 0x00]

    /// The entry without what a ticket must not hold: no sealed account number, no data of a chip. A verdict needs neither.
    var redacted: JournalEntry {
        switch self {
        case .transactionBegun(let transaction): .transactionBegun(transaction.redacted)
        case .transactionAccepted(let transaction, let authorization):
            .transactionAccepted(transaction.redacted, authorization: authorization)
        default: self
        }
    }

    /// True when nothing in it has to be taken out.
    var isRedacted: Bool {
        switch self {
        case .transactionBegun(let transaction), .transactionAccepted(let transaction, _):
            transaction.card.sealedPAN.isEmpty
                && (transaction.chip.isEmpty || transaction.chip == JournalEntry.blankChip)
        default: true
        }
    }
}

extension Transaction {
    fileprivate var redacted: Transaction {
        Transaction(
            kind: kind, form: form, trace: trace, batch: batch, minorUnits: minorUnits, currency: currency,
            begunAt: begunAt, businessDate: businessDate,
            card: CardReference(
                masked: card.masked, sealedPAN: [], expiry: "", entryMode: card.entryMode, isForeign: card.isForeign),
            original: original, chip: chip.isEmpty ? [] : JournalEntry.blankChip)
    }
}
