/// The input with its size. Whoever reads asks first: `byte` and `word` check nothing themselves, so that one check serves
/// many reads; what reaches behind the input is left to `tail`.
struct WireBytes {
    let base: UnsafeRawPointer
    let count: Int

    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { base.load(fromByteOffset: offset, as: UInt8.self) }

    /// Up to eight bytes from `offset`, which lie within the input; what is not asked for is `blank`. The byte at
    /// `offset` is the lowest one of the word.
    @inline(__always)
    func word(_ offset: Int, _ wanted: Int, blank: UInt64) -> UInt64 {
        if wanted >= 8 { return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
        let mask = (1 as UInt64) << UInt64(truncatingIfNeeded: wanted &* 8) &- 1
        if offset &+ 8 <= count {
            return (UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) & mask)
                | (blank & ~mask)
        }
        return tail(offset, wanted) | (blank & ~mask)
    }

    /// One to seven bytes at the end of the input, the first the lowest: from loads that overlap.
    @inline(__always)
    private func tail(_ offset: Int, _ wanted: Int) -> UInt64 {
        if wanted >= 4 {
            let low = UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            let high = UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ wanted &- 4, as: UInt32.self))
            return UInt64(low) | UInt64(high) << UInt64(truncatingIfNeeded: (wanted &- 4) &* 8)
        }
        if wanted >= 2 {
            let low = UInt16(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
            let high = UInt16(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ wanted &- 2, as: UInt16.self))
            return UInt64(low) | UInt64(high) << UInt64(truncatingIfNeeded: (wanted &- 2) &* 8)
        }
        return wanted == 1 ? UInt64(byte(offset)) : 0
    }

    /// Eight bytes, which lie within the input; the first is the lowest one of the word.
    @inline(__always)
    func word(_ offset: Int) -> UInt64 {
        UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// True when no control character is among so many bytes, which lie within the input.
    @inline(__always)
    func isText(_ start: Int, _ size: Int) -> Bool {
        var offset = start
        let end = start &+ size
        while offset &+ 8 <= end {
            if Characters.hasControl(word(offset)) { return false }
            offset &+= 8
        }
        return offset == end || !Characters.hasControl(word(offset, end &- offset, blank: 0x2020_2020_2020_2020))
    }

    /// Up to four bytes as one number, the first the highest; what is not asked for is anything.
    @inline(__always)
    func word32(_ offset: Int, _ wanted: Int) -> UInt32 {
        if offset &+ 4 <= count {
            return UInt32(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        var word: UInt32 = 0
        for index in 0..<min(wanted, 4) {
            word |= UInt32(byte(offset &+ index)) << UInt32(truncatingIfNeeded: 24 &- index &* 8)
        }
        return word
    }

    /// True when so many bytes, which lie within the input, are all digits after `zero`.
    @inline(__always)
    func areDigits(_ start: Int, _ size: Int, zero: UInt64) -> Bool {
        var offset = start
        let end = start &+ size
        while offset &+ 8 <= end {
            if Characters.hasNonDigit(word(offset), zero: zero) { return false }
            offset &+= 8
        }
        return offset == end
            || !Characters.hasNonDigit(word(offset, end &- offset, blank: zero &* 0x0101_0101_0101_0101), zero: zero)
    }

    /// Copies bytes that lie within the input. Up to eight bytes more may be written behind them.
    @inline(__always)
    func copy(_ start: Int, _ size: Int, to target: UnsafeMutableRawPointer) {
        guard size <= 32 else { return target.copyMemory(from: base + start, byteCount: size) }
        var index = 0
        while index < size {
            target.storeBytes(
                of: word(start &+ index, size &- index, blank: 0).littleEndian, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
    }

    /// Copies text that lies within the input. Up to eight bytes more may be written behind it.
    ///
    /// - Returns: False when a control character is in it.
    @inline(__always)
    func copyText(_ start: Int, _ size: Int, to target: UnsafeMutableRawPointer) -> Bool {
        var index = 0
        while index < size {
            let text = word(start &+ index, size &- index, blank: 0x2020_2020_2020_2020)
            if Characters.hasControl(text) { return false }
            target.storeBytes(of: text.littleEndian, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        return true
    }

    /// Eight bytes as one number, the first the highest.
    @inline(__always)
    func bigEndian(_ offset: Int) -> UInt64 {
        UInt64(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
