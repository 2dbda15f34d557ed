extension FieldPlan {
    /// Reads a field the short way.
    ///
    /// - Returns: False, with nothing changed, when there is no short way or something is not as usual: `scan` says what.
    @inline(__always)
    func scanShortcut(_ wire: WireBytes, _ offset: inout Int, _ slot: inout FieldMap.Slot) -> Bool {
        switch shortcut {
        case .none: return false
        case .word:
            guard offset &+ 8 <= wire.count else { return false }
            let word = wire.word(offset) & mask
            guard !Characters.hasNonDigitNibble(word), word & spare == 0 else { return false }
            slot = FieldMap.slot(offset: offset, units: Int(truncatingIfNeeded: length))
            offset &+= Int(truncatingIfNeeded: size)
            return true
        case .text:
            let count = Int(truncatingIfNeeded: size)
            guard count <= wire.count &- offset, wire.isText(offset, count) else { return false }
            slot = FieldMap.slot(offset: offset, units: count)
            offset &+= count
            return true
        case .digits:
            let count = Int(truncatingIfNeeded: size)
            guard count <= wire.count &- offset, wire.areDigits(offset, count, zero: 0x30) else { return false }
            slot = FieldMap.slot(offset: offset, units: count)
            offset &+= count
            return true
        case .variable:
            guard offset &+ 2 <= wire.count else { return false }
            let first = Int(wire.byte(offset))
            var count = first &- (first >> 4) &* 6
            var isDecimal = first < 0xA0 && first & 0x0F < 10
            if prefixBytes == 2 {
                let second = Int(wire.byte(offset &+ 1))
                count = count &* 100 &+ second &- (second >> 4) &* 6
                isDecimal = isDecimal && second < 0xA0 && second & 0x0F < 10
            }
            let start = offset &+ Int(truncatingIfNeeded: prefixBytes)
            guard isDecimal, count <= wire.count &- start, count <= Int(truncatingIfNeeded: length),
                self.wire == .binary || wire.isText(start, count)
            else { return false }
            slot = FieldMap.slot(offset: start, units: count)
            offset = start &+ count
            return true
        }
    }
}
