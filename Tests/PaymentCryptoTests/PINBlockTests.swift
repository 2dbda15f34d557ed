import PaymentCrypto
import Testing

@Suite("PIN blocks of formats 3 and 4")
struct PINBlockTests {
    private let pan = "43219876543210987"

    @Test("format 3: the fill is A to F by chance, over the account number as in format 0")
    func format3() throws {
        let pin = try #require(PIN("1234"))
        #expect(Hex.text(try PINBlockISO3.encode(pin: pin, pan: pan, random: always(0))) == "3412ACDCFE98BA32")
        // All F as in format 0, whose example in ISO 9564-1 is 0412AC89ABCDEF67: only the first digit differs.
        #expect(Hex.text(try PINBlockISO3.encode(pin: pin, pan: pan, random: always(5))) == "3412AC89ABCDEF67")
    }

    @Test("format 3: whatever the fill, the PIN comes back, and blocks of one PIN differ", arguments: 4...12)
    func format3Lengths(_ count: Int) throws {
        var random = Seeded(UInt64(count))
        let pin = try #require(PIN(random.digits(count)))
        var blocks: Set<[UInt8]> = []
        for _ in 0..<50 {
            let block = try PINBlockISO3.encode(pin: pin, pan: pan)
            #expect(try PINBlockISO3.decode(block, pan: pan) == pin)
            blocks.insert(block)
        }
        // The longest PIN leaves two digits to fill: 36 blocks.
        #expect(blocks.count > 10)
    }

    @Test("formats 0 and 3 do not take each other's blocks")
    func formatsAreApart() throws {
        let pin = try #require(PIN("123456"))
        let block0 = try PINBlockISO0.encode(pin: pin, pan: pan)
        let block3 = try PINBlockISO3.encode(pin: pin, pan: pan)
        #expect(throws: CryptoError.pin) { try PINBlockISO3.decode(block0, pan: pan) }
        #expect(throws: CryptoError.pin) { try PINBlockISO0.decode(block3, pan: pan) }
        #expect(throws: CryptoError.dataLength(16)) { try PINBlockISO3.decode(block3 + block3, pan: pan) }
    }

    @Test(
        "format 4: the examples in the supplement of X9.24-3, transactions 1 and 2",
        arguments: [
            ("AF8CB133A78F8DC2D1359F18527593FB", "A912150391AB65A67E52883D81CE2D15"),
            ("D30BDC73EC9714B000BEC66BDB7B6D09", "52A00503BD34BA1383F6A7EE9FE2547F"),
        ])
    func format4(_ keyText: String, _ block: String) throws {
        let random = try hex("2F69ADDE2E9E7ACE")
        let source = RandomSource { (_) throws(CryptoError) in random }
        let pin = try #require(PIN("1234"))
        let made = try PINBlockISO4.encipher(pin: pin, pan: "4111111111111111", key: try key(keyText), random: source)
        #expect(Hex.text(made) == block)
        #expect(try PINBlockISO4.decipher(made, pan: "4111111111111111", key: try key(keyText)) == pin)
    }

    @Test("format 4: account numbers of 1 to 19 digits and PINs of 4 to 12; no other account number opens a block")
    func format4Lengths() throws {
        var random = Seeded(4)
        let key = try SecretKey(random.bytes(32))
        for panCount in 1...19 {
            for pinCount in 4...12 {
                let pin = try #require(PIN(random.digits(pinCount)))
                let pan = random.digits(panCount - 1) + "5"
                let fill = random.bytes(8)
                let source = RandomSource { (_) throws(CryptoError) in fill }
                let block = try PINBlockISO4.encipher(pin: pin, pan: pan, key: key, random: source)
                #expect(try PINBlockISO4.decipher(block, pan: pan, key: key) == pin)
                #expect(throws: CryptoError.pin) {
                    try PINBlockISO4.decipher(block, pan: String(pan.dropLast()) + "6", key: key)
                }
            }
        }
    }

    @Test("account numbers that a format cannot take are refused")
    func accountNumbers() throws {
        let pin = try #require(PIN("1234"))
        let key = try key("0123456789ABCDEFFEDCBA9876543210")
        for pan in ["", String(repeating: "1", count: 20), "12345678901a", "１２３４"] {
            #expect(throws: CryptoError.pan) { try PINBlockISO3.encode(pin: pin, pan: pan) }
            #expect(throws: CryptoError.pan) { try PINBlockISO4.encipher(pin: pin, pan: pan, key: key) }
        }
        #expect(throws: CryptoError.pan) { try PINBlockISO3.encode(pin: pin, pan: "12345678901") }
        #expect(throws: CryptoError.keyLength(8)) {
            try PINBlockISO4.encipher(pin: pin, pan: "1", key: try SecretKey(hex: "0123456789ABCDEF"))
        }
    }

    @Test("a source of chance that gives too little is refused, never waited for")
    func poorSource() throws {
        let pin = try #require(PIN("1234"))
        let source = RandomSource { (_) throws(CryptoError) in [1] }
        #expect(throws: CryptoError.randomLength(1)) {
            try PINBlockISO3.encode(pin: pin, pan: pan, random: source)
        }
    }
}
