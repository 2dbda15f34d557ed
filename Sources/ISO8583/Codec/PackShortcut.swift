extension FieldPlan {
    /// Writes a content the short way: as the length says it, plain, filled as the table says.
    ///
    /// - Parameters:
    ///   - store: What the content lies in, from `start`, so many bytes. There is room for it, its length and the slack.
    ///   - isPlain: True when odd digits are filled as the table says.
    /// - Returns: Where the next field goes; nil, with nothing that counts written, when `pack` must look at it.
    @inline(__always)
    static func packShortcut(
        _ row: UnsafePointer<FieldPlan>, _ store: WireBytes, _ start: Int, _ count: Int, isPlain: Bool,
        to target: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer? {
        let limit = Int(truncatingIfNeeded: row.pointee.length)
        switch row.pointee.shortcut {
        case .none: return nil
        case .word:
            guard count == limit, count & 1 == 0 || (isPlain && row.pointee.filler == 0) else { return nil }
            var first = store.word(start, count, blank: 0x3030_3030_3030_3030).byteSwapped
            guard !Characters.hasNonDigit(first, zero: 0x30) else { return nil }
            let isShifted = count & 1 == 1 && row.pointee.isFilledLeft
            if count > 7 {
                var second: UInt64 = 0x3030_3030_3030_3030
                if count > 8 {
                    second = store.word(start &+ 8, count &- 8, blank: 0x3030_3030_3030_3030).byteSwapped
                    guard !Characters.hasNonDigit(second, zero: 0x30) else { return nil }
                }
                if isShifted { second = second >> 8 | first << 56 }
                target.storeBytes(of: packed(second).bigEndian, toByteOffset: 4, as: UInt32.self)
            }
            // A zero before an odd number of digits.
            if isShifted { first = first >> 8 | 0x30 << 56 }
            target.storeBytes(of: packed(first).bigEndian, as: UInt32.self)
            return target + Int(truncatingIfNeeded: row.pointee.size)
        case .text:
            guard count == limit, store.copyText(start, count, to: target) else { return nil }
            return target + count
        case .digits:
            guard count == limit, store.areDigits(start, count, zero: 0x30) else { return nil }
            store.copy(start, count, to: target)
            return target + count
        case .variable:
            guard count <= limit else { return nil }
            var target = target
            if row.pointee.prefixBytes == 1 {
                target.storeBytes(of: pair(count), as: UInt8.self)
                target += 1
            } else {
                target.storeBytes(of: pair(count / 100), as: UInt8.self)
                target.storeBytes(of: pair(count % 100), toByteOffset: 1, as: UInt8.self)
                target += 2
            }
            if row.pointee.wire == .binary {
                store.copy(start, count, to: target)
            } else if !store.copyText(start, count, to: target) {
                return nil
            }
            return target + count
        }
    }

    /// Eight ASCII digits, the first the highest byte, as eight nibbles.
    @inline(__always)
    static func packed(_ digits: UInt64) -> UInt32 {
        var word = digits & 0x0F0F_0F0F_0F0F_0F0F
        word = (word | word >> 4) & 0x00FF_00FF_00FF_00FF
        word = (word | word >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: word | word >> 16)
    }

    /// 0 to 99 as two nibbles.
    @inline(__always)
    static func pair(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value &+ (value / 10) &* 6)
    }
}
