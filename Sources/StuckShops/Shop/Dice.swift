import BenchSupport

/// What varies between two shops in the same trouble: everything follows from the seed.
package struct Dice: Sendable {
    private var source: SplitMix64
    private var amounts: Set<Int64> = []

    /// Dice that fall the same for the same seed.
    package init(seed: UInt64) { source = SplitMix64(state: seed) }

    /// A whole number of the range.
    package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &source) }

    /// True in so many of 100 cases.
    package mutating func percent(_ rate: Int) -> Bool { number(1...100) <= rate }

    /// One of several.
    package mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[number(0...choices.count - 1)] }

    /// A price as shops have them, in minor units, and never the same one twice: most lie between 3.00 and 300.00.
    package mutating func amount() -> Int64 {
        while true {
            let digits = Double.random(in: 2.5...4.5, using: &source)
            var amount: Int64 = 1
            // Ten to that power, without the C library: the same number on every machine.
            var rest = digits
            while rest >= 1 {
                amount *= 10
                rest -= 1
            }
            amount = Int64(Double(amount) * (1 + rest * (1.6 + rest * 7.4)))
            if amounts.insert(amount).inserted { return amount }
        }
    }

    /// A card whose issuer says yes.
    package mutating func card() -> String {
        one(of: ["unionpay-test-1", "unionpay-test-2", "unionpay-test-3", "visa-test-1", "mastercard-test-1"])
    }
}
