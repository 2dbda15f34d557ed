import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// The account number of a stored transaction, opened by the secure element.
    func clearPAN(_ transaction: Transaction) -> PAN? { unsealedPAN(transaction.card) }

    func unsealedPAN(_ card: CardReference) -> PAN? { element.unseal(card.sealedPAN).flatMap { PAN(bytes: $0) } }

    /// The card of a draft: the one that was swiped, or the one of the sale that a void undoes.
    mutating func cardReference(_ draft: Draft) -> CardReference? {
        guard let track2 = draft.track2 else {
            return draft.originalTrace.flatMap { store.book.record($0) }?.transaction.card
        }
        guard let sealed = element.seal([UInt8](track2.pan.exposed.utf8)) else { return nil }
        let isDomestic = parameters.domesticPrefixes.contains { track2.pan.exposed.hasPrefix($0) }
        return CardReference(
            masked: track2.pan.masked, sealedPAN: sealed, expiry: track2.expiry, entryMode: "", isForeign: !isDomestic)
    }

    /// Field 22: 021 swiped with PIN, 022 swiped without, 012 keyed (a void names no card).
    func entryMode(_ draft: Draft, hasPIN: Bool) -> String {
        draft.track2 == nil ? "012" : hasPIN ? "021" : "022"
    }

    func original(_ draft: Draft) -> OriginalTransaction? {
        switch draft.kind {
        case .sale: return nil
        case .refund:
            return OriginalTransaction(
                trace: nil, reference: draft.originalReference, authorization: "", monthDay: draft.originalMonthDay)
        case .void:
            guard let trace = draft.originalTrace, let sale = store.book.record(trace),
                case .approved(let approval) = sale.state
            else { return nil }
            return OriginalTransaction(
                trace: trace, reference: approval.reference, authorization: approval.authorization,
                monthDay: sale.transaction.begunAt.date.monthDay)
        }
    }
}

extension CardReference {
    func with(entryMode: String) -> CardReference {
        CardReference(
            masked: masked, sealedPAN: sealedPAN, expiry: expiry, entryMode: entryMode, isForeign: isForeign)
    }
}
