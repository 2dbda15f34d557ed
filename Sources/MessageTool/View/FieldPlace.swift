import ISO8583

/// Where a field of a frame lies on the wire.
struct FieldPlace: Sendable {
    let field: Int
    let format: FieldFormat
    /// Byte of the frame at which its content begins, behind its length.
    let offset: Int
    /// Digits, characters or bytes of content.
    let units: Int

    /// Bytes of the content on the wire.
    var byteCount: Int { FieldPlace.byteCount(format, units: units) }

    /// Bytes of the length before the content.
    var prefixCount: Int {
        guard case .variable(let digits, _) = format.length else { return 0 }
        return format.prefix.byteCount(digits: digits)
    }

    /// All of the field: length and content.
    var range: Range<Int> { offset - prefixCount..<offset + byteCount }

    /// Bytes on the wire for so many units of content.
    static func byteCount(_ format: FieldFormat, units: Int) -> Int {
        switch (format.content, format.coding) {
        case (.signed, .packed): 1 + units / 2
        case (_, .packed): (units + 1) / 2
        case (_, .hex): units * 2
        default: units
        }
    }

    /// Half bytes of the frame that hold these units of content; 0 is the high half of the first byte.
    func nibbles(_ units: Range<Int>) -> Range<Int> {
        let start = offset * 2
        switch (format.content, format.coding) {
        case (.signed, .packed): return start..<start + byteCount * 2
        case (_, .packed):
            let shift = self.units % 2 == 1 && format.filling == .left ? 1 : 0
            return start + shift + units.lowerBound..<start + shift + units.upperBound
        case (_, .hex): return start + units.lowerBound * 4..<start + units.upperBound * 4
        default: return start + units.lowerBound * 2..<start + units.upperBound * 2
        }
    }

    /// Half bytes of the frame that hold a secret part of the content.
    func nibbles(_ secret: Secret) -> Range<Int> {
        guard secret.isInNibbles else { return nibbles(secret.range) }
        let start = offset * 2
        let width = format.coding == .hex ? 2 : 1
        return start + secret.range.lowerBound * width..<start + secret.range.upperBound * width
    }

    /// Bytes of the frame that hold these units of content, half ones included.
    func bytes(_ units: Range<Int>) -> Range<Int> {
        let nibbles = nibbles(units)
        return nibbles.lowerBound / 2..<(nibbles.upperBound + 1) / 2
    }
}
