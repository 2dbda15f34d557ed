/// Plain statistics that one odd day does not move.
enum RobustStatistics {
    /// By this, the median of the distances from the median becomes a standard deviation, where values scatter normally.
    static let toDeviation = 1.4826

    /// The middle value; the mean of the two middle ones of an even number. Nil for none.
    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Median of the distances from `center`. Nil for none.
    static func spread(_ values: [Double], around center: Double) -> Double? {
        median(values.map { abs($0 - center) })
    }
}
