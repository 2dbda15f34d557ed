/// Where each field of one message lies in its bytes: what a decoder finds before anything is copied.
///
/// A map is a value of fixed size that can be used again and again, so that reading a message allocates nothing:
///
/// ```swift
/// var map = FieldMap()
/// try dialect.scan(bytes.span, into: &map)
/// if let start = map.offset(of: 37), let count = map.length(of: 37) { reference = bytes[start..<start + count] }
/// ```
///
/// It cannot be copied by accident: it is some 1,600 bytes large. After an error the map holds the fields that were read before it, so that a viewer can show them.
public struct FieldMap: ~Copyable, Sendable {
    /// Where the content of a field begins, how long it is, and how it is written.
    ///
    /// One word: offset in bytes (32 bits), units of content (24 bits), nibble that fills odd digits (4 bits), whether
    /// there is one, and whether hexadecimal digits are lower case.
    typealias Slot = UInt64

    /// A slot has 32 bits for the offset.
    static let mostBytes: UInt64 = 1 << 31

    /// It has 24 bits for the units: as many as a binary length of three bytes can say.
    static let mostUnits = 0xFF_FFFF

    /// The highest field number.
    public static let lastField = 192

    /// Message type indicator.
    public internal(set) var mti = MTI(0)
    /// Bits of the fields that were read, 64 in a word, the lowest field in the highest bit.
    var present = BitmapWords()
    /// How the bitmap was written.
    var bitmap = BitmapForm()
    /// Bits of fields that the dialect does not have and of all behind the first of them; empty unless they were kept.
    var unread = BitmapWords()
    /// Where the fields that were not read begin; the number of bytes when all were read.
    public internal(set) var end = 0
    /// Slots by field number. Only those of present fields mean something.
    var slots = InlineArray<193, Slot>(repeating: 0)

    /// An empty map.
    public init() {}

    /// Fields that were read, ascending.
    public var fields: [Int] { present.fields }

    /// Bitmaps that were on the wire, 1 to 3.
    public var bitmapCount: Int { bitmap.count }

    /// True when the field was read.
    @inline(__always)
    public func has(_ field: Int) -> Bool { present.contains(field) }

    /// Byte offset of a field's content, behind its length; nil when the field was not read.
    public func offset(of field: Int) -> Int? { has(field) ? FieldMap.offset(slots[field]) : nil }

    /// Length of a field's content in its own units: digits, characters or bytes; nil when the field was not read.
    public func length(of field: Int) -> Int? { has(field) ? FieldMap.units(slots[field]) : nil }

    @inline(__always)
    static func slot(offset: Int, units: Int, flags: UInt8 = 0) -> Slot {
        UInt64(truncatingIfNeeded: offset) & 0xFFFF_FFFF | UInt64(truncatingIfNeeded: units) << 32
            | UInt64(flags) << 56
    }
    @inline(__always)
    static func offset(_ slot: Slot) -> Int { Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) }
    @inline(__always)
    static func units(_ slot: Slot) -> Int { Int(truncatingIfNeeded: slot >> 32 & 0xFF_FFFF) }
    @inline(__always)
    static func flags(_ slot: Slot) -> UInt8 { UInt8(truncatingIfNeeded: slot >> 56) }

    /// Flag of a slot: hexadecimal digits are lower case.
    static let lowerCase: UInt8 = 0x10
    /// Flag of a slot: a spare nibble was read, and stands in the low four bits.
    static let hasSpare: UInt8 = 0x20
}
