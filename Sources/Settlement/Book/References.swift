/// What a new transaction may refer to. Checked before an entry is written, and not when a journal is read: journals of
/// earlier versions are taken as they are.
extension BatchBook {
    /// Checks a transaction that is about to be begun or accepted against the record that it names.
    ///
    /// - Throws: `BookError` when there is no such record in this batch, when it cannot be referred to any more, or when the
    ///   amount is not what stands of it.
    func checkReference(of entry: JournalEntry) throws(BookError) {
        switch entry {
        case .transactionBegun(let transaction), .transactionAccepted(let transaction, _):
            // Twelve digits are what a message and a journal can carry.
            guard (1...999_999_999_999).contains(transaction.minorUnits),
                (0...999_999_999_999).contains(transaction.original?.minorUnits ?? 0)
            else {
                throw .amountDiffers(transaction.trace)
            }
            try checkOriginal(of: transaction)
        default: break
        }
    }

    private func checkOriginal(of transaction: Transaction) throws(BookError) {
        let name = transaction.original?.record
        switch transaction.kind {
        case .sale, .preAuthorization, .offlineSale, .refund:
            // A refund names what is on paper, and no record.
            if let name { throw .noOriginal(name.trace) }
        case .void, .completionVoid:
            let original = try standing(name, for: transaction, of: transaction.kind.undoes)
            guard transaction.minorUnits == original.fullMinorUnits else { throw .amountDiffers(transaction.trace) }
        case .tip:
            _ = try standing(name, for: transaction, of: [.sale, .offlineSale])
        case .preAuthorizationVoid, .completion:
            // One of an earlier batch is named by its authorization code; only the host knows it.
            guard let name else { return }
            guard name.batch == batch else { throw .noOriginal(name.trace) }
            let held = try standing(name, for: transaction, of: [.preAuthorization])
            guard !held.isCompleted else { throw .originalEnded(name.trace) }
        }
    }

    /// The approved record of this batch that a transaction names, as long as nothing has undone it.
    private func standing(
        _ name: RecordName?, for transaction: Transaction, of kinds: [TransactionKind]
    ) throws(BookError) -> BatchRecord {
        guard let name, name.batch == batch, let original = record(name.trace), original.isApproved,
            kinds.contains(original.transaction.kind)
        else { throw .noOriginal(name?.trace ?? transaction.trace) }
        guard !original.isVoided else { throw .originalEnded(name.trace) }
        return original
    }
}
