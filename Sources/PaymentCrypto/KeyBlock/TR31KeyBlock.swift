/// Key blocks of ANSI X9.143 (formerly TR-31): a key under a key block protection key, bound to what it may be used for.
public enum TR31KeyBlock {
    /// What came out of a block, with the header that was authenticated together with it.
    public struct Unwrapped: Sendable {
        /// What a block holds. Source: ANSI X9.143-2021, 6.3.4.
        public enum Content: Sendable {
            /// A key.
            case key(SecretKey)
            /// One component of a key. It is as long as the key, and no key: used as one, it would give wrong results
            /// that nobody notices.
            case component(SecretKey)
        }

        /// What the key is, and what may be done with it.
        public let header: TR31Header
        /// The key, or the component of one.
        public let content: Content

        /// The key, or nil when the block holds a component only.
        public var key: SecretKey? {
            if case .key(let key) = content { key } else { nil }
        }
    }

    /// Wraps a key.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - header: What it is. The key's length must be one of its algorithm.
    ///   - protectionKey: Key block protection key: 16 or 24 bytes for versions A, B and C; 16, 24 or 32 for version D.
    ///     It should not be weaker than the key.
    ///   - paddedCount: Bytes of the longest key that this one shall not be told from by the block's length. Nil takes the
    ///     longest of the algorithm.
    ///   - random: Where the padding comes from.
    /// - Returns: The block, ASCII characters.
    /// - Throws: `TR31Error`.
    public static func wrap(
        _ key: SecretKey, header: TR31Header, under protectionKey: SecretKey, paddedCount: Int? = nil,
        random: RandomSource = .system
    ) throws(TR31Error) -> [UInt8] {
        if let counts = header.algorithm.keyCounts, !counts.contains(key.count) {
            throw TR31Error(.keyDoesNotFitAlgorithm(key.count), at: 7)
        }
        let protection = try TR31Protection(version: header.version, under: protectionKey)
        let longest = max(key.count, paddedCount ?? defaultCount(for: header.algorithm))
        // What does not fit a block is refused before it is multiplied or allocated.
        guard longest <= 9999 else { throw TR31Error(.tooLong(longest), at: 1) }
        let block = header.version.blockCount
        let clearCount = (2 + longest) / block * block + block
        let text = try header.encoded(protectedCount: clearCount + header.version.macCount)
        do throws(CryptoError) {
            var clear = bigEndian(UInt16(key.count * 8))
            defer { SecretKey.wipe(&clear) }
            clear.reserveCapacity(clearCount)
            key.withBytes { clear += $0 }
            clear += try random.bytes(clearCount - clear.count)
            let (cipher, mac) = try protection.protect(clear, header: text)
            return text + Hex.ascii(cipher + mac)
        } catch {
            throw TR31Error(.cipher(error), at: text.count)
        }
    }

    /// Opens a block and gives its key or its component of a key, if the block is authentic.
    ///
    /// - Parameters:
    ///   - block: The block, ASCII characters.
    ///   - protectionKey: Key block protection key.
    /// - Throws: `TR31Error` with the offset of what is wrong.
    public static func unwrap(_ block: [UInt8], under protectionKey: SecretKey) throws(TR31Error) -> Unwrapped {
        let parsed = try TR31Header.parse(block)
        let version = parsed.header.version
        let start = parsed.headerLength
        let needed = 2 * (version.blockCount + version.macCount)
        guard block.count - start >= needed else {
            throw TR31Error(.tooShort(needed: needed, found: block.count - start), at: start)
        }
        let macStart = block.count - 2 * version.macCount
        guard let cipher = Hex.bytes(upperCase: block[start..<macStart]) else {
            throw TR31Error(.malformed(.encryptedKey), at: start)
        }
        guard let mac = Hex.bytes(upperCase: block[macStart...]) else {
            throw TR31Error(.malformed(.mac), at: macStart)
        }
        guard cipher.count % version.blockCount == 0 else {
            throw TR31Error(.encryptedKeyLength(cipher.count), at: start)
        }
        let protection = try TR31Protection(version: version, under: protectionKey)
        var opened: [UInt8]?
        do {
            opened = try protection.open(cipher, mac: mac, header: Array(block[..<start]))
        } catch {
            throw TR31Error(.cipher(error), at: start)
        }
        guard var clear = opened else { throw TR31Error(.notAuthentic, at: macStart) }
        opened = nil
        defer { SecretKey.wipe(&clear) }
        let key = try key(of: clear, parsed)
        return Unwrapped(
            header: parsed.header, content: parsed.header.keyVersion.isComponent ? .component(key) : .key(key))
    }

    /// The key of a clear key field: bits of the key (two bytes), key, padding.
    private static func key(of clear: [UInt8], _ parsed: TR31Header.Parsed) throws(TR31Error) -> SecretKey {
        let bits = Int(clear[0]) << 8 | Int(clear[1])
        guard bits % 8 == 0, bits / 8 <= clear.count - 2 else {
            throw TR31Error(.keyLength(bits: bits), at: parsed.headerLength)
        }
        var bytes = Array(clear[2..<2 + bits / 8])
        if let counts = parsed.header.algorithm.keyCounts, !counts.contains(bytes.count) {
            SecretKey.wipe(&bytes)
            throw TR31Error(.keyDoesNotFitAlgorithm(bits / 8), at: 7)
        }
        do {
            return try SecretKey(wiping: &bytes)
        } catch {
            throw TR31Error(.keyLength(bits: bits), at: parsed.headerLength)
        }
    }

    private static func defaultCount(for algorithm: TR31Algorithm) -> Int {
        switch algorithm {
        case .des, .tripleDES: 24
        case .aes: 32
        case .ellipticCurve, .hmac, .rsa, .dsa: 0
        }
    }
}
