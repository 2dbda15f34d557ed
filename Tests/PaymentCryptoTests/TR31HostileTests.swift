import Testing

@testable import PaymentCrypto

@Suite("TR-31 key blocks that were changed, cut or made up")
struct TR31HostileTests {
    /// A block of each version with a short, a long and a padding block, and the key that protects it.
    private func block(_ version: TR31Version) throws -> (block: [UInt8], protectionKey: SecretKey) {
        var random = Seeded(31)
        let protectionKey = try SecretKey(random.bytes(16))
        let blocks = [("KS", "00604B120F9292800000"), ("AB", String(repeating: "x", count: 260))]
            .compactMap { TR31OptionalBlock(id: $0.0, data: $0.1) }
        let header = TR31Header(
            version: version, keyUsage: .baseDerivation, algorithm: .tripleDES, modeOfUse: .deriveKeys,
            exportability: .trusted, optionalBlocks: blocks)
        let made = try TR31KeyBlock.wrap(
            try SecretKey(random.bytes(16)), header: header, under: protectionKey, random: always(0xA5))
        return (made, protectionKey)
    }

    @Test(
        "every truncation of a block is an error, with the length field as it was and set right",
        arguments: TR31Version.allCases)
    func truncations(_ version: TR31Version) throws {
        let (block, protectionKey) = try block(version)
        for count in 0..<block.count {
            var cut = Array(block.prefix(count))
            let expected =
                count < 16
                ? TR31Error(.tooShort(needed: 16, found: count), at: 0)
                : TR31Error(.length(stated: block.count, found: count), at: 1)
            #expect(throws: expected) { try TR31KeyBlock.unwrap(cut, under: protectionKey) }
            setLength(&cut)
            #expect(throws: TR31Error.self) { try TR31KeyBlock.unwrap(cut, under: protectionKey) }
        }
    }

