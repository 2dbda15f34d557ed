/// Why a cryptographic operation was not done. No case carries a key or clear data.
public enum CryptoError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A key of another length, in bytes.
    case keyLength(Int)
    /// Data of another length, in bytes.
    case dataLength(Int)
    /// More data than the library takes at once, in bytes: 2 GB and more.
    case tooMuchData(Int)
    /// An initialization vector of another length, in bytes.
    case vectorLength(Int)
    /// A MAC that is to be cut to so many bytes.
    case macLength(Int)
    /// Not hexadecimal.
    case notHex
    /// Not a PIN of 4 to 12 digits, or no block that holds one.
    case pin
    /// Not an account number.
    case pan
    /// Sealed data that was changed, or sealed under another key.
    case notAuthentic
    /// A key serial number or an initial key identifier of another length, in bytes.
    case serialNumberLength(Int)
    /// A transaction counter that is zero or has more one bits than DUKPT uses.
    case transactionCounter(UInt32)
    /// A DUKPT device that has used its last key.
    case exhausted
    /// A DUKPT working key that would be stronger than the key it follows from, in bytes.
    case workingKeyTooStrong(Int)
    /// A source of random bytes that gave another number of them than it was asked for.
    case randomLength(Int)
    /// The library refused, in this call.
    case library(String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .keyLength(let count): "a key of \(count) bytes, which this algorithm does not take; use the right key"
        case .dataLength(let count): "\(count) bytes of data; whole cipher blocks, and at least one, are needed"
        case .tooMuchData(let count): "\(count) bytes of data; less than 2 GB is possible at once, so divide it"
        case .vectorLength(let count): "an initialization vector of \(count) bytes; it must be one cipher block"
        case .macLength(let count): "a MAC of \(count) bytes; 4 bytes up to one cipher block are possible"
        case .notHex: "not an even number of hexadecimal digits"
        case .pin: "not a PIN of 4 to 12 digits"
        case .pan: "not an account number that this PIN block format takes (digits only)"
        case .notAuthentic: "sealed data was changed, or belongs to another key"
        case .serialNumberLength(let count): "a key serial number of \(count) bytes; triple DES has 10, AES has 12"
        case .transactionCounter(let value): "transaction counter \(value) is none of DUKPT; check the serial number"
        case .exhausted: "the DUKPT device has used its last key; load a new initial key"
        case .workingKeyTooStrong(let count): "a working key of \(count) bytes is stronger than the initial key"
        case .randomLength(let count): "the source of random bytes gave \(count) bytes; use the system's"
        case .library(let call): "OpenSSL refused \(call); check that libcrypto 3 is installed"
        }
    }
}
