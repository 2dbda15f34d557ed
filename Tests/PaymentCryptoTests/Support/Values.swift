import PaymentCrypto
import Testing

/// Random numbers that are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }

    mutating func digits(_ count: Int) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9, using: &self)) }.joined()
    }

    mutating func element<Element>(of array: [Element]) -> Element {
        array[Int.random(in: array.indices, using: &self)]
    }
}

/// The bytes of hexadecimal digits that the test itself states.
func hex(_ text: String) throws -> [UInt8] { try #require(Hex.bytes(text)) }

/// A key of hexadecimal digits that the test itself states.
func key(_ text: String) throws -> SecretKey { try SecretKey(hex: text) }

/// A source that repeats one byte, in place of chance.
func always(_ byte: UInt8) -> RandomSource {
    RandomSource { (count) throws(CryptoError) in [UInt8](repeating: byte, count: count) }
}
