import PaymentCrypto
import Testing

@Suite("The MAC of UnionPay-style terminals")
struct UnionPayMACTests {
    @Test(
        "the published examples, with a double-length key and with a single-length one under a master key",
        arguments: UnionPayMACSample.all)
    func published(_ sample: UnionPayMACSample) throws {
        var clearKey = try hex(sample.key)
        if let master = sample.master { clearKey = try TripleDES.decryptECB(clearKey, key: try key(master)) }
        #expect(Hex.text(clearKey) == sample.clearKey)
        let mac = try UnionPayMAC.compute(key: try SecretKey(clearKey), over: try hex(sample.input))
        #expect(String(decoding: mac, as: UTF8.self) == sample.mac)
    }
}
