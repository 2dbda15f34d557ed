/// Why a cryptographic operation was not done. No case carries a key or clear data.
public enum CryptoError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A key of another length.
    case keyLength(Int)
    /// Data of another length.
    case dataLength(Int)
    /// Not hexadecimal.
    case notHex
    /// Not a PIN of 4 to 12 digits, or no block that holds one.
    case pin
    /// Not an account number.
    case pan
    /// Sealed data that was changed, or sealed under another key.
    case notAuthentic
    /// The library refused, in this call.
    case library(String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .keyLength(let count): "a key of \(count) bytes; triple DES takes 8, 16 or 24"
        case .dataLength(let count): "\(count) bytes of data; a multiple of 8, not zero, is needed"
        case .notHex: "not an even number of hexadecimal digits"
        case .pin: "not a PIN of 4 to 12 digits"
        case .pan: "not an account number of 12 to 19 digits"
        case .notAuthentic: "sealed data was changed, or belongs to another key"
        case .library(let call): "OpenSSL refused \(call); check that libcrypto 3 is installed"
        }
    }
}
