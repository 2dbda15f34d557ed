/// The two keys that protect a key block, from the key block protection key: one enciphers, one authenticates.
/// Source: ANSI X9.143-2021, 7.
struct TR31Protection {
    private let version: TR31Version
    private let encryption: SecretKey
    private let authentication: SecretKey

    /// Makes both keys.
    ///
    /// - Throws: `TR31Error` when the protection key is none of the version.
    init(version: TR31Version, under key: SecretKey) throws(TR31Error) {
        guard version.protectionKeyCounts.contains(key.count) else {
            throw TR31Error(.protectionKeyLength(key.count), at: 0)
        }
        self.version = version
        do throws(CryptoError) {
            switch version {
            case .a, .c:
                encryption = try key.masked(with: [0x45])
                authentication = try key.masked(with: [0x4D])
            case .b, .d:
                encryption = try TR31Protection.derive(from: key, usage: 0, version)
                authentication = try TR31Protection.derive(from: key, usage: 1, version)
            }
        } catch {
            throw TR31Error(.cipher(error), at: 0)
        }
    }

    /// Enciphered key and MAC of a clear key field.
    func protect(_ clear: [UInt8], header: [UInt8]) throws(CryptoError) -> (cipher: [UInt8], mac: [UInt8]) {
        switch version {
        case .a, .c:
            let cipher = try TripleDES.encryptCBC(clear, key: encryption, vector: Array(header.prefix(8)))
            return (cipher, try mac(over: header + cipher))
        case .b:
            let mac = try mac(over: header, clear)
            return (try TripleDES.encryptCBC(clear, key: encryption, vector: mac), mac)
        case .d:
            let mac = try mac(over: header, clear)
            return (try AES.encryptCBC(clear, key: encryption, vector: mac), mac)
        }
    }

    /// The clear key field, or nil when the MAC is wrong.
    func open(_ cipher: [UInt8], mac given: [UInt8], header: [UInt8]) throws(CryptoError) -> [UInt8]? {
        switch version {
        case .a, .c:
            // The MAC is over the cipher text: nothing is deciphered that is not authentic.
            guard Authentication.areEqual(try mac(over: header + cipher), given) else { return nil }
            return try TripleDES.decryptCBC(cipher, key: encryption, vector: Array(header.prefix(8)))
        case .b:
            var clear = try TripleDES.decryptCBC(cipher, key: encryption, vector: given)
            return try authentic(&clear, mac: given, header: header)
        case .d:
            var clear = try AES.decryptCBC(cipher, key: encryption, vector: given)
            return try authentic(&clear, mac: given, header: header)
        }
    }

    private func authentic(
        _ clear: inout [UInt8], mac given: [UInt8], header: [UInt8]
    ) throws(CryptoError) -> [UInt8]? {
        var isAuthentic = false
        defer { if !isAuthentic { SecretKey.wipe(&clear) } }
        isAuthentic = Authentication.areEqual(try mac(over: header, clear), given)
        return isAuthentic ? clear : nil
    }

    private func mac(over header: [UInt8], _ clear: [UInt8]) throws(CryptoError) -> [UInt8] {
        var all: [UInt8] = []
        defer { SecretKey.wipe(&all) }
        // The room is there before anything secret comes in, so that the array does not move.
        all.reserveCapacity(header.count + clear.count)
        all += header
        all += clear
        return try mac(over: all)
    }

    private func mac(over bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        switch version {
        case .a, .c:
            try MACAlgorithm.cbc(.method1).compute(key: authentication, over: bytes, count: 4)
        case .b: try MACAlgorithm.tripleDESCMAC.compute(key: authentication, over: bytes)
        case .d: try MACAlgorithm.aesCMAC.compute(key: authentication, over: bytes)
        }
    }

    /// CMAC of a counter, the usage, the algorithm and the bits, as often as the key's length needs it.
    private static func derive(
        from key: SecretKey, usage: UInt16, _ version: TR31Version
    ) throws(CryptoError) -> SecretKey {
        let algorithm = version == .d ? MACAlgorithm.aesCMAC : MACAlgorithm.tripleDESCMAC
        // Triple DES of 16 and 24 bytes are 0 and 1, AES of 16, 24 and 32 bytes are 2, 3 and 4.
        let indicator = UInt16(key.count / 8 - 2) + (version == .d ? 2 : 0)
        let blocks = (key.count + algorithm.fullCount - 1) / algorithm.fullCount
        var bytes = KeyBuffer(capacity: blocks * algorithm.fullCount)
        for counter in 1...blocks {
            let tail = bigEndian(usage) + [0] + bigEndian(indicator) + bigEndian(UInt16(key.count * 8))
            var part = try algorithm.compute(key: key, over: [UInt8(counter)] + tail)
            try bytes.append(wiping: &part)
        }
        return try SecretKey(bytes, count: key.count)
    }
}
