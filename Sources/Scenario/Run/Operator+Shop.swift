import AcquirerHost
import Foundation
import VirtualTerminal

/// A record that later steps name, with the card that it was made with.
struct Labelled {
    let record: RecordReport
    let card: TestCard

    /// Month and day on its paper.
    var monthDay: String { record.at.prefix(10).suffix(5).replacingOccurrences(of: "-", with: "") }
}

extension TestCard {
    /// The card in the chip reader; nil when it has no chip.
    ///
    /// - Parameter given: The chip's data; nil for the card's own.
    func inserted(chip given: String? = nil) -> ControlRequest? {
        (given ?? chip).map { .insert(track2: track2, chip: $0) }
    }
}

extension Operator {
    /// Takes these keys behind FUNC from the idle screen.
    func choose(_ keys: [String]) throws {
        try goIdle()
        try press(["FUNC"] + keys)
        try rest()
    }

    /// A sale with an inserted card, an offline sale, or a pre-authorization.
    func make(_ wanted: ShopCard, with card: TestCard) throws {
        try goIdle()
        switch wanted.kind {
        case .preAuthorization: try press(["FUNC", "8", "1"])
        case .offlineSale: try press(["FUNC", "9", "1"])
        default: break
        }
        try press(digits(wanted.minorUnits) + ["ENTER"])
        // A refusal of the amount is the outcome.
        if wanted.kind == .offlineSale, try rest()?.screen == "authorization" {
            try press(digits(wanted.authorization ?? "") + ["ENTER"])
        }
        guard try rest()?.screen == "card" else { return }
        let request = wanted.isInserted ? card.inserted() : nil
        try read(card, as: request ?? .swipe(track2: card.track2), pin: wanted.pin)
    }

    /// A completion names date and authorization code of its pre-authorization.
    func complete(_ held: Labelled, authorization: String, minorUnits: Int64, pin: String?) throws {
        try goIdle()
        try press(["FUNC", "8", "3"] + digits(minorUnits) + ["ENTER"])
        try press(digits(held.monthDay) + ["ENTER"] + digits(authorization) + ["ENTER"])
        try read(held.card, as: .swipe(track2: held.card.track2), pin: pin)
    }

    /// A void of whatever it is.
    func void(_ made: Labelled) throws {
        switch made.record.kind {
        case "pre-authorization":
            try goIdle()
            try press(["FUNC", "8", "2"] + digits(made.record.minorUnits) + ["ENTER"])
            try press(digits(made.monthDay) + ["ENTER"] + digits(made.record.authorization ?? "") + ["ENTER"])
            try read(made.card, as: .swipe(track2: made.card.track2), pin: nil)
        case "completion":
            try goIdle()
            try press(["FUNC", "8", "4"] + digits(Int64(made.record.trace)) + ["ENTER"])
            try confirmVoid()
        default: try void(trace: made.record.trace)
        }
    }

    private func confirmVoid() throws {
        guard try rest()?.screen == "confirm-void" else { return }
        try press(["ENTER"])
        try rest()
    }

    /// A tip on a sale.
    func tip(on sale: Labelled, minorUnits: Int64) throws {
        try goIdle()
        try press(["FUNC", "9", "2"] + digits(Int64(sale.record.trace)) + ["ENTER"])
        guard try rest()?.screen == "amount" else { return }
        try press(digits(minorUnits) + ["ENTER"])
        try rest()
    }

    /// How much is on the card?
    func balance(of card: TestCard, pin: String?) throws {
        try choose(["9", "3"])
        try read(card, as: .swipe(track2: card.track2), pin: pin)
    }

    /// Leaves a close.
    func tradeOn() throws {
        try choose(["9", "7"])
        guard try rest()?.screen == "confirm-trade-on" else { return }
        try press(["ENTER"])
        try rest()
    }
}
