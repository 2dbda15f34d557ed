import Foundation
import GRDB
import NIOCore

/// Why a host cannot listen, in the system's words: those of the network library name its own functions.
public struct HostStartError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The reason, for example `Address already in use`.
    public let description: String

    init(_ error: any Error) {
        switch error {
        case let error as IOError: description = String(cString: strerror(error.errnoCode))
        case is SocketAddressError: description = "there is no such address"
        default: description = "\(error)"
        }
    }
}

/// Why a file cannot be used as a ledger, in the database's words and without its statements.
public struct LedgerFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The reason, for example `file is not a database`.
    public let description: String

    init(_ error: any Error) {
        description = (error as? DatabaseError)?.message ?? "\(error)"
    }
}
