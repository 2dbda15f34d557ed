import ISO8583

/// A frame with its secrets replaced so that it is read as before, with the same lengths.
struct MaskedFrame {
    /// Half bytes one by one.
    private(set) var nibbles: [UInt8]
    /// How many secrets of a kind were replaced.
    private(set) var counts: [Secret.Kind: Int] = [:]
    /// Bytes that could not be read and became zeros.
    private(set) var unreadCount = 0

    /// Masks a frame.
    ///
    /// - Parameters:
    ///   - bytes: The frame.
    ///   - reading: How it is read; nil when nobody knows, so that all of it becomes zeros.
    ///   - index: Secrets of all messages of the input.
    init(_ bytes: [UInt8], _ reading: FrameReading?, _ index: SecretIndex) {
        nibbles = bytes.flatMap { [$0 >> 4, $0 & 15] }
        guard let reading else {
            unreadCount = bytes.count
            nibbles = [UInt8](repeating: 0, count: nibbles.count)
            return
        }
        for (start, entry) in index.matches(in: nibbles) { replace(start, entry) }
        for secret in reading.secrets { counts[secret.kind, default: 0] += 1 }
        for one in [reading] + reading.others {
            for secret in one.secrets {
                if let place = one.places.first(where: { $0.field == secret.field }) { mask(secret, place) }
            }
        }
        for range in reading.doubtful {
            unreadCount += range.count
            for place in range.lowerBound * 2..<range.upperBound * 2 { nibbles[place] = 0 }
        }
    }

    /// The bytes.
    var bytes: [UInt8] {
        stride(from: 0, to: nibbles.count - 1, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }

    private mutating func replace(_ start: Int, _ entry: SecretIndex.Entry) {
        for place in entry.nibbles.indices where entry.nibbles[place] != entry.replacement[place] {
            nibbles[start + place] = entry.replacement[place]
        }
    }

    private mutating func mask(_ secret: WireSecret, _ place: FieldPlace) {
        let range = secret.nibbles.clamped(to: 0..<nibbles.count)
        let isText = place.format.content != .binary && place.format.coding != .packed
        if isText {
            // One character in two half bytes; separators of a track stay what they are.
            for start in stride(from: range.lowerBound, to: range.upperBound - 1, by: 2) {
                maskCharacter(start, secret, (start - range.lowerBound) / 2, place.format.coding)
            }
        } else if place.format.coding == .hex {
            // A digit of content in two half bytes of ASCII.
            for start in stride(from: range.lowerBound, to: range.upperBound - 1, by: 2) {
                let digit = self.digit(secret, (start - range.lowerBound) / 2)
                (nibbles[start], nibbles[start + 1]) = (HexDigits.digit(digit) >> 4, HexDigits.digit(digit) & 15)
            }
        } else {
            for start in range where !isSeparator(secret, place, start) {
                nibbles[start] = digit(secret, start - range.lowerBound)
            }
        }
    }

    private mutating func maskCharacter(_ start: Int, _ secret: WireSecret, _ place: Int, _ coding: FieldFormat.Coding)
    {
        let byte = nibbles[start] << 4 | nibbles[start + 1]
        var character = byte
        if case .ebcdic(let page) = coding { character = page.latin1(byte) }
        if secret.kind == .track, character == 0x44 || character == 0x3D { return }
        let masked = 0x30 + digit(secret, place)
        var code = masked
        if case .ebcdic(let page) = coding { code = page.code(masked) }
        (nibbles[start], nibbles[start + 1]) = (code >> 4, code & 15)
    }

    /// D stays where it separates the parts of a packed track.
    private func isSeparator(_ secret: WireSecret, _ place: FieldPlace, _ start: Int) -> Bool {
        secret.kind == .track && place.format.content == .track && nibbles[start] == 13
    }

    private func digit(_ secret: WireSecret, _ place: Int) -> UInt8 {
        switch secret.kind {
        // The hidden digits begin behind the first six, so that this is the pattern that copies get as well.
        case .accountNumber: Mask.digit(place)
        // A name becomes spaces.
        case .name: place % 2 == 0 ? 2 : 0
        default: 0
        }
    }
}
