/// A currency of ISO 4217.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// Numeric code, for example 156.
    public let numeric: UInt16
    /// Alphabetic code, for example CNY.
    public let alpha: String
    /// Decimals of the minor unit; 0 also where there is no minor unit.
    public let exponent: Int
    /// False for what has no minor unit at all, such as gold (XAU) and the test code (XTS).
    public let hasMinorUnit: Bool

    private init(_ numeric: UInt16, _ alpha: String, _ exponent: Int?) {
        self.numeric = numeric
        self.alpha = alpha
        self.exponent = exponent ?? 0
        hasMinorUnit = exponent != nil
    }

    /// Chinese yuan.
    public static let cny = Currency(156, "CNY", 2)

    /// The active currency with this numeric code, or nil when ISO 4217 has none.
    public init?(numeric: UInt16) {
        guard numeric < 1000 else { return nil }
        self.init([UInt8](Digits.padded(UInt64(numeric), width: 3).utf8), column: 0)
    }

    /// The active currency with these three capital letters, or nil when ISO 4217 has none.
    public init?(alpha: String) {
        guard alpha.utf8.count == 3 else { return nil }
        self.init([UInt8](alpha.utf8), column: 3)
    }

    private init?(_ key: [UInt8], column: Int) {
        guard let row = CurrencyTable.row(key, column: column) else { return nil }
        self.init(row.numeric, row.alpha, row.exponent)
    }

    /// Alphabetic code.
    public var description: String { alpha }
}
