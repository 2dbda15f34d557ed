import ISO8583
import PaymentCrypto
import Testing

@Suite("A message with a MAC that is changed on its way")
struct ChangedMessageTests {
    private let dialect = Dialect.unionPay

    @Test("whichever byte is changed to whatever: an error, the same amount, or another MAC")
    func everyByte() throws {
        let key = try SecretKey(try hex("0123456789ABCDEFFEDCBA9876543210"))
        let bytes = try dialect.encode(try message(key))
        let amount = try #require(try dialect.decode(bytes)[number: 4])
        var (errors, harmless, caught) = (0, 0, 0)
        for place in bytes.indices {
            for value in UInt8.min...UInt8.max where value != bytes[place] {
                var changed = bytes
                changed[place] = value
                guard let message = try? dialect.decode(changed) else {
                    errors += 1
                    continue
                }
                if message[number: 4] == amount {
                    harmless += 1
                } else {
                    #expect(try !passes(message, key), "byte \(place), value \(value)")
                    caught += 1
                }
            }
        }
        #expect(errors > 1000 && harmless > 1000 && caught > 100)
    }

    @Test("no change of one byte before the MAC leaves the MAC right")
    func everyField() throws {
        let key = try SecretKey(try hex("0123456789ABCDEFFEDCBA9876543210"))
        let bytes = try dialect.encode(try message(key))
        #expect(try passes(try dialect.decode(bytes), key))
        for place in 0..<bytes.count - 8 {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                guard let message = try? dialect.decode(changed) else { continue }
                #expect(try !passes(message, key), "byte \(place), bit \(bit)")
            }
        }
    }

    /// A sale with all kinds of fields.
    private func message(_ key: SecretKey) throws -> Message {
        var message = Message(.financialRequest)
        message[text: 2] = "6212345678901232"
        message[text: 3] = "000000"
        message[number: 4] = 125_00
        message[text: 11] = "000007"
        message[text: 22] = "051"
        message[text: 35] = "6212345678901232D3012201123456789"
        message[text: 41] = "00000001"
        message[bytes: 55] = try hex("9F2608AABBCCDDEEFF00119F36020007950500000000009A03261124")
        message[text: 60] = "22000001000"
        message[bytes: 64] = try UnionPayMAC.compute(key: key, over: try dialect.macInput(of: message))
        return message
    }

    private func passes(_ message: Message, _ key: SecretKey) throws -> Bool {
        guard let mac = message[bytes: 64] else { return false }
        return try UnionPayMAC.compute(key: key, over: try dialect.macInput(of: message)) == mac
    }
}
