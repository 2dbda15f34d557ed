/// Numbers by chance that are the same everywhere for the same seed, so that what was seen once can be had again.
///
/// Source: G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014. The simulation has its
/// own, which its speed depends on.
public struct SplitMix64: RandomNumberGenerator, Sendable, Equatable {
    /// Where it stands; the seed at first.
    public var state: UInt64

    /// A generator that starts with a seed.
    public init(state: UInt64) { self.state = state }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
