import PaymentCrypto
import Testing

@Suite("Payment cryptography")
struct PaymentCryptoTests {
    @Test("triple DES with a double-length key: the NIST example, and back")
    func tripleDES() throws {
        // NIST SP 800-67 style example, computed with openssl enc -des-ede -nopad.
        let key = try SecretKey(hex: "0123456789ABCDEFFEDCBA9876543210")
        #expect(Hex.text(try TripleDES.checkValue(of: key)) == "08D7B4FB")
        let clear = try #require(Hex.bytes("00112233445566778899AABBCCDDEEFF"))
        #expect(try TripleDES.decryptECB(try TripleDES.encryptECB(clear, key: key), key: key) == clear)
    }

    @Test("a single-length key is plain DES: 4E6F772069732074 under 0123456789ABCDEF is 3FA40E8A984D4815 (FIPS 81)")
    func singleDES() throws {
        let key = try SecretKey(hex: "0123456789ABCDEF")
        let clear = try #require(Hex.bytes("4E6F772069732074"))
        #expect(Hex.text(try TripleDES.encryptECB(clear, key: key)) == "3FA40E8A984D4815")
    }

    @Test(
        "PIN block format 0: PIN 1234 and account number 43219876543210987 give 0412AC89ABCDEF67 (ISO 9564-1 example)")
    func pinBlock() throws {
        let pin = try #require(PIN("1234"))
        let block = try PINBlockISO0.encode(pin: pin, pan: "43219876543210987")
        #expect(Hex.text(block) == "0412AC89ABCDEF67")
        #expect(try PINBlockISO0.decode(block, pan: "43219876543210987") == pin)
        #expect(throws: CryptoError.pin) {
            try PINBlockISO0.decode([UInt8](repeating: 0xFF, count: 8), pan: "43219876543210987")
        }
    }

    @Test("PINs of 4 to 12 digits survive, others are refused", arguments: 4...12)
    func pinLengths(_ count: Int) throws {
        let pin = try #require(PIN(digits: (0..<count).map { UInt8($0 % 10) }))
        let block = try PINBlockISO0.encode(pin: pin, pan: "6212345678901232")
        #expect(try PINBlockISO0.decode(block, pan: "6212345678901232") == pin)
        #expect(PIN("123") == nil && PIN("1234567890123") == nil && PIN("12a4") == nil)
    }

    @Test("what is sealed opens again, never twice the same, and not after any bit was changed")
    func sealing() throws {
        let key = try StorageSeal.key(derivedFrom: try SecretKey(hex: "0123456789ABCDEFFEDCBA9876543210"))
        let clear = Array("6212345678901232".utf8)
        let sealed = try StorageSeal.seal(clear, key: key)
        #expect(try StorageSeal.open(sealed, key: key) == clear)
        #expect(try StorageSeal.seal(clear, key: key) != sealed)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x10
            #expect(throws: CryptoError.notAuthentic) { try StorageSeal.open(changed, key: key) }
        }
        #expect(throws: CryptoError.notAuthentic) { try StorageSeal.open([1, 2, 3], key: key) }
    }

    @Test("HMAC-SHA256, test case 2 of RFC 4231 with the key filled to a whole length")
    func hmac() throws {
        // A key that is filled with zeros is the same HMAC key (RFC 2104, section 2).
        let key = try SecretKey(Array("Jefe".utf8) + [0, 0, 0, 0])
        let digest = try Authentication.hmacSHA256(Array("what do ya want for nothing?".utf8), key: key)
        #expect(Hex.text(digest) == "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843")
    }

    @Test("keys and PINs do not show themselves")
    func masking() throws {
        let key = try SecretKey(hex: "0123456789ABCDEF")
        #expect("\(key)" == "key of 8 bytes" && String(reflecting: key) == "key of 8 bytes")
        let pin = try #require(PIN("9876"))
        #expect("\(pin)" == "PIN of 4 digits" && String(reflecting: pin) == "PIN of 4 digits")
        var text = ""
        dump(pin, to: &text)
        #expect(text == "- PIN of 4 digits\n")
    }

    @Test("what holds keys does not show them either: devices, working keys, opened key blocks")
    func holdersAreMasked() throws {
        let initialKey = try key("6AC292FAA1315B4D858AB3A3D7D5933A")
        let serialNumber = try TripleDESDUKPT.KeySerialNumber(try hex("FFFF9876543210E00000"))
        var device = try TripleDESDUKPT.Device(initialKey: initialKey, serialNumber: serialNumber)
        let keys = try device.takeKeys()
        let header = TR31Header(version: .a, keyUsage: .pin, algorithm: .tripleDES, modeOfUse: .bothWays)
        let block = try TR31KeyBlock.wrap(initialKey, header: header, under: initialKey)
        let opened = try TR31KeyBlock.unwrap(block, under: initialKey)
        var text = "\(device) \(keys) \(opened)"
        for value in [device, keys, opened, initialKey] as [Any] { dump(value, to: &text) }
        // 106, 194, 146 are the first bytes of the initial key; 4, 38, 102 those of the first transaction key.
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "-" } }
        #expect(!text.contains("106, 194, 146") && !text.contains("4, 38, 102"))
        #expect(!lines.contains("106") && !lines.contains("194"))
        #expect(text.contains("key of 16 bytes"))
    }

    @Test("generated keys have odd parity in every byte")
    func parity() throws {
        #expect(try Randomness.doubleLengthKey().allSatisfy { $0.nonzeroBitCount % 2 == 1 })
    }
}
