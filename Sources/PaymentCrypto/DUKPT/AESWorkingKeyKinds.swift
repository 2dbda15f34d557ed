extension AESDUKPT {
    /// What a working key is for. Source: ANSI X9.24-3:2017, 6.3.2, table 2.
    public enum Usage: UInt16, CaseIterable, Hashable, Sendable {
        /// Enciphering of other keys.
        case keyEncryption = 0x0002
        /// PIN blocks.
        case pin = 0x1000
        /// MAC of what the terminal sends.
        case macGeneration = 0x2000
        /// MAC of what the terminal receives.
        case macVerification = 0x2001
        /// MAC both ways.
        case macBothWays = 0x2002
        /// Enciphering of what the terminal sends.
        case dataEncryption = 0x3000
        /// Deciphering of what the terminal receives.
        case dataDecryption = 0x3001
        /// Data both ways.
        case dataBothWays = 0x3002
    }

    /// Algorithm and length of a working key. Source: ANSI X9.24-3:2017, 6.2.1 and 6.2.2.
    public enum KeyType: CaseIterable, Hashable, Sendable {
        /// Triple DES, 16 bytes.
        case tripleDES128
        /// Triple DES, 24 bytes.
        case tripleDES192
        /// AES, 16 bytes.
        case aes128
        /// AES, 24 bytes.
        case aes192
        /// AES, 32 bytes.
        case aes256
        /// HMAC, 16 bytes.
        case hmac128
        /// HMAC, 24 bytes.
        case hmac192
        /// HMAC, 32 bytes.
        case hmac256

        /// Bytes of a key.
        public var count: Int {
            switch self {
            case .tripleDES128, .aes128, .hmac128: 16
            case .tripleDES192, .aes192, .hmac192: 24
            case .aes256, .hmac256: 32
            }
        }

        /// Triple DES is weaker than any AES, whatever the length of its key.
        var isTripleDES: Bool { self == .tripleDES128 || self == .tripleDES192 }

        /// The algorithm's number in derivation data.
        var indicator: UInt16 {
            switch self {
            case .tripleDES128: 0
            case .tripleDES192: 1
            case .aes128: 2
            case .aes192: 3
            case .aes256: 4
            case .hmac128, .hmac192, .hmac256: 5
            }
        }
    }
}
