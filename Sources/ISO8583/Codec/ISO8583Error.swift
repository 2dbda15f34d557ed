/// Bytes that are no message, or a message that has no bytes: what, in which field, at which byte. Never the content.
public struct ISO8583Error: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: Equatable, Sendable {
        /// The input ends too early.
        case tooShort(needed: Int, available: Int)
        /// The input goes on after the last field.
        case trailingBytes(Int)
        /// A nibble or character is no decimal digit.
        case notADigit
        /// A character that the field must not hold.
        case badCharacter
        /// A length beyond the field's maximum.
        case tooLong(length: Int, most: Int)
        /// A fixed field of another length.
        case wrongLength(length: Int, expected: Int)
        /// A field that the dialect does not know.
        case unknownField
        /// A sign of an amount is not C, D, + or -.
        case notASign
        /// A character is no hexadecimal digit, or a lower-case one where only upper case comes back.
        case notHexadecimal
        /// Hexadecimal digits of both cases in one field: they would not come back as they were.
        case mixedCase
        /// A length that ends in the middle of a byte.
        case halfByte(length: Int)
        /// A field that was written after one with a higher number.
        case notAscending
        /// A field behind those that were kept unread.
        case behindUnread
        /// The padding of an odd number of digits is not as the dialect says.
        case badPadding
        /// A bitmap says that one more follows, which the dialect does not have.
        case bitmapTooLong
        /// A TLV object within the field is not well formed.
        case badObject(TLVError)
        /// The content of a composite field is not of its layout.
        case badLayout
        /// The transport header is not of its form.
        case badHeader
    }

    /// What is wrong.
    public let kind: Kind
    /// Number of the field, or nil outside of the fields.
    public let field: Int?
    /// Byte offset from the start of what was decoded; when encoding, within the content of the field.
    public let offset: Int

    /// An error.
    public init(_ kind: Kind, field: Int?, offset: Int) {
        self.kind = kind
        self.field = field
        self.offset = offset
    }

    /// What, where.
    public var description: String {
        let place = (field.map { "field \($0)" } ?? "message") + " at byte \(offset)"
        switch kind {
        case .tooShort(let needed, let available): return "\(place): \(needed) byte(s) needed, \(available) there"
        case .trailingBytes(let count): return "\(place): \(count) byte(s) after the last field"
        case .notADigit: return "\(place): not a decimal digit"
        case .badCharacter: return "\(place): a character that this field must not hold"
        case .tooLong(let length, let most): return "\(place): length \(length), at most \(most) allowed"
        case .wrongLength(let length, let expected): return "\(place): length \(length), must be \(expected)"
        case .unknownField: return "\(place): the dialect has no such field"
        case .notASign: return "\(place): not a sign: C, D, + or - is needed"
        case .notHexadecimal: return "\(place): not an (upper-case) hexadecimal digit"
        case .mixedCase: return "\(place): hexadecimal digits of both cases in one field"
        case .halfByte(let length): return "\(place): length \(length) ends in the middle of a byte"
        case .notAscending: return "\(place): fields are written in ascending order"
        case .behindUnread: return "\(place): a field behind those that could not be read"
        case .badPadding: return "\(place): the spare nibble is not as the dialect says"
        case .bitmapTooLong: return "\(place): one bitmap more is announced than the dialect has"
        case .badObject(let error): return "\(place): \(error.reason)"
        case .badLayout: return "\(place): the content is not of the field's layout"
        case .badHeader: return "\(place): not a transport header"
        }
    }
}
