import COpenSSL

/// Random bytes from the system.
public enum Randomness {
    /// So many random bytes.
    ///
    /// - Throws: `CryptoError.tooMuchData` for 2 GB and more, `.library`.
    public static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        let total = try Int32(libraryCount: count)
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, total) == 1 else { throw .library("RAND_bytes") }
        return bytes
    }

    /// A random double-length triple DES key, with odd parity. Source: FIPS 46-3, key parity.
    ///
    /// - Parameter source: Where the bytes come from; a simulation that must come out the same again has its own.
    public static func doubleLengthKey(from source: RandomSource = .system) throws(CryptoError) -> [UInt8] {
        var key = try source.bytes(16)
        // In place: a second array would leave nearly all of the key in the first.
        for index in key.indices {
            let high = key[index] & 0xFE
            key[index] = high | (high.nonzeroBitCount % 2 == 0 ? 1 : 0)
        }
        return key
    }
}

/// Where padding and fill come from: the system, or a fixed sequence in a test.
public struct RandomSource: Sendable {
    private let take: @Sendable (Int) throws(CryptoError) -> [UInt8]

    /// The secure source of the system.
    public static let system = RandomSource { (count) throws(CryptoError) in try Randomness.bytes(count) }

    /// A source that answers with as many bytes as it is asked for.
    public init(_ take: @escaping @Sendable (Int) throws(CryptoError) -> [UInt8]) { self.take = take }

    /// So many bytes.
    ///
    /// - Throws: `CryptoError.randomLength` when the source gave another number.
    func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        let bytes = try take(count)
        guard bytes.count == count else { throw .randomLength(bytes.count) }
        return bytes
    }

    /// So many values below `bound`. Four bytes go into each, so that all are equally likely to within 2^-29.
    func values(_ count: Int, below bound: UInt32) throws(CryptoError) -> [UInt8] {
        let bytes = try bytes(4 * count)
        return (0..<count).map { index in
            let word = bytes[(4 * index)..<(4 * index + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return UInt8(truncatingIfNeeded: word % bound)
        }
    }
}
