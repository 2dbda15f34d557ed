import PaymentCrypto

/// The keys that a terminal got at its last sign-on. Kept only as they were sent: enciphered under the master key.
struct WorkingKeys {
    let pinKey: SecretKey
    let macKey: SecretKey

    /// Opens field 62; nil when there was no sign-on yet.
    init?(_ field62: [UInt8]?, masterKey: String) throws {
        guard let field62, field62.count == 40 else { return nil }
        let master = try SecretKey(hex: masterKey)
        pinKey = try SecretKey(try TripleDES.decryptECB(Array(field62[0..<16]), key: master))
        macKey = try SecretKey(try TripleDES.decryptECB(Array(field62[20..<36]), key: master))
    }

    /// Fresh random keys as field 62: PIN key (16), check value (4), MAC key (16), check value (4).
    static func generate(masterKey: String, random: RandomSource) throws -> [UInt8] {
        let master = try SecretKey(hex: masterKey)
        var field: [UInt8] = []
        for _ in 0..<2 {
            let key = try Randomness.doubleLengthKey(from: random)
            field += try TripleDES.encryptECB(key, key: master)
            field += try TripleDES.checkValue(of: try SecretKey(key))
        }
        return field
    }
}
