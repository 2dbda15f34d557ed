import PaymentCrypto
import Testing
import TestSupport

/// Random numbers that are the same in every run.
typealias Seeded = Random

extension Random {
    init(_ seed: UInt64) { self.init(state: seed) }

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
