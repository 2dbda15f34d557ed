/// One part of a composite field as it was read.
public struct SubfieldValue: Equatable, Sendable, CustomStringConvertible {
    /// Place, bit or tag; `rest` for what lies behind the last part that the layout knows.
    public var key: String
    /// What it is called; nil when the layout does not know it.
    public var name: FieldName?
    /// Its content, in the form that `Message` has for fields.
    public var content: [UInt8]
    /// True when it must not be shown.
    public var isSensitive: Bool
    /// Where the content begins, in bytes of the field's content.
    public var offset: Int
    /// How odd digits were filled, and the case of hexadecimal digits; of a data object, bytes of its length behind the
    /// first.
    var form: UInt8?
    /// Bytes of padding before a data object.
    var padding = 0

    /// A part to be written.
    public init(key: String, content: [UInt8]) {
        self.init(key: key, name: nil, content: content, isSensitive: false, offset: 0, form: nil)
    }

    init(
        key: String, name: FieldName?, content: [UInt8], isSensitive: Bool, offset: Int, form: UInt8?,
        padding: Int = 0
    ) {
        self.key = key
        self.name = name
        self.content = content
        self.isSensitive = isSensitive
        self.offset = offset
        self.form = form
        self.padding = padding
    }

    /// Key of what lies behind the last part.
    public static let rest = "rest"

    /// Key and length; never the content.
    public var description: String { key + " (" + String(content.count) + ")" }

    /// Equal key and content; where it stood and how it was filled does not matter.
    public static func == (left: SubfieldValue, right: SubfieldValue) -> Bool {
        left.key == right.key && left.content == right.content
    }
}
