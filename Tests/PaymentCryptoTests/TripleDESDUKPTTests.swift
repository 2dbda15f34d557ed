import Testing

@testable import PaymentCrypto

@Suite("DUKPT with triple DES (ANSI X9.24-1)")
struct TripleDESDUKPTTests {
    private let samples = TripleDESDUKPTSamples.self

    @Test("the initial key of the sample data, whatever the counter of the serial number")
    func initialKey() throws {
        let serialNumber = try TripleDESDUKPT.KeySerialNumber(try hex(samples.serialNumber))
        for counter: UInt32 in [0, 1, 0x1F_FFFF] {
            let made = try TripleDESDUKPT.initialKey(
                baseKey: try key(samples.baseKey), serialNumber: serialNumber.with(counter: counter))
            #expect(Hex.text(made.copyBytes()) == samples.initialKey)
        }
    }

    @Test("the keys and PIN blocks of the sample data, as a host derives them")
    func host() throws {
        let initialKey = try key(samples.initialKey)
        let clear = try PINBlockISO0.encode(pin: try #require(PIN("1234")), pan: "4012345678909")
        for sample in samples.first + samples.rollover {
            let serialNumber = try TripleDESDUKPT.KeySerialNumber(try hex(samples.serialNumber))
                .with(counter: sample.counter)
            let made = try TripleDESDUKPT.transactionKey(initialKey: initialKey, serialNumber: serialNumber)
            #expect(Hex.text(made.copyBytes()) == sample.transactionKey)
            let pinKey = try TripleDESDUKPT.workingKey(.pin, initialKey: initialKey, serialNumber: serialNumber)
            #expect(Hex.text(try TripleDES.encryptECB(clear, key: pinKey)) == sample.pinBlock)
        }
    }

    @Test(
        "MACs and data of the sample data: 4012345678909D987 at transactions 1 and 2",
        arguments: [
            (
                UInt32(1), "9CCC78173FC4FB64", "20364223C1FF00FA", "FC0D53B7EA1FDA9EE68AAF2E70D9B9506229BE2AA993F04F",
                "1FCC89AF66222F27B903898BB2BC8589CDBFDE5EC6AFCC25"
            ),
            (
                UInt32(2), "F608A9BCA6FFC311", "D1FCA6BEF05D24D2", "A2B4E70F846E63D68775B7215EB4563DFD3037244C61CC13",
                "5B692A6B1FDD5E25B0DEFAFDE1672E402F8011360CFF3508"
            ),
        ])
    func variants(_ counter: UInt32, _ macs: String, _ response: String, _ data: String, _ back: String) throws {
        let serialNumber = try TripleDESDUKPT.KeySerialNumber(try hex(samples.serialNumber)).with(counter: counter)
        func made(_ usage: TripleDESDUKPT.Usage) throws -> SecretKey {
            try TripleDESDUKPT.workingKey(usage, initialKey: try key(samples.initialKey), serialNumber: serialNumber)
        }
        let text = Array("4012345678909D987".utf8)
        let retail = MACAlgorithm.retail(.method1)
        #expect(Hex.text(try retail.compute(key: try made(.macRequest), over: text)) == macs)
        #expect(Hex.text(try retail.compute(key: try made(.macResponse), over: text)) == response)
        let filled = text + [UInt8](repeating: 0, count: 7)
        let zeros = [UInt8](repeating: 0, count: 8)
        #expect(Hex.text(try TripleDES.encryptCBC(filled, key: try made(.dataRequest), vector: zeros)) == data)
        #expect(Hex.text(try TripleDES.encryptCBC(filled, key: try made(.dataResponse), vector: zeros)) == back)
    }

    @Test("every key that an independent package derives for other base keys", arguments: TripleDESDUKPTPeerRow.all)
    func otherBaseKeys(_ row: TripleDESDUKPTPeerRow) throws {
        let serialNumber = try TripleDESDUKPT.KeySerialNumber(try hex(row.serialNumber))
        let initialKey = try TripleDESDUKPT.initialKey(baseKey: try key(row.baseKey), serialNumber: serialNumber)
        #expect(Hex.text(initialKey.copyBytes()) == row.initialKey)
        let made = try TripleDESDUKPT.transactionKey(initialKey: initialKey, serialNumber: serialNumber)
        #expect(Hex.text(made.copyBytes()) == row.transactionKey)
        for (usage, right) in zip(TripleDESDUKPT.Usage.allCases, row.workingKeys) {
            let workingKey = try TripleDESDUKPT.workingKey(usage, initialKey: initialKey, serialNumber: serialNumber)
            #expect(Hex.text(workingKey.copyBytes()) == right)
        }
    }

    @Test("a device takes the same keys as the host derives, over 3,000 transactions, and seals them in between")
    func device() throws {
        let initialKey = try key(samples.initialKey)
        let storage = try SecretKey([UInt8](repeating: 7, count: 32))
        let serialNumber = try TripleDESDUKPT.KeySerialNumber(try hex(samples.serialNumber))
        var device = try TripleDESDUKPT.Device(initialKey: initialKey, serialNumber: serialNumber)
        var expected = serialNumber
        for index in 0..<3_000 {
            expected = try #require(expected.next)
            #expect(device.next == expected)
            let taken = try device.takeKeys()
            #expect(taken.serialNumber == expected)
            for usage in index % 100 == 0 ? TripleDESDUKPT.Usage.allCases : [.pin] {
                let right = try TripleDESDUKPT.workingKey(usage, initialKey: initialKey, serialNumber: expected)
                #expect(taken[usage]?.copyBytes() == right.copyBytes())
            }
            if index % 500 == 0 {
                device = try TripleDESDUKPT.Device(sealed: try device.sealed(under: storage), under: storage)
            }
        }
    }

    @Test("the counter has 1,048,575 values, ten one bits at most, and then it is at its end")
    func counter() throws {
        var value: UInt32 = 0
        var count = 0
        while let next = TransactionCounter.tripleDES.next(after: value) {
            if next <= value || next.nonzeroBitCount > 10 { Issue.record("after \(value) comes \(next)") }
            value = next
            count += 1
        }
        #expect(value == 0x1F_F800 && count == 1_048_575)
    }

    @Test("counters that no device sends, and serial numbers and keys of other lengths, are refused")
    func refusals() throws {
        let initialKey = try key(samples.initialKey)
        let serialNumber = try TripleDESDUKPT.KeySerialNumber(try hex(samples.serialNumber))
        for counter: UInt32 in [0, 0x7FF, 0x1F_FFFF] {
            #expect(throws: CryptoError.transactionCounter(counter)) {
                try TripleDESDUKPT.workingKey(
                    .pin, initialKey: initialKey, serialNumber: serialNumber.with(counter: counter))
            }
        }
        #expect(throws: CryptoError.serialNumberLength(8)) {
            try TripleDESDUKPT.KeySerialNumber([UInt8](repeating: 0, count: 8))
        }
        #expect(throws: CryptoError.keyLength(8)) {
            try TripleDESDUKPT.Device(initialKey: try SecretKey(hex: "0123456789ABCDEF"), serialNumber: serialNumber)
        }
    }
}
