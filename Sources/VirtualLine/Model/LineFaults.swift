/// What is wrong with a line, as probabilities.
public struct LineFaults: Equatable, Sendable {
    /// Probability that a data bit arrives turned over, 0 to 1.
    public var bitErrors: Double
    /// Probability that a byte does not arrive, 0 to 1.
    public var lost: Double
    /// Probability that a byte arrives twice, 0 to 1.
    public var doubled: Double

    /// A line with these faults; a good one unless told otherwise.
    public init(bitErrors: Double = 0, lost: Double = 0, doubled: Double = 0) {
        self.bitErrors = bitErrors
        self.lost = lost
        self.doubled = doubled
    }

    /// True when nothing is wrong.
    public var isNone: Bool { bitErrors <= 0 && lost <= 0 && doubled <= 0 }
}
