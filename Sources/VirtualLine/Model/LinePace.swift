/// How fast characters follow each other on a line.
public struct LinePace: Equatable, Hashable, Sendable, CustomStringConvertible {
    /// Bits per second, 1 or more.
    public let baud: Int
    /// Bits that one character takes: start, data, parity and stop bits.
    public let bitsPerCharacter: Int

    /// A speed and the bits of a character (10 for 8N1). Values below 1 count as 1.
    public init(baud: Int, bitsPerCharacter: Int = 10) {
        self.baud = max(1, baud)
        self.bitsPerCharacter = max(1, bitsPerCharacter)
    }

    /// Nanoseconds that so many characters take, rounded up.
    public func nanoseconds(of characters: Int) -> UInt64 {
        let bits = UInt128(max(0, characters)) * UInt128(bitsPerCharacter) * 1_000_000_000
        return UInt64(clamping: (bits + UInt128(baud) - 1) / UInt128(baud))
    }

    /// How many whole characters pass in so many nanoseconds.
    public func characters(in nanoseconds: UInt64) -> Int {
        Int(clamping: UInt128(nanoseconds) * UInt128(baud) / (UInt128(bitsPerCharacter) * 1_000_000_000))
    }

    /// For example "9600 baud, 10 bits a character".
    public var description: String { "\(baud) baud, \(bitsPerCharacter) bits a character" }
}
