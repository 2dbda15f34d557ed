import Testing

@testable import PaymentCrypto

@Suite("DUKPT with AES (ANSI X9.24-3)")
struct AESDUKPTTests {
    private let samples = AESDUKPTSamples.self

    @Test("the initial keys and the transaction keys of the sample data, up to the last counter value")
    func host() throws {
        for (bits, initialKey) in samples.initialKeys {
            #expect(Hex.text(try self.initialKey(bits).copyBytes()) == initialKey)
        }
        for sample in samples.transactions {
            let made = try AESDUKPT.transactionKey(
                initialKey: try initialKey(sample.bits), serialNumber: try serialNumber(sample.counter))
            #expect(Hex.text(made.copyBytes()) == sample.key)
        }
    }

    @Test("the working keys of the sample data: every usage, triple DES and AES, base keys of 128, 192 and 256 bits")
    func workingKeys() throws {
        for sample in samples.workingKeys {
            let made = try AESDUKPT.workingKey(
                sample.usage, sample.type, initialKey: try initialKey(sample.bits),
                serialNumber: try serialNumber(sample.counter))
            #expect(Hex.text(made.copyBytes()) == sample.key, "\(sample)")
        }
    }

    @Test("the CMACs and HMACs of the sample data")
    func messages() throws {
        let text = Array("4012345678909D987".utf8)
        for sample in samples.messages {
            func made(_ usage: AESDUKPT.Usage, _ type: AESDUKPT.KeyType) throws -> SecretKey {
                try AESDUKPT.workingKey(
                    usage, type, initialKey: try initialKey(128), serialNumber: try serialNumber(sample.counter))
            }
            let request = try MACAlgorithm.aesCMAC.compute(key: try made(.macGeneration, .aes128), over: text)
            let response = try MACAlgorithm.aesCMAC.compute(key: try made(.macVerification, .aes128), over: text)
            let hash = try Authentication.hmacSHA256(text, key: try made(.macGeneration, .hmac128))
            #expect(Hex.text(request) == sample.cmacRequest)
            #expect(Hex.text(response) == sample.cmacResponse)
            #expect(Hex.text(hash) == sample.hmacRequest)
        }
    }

    @Test("a device takes the same keys as the host derives, and seals them in between", arguments: [128, 192, 256])
    func device(_ bits: Int) throws {
        let initialKey = try initialKey(bits)
        let storage = try SecretKey([UInt8](repeating: 7, count: 32))
        var device = try AESDUKPT.Device(initialKey: initialKey, initialKeyID: try hex(samples.initialKeyID))
        var expected = try serialNumber(0)
        for index in 0..<600 {
            expected = try #require(expected.next)
            let taken = try device.takeKeys([.pin: .aes128, .macGeneration: .tripleDES128])
            #expect(taken.serialNumber == expected && taken[.dataEncryption] == nil)
            for (usage, type) in [(AESDUKPT.Usage.pin, AESDUKPT.KeyType.aes128), (.macGeneration, .tripleDES128)] {
                let right = try AESDUKPT.workingKey(usage, type, initialKey: initialKey, serialNumber: expected)
                #expect(taken[usage]?.copyBytes() == right.copyBytes())
            }
            if index % 100 == 0 {
                device = try AESDUKPT.Device(sealed: try device.sealed(under: storage), under: storage)
            }
        }
    }

    @Test("a working key is never stronger than the initial key; a refusal does not spend a transaction")
    func strength() throws {
        var device = try AESDUKPT.Device(
            initialKey: try initialKey(128), initialKeyID: try hex(samples.initialKeyID))
        #expect(throws: CryptoError.workingKeyTooStrong(32)) { try device.takeKeys([.pin: .aes256]) }
        #expect(throws: CryptoError.workingKeyTooStrong(24)) { try device.takeKeys([.macBothWays: .hmac192]) }
        #expect(device.next?.counter == 1)
        #expect(try device.takeKeys([.pin: .tripleDES192])[.pin]?.count == 24)
        #expect(device.next?.counter == 2)
    }

    @Test("the last counter value is FFFF0000; those with more than sixteen one bits are refused")
    func counter() throws {
        #expect(try serialNumber(0xFFFF_0000).next == nil)
        #expect(try serialNumber(0xFFFE_8000).next?.counter == 0xFFFF_0000)
        #expect(try serialNumber(0x0001_FFFE).next?.counter == 0x0002_0000)
        for counter: UInt32 in [0, 0x0001_FFFF, 0xFFFF_FFFF] {
            #expect(throws: CryptoError.transactionCounter(counter)) {
                try AESDUKPT.workingKey(
                    .pin, .aes128, initialKey: try initialKey(128), serialNumber: try serialNumber(counter))
            }
        }
        #expect(throws: CryptoError.serialNumberLength(10)) {
            try AESDUKPT.KeySerialNumber([UInt8](repeating: 0, count: 10))
        }
        #expect(throws: CryptoError.serialNumberLength(4)) {
            try AESDUKPT.Device(initialKey: try initialKey(128), initialKeyID: [1, 2, 3, 4])
        }
    }

    private func initialKey(_ bits: Int) throws -> SecretKey {
        try AESDUKPT.initialKey(
            baseKey: try key(try #require(samples.baseKeys[bits])), initialKeyID: try hex(samples.initialKeyID))
    }

    private func serialNumber(_ counter: UInt32) throws -> AESDUKPT.KeySerialNumber {
        try AESDUKPT.KeySerialNumber(try hex(samples.initialKeyID) + bigEndian(counter))
    }
}
