/// A hash over everything that happens in a run, in its order: two runs with the same hash went the same way.
package struct TraceHash {
    /// The hash so far.
    package private(set) var value: UInt64 = 0x5441_5045

    /// Takes a number in.
    @inline(__always)
    package mutating func add(_ number: UInt64) { value = Chance.mix(value ^ number) }

    /// Takes bytes in, eight at a time.
    package mutating func add(_ bytes: [UInt8]) {
        var word: UInt64 = UInt64(bytes.count)
        var filled = 0
        for byte in bytes {
            word = word << 8 | UInt64(byte)
            filled += 1
            if filled == 8 {
                add(word)
                word = 0
                filled = 0
            }
        }
        add(word)
    }

    /// Takes a text in.
    package mutating func add(_ text: String) {
        var word: UInt64 = 0
        var count: UInt64 = 0
        for byte in text.utf8 {
            word = word << 8 | UInt64(byte)
            count += 1
            if count & 7 == 0 {
                add(word)
                word = 0
            }
        }
        add(word ^ count << 56)
    }
}
