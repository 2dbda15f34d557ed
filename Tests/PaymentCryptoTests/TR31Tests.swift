import Testing

@testable import PaymentCrypto

@Suite("TR-31 key blocks")
struct TR31Tests {
    @Test("the published blocks give their keys and headers", arguments: KeyBlockSample.all)
    func published(_ sample: KeyBlockSample) throws {
        let block = Array(sample.block.utf8)
        let opened = try TR31KeyBlock.unwrap(block, under: try key(sample.protection))
        #expect(Hex.text(try #require(opened.key).copyBytes()) == sample.key, "\(sample.source)")
        #expect(opened.header == sample.header, "\(sample.source)")
        let parsed = try TR31Header.parse(block)
        #expect(parsed.blockLength == block.count)
        #expect(parsed.headerLength == 16 + sample.header.optionalBlocks.map(\.encoded.count).reduce(0, +))
    }

    @Test("a published block comes again from its key, its header and its padding", arguments: KeyBlockSample.all)
    func remade(_ sample: KeyBlockSample) throws {
        let block = Array(sample.block.utf8)
        let protectionKey = try key(sample.protection)
        let opened = try TR31KeyBlock.unwrap(block, under: protectionKey)
        let openedKey = try #require(opened.key)
        let padding = try padding(of: block, under: protectionKey)
        let source = RandomSource { (_) throws(CryptoError) in padding }
        let made = try TR31KeyBlock.wrap(
            openedKey, header: opened.header, under: protectionKey, paddedCount: openedKey.count, random: source)
        #expect(String(decoding: made, as: UTF8.self) == sample.block)
    }

