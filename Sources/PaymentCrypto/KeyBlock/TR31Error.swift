/// Why a key block was not made or not opened. It never carries a character of the block: someone may have given a key
/// where a block belongs.
public struct TR31Error: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Equatable, Sendable {
        /// Fewer characters than the block needs at least from there on.
        case tooShort(needed: Int, found: Int)
        /// More characters than a block can have.
        case tooLong(Int)
        /// The length that the header states is not the length of the block.
        case length(stated: Int, found: Int)
        /// Characters that the field cannot have.
        case malformed(Field)
        /// An optional block that says it is shorter than its own identifier and length, or longer than what follows.
        case optionalBlockLength(Int)
        /// Optional blocks that are no whole number of cipher blocks.
        case optionalBlocksNotAligned(Int)
        /// A padding block (PB) that is not the last optional block.
        case paddingNotLast
        /// More than 99 optional blocks.
        case tooManyOptionalBlocks(Int)
        /// An enciphered key that is no whole number of cipher blocks; so many bytes.
        case encryptedKeyLength(Int)
        /// The MAC is not that of the block: it was changed, or the protection key is another.
        case notAuthentic
        /// The block is authentic, but its key has a length that there is no key of; so many bits.
        case keyLength(bits: Int)
        /// The key's length is none of the algorithm in the header; so many bytes.
        case keyDoesNotFitAlgorithm(Int)
        /// The protection key's length is none of the block's version; so many bytes.
        case protectionKeyLength(Int)
        /// The cipher refused.
        case cipher(CryptoError)
    }

    /// A field of the block.
    public enum Field: String, Sendable {
        /// Offset 0, one character.
        case version = "version"
        /// Offset 1, four digits.
        case length = "block length"
        /// Offset 5, two characters.
        case keyUsage = "key usage"
        /// Offset 7, one character.
        case algorithm = "algorithm"
        /// Offset 8, one character.
        case modeOfUse = "mode of use"
        /// Offset 9, two characters.
        case keyVersion = "key version"
        /// Offset 11, one character.
        case exportability = "exportability"
        /// Offset 12, two digits.
        case optionalBlockCount = "number of optional blocks"
        /// Offset 14, one character.
        case context = "key context"
        /// Offset 15, a zero.
        case reserved = "reserved"
        /// Two letters or digits.
        case optionalBlockID = "optional block identifier"
        /// Two or more hexadecimal digits in upper case.
        case optionalBlockLength = "optional block length"
        /// Printable characters.
        case optionalBlockData = "optional block data"
        /// Hexadecimal digits in upper case, whole cipher blocks.
        case encryptedKey = "enciphered key"
        /// Hexadecimal digits in upper case, at the end.
        case mac = "MAC"
    }

    /// What is wrong.
    public let reason: Reason
    /// Where: characters before the place in the block.
    public let offset: Int

    init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// What is wrong, where, and what to do.
    public var description: String { "key block, offset \(offset): \(text)" }

    private var text: String {
        switch reason {
        case .tooShort(let needed, let found): "\(needed) characters needed, \(found) there; it was cut off"
        case .tooLong(let count): "\(count) characters; a block has 9999 at most"
        case .length(let stated, let found): "states \(stated) characters and has \(found); it was cut off or extended"
        case .malformed(let field): "the \(field.rawValue) has characters that it cannot have"
        case .optionalBlockLength(let count): "an optional block of \(count) characters, which cannot be"
        case .optionalBlocksNotAligned(let count): "\(count) characters of optional blocks are no whole cipher blocks"
        case .paddingNotLast: "the padding block is not the last optional block"
        case .tooManyOptionalBlocks(let count): "\(count) optional blocks; 99 are possible"
        case .encryptedKeyLength(let count): "an enciphered key of \(count) bytes is no whole number of cipher blocks"
        case .notAuthentic: "the MAC is wrong; the block was changed, or the protection key is another"
        case .keyLength(let bits): "holds a key of \(bits) bits, which is none"
        case .keyDoesNotFitAlgorithm(let count): "a key of \(count) bytes is none of the stated algorithm"
        case .protectionKeyLength(let count): "a protection key of \(count) bytes is none of this version"
        case .cipher(let error): error.description
        }
    }
}
