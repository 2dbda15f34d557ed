/// Numbers by chance that follow from a seed alone, the same on every machine and in every build.
///
/// Source: the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
package enum Chance {
    /// Spreads the bits of a number over the whole word.
    @inline(__always)
    package static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The number that belongs to a place in a stream. Nothing before it has to be drawn, so that a run in which one
    /// thing is left out draws the same for everything else.
    package static func value(seed: UInt64, stream: UInt64, place: UInt64) -> UInt64 {
        mix(mix(seed &+ mix(stream)) &+ place)
    }
}

/// A stream of numbers by chance.
package struct ChanceStream {
    private var state: UInt64

    /// The stream of this name under a seed.
    package init(seed: UInt64, stream: UInt64) { state = Chance.mix(seed &+ Chance.mix(stream)) }

    /// The next number.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Chance.mix(state)
    }

    /// A number from 0 to `bound` - 1.
    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// True in so many of 1000 cases.
    package mutating func perMille(_ rate: Int) -> Bool { below(1000) < rate }
}