    @Test("one character more than the header states is an error of the length")
    func longer() throws {
        let (block, protectionKey) = try block(.d)
        #expect(throws: TR31Error(.length(stated: block.count, found: block.count + 1), at: 1)) {
            try TR31KeyBlock.unwrap(block + [0x30], under: protectionKey)
        }
    }

    @Test("every change of one character of a block, to any of 48 others, is an error", arguments: TR31Version.allCases)
    func changes(_ version: TR31Version) throws {
        let (block, protectionKey) = try block(version)
        #expect(throws: Never.self) { try TR31KeyBlock.unwrap(block, under: protectionKey) }
        let others = Array("0123456789ABCDEFabcdefGNPSTXYxz ~!/:@[`{".utf8) + [0, 9, 10, 0x7F, 0x80, 0xC3, 0xFE, 0xFF]
        for offset in block.indices {
            for other in others where other != block[offset] {
                var changed = block
                changed[offset] = other
                do {
                    _ = try TR31KeyBlock.unwrap(changed, under: protectionKey)
                    Issue.record("byte \(other) at offset \(offset) was accepted")
                } catch {
                    let isInside = (0...block.count).contains(error.offset)
                    if !isInside { Issue.record("offset \(error.offset) is outside of the block") }
                }
            }
        }
    }

    @Test("extensions, insertions and deletions are errors, with the length field as it was and set right")
    func extensions() throws {
        var random = Seeded(7)
        for version in TR31Version.allCases {
            let (block, protectionKey) = try block(version)
            for _ in 0..<300 {
                var changed = block
                let offset = Int.random(in: 0...block.count, using: &random)
                let piece = random.bytes(Int.random(in: 1...32, using: &random)).map { 0x30 + $0 % 10 }
                switch Int.random(in: 0...2, using: &random) {
                case 0: changed += piece
                case 1: changed.insert(contentsOf: piece, at: offset)
                default: changed.removeSubrange(offset..<min(block.count, offset + piece.count))
                }
                guard changed != block else { continue }
                #expect(throws: TR31Error.self) { try TR31KeyBlock.unwrap(changed, under: protectionKey) }
                setLength(&changed)
                guard changed != block else { continue }
                #expect(throws: TR31Error.self) { try TR31KeyBlock.unwrap(changed, under: protectionKey) }
            }
        }
    }

    @Test("made-up lengths of optional blocks do not trap, do not hang, and say where they are")
    func optionalBlockLengths() throws {
        let protectionKey = try SecretKey([UInt8](repeating: 1, count: 16))
        let cases: [(String, TR31Error)] = [
            ("KS00", TR31Error(.tooShort(needed: 2, found: 0), at: 20)),
            ("KS0000", TR31Error(.malformed(.optionalBlockLength), at: 20)),
            ("KS00FF", TR31Error(.tooShort(needed: 510, found: 0), at: 22)),
            ("KS0002FFFF", TR31Error(.optionalBlockLength(0xFFFF), at: 18)),
            ("KS0008FFFFFFFFFFFFFFFF", TR31Error(.optionalBlockLength(0xFFFF), at: 18)),
            ("KS00020000", TR31Error(.optionalBlockLength(0), at: 18)),
            ("KS00020009", TR31Error(.optionalBlockLength(9), at: 18)),
            ("KS03", TR31Error(.optionalBlockLength(3), at: 18)),
            ("KSFF", TR31Error(.optionalBlockLength(255), at: 18)),
            ("KSff", TR31Error(.malformed(.optionalBlockLength), at: 18)),
            ("KS-1", TR31Error(.malformed(.optionalBlockLength), at: 18)),
            ("K", TR31Error(.tooShort(needed: 4, found: 1), at: 16)),
            ("?S04", TR31Error(.malformed(.optionalBlockID), at: 16)),
            ("KS05\u{7F}", TR31Error(.malformed(.optionalBlockData), at: 20)),
            ("KS04", TR31Error(.optionalBlocksNotAligned(4), at: 16)),
            ("KS08\u{20}\u{20}\u{20}\u{20}", TR31Error(.tooShort(needed: 32, found: 0), at: 24)),
        ]
        for (text, error) in cases {
            var block = Array("B0000P0TE00N0100".utf8) + Array(text.utf8)
            setLength(&block)
            #expect(throws: error, "\(text)") { try TR31KeyBlock.unwrap(block, under: protectionKey) }
        }
        var many = Array("B0000P0TE00N0200PB08~~~~KS08~~~~".utf8)
        setLength(&many)
        #expect(throws: TR31Error(.paddingNotLast, at: 16)) { try TR31KeyBlock.unwrap(many, under: protectionKey) }
    }

    @Test("random bytes and random text behind a header are errors, never a trap")
    func noise() throws {
        var random = Seeded(99)
        let protectionKey = try SecretKey([UInt8](repeating: 1, count: 16))
        let alphabet = Array("0123456789ABCDEFKSPB".utf8)
        for _ in 0..<4_000 {
            let count = Int.random(in: 0...200, using: &random)
            let noise = random.bytes(count)
            #expect(throws: TR31Error.self) { try TR31KeyBlock.unwrap(noise, under: protectionKey) }
            let version = random.element(of: ["A", "B", "C", "D"])
            let head = "\(version)0000P0TE00N\(Int.random(in: 10...99, using: &random))00"
            var text = Array(head.utf8) + noise.map { alphabet[Int($0) % alphabet.count] }
            setLength(&text)
            #expect(throws: TR31Error.self) { try TR31KeyBlock.unwrap(text, under: protectionKey) }
        }
        let huge = [UInt8](repeating: 0x41, count: 1_000_000)
        #expect(throws: TR31Error(.tooLong(1_000_000), at: 0)) { try TR31KeyBlock.unwrap(huge, under: protectionKey) }
    }

    @Test("an authentic block whose key field holds no key is an error: too many bits, half bytes, no key's length")
    func keyField() throws {
        let protectionKey = try SecretKey([UInt8](repeating: 1, count: 16))
        let header = TR31Header(version: .b, keyUsage: .pin, algorithm: .hmac, modeOfUse: .bothWays)
        let protection = try TR31Protection(version: .b, under: protectionKey)
        for (bits, error) in [
            (0xFFFF, TR31Error(.keyLength(bits: 0xFFFF), at: 16)), (180, TR31Error(.keyLength(bits: 180), at: 16)),
            (129, TR31Error(.keyLength(bits: 129), at: 16)), (0, TR31Error(.keyLength(bits: 0), at: 16)),
            (184, TR31Error(.keyLength(bits: 184), at: 16)),
        ] {
            let clear = bigEndian(UInt16(bits)) + [UInt8](repeating: 9, count: 22)
            let text = try header.encoded(protectedCount: clear.count + 8)
            let (cipher, mac) = try protection.protect(clear, header: text)
            #expect(throws: error) { try TR31KeyBlock.unwrap(text + Hex.ascii(cipher + mac), under: protectionKey) }
        }
    }

    @Test("no error shows a character of what was given as a block")
    func masking() throws {
        let protectionKey = try SecretKey([UInt8](repeating: 1, count: 16))
        let notABlock = Array("0123456789ABCDEFFEDCBA9876543210".utf8)
        let error = #expect(throws: TR31Error.self) { try TR31KeyBlock.unwrap(notABlock, under: protectionKey) }
        #expect(error.map { "\($0)" } == "key block, offset 0: the version has characters that it cannot have")
        #expect(error.map { !String(reflecting: $0).contains("FEDCBA") } == true)
    }

    /// Writes the number of characters into the length field.
    private func setLength(_ block: inout [UInt8]) {
        guard block.count >= 5, block.count <= 9_999 else { return }
        let digits = Array(String(block.count + 10_000).utf8.dropFirst())
        block.replaceSubrange(1..<5, with: digits)
    }
}
