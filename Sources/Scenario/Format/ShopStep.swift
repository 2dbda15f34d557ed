import Settlement

/// What a clerk does with a card besides a plain sale and a refund, and with the batch besides settling it.
public enum ShopStep: Sendable, Equatable {
    /// A sale whose card is inserted, an offline sale, or a pre-authorization; it is remembered under the label.
    case card(ShopCard)
    /// Takes what the pre-authorization with this label holds; the completion is remembered under `label`.
    case complete(of: String, minorUnits: Int64, pin: String?, label: String?)
    /// A tip on the sale with this label.
    case tip(of: String, minorUnits: Int64)
    /// How much is on the card?
    case balance(card: String, pin: String?)
    /// Puts a card's chip into the reader, whatever is asked for: with its own data, or with these, as hexadecimal digits.
    case insert(String, chip: String? = nil)
    /// Takes leave of the host.
    case signOff
    /// Sends the stored advices now.
    case sendStored
    /// Leaves a close and sells on.
    case tradeOn
    /// The host closes the batch by itself.
    case forceClose
}

/// A card, an amount, and what is done with them.
public struct ShopCard: Sendable, Equatable {
    /// `sale`, `offlineSale` or `preAuthorization`.
    public var kind: TransactionKind
    /// The card, by name.
    public var card: String
    /// Minor units.
    public var minorUnits: Int64
    /// PIN, when it is not the card's own.
    public var pin: String?
    /// Code that the issuer gave by telephone, for an offline sale.
    public var authorization: String?
    /// True when the chip is read, and not the stripe.
    public var isInserted = false
    /// Name under which it is remembered.
    public var label: String?
}

extension ShopStep {
    /// The names of these steps in a file.
    static let names = [
        "pre-auth", "complete", "offline-sale", "tip", "balance", "insert", "sign-off", "send-stored", "trade-on",
    ]

    /// Label that a later step may name.
    var givenLabel: String? {
        switch self {
        case .card(let card): card.label
        case .complete(_, _, _, let label): label
        default: nil
        }
    }

    /// Label that an earlier step must have given.
    var neededLabel: String? {
        switch self {
        case .complete(let label, _, _, _), .tip(let label, _): label
        default: nil
        }
    }

    /// Card that the host must know, and whether it must have a chip.
    var neededCard: (name: String, hasChip: Bool)? {
        switch self {
        case .card(let card): (card.card, card.isInserted)
        case .balance(let card, _): (card, false)
        case .insert(let card, let chip): (card, chip == nil)
        default: nil
        }
    }
}

extension ShopStep: CustomStringConvertible {
    /// The step in words.
    public var description: String {
        func amount(_ minorUnits: Int64) -> String { decimalAmount(minorUnits, exponent: 2) }
        switch self {
        case .card(let card):
            let name =
                switch card.kind {
                case .offlineSale: "offline sale"
                case .preAuthorization: "pre-authorization"
                default: "sale"
                }
            return "\(name) \(amount(card.minorUnits)) with \(card.card)" + (card.isInserted ? ", inserted" : "")
        case .complete(let label, let minorUnits, _, _): return "completion \(amount(minorUnits)) of \"\(label)\""
        case .tip(let label, let minorUnits): return "tip \(amount(minorUnits)) on \"\(label)\""
        case .balance(let card, _): return "balance of \(card)"
        case .insert(let card, _): return "insert \(card)"
        case .signOff: return "sign off"
        case .sendStored: return "send what is stored"
        case .tradeOn: return "leave the settlement and sell on"
        case .forceClose: return "the host closes the batch by itself"
        }
    }
}
