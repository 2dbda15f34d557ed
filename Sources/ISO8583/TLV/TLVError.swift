/// Bytes that are no TLV objects, or an edit that cannot be made: what, at which byte, how much was needed and there.
/// Never the content.
public struct TLVError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: Equatable, Sendable {
        /// The input ends within a tag.
        case truncatedTag
        /// The input ends within a length.
        case truncatedLength
        /// The value is longer than what is left of the input, or of the object that it lies in.
        case truncatedValue
        /// A tag of more than four bytes.
        case tagTooLong
        /// The number of a tag of several bytes starts with zeros.
        case tagLeadingZeros
        /// A byte 00 where a tag must stand: it is no tag, and no padding by the rules that were given.
        case badTag
        /// A length of indefinite form (80), which chips and acquirers do not use.
        case indefiniteLength
        /// A length of more than four bytes after the first (85 to FF).
        case lengthTooLong
        /// Objects lie in each other deeper than ``TLVRules/mostDepth``.
        case tooDeep
        /// A path that names no tag.
        case emptyPath
        /// A step of a path, other than the last, is no constructed object.
        case notConstructed
    }

    /// What is wrong.
    public let kind: Kind
    /// Byte offset, from the start of the bytes that were given, at which the tag, length or value starts; 0 for an edit.
    public let offset: Int
    /// Bytes that were needed; 0 where no number says more. A number that does not fit is shown as the largest.
    public let needed: Int
    /// Bytes that were there.
    public let available: Int

    /// An error.
    public init(_ kind: Kind, offset: Int, needed: Int = 0, available: Int = 0) {
        self.kind = kind
        self.offset = offset
        self.needed = needed
        self.available = available
    }

    /// What, where.
    public var description: String {
        switch kind {
        case .emptyPath, .notConstructed: "TLV: " + reason
        default: "TLV at byte \(offset): " + reason
        }
    }

    /// What, without where.
    public var reason: String {
        let amounts = "\(needed) byte(s) needed, \(available) there"
        switch kind {
        case .truncatedTag: return "the tag is cut off, " + amounts
        case .truncatedLength: return "the length is cut off, " + amounts
        case .truncatedValue: return "the value is cut off, " + amounts
        case .tagTooLong: return "a tag of more than 4 bytes"
        case .tagLeadingZeros: return "a tag number with leading zeros"
        case .badTag: return "no tag starts here"
        case .indefiniteLength: return "a length of indefinite form"
        case .lengthTooLong: return "a length of \(needed) bytes, at most \(available) are taken"
        case .tooDeep: return "objects lie in each other deeper than \(available) levels"
        case .emptyPath: return "the path names no tag"
        case .notConstructed: return "a step of the path is no constructed object"
        }
    }
}
