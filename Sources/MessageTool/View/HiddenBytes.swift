import ISO8583

/// Which half bytes of a frame must not be seen.
struct HiddenBytes {
    private let bytes: [UInt8]
    private var hidden: [Bool]

    /// By the rules of the dialect, by copies of the frame's own secrets, and all that may be anything.
    init(_ reading: FrameReading) {
        bytes = reading.bytes
        hidden = [Bool](repeating: false, count: bytes.count * 2)
        var index = SecretIndex()
        for reading in [reading] + reading.others {
            for secret in reading.secrets { hide(secret.nibbles) }
            index.add(reading)
        }
        for range in reading.doubtful { hide(range.lowerBound * 2..<range.upperBound * 2) }
        for (start, entry) in index.matches(in: reading.nibbles) {
            for place in entry.nibbles.indices where entry.nibbles[place] != entry.replacement[place] {
                hide(start + place..<start + place + 1)
            }
        }
    }

    private mutating func hide(_ nibbles: Range<Int>) {
        for place in nibbles.clamped(to: 0..<hidden.count) { hidden[place] = true }
    }

    /// True when something of these half bytes is hidden.
    func isHidden(_ nibbles: Range<Int>) -> Bool {
        nibbles.clamped(to: 0..<hidden.count).contains { hidden[$0] }
    }

    /// True when something of these bytes is hidden.
    func isHidden(bytes range: Range<Int>) -> Bool { isHidden(range.lowerBound * 2..<range.upperBound * 2) }

    /// Two characters for a byte.
    func digits(_ offset: Int) -> String {
        guard bytes.indices.contains(offset) else { return "" }
        let pair = [bytes[offset] >> 4, bytes[offset] & 15].enumerated().map { place, nibble in
            hidden[offset * 2 + place] ? 0x2A : HexDigits.digit(nibble)
        }
        return String(decoding: pair, as: UTF8.self)
    }

    /// Hexadecimal digits of bytes, `*` for hidden ones.
    func hex(_ range: Range<Int>) -> String {
        range.clamped(to: 0..<bytes.count).map { digits($0) }.joined()
    }
}
