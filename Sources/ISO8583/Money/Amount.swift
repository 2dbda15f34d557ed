/// An amount of money in minor units of its currency.
public struct Amount: Hashable, Sendable, CustomStringConvertible {
    /// Minor units, for example cents.
    public let minorUnits: Int64
    /// Currency.
    public let currency: Currency

    /// An amount.
    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// `125.00 CNY`.
    public var description: String { decimal + " " + currency.alpha }

    /// `125.00`.
    public var decimal: String {
        var scale: UInt64 = 1
        for _ in 0..<currency.exponent { scale *= 10 }
        let magnitude = minorUnits.magnitude
        let sign = minorUnits < 0 ? "-" : ""
        guard scale > 1 else { return sign + String(magnitude) }
        return sign + String(magnitude / scale) + "." + Digits.padded(magnitude % scale, width: currency.exponent)
    }
}
