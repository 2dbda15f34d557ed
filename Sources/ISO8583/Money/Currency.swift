/// A currency of ISO 4217.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// Numeric code, for example 156.
    public let numeric: UInt16
    /// Alphabetic code, for example CNY.
    public let alpha: String
    /// Decimals of the minor unit.
    public let exponent: Int

    private init(_ numeric: UInt16, _ alpha: String, _ exponent: Int) {
        self.numeric = numeric
        self.alpha = alpha
        self.exponent = exponent
    }

    /// Chinese yuan.
    public static let cny = Currency(156, "CNY", 2)

    private static let table = [
        cny, Currency(36, "AUD", 2), Currency(48, "BHD", 3), Currency(344, "HKD", 2), Currency(360, "IDR", 2),
        Currency(392, "JPY", 0), Currency(410, "KRW", 0), Currency(446, "MOP", 2), Currency(458, "MYR", 2),
        Currency(496, "MNT", 2), Currency(702, "SGD", 2), Currency(764, "THB", 2), Currency(826, "GBP", 2),
        Currency(840, "USD", 2), Currency(901, "TWD", 2), Currency(978, "EUR", 2),
    ]

    /// The currency with this numeric code, or nil when the table does not have it.
    public init?(numeric: UInt16) {
        guard let known = Currency.table.first(where: { $0.numeric == numeric }) else { return nil }
        self = known
    }

    /// Alphabetic code.
    public var description: String { alpha }
}
