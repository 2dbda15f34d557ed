/// Cards for examples: numbers that schemes and payment companies publish for testing, which no account has.
public struct ExampleCard: Equatable, Sendable {
    /// Name for command lines.
    public let name: String
    /// Account number.
    public let number: String
    /// Expiry date YYMM.
    public let expiry = "3012"

    /// Track 2: number, expiry date, service code 201 (chip, no restriction), zeros.
    public var track2: String { number + "D" + expiry + "201" + "0000000000" }

    /// The cards by name.
    public static let all = [
        ExampleCard(name: "visa", number: "4111111111111111"),
        ExampleCard(name: "mastercard", number: "5555555555554444"),
        ExampleCard(name: "amex", number: "378282246310005"),
        ExampleCard(name: "jcb", number: "3530111333300000"),
        ExampleCard(name: "discover", number: "6011111111111117"),
        ExampleCard(name: "unionpay", number: "6200000000000005"),
    ]

    /// A card by name, any case; `test` is that of the dialect's home.
    public static func named(_ name: String, dialect: String) -> ExampleCard? {
        let name = name.lowercased()
        let wanted = name == "test" ? (dialect == "unionpay" ? "unionpay" : "visa") : name
        return all.first { $0.name == wanted }
    }
}
