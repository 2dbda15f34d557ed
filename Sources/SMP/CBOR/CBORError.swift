/// Why bytes are no CBOR that management messages may hold.
public struct CBORError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Equatable, Sendable {
        /// The bytes end inside of a value.
        case truncated
        /// Bytes follow the value.
        case trailing
        /// A first byte that stands for nothing.
        case reserved
        /// A tag, a floating-point number or another simple value: no message holds one.
        case unsupported
        /// Values are nested deeper than allowed.
        case tooDeep
        /// More values, or more bytes, than allowed.
        case tooLarge
        /// Text that is not UTF-8.
        case text
        /// A piece of a string of unknown length that is no string of that kind.
        case piece
        /// The name of an entry is not text.
        case key
        /// A name that the map already has.
        case repeatedKey
        /// Something else than a map where a message begins.
        case notMap
    }

    /// What is wrong.
    public let reason: Reason
    /// Byte at which it was found, counted from 0.
    public let offset: Int

    /// An error at a byte.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// What is wrong, and where.
    public var description: String {
        let what =
            switch reason {
            case .truncated: "the bytes end inside of a value"
            case .trailing: "bytes follow the value"
            case .reserved: "this first byte stands for nothing"
            case .unsupported: "a tag, a floating-point number or a simple value that no message holds"
            case .tooDeep: "values are nested too deep"
            case .tooLarge: "too many values or bytes"
            case .text: "the text is not UTF-8"
            case .piece: "a piece of a string is no string of the same kind"
            case .key: "the name of an entry is not text"
            case .repeatedKey: "the map has this name already"
            case .notMap: "a message is one map"
            }
        return "CBOR, byte \(offset): \(what)"
    }
}
