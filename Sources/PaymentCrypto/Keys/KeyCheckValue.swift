/// A key check value: shows that two sides hold the same key without showing the key.
public struct KeyCheckValue: Equatable, Sendable, CustomStringConvertible {
    /// How it is computed.
    public enum Method: Sendable {
        /// The first three bytes of eight zero bytes enciphered with DES or triple DES.
        /// Source: ANSI X9.24-1:2009, 7.6.
        case legacy
        /// The first five bytes of the CMAC of one zero block, with AES. Source: ANSI X9.24-1:2017, annex A.
        case aesCMAC
        /// The first five bytes of the CMAC of one zero block, with triple DES. Source: ANSI X9.24-1:2017, annex A.
        case tripleDESCMAC
    }

    /// How it was computed.
    public let method: Method
    /// Three bytes of a legacy value, five of the others.
    public let bytes: [UInt8]

    /// The check value of a key.
    ///
    /// - Throws: `CryptoError.keyLength` when the key is none of the method's cipher.
    public init(of key: SecretKey, method: Method) throws(CryptoError) {
        self.method = method
        switch method {
        case .legacy:
            bytes = Array(try TripleDES.encryptECB([UInt8](repeating: 0, count: 8), key: key).prefix(3))
        case .aesCMAC:
            bytes = try MACAlgorithm.aesCMAC.compute(key: key, over: [UInt8](repeating: 0, count: 16), count: 5)
        case .tripleDESCMAC:
            bytes = try MACAlgorithm.tripleDESCMAC.compute(key: key, over: [UInt8](repeating: 0, count: 8), count: 5)
        }
    }

    /// True when a value that came with a key is this one. Takes the same time whatever differs.
    public func matches(_ given: [UInt8]) -> Bool { Authentication.areEqual(bytes, given) }

    /// Upper-case hexadecimal digits.
    public var description: String { Hex.text(bytes) }
}
