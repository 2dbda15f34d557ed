/// A field's format in the form that the codec runs: a few small numbers in one row of a table.
struct FieldPlan {
    /// How content lies on the wire, with the check of its characters.
    enum Wire: UInt8 {
        case absent, digits, track, text, binary, hexBinary, signed
        case packedDigits, packedTrack, packedSigned
        case ebcdicDigits, ebcdicTrack, ebcdicText, ebcdicSigned
    }

    var wire = Wire.absent
    var prefix = FieldFormat.Prefix.packed
    var unit = FieldFormat.Unit.characters
    /// 0 for a fixed length.
    var prefixBytes: UInt8 = 0
    var isFilledLeft = true
    var filler: UInt8 = 0
    var page = EBCDIC.cp037
    var padding: FieldFormat.Padding?
    var truncation: FieldFormat.Side?
    /// The fixed length, or the longest; in units of content.
    var length: UInt32 = 0
    /// Bytes of fixed content.
    var size: UInt32 = 0
    /// The short way for the kinds of fields that messages are full of.
    var shortcut = Shortcut.none
    /// For `Shortcut.word`: the bytes of the field in a word that is read at its begin, and in them the spare nibble.
    var mask: UInt64 = 0
    var spare: UInt64 = 0

    /// How a field can be checked without looking at every choice of its format.
    enum Shortcut: UInt8 {
        case none
        /// Fixed packed digits of at most eight bytes: one word.
        case word
        /// Fixed text.
        case text
        /// Fixed ASCII digits.
        case digits
        /// A packed length, then text or bytes that it counts.
        case variable
    }

    init() {}

    init(_ format: FieldFormat) {
        switch format.length {
        case .fixed(let count): length = UInt32(clamping: min(count, FieldMap.mostUnits))
        case .variable(let digits, let most):
            length = UInt32(clamping: min(most, FieldMap.mostUnits))
            prefixBytes = UInt8(clamping: format.prefix.byteCount(digits: min(max(digits, 0), 5)))
            unit = format.unit
        }
        prefix = format.prefix
        isFilledLeft = format.filling == .left
        filler = format.filler
        padding = format.padding
        truncation = format.truncation
        if case .ebcdic(let named) = format.coding { page = named }
        switch (format.content, format.coding) {
        case (.digits, .packed): wire = .packedDigits
        case (.digits, .ebcdic): wire = .ebcdicDigits
        case (.digits, _): wire = .digits
        case (.signed, .packed): wire = .packedSigned
        case (.signed, .ebcdic): wire = .ebcdicSigned
        case (.signed, _): wire = .signed
        case (.track, .packed): wire = .packedTrack
        case (.track, .ebcdic): wire = .ebcdicTrack
        case (.track, _): wire = .track
        case (.text, .ebcdic): wire = .ebcdicText
        case (.text, _): wire = .text
        case (.binary, .hex): wire = .hexBinary
        case (.binary, _): wire = .binary
        }
        if case .variable(let digits, _) = format.length { limitToPrefix(digits) }
        findShortcut()
    }

    /// A length that the prefix cannot say is never written, whatever the table says.
    private mutating func limitToPrefix(_ digits: Int) {
        let greatest = prefix.greatest(digits: digits)
        let whole = units(announced: greatest)
        length = min(length, UInt32(clamping: whole < 0 ? units(announced: greatest - 1) : whole))
    }

    private mutating func findShortcut() {
        if prefixBytes == 0 {
            size = UInt32(clamping: byteCount(units: Int(length)))
            if wire == .text { shortcut = .text }
            if wire == .digits { shortcut = .digits }
            // A spare nibble other than 0 must be kept: the long way does that.
            guard wire == .packedDigits, (1...8).contains(size), length % 2 == 0 || filler == 0 else { return }
            shortcut = .word
            // The first byte on the wire is the lowest of the word.
            mask = size == 8 ? .max : (1 << UInt64(size * 8)) - 1
            if length % 2 == 1 { spare = isFilledLeft ? 0xF0 : 0x0F << UInt64(size * 8 - 8) }
        } else if prefix == .packed, prefixBytes < 3, unit == .characters, wire == .text || wire == .binary {
            shortcut = .variable
        }
    }

    /// True for digits and tracks, two in a byte.
    @inline(__always)
    var isPacked: Bool { wire == .packedDigits || wire == .packedTrack }

    /// Bytes on the wire for so many units of content.
    @inline(__always)
    func byteCount(units: Int) -> Int {
        switch wire {
        case .packedDigits, .packedTrack: (units &+ 1) >> 1
        case .packedSigned: 1 &+ (units >> 1)
        case .hexBinary: units &* 2
        default: units
        }
    }

    /// What the length says for so many units of content; with an odd number of digits counted in bytes, the spare
    /// nibble counts as well.
    @inline(__always)
    func announced(units: Int) -> Int {
        switch unit {
        case .characters: units
        case .bytes: byteCount(units: units)
        case .nibbles: isPacked ? units : units &* 2
        }
    }

    /// Units of content for a length that was read, or -1 when half a byte is left over.
    @inline(__always)
    func units(announced count: Int) -> Int {
        switch unit {
        case .characters: return count
        case .bytes:
            if isPacked { return count &* 2 }
            guard wire == .hexBinary else { return count }
            return count & 1 == 0 ? count >> 1 : -1
        case .nibbles:
            if isPacked { return count }
            return count & 1 == 0 ? count >> 1 : -1
        }
    }
}
