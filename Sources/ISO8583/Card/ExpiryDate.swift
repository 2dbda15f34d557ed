/// Expiry date of a card, YYMM. Its description shows nothing: with the account number it is cardholder data.
///
/// Source: ISO 8583:1987, field 14; PCI DSS counts it as cardholder data beside the account number.
public struct ExpiryDate: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Last two digits of the year.
    public let year: Int
    /// Month, 1 to 12.
    public let month: Int

    /// A date from four digits YYMM; nil when they are none.
    public init?(_ text: String) {
        let digits = [UInt8](text.utf8)
        guard digits.count == 4, let value = Digits.number(digits), (1...12).contains(value % 100) else { return nil }
        year = Int(value / 100)
        month = Int(value % 100)
    }

    /// YYMM in clear, as field 14 takes it.
    public var exposed: String { Digits.padded(UInt64(year * 100 + month), width: 4) }

    /// Four stars.
    public var description: String { "****" }
    /// Four stars.
    public var debugDescription: String { description }
}
