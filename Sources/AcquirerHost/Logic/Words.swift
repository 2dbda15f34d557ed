import Settlement

/// An amount with two decimals, as notes and reports have it.
func hundredths(_ minorUnits: Int64) -> String { decimalAmount(minorUnits, exponent: 2) }

extension Posting {
    /// A booking in words, for notes and exceptions.
    var words: String {
        "\(kind.name) \(paddedDecimal(UInt64(trace), width: 6)) over \(hundredths(minorUnits)), card \(card)"
    }
}
