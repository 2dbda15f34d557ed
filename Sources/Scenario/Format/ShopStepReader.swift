import Foundation
import Settlement
import VirtualTerminal
import Yams

extension NodeReader {
    /// A shop's step that takes nothing; nil when `name` is none.
    func plainShopStep(_ name: String) -> ShopStep? {
        switch name {
        case "sign-off": .signOff
        case "send-stored": .sendStored
        case "trade-on": .tradeOn
        default: nil
        }
    }

    /// A shop's step; nil when `name` is none.
    func shopStep(_ name: String, _ value: Node) throws(ScenarioError) -> ShopStep? {
        switch name {
        case "pre-auth": return .card(try shopCard(.preAuthorization, value, name, keys: ["pin", "insert"]))
        case "offline-sale": return .card(try shopCard(.offlineSale, value, name, keys: ["auth", "insert"]))
        case "complete":
            let mapping = try mapping(value, name, keys: ["of", "amount", "pin", "as"])
            guard let label = mapping["of"], let amount = mapping["amount"] else {
                throw error(value, "complete has of (the label of a pre-auth) and amount")
            }
            return .complete(
                of: try text(label, "of"), minorUnits: try self.amount(amount), pin: mapping["pin"]?.string,
                label: mapping["as"]?.string)
        case "tip":
            let mapping = try mapping(value, name, keys: ["of", "amount"])
            guard let label = mapping["of"], let amount = mapping["amount"] else {
                throw error(value, "a tip has of (the label of a sale) and amount")
            }
            return .tip(of: try text(label, "of"), minorUnits: try self.amount(amount))
        case "balance":
            if value.string != nil { return .balance(card: try text(value, "balance (a card)"), pin: nil) }
            let mapping = try mapping(value, name, keys: ["card", "pin"])
            guard let card = mapping["card"] else { throw error(value, "balance has a card") }
            return .balance(card: try text(card, "card"), pin: mapping["pin"]?.string)
        case "insert":
            if value.string != nil { return .insert(try text(value, "insert (a card)")) }
            let mapping = try mapping(value, name, keys: ["card", "chip"])
            guard let card = mapping["card"], let chip = mapping["chip"]?.string, ChipReader.bytes(chip) != nil else {
                throw error(value, "insert has a card, and its chip: \(ChipReader.problem)")
            }
            return .insert(try text(card, "card"), chip: chip)
        default: return nil
        }
    }

    /// A sale whose card is inserted.
    func insertedSale(_ value: Node) throws(ScenarioError) -> ShopStep? {
        guard value.mapping?["insert"] != nil else { return nil }
        let card = try shopCard(.sale, value, "sale", keys: ["pin", "insert"])
        return card.isInserted ? .card(card) : nil
    }

    private func shopCard(
        _ kind: TransactionKind, _ value: Node, _ name: String, keys: [String]
    ) throws(ScenarioError) -> ShopCard {
        let mapping = try mapping(value, name, keys: ["card", "amount", "as"] + keys)
        guard let card = mapping["card"], let amount = mapping["amount"] else {
            throw error(value, "\(name) has card and amount")
        }
        var made = ShopCard(
            kind: kind, card: try text(card, "card"), minorUnits: try self.amount(amount),
            label: mapping["as"]?.string)
        made.pin = mapping["pin"]?.string
        if let code = mapping["auth"] {
            guard let text = code.string, text.utf8.count == 6, text.allSatisfy(\.isASCII), Int(text) != nil else {
                throw error(code, "auth is six digits; quote it, as in \"012345\"")
            }
            made.authorization = text
        }
        if let insert = mapping["insert"] {
            guard let isInserted = insert.bool else { throw error(insert, "insert is true or false") }
            made.isInserted = isInserted
        }
        return made
    }
}
