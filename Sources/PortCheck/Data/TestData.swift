import BenchSupport

/// Bytes that look like chance and are the same for the same seed, so that a failure can be had again.
public struct TestData: Equatable, Sendable {
    /// The seed.
    public let seed: UInt64

    /// Data of a seed.
    public init(seed: UInt64) { self.seed = seed }

    /// Bytes for one purpose.
    ///
    /// - Parameters:
    ///   - label: The purpose: other labels give other bytes.
    ///   - mask: Bits that a character of the line can hold.
    ///   - without: Values that must not be among them.
    public func bytes(_ count: Int, for label: String, mask: UInt8 = 0xFF, without: Set<UInt8> = []) -> [UInt8] {
        // FNV-1a mixes the label into the seed. Source: RFC 9923.
        let start = label.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        var numbers = SplitMix64(state: start)
        return (0..<count).map { _ in
            var byte: UInt8
            repeat { byte = UInt8(truncatingIfNeeded: numbers.next() >> 32) & mask } while without.contains(byte)
            return byte
        }
    }

    /// A sum over bytes for reports: equal sums and equal lengths mean equal data, short of ill luck. FNV-1a, 64 bits.
    public static func checksum(_ bytes: [UInt8]) -> String {
        let sum = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        let text = String(sum, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
