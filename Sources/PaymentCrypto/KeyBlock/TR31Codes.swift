/// What a wrapped key may be used for, two characters. Source: ANSI X9.143-2021, 6.3.1, table 2.
///
/// Any two letters or digits are a usage, because there are proprietary ones; the constants are those of terminals.
public struct TR31KeyUsage: Equatable, Hashable, Sendable, CustomStringConvertible {
    /// The two characters.
    public let code: String

    /// A usage of two letters or digits (ASCII), or nil.
    public init?(_ code: String) {
        guard code.utf8.count == 2, code.utf8.allSatisfy(isAlphanumeric) else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    /// B0: base derivation key.
    public static let baseDerivation = TR31KeyUsage(known: "B0")
    /// B1: initial DUKPT key.
    public static let initialDUKPT = TR31KeyUsage(known: "B1")
    /// D0: enciphering of data.
    public static let data = TR31KeyUsage(known: "D0")
    /// K0: enciphering or wrapping of keys.
    public static let keyEncryption = TR31KeyUsage(known: "K0")
    /// K1: protection of key blocks.
    public static let keyBlockProtection = TR31KeyUsage(known: "K1")
    /// M1: MAC, ISO 9797-1 algorithm 1.
    public static let mac1 = TR31KeyUsage(known: "M1")
    /// M3: MAC, ISO 9797-1 algorithm 3.
    public static let mac3 = TR31KeyUsage(known: "M3")
    /// M6: MAC, ISO 9797-1 algorithm 5 (CMAC).
    public static let cmac = TR31KeyUsage(known: "M6")
    /// M7: HMAC.
    public static let hmac = TR31KeyUsage(known: "M7")
    /// P0: enciphering of PINs.
    public static let pin = TR31KeyUsage(known: "P0")

    /// The two characters.
    public var description: String { code }
}

/// Algorithm that a wrapped key is for, one character. Source: ANSI X9.143-2021, 6.3.2, table 3.
public enum TR31Algorithm: UInt8, CaseIterable, Sendable {
    /// A: AES.
    case aes = 0x41
    /// D: DES.
    case des = 0x44
    /// E: elliptic curves.
    case ellipticCurve = 0x45
    /// H: HMAC.
    case hmac = 0x48
    /// R: RSA.
    case rsa = 0x52
    /// S: DSA.
    case dsa = 0x53
    /// T: triple DES.
    case tripleDES = 0x54

    /// Bytes of a key, where the algorithm has fixed lengths.
    var keyCounts: Set<Int>? {
        switch self {
        case .aes: [16, 24, 32]
        case .des: [8]
        case .tripleDES: [16, 24]
        case .ellipticCurve, .hmac, .rsa, .dsa: nil
        }
    }
}

/// What may be done with a wrapped key, one character. Source: ANSI X9.143-2021, 6.3.3, table 4.
public enum TR31ModeOfUse: UInt8, CaseIterable, Sendable {
    /// B: encipher and decipher, wrap and unwrap.
    case bothWays = 0x42
    /// C: make and verify.
    case generateAndVerify = 0x43
    /// D: decipher or unwrap only.
    case decryptOnly = 0x44
    /// E: encipher or wrap only.
    case encryptOnly = 0x45
    /// G: make only.
    case generateOnly = 0x47
    /// N: no special restriction.
    case unrestricted = 0x4E
    /// S: sign only.
    case signOnly = 0x53
    /// T: sign and decipher.
    case signAndDecrypt = 0x54
    /// V: verify only.
    case verifyOnly = 0x56
    /// X: derive other keys.
    case deriveKeys = 0x58
    /// Y: make key variants.
    case variants = 0x59
}

/// Whether a wrapped key may leave again, one character. Source: ANSI X9.143-2021, 6.3.5, table 6.
public enum TR31Exportability: UInt8, CaseIterable, Sendable {
    /// E: under a trusted key, in a key block or otherwise.
    case trusted = 0x45
    /// N: not at all.
    case notExportable = 0x4E
    /// S: under any key, sensitive.
    case sensitive = 0x53
}

/// Version of a wrapped key, two characters: 00 for none, c and a digit for a component. Source: ANSI X9.143-2021, 6.3.4.
public struct TR31KeyVersion: Equatable, Sendable, CustomStringConvertible {
    /// The two characters.
    public let code: String
    /// 00: the key has no version.
    public static let unused = TR31KeyVersion(known: "00")

    /// A version of two letters or digits (ASCII), or nil.
    public init?(_ code: String) {
        guard code.utf8.count == 2, code.utf8.allSatisfy(isAlphanumeric) else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    /// True when the block holds a component of a key and not a key.
    public var isComponent: Bool { code.hasPrefix("c") }
    /// The two characters.
    public var description: String { code }
}

/// Where a key block may stand, one character. Source: ANSI X9.143-2021, 6.3.7.
public enum TR31Context: UInt8, CaseIterable, Sendable {
    /// 0: storage or exchange. All blocks of TR-31 before X9.143 have this.
    case any = 0x30
    /// 1: storage only.
    case storage = 0x31
    /// 2: exchange only.
    case exchange = 0x32
}
