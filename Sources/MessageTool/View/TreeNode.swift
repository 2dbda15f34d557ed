import ISO8583

/// One line of a message's tree: what it is, its content as it may be seen, where it lies, and what is inside of it.
public struct TreeNode: Equatable, Sendable {
    /// What a node stands for.
    public enum Kind: String, Sendable, CaseIterable {
        /// The length before the frame.
        case length
        /// The TPDU.
        case tpdu
        /// The UnionPay-style header.
        case header
        /// The message type.
        case type
        /// The bitmaps.
        case bitmap
        /// A field.
        case field
        /// A part of a header or field.
        case part
        /// A data object of chip data.
        case object
        /// Bytes that could not be read.
        case unread
    }

    /// What it stands for.
    public var kind: Kind
    /// Number, key or tag: `39`, `60.2`, `9F26`.
    public var id: String
    /// What it is called.
    public var name: FieldName
    /// Content, masked where it must be.
    public var value: String
    /// What the content means; nil when there is nothing to say.
    public var meaning: FieldName?
    /// Bytes of the frame.
    public var range: Range<Int>
    /// These bytes as hexadecimal digits, `*` for half bytes that must not be seen.
    public var hex: String
    /// True when something of it is hidden.
    public var isHidden: Bool
    /// What is unusual about it.
    public var notes: [FieldName] = []
    /// What is inside.
    public var children: [TreeNode] = []
}
