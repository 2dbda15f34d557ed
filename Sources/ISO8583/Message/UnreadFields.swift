/// Fields that could not be read, because the dialect does not have the first of them: kept and written back as they came.
public struct UnreadFields: Equatable, Sendable, CustomStringConvertible {
    let present: BitmapWords
    /// The bytes of all of them.
    public let bytes: [UInt8]

    /// Their numbers, ascending.
    public var fields: [Int] { present.fields }

    /// How many there are; never the content.
    public var description: String {
        "fields " + fields.map { String($0) }.joined(separator: ", ") + " in " + String(bytes.count) + " bytes"
    }
}
