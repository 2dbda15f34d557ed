import ISO8583
import Settlement

/// What the operator wants from the host with a card.
enum Errand: Equatable {
    /// Something that goes into the batch.
    case transaction(TransactionKind)
    /// How much is on the card: no money moves, no record is left.
    case balance

    /// The kind of transaction; nil for the enquiry.
    var kind: TransactionKind? {
        if case .transaction(let kind) = self { kind } else { nil }
    }
}

/// A transaction while the operator enters it. Nothing of it is in flash.
struct Draft: Equatable {
    var errand: Errand
    var minorUnits: Int64 = 0
    /// Date `MMDD` of the original that a refund, a completion or a void of a pre-authorization names.
    var originalMonthDay = ""
    /// Reference of the sale that a refund gives back.
    var originalReference = ""
    /// Authorization code: of the original, or the one that the issuer gave by telephone for an offline sale.
    var authorization = ""
    /// Trace number of the record that a void undoes or a tip is for.
    var originalTrace: TraceNumber?
    var track2: Track2?
    /// Data of the chip (field 55); empty for a stripe.
    var chip: [UInt8] = []

    init(_ kind: TransactionKind) { errand = .transaction(kind) }

    init(_ errand: Errand) { self.errand = errand }

    var kind: TransactionKind? { errand.kind }
}