    @Test("keys of each algorithm and length come back from each version", arguments: TR31Version.allCases)
    func roundTrip(_ version: TR31Version) throws {
        var random = Seeded(UInt64(version.rawValue))
        for (algorithm, counts) in [
            (TR31Algorithm.des, [8]), (.tripleDES, [16, 24]), (.aes, [16, 24, 32]), (.hmac, [8, 16, 24, 32]),
        ] {
            for count in counts {
                for protectionCount in version.protectionKeyCounts {
                    let bytes = random.bytes(count)
                    let protectionKey = try SecretKey(random.bytes(protectionCount))
                    let header = TR31Header(
                        version: version, keyUsage: .data, algorithm: algorithm, modeOfUse: .bothWays)
                    let block = try TR31KeyBlock.wrap(
                        try SecretKey(bytes), header: header, under: protectionKey)
                    let opened = try TR31KeyBlock.unwrap(block, under: protectionKey)
                    #expect(opened.key?.copyBytes() == bytes && opened.header == header)
                    #expect(
                        throws: TR31Error(.notAuthentic, at: block.count - 2 * version.macCount)
                    ) { try TR31KeyBlock.unwrap(block, under: try SecretKey(random.bytes(protectionCount))) }
                }
            }
        }
    }

    @Test("a block with a component of a key gives a component and no key", arguments: TR31Version.allCases)
    func component(_ version: TR31Version) throws {
        let protectionKey = try SecretKey([UInt8](repeating: 1, count: 16))
        let part = try SecretKey([UInt8](repeating: 2, count: 16))
        for (code, isComponent) in [("c1", true), ("c9", true), ("00", false), ("C1", false), ("1c", false)] {
            let header = TR31Header(
                version: version, keyUsage: .pin, algorithm: .tripleDES, modeOfUse: .bothWays,
                keyVersion: try #require(TR31KeyVersion(code)))
            let block = try TR31KeyBlock.wrap(part, header: header, under: protectionKey)
            let opened = try TR31KeyBlock.unwrap(block, under: protectionKey)
            switch opened.content {
            case .key(let key):
                #expect(!isComponent && key.copyBytes() == part.copyBytes(), "\(code)")
                #expect(opened.key === key)
            case .component(let component):
                #expect(isComponent && component.copyBytes() == part.copyBytes(), "\(code)")
                #expect(opened.key == nil)
            }
        }
    }

    @Test("the length of a block does not tell a short key of an algorithm from a long one")
    func hiddenLength() throws {
        let protectionKey = try SecretKey([UInt8](repeating: 1, count: 16))
        let header = TR31Header(version: .b, keyUsage: .pin, algorithm: .tripleDES, modeOfUse: .bothWays)
        let short = try TR31KeyBlock.wrap(
            try SecretKey([UInt8](repeating: 2, count: 16)), header: header, under: protectionKey)
        let long = try TR31KeyBlock.wrap(
            try SecretKey([UInt8](repeating: 2, count: 24)), header: header, under: protectionKey)
        #expect(short.count == long.count)
    }

    @Test("optional blocks of any length come back in their order, the longest with a length of two bytes")
    func optionalBlocks() throws {
        let protectionKey = try SecretKey([UInt8](repeating: 1, count: 16))
        for version in TR31Version.allCases {
            for count in [0, 1, 7, 8, 11, 12, 250, 251, 252, 300, 4_000] {
                let blocks = [("KS", count), ("AB", 3)].compactMap {
                    TR31OptionalBlock(id: $0.0, data: String(repeating: "~", count: $0.1))
                }
                let header = TR31Header(
                    version: version, keyUsage: .pin, algorithm: .tripleDES, modeOfUse: .bothWays,
                    optionalBlocks: blocks)
                let block = try TR31KeyBlock.wrap(
                    try SecretKey([UInt8](repeating: 2, count: 16)), header: header, under: protectionKey)
                #expect(block.count % version.blockCount == 0)
                #expect(try TR31KeyBlock.unwrap(block, under: protectionKey).header == header)
            }
        }
    }

    @Test("what cannot be wrapped is refused: wrong lengths of key and protection key, too much beside the key")
    func refusals() throws {
        let key16 = try SecretKey([UInt8](repeating: 1, count: 16))
        let key8 = try SecretKey([UInt8](repeating: 1, count: 8))
        let key32 = try SecretKey([UInt8](repeating: 1, count: 32))
        var header = TR31Header(version: .b, keyUsage: .pin, algorithm: .tripleDES, modeOfUse: .bothWays)
        #expect(throws: TR31Error(.keyDoesNotFitAlgorithm(32), at: 7)) {
            try TR31KeyBlock.wrap(key32, header: header, under: key16)
        }
        #expect(throws: TR31Error(.protectionKeyLength(32), at: 0)) {
            try TR31KeyBlock.wrap(key16, header: header, under: key32)
        }
        #expect(throws: TR31Error(.protectionKeyLength(8), at: 0)) {
            try TR31KeyBlock.wrap(key16, header: header, under: key8)
        }
        #expect(throws: TR31Error(.tooLong(Int.max), at: 1)) {
            try TR31KeyBlock.wrap(key16, header: header, under: key16, paddedCount: Int.max)
        }
        let long = try #require(TR31OptionalBlock(id: "KS", data: String(repeating: "0", count: 9_973)))
        header.optionalBlocks = [long]
        #expect(throws: TR31Error.self) { try TR31KeyBlock.wrap(key16, header: header, under: key16) }
        let small = try #require(TR31OptionalBlock(id: "KS", data: "0000"))
        header.optionalBlocks = [TR31OptionalBlock](repeating: small, count: 100)
        #expect(throws: TR31Error(.tooManyOptionalBlocks(100), at: 12)) {
            try TR31KeyBlock.wrap(key16, header: header, under: key16)
        }
        #expect(TR31OptionalBlock(id: "PB", data: "") == nil && TR31OptionalBlock(id: "K", data: "") == nil)
        #expect(TR31OptionalBlock(id: "KS", data: "\u{1}") == nil && TR31OptionalBlock(id: "KS", data: "中") == nil)
        #expect(TR31KeyUsage("P") == nil && TR31KeyUsage("P-") == nil && TR31KeyVersion("000") == nil)
    }

    /// What stands behind the key in the clear key field of an authentic block.
    private func padding(of block: [UInt8], under protectionKey: SecretKey) throws -> [UInt8] {
        let parsed = try TR31Header.parse(block)
        let macStart = block.count - 2 * parsed.header.version.macCount
        let protection = try TR31Protection(version: parsed.header.version, under: protectionKey)
        let cipher = try #require(Hex.bytes(upperCase: block[parsed.headerLength..<macStart]))
        let mac = try #require(Hex.bytes(upperCase: block[macStart...]))
        let opened = try protection.open(cipher, mac: mac, header: Array(block[..<parsed.headerLength]))
        let clear = try #require(opened)
        return Array(clear.dropFirst(2 + (Int(clear[0]) << 8 | Int(clear[1])) / 8))
    }
}
