/// A message: its type and its fields, without the bitmap, which follows from them.
///
/// A field's content is bytes: ASCII digits for numeric fields (with `D` between the parts of a track), the text's own
/// bytes for text fields, raw bytes for binary ones. Fields run from 2 to 128; field 1 is the bitmap's own.
public struct Message: Equatable, Sendable {
    /// Message type indicator.
    public var mti: MTI
    /// Contents in ascending order of the fields.
    private var contents: [(field: Int, bytes: [UInt8])] = []
    /// How odd digits were filled where it was not as the table says, so that encoding gives the same bytes again.
    var fillers: [Int: UInt8] = [:]

    /// A message without fields.
    public init(_ mti: MTI) { self.mti = mti }

    /// Fields that are present, ascending.
    public var fields: [Int] { contents.map { $0.field } }

    /// True when the field is present.
    public func has(_ field: Int) -> Bool { self[bytes: field] != nil }

    /// Content of a field; nil removes it. Fields outside of 2 to 128 are never present.
    public subscript(bytes field: Int) -> [UInt8]? {
        get { contents.first { $0.field == field }?.bytes }
        set {
            contents.removeAll { $0.field == field }
            fillers[field] = nil
            guard let newValue, (2...128).contains(field) else { return }
            let place = contents.firstIndex { $0.field > field } ?? contents.count
            contents.insert((field, newValue), at: place)
        }
    }

    /// Content of a field as text; nil removes it.
    public subscript(text field: Int) -> String? {
        get { self[bytes: field].map { Digits.text($0) } }
        set { self[bytes: field] = newValue.map { [UInt8]($0.utf8) } }
    }

    /// Content of a numeric field; nil when it is absent or no number.
    public subscript(number field: Int) -> UInt64? {
        get { self[bytes: field].flatMap { Digits.number($0) } }
        set { self[bytes: field] = newValue.map { [UInt8](String($0).utf8) } }
    }

    /// Equal type and equal fields; how odd digits were filled does not matter.
    public static func == (left: Message, right: Message) -> Bool {
        guard left.mti == right.mti, left.contents.count == right.contents.count else { return false }
        for (one, other) in zip(left.contents, right.contents)
        where one.field != other.field || one.bytes != other.bytes {
            return false
        }
        return true
    }
}
