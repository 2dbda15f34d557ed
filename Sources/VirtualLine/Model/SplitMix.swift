import BenchSupport

/// Numbers by chance that are the same for the same seed, so that a fault seen once can be had again.
public struct SplitMix: RandomNumberGenerator, Sendable, Equatable {
    private var numbers: SplitMix64

    /// The numbers of this seed.
    public init(seed: UInt64) { numbers = SplitMix64(state: seed) }

    /// The next 64 bits.
    public mutating func next() -> UInt64 { numbers.next() }

    /// A number above 0 and at most 1, evenly spread.
    public mutating func share() -> Double { Double((next() >> 11) + 1) / Double(1 << 53) }

    /// Numbers of their own for one of several uses of the same seed.
    public func branch(_ number: UInt64) -> SplitMix {
        var root = SplitMix(seed: numbers.state ^ (number &* 0xD6E8_FEB8_6659_FD93))
        return SplitMix(seed: root.next())
    }
}
