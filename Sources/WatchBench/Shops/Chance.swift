import BenchSupport
import Foundation

/// Numbers by chance with a seed.
struct Chance {
    private var generator: SplitMix64

    init(seed: UInt64, shop: Int) {
        generator = SplitMix64(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(shop))
        // Neighbouring shops must not begin alike.
        for _ in 0..<4 { _ = generator.next() }
    }

    /// From 0 up to 1.
    mutating func unit() -> Double { Double(generator.next() >> 11) / 9_007_199_254_740_992 }

    mutating func happens(_ share: Double) -> Bool { unit() < share }

    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    mutating func whole(_ range: Range<Int>) -> Int { range.lowerBound + Int(unit() * Double(range.count)) }

    /// Normal, by Box and Muller.
    mutating func normal(_ mean: Double, _ deviation: Double) -> Double {
        mean + deviation * (-2 * log(max(unit(), 1e-12))).squareRoot() * cos(2 * .pi * unit())
    }

    /// Waiting time of a Poisson process.
    mutating func wait(_ rate: Double) -> Double { -log(max(unit(), 1e-12)) / rate }
}
