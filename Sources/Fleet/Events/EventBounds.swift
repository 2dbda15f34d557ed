import CloseWatch

/// What an event may say: no shop comes near it, and sums of it stay numbers.
enum EventBounds {
    /// Minor units of a record.
    static let minorUnits: ClosedRange<Int64> = -1_000_000_000_000...1_000_000_000_000
    /// Whatever is counted.
    static let counts = 0...1_000_000

    /// Money of a record; nil for more than any shop takes.
    static func money(_ minorUnits: Int64, isCredit: Bool = false, currency: UInt16) -> BookedMoney? {
        guard EventBounds.minorUnits.contains(minorUnits) else { return nil }
        return BookedMoney(isCredit ? -minorUnits : minorUnits, currency: currency)
    }
}
