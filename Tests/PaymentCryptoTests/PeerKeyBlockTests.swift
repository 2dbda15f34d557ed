import Testing

@testable import PaymentCrypto

@Suite("Key blocks against psec")
struct PeerKeyBlockTests {
    private struct Optional: Codable, Equatable, Sendable {
        let id: String
        let data: String
    }

    private struct Wrap: Encodable {
        let operation = "tr31_wrap"
        let version, usage, algorithm, mode, keyVersion, exportability, protection, key: String
        let blocks: [Optional]
        let padded: Int?
    }

    private struct Unwrap: Encodable {
        let operation = "tr31_unwrap"
        let protection, block: String
    }

    private struct Opened: Decodable, Equatable {
        let key, version, usage, algorithm, mode, keyVersion, exportability: String
        let blocks: [Optional]
    }

    /// A key with its header and protection key, by chance.
    private struct Case {
        let header: TR31Header
        let protectionKey: SecretKey
        let key: SecretKey
        let padded: Int?

        init(_ version: TR31Version, _ random: inout Seeded) throws {
            let algorithm = random.element(of: [TR31Algorithm.tripleDES, .aes, .des, .hmac])
            key = try SecretKey(random.bytes(random.element(of: (algorithm.keyCounts ?? [8, 16, 24, 32]).sorted())))
            protectionKey = try SecretKey(random.bytes(random.element(of: version.protectionKeyCounts.sorted())))
            padded = random.element(of: [nil, 16, 24, 32, 40])
            var blocks: [TR31OptionalBlock] = []
            for id in ["KS", "KC", "TS", "10"].shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random)) {
                let count = random.element(of: [0, 1, 4, 12, 20, 28, 100, 250, 251, 252, 253, 400])
                let data = random.bytes(count).map { 0x20 + $0 % 0x5F }
                blocks.append(try #require(TR31OptionalBlock(id: id, data: String(decoding: data, as: UTF8.self))))
            }
            header = TR31Header(
                version: version, keyUsage: random.element(of: [.pin, .mac3, .baseDerivation, .data, .keyEncryption]),
                algorithm: algorithm, modeOfUse: random.element(of: TR31ModeOfUse.allCases),
                keyVersion: random.element(of: [.unused, try #require(TR31KeyVersion("c7"))]),
                exportability: random.element(of: TR31Exportability.allCases), optionalBlocks: blocks)
        }

        /// The fields as psec names them.
        var expected: Opened {
            Opened(
                key: Hex.text(key.copyBytes()), version: letter(header.version.rawValue), usage: header.keyUsage.code,
                algorithm: letter(header.algorithm.rawValue), mode: letter(header.modeOfUse.rawValue),
                keyVersion: header.keyVersion.code, exportability: letter(header.exportability.rawValue),
                blocks: header.optionalBlocks.map { Optional(id: $0.id, data: $0.data) })
        }

        private func letter(_ byte: UInt8) -> String { String(decoding: [byte], as: UTF8.self) }
    }

    @Test("psec wraps, this module opens: 150 keys of each version", arguments: TR31Version.allCases)
    func wrappedByPsec(_ version: TR31Version) throws {
        var random = Seeded(1000 + UInt64(version.rawValue))
        let cases = try (0..<150).map { _ in try Case(version, &random) }
        let questions = cases.map { one in
            let fields = one.expected
            return Wrap(
                version: fields.version, usage: fields.usage, algorithm: fields.algorithm, mode: fields.mode,
                keyVersion: fields.keyVersion, exportability: fields.exportability,
                protection: Hex.text(one.protectionKey.copyBytes()), key: fields.key, blocks: fields.blocks,
                padded: one.padded)
        }
        for (one, answer) in zip(cases, try Peer.ask(questions, as: String.self)) {
            let block = Array(try #require(answer).utf8)
            let opened = try TR31KeyBlock.unwrap(block, under: one.protectionKey)
            #expect(opened.header == one.header)
            switch opened.content {
            case .key(let key):
                #expect(one.header.keyVersion == .unused && key.copyBytes() == one.key.copyBytes())
            case .component(let component):
                #expect(one.header.keyVersion != .unused && component.copyBytes() == one.key.copyBytes())
            }
            // Both pad alike, so that their blocks are equally long.
            let own = try TR31KeyBlock.wrap(
                one.key, header: one.header, under: one.protectionKey, paddedCount: one.padded)
            #expect(own.count == block.count)
        }
    }

    @Test("this module wraps, psec opens: 150 keys of each version", arguments: TR31Version.allCases)
    func openedByPsec(_ version: TR31Version) throws {
        var random = Seeded(2000 + UInt64(version.rawValue))
        let cases = try (0..<150).map { _ in try Case(version, &random) }
        let questions = try cases.map { one in
            let block = try TR31KeyBlock.wrap(
                one.key, header: one.header, under: one.protectionKey, paddedCount: one.padded)
            return Unwrap(
                protection: Hex.text(one.protectionKey.copyBytes()), block: String(decoding: block, as: UTF8.self))
        }
        for (one, answer) in zip(cases, try Peer.ask(questions, as: Opened.self)) { #expect(answer == one.expected) }
    }
}
