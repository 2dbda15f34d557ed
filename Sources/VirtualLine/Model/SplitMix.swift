/// Numbers by chance that are the same for the same seed, so that a fault seen once can be had again.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators" (2014), SplitMix64.
public struct SplitMix: RandomNumberGenerator, Sendable, Equatable {
    private var state: UInt64

    /// The numbers of this seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number above 0 and at most 1, evenly spread.
    public mutating func share() -> Double { Double((next() >> 11) + 1) / Double(1 << 53) }

    /// Numbers of their own for one of several uses of the same seed.
    public func branch(_ number: UInt64) -> SplitMix {
        var root = SplitMix(seed: state ^ (number &* 0xD6E8_FEB8_6659_FD93))
        return SplitMix(seed: root.next())
    }
}
