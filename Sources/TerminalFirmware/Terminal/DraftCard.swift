import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// The account number of a stored transaction, opened by the secure element.
    func clearPAN(_ transaction: Transaction) -> PAN? { unsealedPAN(transaction.card) }

    func unsealedPAN(_ card: CardReference) -> PAN? { element.unseal(card.sealedPAN).flatMap { PAN(bytes: $0) } }

    /// The card of a draft: the one that was read, or the one of the record that it refers to.
    mutating func cardReference(_ draft: Draft) -> CardReference? {
        guard let track2 = draft.track2 else {
            return draft.originalTrace.flatMap { store.book.record($0) }?.transaction.card
        }
        guard let sealed = element.seal([UInt8](track2.pan.exposed.utf8)) else { return nil }
        let isDomestic = parameters.domesticPrefixes.contains { track2.pan.exposed.hasPrefix($0) }
        return CardReference(
            masked: track2.pan.masked, sealedPAN: sealed, expiry: track2.expiry, entryMode: "", isForeign: !isDomestic)
    }

    /// Field 22: 051 and 052 chip with and without PIN, 021 and 022 stripe, 012 keyed (a void names no card).
    func entryMode(_ draft: Draft, hasPIN: Bool) -> String {
        guard draft.track2 != nil else { return "012" }
        return (draft.chip.isEmpty ? "02" : "05") + (hasPIN ? "1" : "2")
    }

    /// What a draft refers to.
    func original(_ draft: Draft) -> OriginalTransaction? {
        guard let kind = draft.kind else { return nil }
        switch kind {
        case .sale, .preAuthorization, .offlineSale: return nil
        case .refund:
            return OriginalTransaction(
                record: nil, reference: draft.originalReference, authorization: "",
                monthDay: draft.originalMonthDay)
        case .void, .completionVoid, .tip: return draft.originalTrace.flatMap { reference(to: $0) }
        case .preAuthorizationVoid, .completion:
            let held = heldRecord(draft)
            return OriginalTransaction(
                record: held.map { RecordName(batch: $0.transaction.batch, trace: $0.transaction.trace) },
                reference: "", authorization: draft.authorization, monthDay: draft.originalMonthDay)
        }
    }

    private func reference(to trace: TraceNumber) -> OriginalTransaction? {
        guard let record = store.book.record(trace), case .approved(let approval) = record.state else { return nil }
        let transaction = record.transaction
        return OriginalTransaction(
            record: RecordName(batch: transaction.batch, trace: trace), reference: approval.reference,
            authorization: approval.authorization, monthDay: transaction.begunAt.date.monthDay,
            minorUnits: record.fullMinorUnits)
    }

    /// The pre-authorization of this batch that a draft names by authorization code and card; nil when it lies in an earlier
    /// batch.
    func heldRecord(_ draft: Draft) -> BatchRecord? {
        guard let masked = draft.track2?.pan.masked else { return nil }
        return store.book.records.last { record in
            guard record.transaction.kind == .preAuthorization, record.transaction.card.masked == masked,
                case .approved(let approval) = record.state
            else { return false }
            return approval.authorization == draft.authorization
        }
    }
}

extension CardReference {
    func with(entryMode: String) -> CardReference {
        CardReference(
            masked: masked, sealedPAN: sealedPAN, expiry: expiry, entryMode: entryMode, isForeign: isForeign)
    }
}
