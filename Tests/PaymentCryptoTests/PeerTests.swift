import Testing

@testable import PaymentCrypto

@Suite("MACs, check values, ciphers and PIN blocks against psec and pyemv")
struct PeerTests {
    private struct Question: Encodable {
        let operation: String
        var key: String?
        var data: String?
        var vector: String?
        var by: String?
        var padding: Int?
        var count: Int?
        var format: Int?
        var pin: String?
        var pan: String?
        var block: String?
    }

    private struct Compared {
        let question: Question
        let own: String
    }

    /// Asks all questions at once and compares each answer with what this module made.
    private func compare(_ cases: [Compared]) throws {
        for (one, answer) in zip(cases, try Peer.ask(cases.map(\.question), as: String.self)) {
            #expect(answer == one.own, "\(one.question.operation) \(one.question.data ?? "")")
        }
    }

    @Test("1,000 CBC-MACs and retail MACs of 0 to 100 bytes, both padding methods, cut to 4 to 8 bytes")
    func macs() throws {
        var random = Seeded(10)
        let cases = try (0..<500).flatMap { _ in
            let data = random.bytes(Int.random(in: 0...100, using: &random))
            let count = Int.random(in: 4...8, using: &random)
            let method = random.element(of: [(1, MACPadding.method1), (2, .method2)])
            let cbcKey = try SecretKey(random.bytes(random.element(of: [8, 16, 24])))
            let retailKey = try SecretKey(random.bytes(16))
            let parts = [("cbc_mac", MACAlgorithm.cbc(method.1), cbcKey), ("retail_mac", .retail(method.1), retailKey)]
            return try parts.map { name, algorithm, key in
                Compared(
                    question: Question(
                        operation: name, key: Hex.text(key.copyBytes()), data: Hex.text(data), padding: method.0,
                        count: count),
                    own: Hex.text(try algorithm.compute(key: key, over: data, count: count)))
            }
        }
        try compare(cases)
    }

    @Test("300 legacy check values, of both packages")
    func checkValues() throws {
        var random = Seeded(11)
        try compare(
            try (0..<300).map { _ in
                let key = try SecretKey(random.bytes(random.element(of: [8, 16, 24])))
                return Compared(
                    question: Question(operation: "check_value", key: Hex.text(key.copyBytes())),
                    own: "\(try KeyCheckValue(of: key, method: .legacy))")
            })
    }

    @Test("300 CBC encipherments: triple DES of both packages, and AES; each deciphers again")
    func ciphers() throws {
        var random = Seeded(12)
        try compare(
            try (0..<300).map { index in
                let isAES = index % 3 == 0
                let block = isAES ? 16 : 8
                let key = try SecretKey(random.bytes(random.element(of: isAES ? [16, 24, 32] : [8, 16, 24])))
                let vector = random.bytes(block)
                let data = random.bytes(block * Int.random(in: 1...8, using: &random))
                let own =
                    isAES
                    ? try AES.encryptCBC(data, key: key, vector: vector)
                    : try TripleDES.encryptCBC(data, key: key, vector: vector)
                let again =
                    isAES
                    ? try AES.decryptCBC(own, key: key, vector: vector)
                    : try TripleDES.decryptCBC(own, key: key, vector: vector)
                #expect(again == data)
                return Compared(
                    question: Question(
                        operation: "cbc_encipher", key: Hex.text(key.copyBytes()), data: Hex.text(data),
                        vector: Hex.text(vector), by: isAES ? "aes" : index % 3 == 1 ? "psec" : "pyemv"),
                    own: Hex.text(own))
            })
    }

    @Test("PIN blocks of this module are read by psec: 150 of each format")
    func readByPsec() throws {
        var random = Seeded(13)
        try compare(
            try (0..<450).map { index in
                let one = try Entry(format: [0, 3, 4][index % 3], &random)
                return Compared(question: one.question("pin_decode", block: Hex.text(try one.block)), own: one.digits)
            })
    }

    @Test("PIN blocks of psec are read by this module: 150 of each format")
    func madeByPsec() throws {
        var random = Seeded(14)
        let entries = try (0..<450).map { try Entry(format: [0, 3, 4][$0 % 3], &random) }
        let answers = try Peer.ask(entries.map { $0.question("pin_encode", block: nil) }, as: String.self)
        for (one, answer) in zip(entries, answers) {
            #expect(try one.read(try hex(try #require(answer))) == one.pin)
        }
    }

    /// A PIN that is entered for an account number, by chance. Formats 0 and 3 of psec take 13 digits or more.
    private struct Entry {
        let format: Int
        let digits: String
        let pan: String
        let pin: PIN
        let key: SecretKey

        init(format: Int, _ random: inout Seeded) throws {
            self.format = format
            digits = random.digits(Int.random(in: 4...12, using: &random))
            pan = random.digits(Int.random(in: format == 4 ? 1...19 : 13...19, using: &random))
            pin = try #require(PIN(digits))
            key = try SecretKey(random.bytes(random.element(of: [16, 24, 32])))
        }

        func question(_ operation: String, block: String?) -> Question {
            Question(
                operation: operation, key: Hex.text(key.copyBytes()), format: format, pin: digits, pan: pan,
                block: block)
        }

        var block: [UInt8] {
            get throws {
                switch format {
                case 0: try PINBlockISO0.encode(pin: pin, pan: pan)
                case 3: try PINBlockISO3.encode(pin: pin, pan: pan)
                default: try PINBlockISO4.encipher(pin: pin, pan: pan, key: key)
                }
            }
        }

        func read(_ block: [UInt8]) throws -> PIN {
            switch format {
            case 0: try PINBlockISO0.decode(block, pan: pan)
            case 3: try PINBlockISO3.decode(block, pan: pan)
            default: try PINBlockISO4.decipher(block, pan: pan, key: key)
            }
        }
    }
}
