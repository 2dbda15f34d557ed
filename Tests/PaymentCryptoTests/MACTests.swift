import PaymentCrypto
import Testing

@Suite("Message authentication codes")
struct MACTests {
    @Test("X9.9: the example of FIPS 113, whole and cut to four bytes")
    func fips113() throws {
        let key = try key("0123456789ABCDEF")
        let text = Array("7654321 Now is the time for ".utf8)
        #expect(Hex.text(try MACAlgorithm.cbc(.method1).compute(key: key, over: text)) == "F1D30F6849312CA4")
        #expect(Hex.text(try MACAlgorithm.cbc(.method1).compute(key: key, over: text, count: 4)) == "F1D30F68")
    }

    @Test(
        "X9.9 and X9.19: the examples of ISO 9797-1, annex B, with both padding methods",
        arguments: [
            ("Now is the time for all ", MACAlgorithm.cbc(.method1), "70A30640CC76DD8B"),
            ("Now is the time for all ", .cbc(.method2), "10E1F0F108341B6D"),
            ("Now is the time for it", .cbc(.method1), "E45B3AD2B7CC0856"),
            ("Now is the time for it", .cbc(.method2), "A924C72136149211"),
            ("Now is the time for all ", .retail(.method1), "A1C72E74EA3FA9B6"),
            ("Now is the time for all ", .retail(.method2), "E9086230CA3BE796"),
            ("Now is the time for it", .retail(.method1), "2E2B1428CC78254F"),
            ("Now is the time for it", .retail(.method2), "5A692CE64F404145"),
        ])
    func iso9797(_ text: String, _ algorithm: MACAlgorithm, _ mac: String) throws {
        let isRetail = if case .retail = algorithm { true } else { false }
        let key = try key(isRetail ? "0123456789ABCDEFFEDCBA9876543210" : "0123456789ABCDEF")
        #expect(Hex.text(try algorithm.compute(key: key, over: Array(text.utf8))) == mac)
    }

    @Test(
        "AES-CMAC: the examples of RFC 4493 and NIST SP 800-38B for messages of 0, 16, 40 and 64 bytes",
        arguments: [
            (
                "2B7E151628AED2A6ABF7158809CF4F3C",
                [
                    "BB1D6929E95937287FA37D129B756746", "070A16B46B4D4144F79BDD9DD04A287C",
                    "DFA66747DE9AE63030CA32611497C827", "51F0BEBF7E3B9D92FC49741779363CFE",
                ]
            ),
            (
                "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B",
                [
                    "D17DDF46ADAACDE531CAC483DE7A9367", "9E99A7BF31E710900662F65E617C5184",
                    "8A1DE5BE2EB31AAD089A82E6EE908B0E", "A1D5DF0EED790F794D77589659F39A11",
                ]
            ),
            (
                "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4",
                [
                    "028962F61B7BF89EFC6B551F4667D983", "28A7023F452E8F82BD4BF28D8C37C35C",
                    "AAF3D8F1DE5640C232F5B169B9C911E6", "E1992190549F6ED5696A2C056C315410",
                ]
            ),
        ])
    func aesCMAC(_ keyText: String, _ macs: [String]) throws {
        for (count, mac) in zip([0, 16, 40, 64], macs) {
            let made = try MACAlgorithm.aesCMAC.compute(key: try key(keyText), over: Array(try message.prefix(count)))
            #expect(Hex.text(made) == mac)
        }
    }

    @Test(
        "triple DES CMAC: the examples of NIST SP 800-38B for messages of 0, 8, 20 and 32 bytes",
        arguments: [
            (
                "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5",
                ["B7A688E122FFAF95", "8E8F293136283797", "743DDBE0CE2DC2ED", "33E6B1092400EAE5"]
            ),
            (
                "4CF15134A2850DD58A3D10BA80570D38",
                ["BD2EBF9A3BA00361", "4FF2AB813C53CE83", "62DD1B471902BD4E", "31B1E431DABC4EB8"]
            ),
        ])
    func tripleDESCMAC(_ keyText: String, _ macs: [String]) throws {
        for (count, mac) in zip([0, 8, 20, 32], macs) {
            let part = Array(try message.prefix(count))
            #expect(Hex.text(try MACAlgorithm.tripleDESCMAC.compute(key: try key(keyText), over: part)) == mac)
        }
    }

    @Test("a MAC is verified at its length only: no shorter one, no changed bit, no empty one")
    func verification() throws {
        let key = try key("0123456789ABCDEFFEDCBA9876543210")
        let text = Array("0200".utf8)
        for algorithm in [MACAlgorithm.retail(.method2), .cbc(.method2), .tripleDESCMAC, .aesCMAC] {
            let mac = try algorithm.compute(key: key, over: text)
            #expect(mac.count == algorithm.fullCount)
            #expect(try algorithm.verify(mac, key: key, over: text))
            #expect(try algorithm.verify(Array(mac.prefix(4)), key: key, over: text, count: 4))
            #expect(try !algorithm.verify(Array(mac.prefix(4)), key: key, over: text))
            #expect(try !algorithm.verify([], key: key, over: text))
            for bit in 0..<(8 * mac.count) {
                var changed = mac
                changed[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(try !algorithm.verify(changed, key: key, over: text))
            }
        }
    }

    @Test("lengths that no MAC has, and keys that are none of the algorithm, are refused")
    func refusals() throws {
        let double = try key("0123456789ABCDEFFEDCBA9876543210")
        let single = try key("0123456789ABCDEF")
        for count in [-1, 0, 3, 9, Int.max] {
            #expect(throws: CryptoError.macLength(count)) {
                try MACAlgorithm.retail(.method1).compute(key: double, over: [], count: count)
            }
        }
        #expect(throws: CryptoError.macLength(17)) {
            try MACAlgorithm.aesCMAC.compute(key: double, over: [], count: 17)
        }
        #expect(throws: CryptoError.keyLength(8)) { try MACAlgorithm.retail(.method1).compute(key: single, over: []) }
        #expect(throws: CryptoError.keyLength(8)) { try MACAlgorithm.aesCMAC.compute(key: single, over: []) }
        #expect(throws: CryptoError.keyLength(8)) { try MACAlgorithm.tripleDESCMAC.compute(key: single, over: []) }
    }

    /// The message of which the examples of NIST SP 800-38B take the start.
    private var message: [UInt8] {
        get throws {
            try hex(
                "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
                    + "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710")
        }
    }
}
