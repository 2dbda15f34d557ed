/// A hash over everything that happens in a run, in its order: two runs with the same hash went the same way.
package struct TraceHash {
    /// The hash so far.
    package private(set) var value: UInt64 = 0x5441_5045

    /// Takes a number in.
    @inline(__always)
    package mutating func add(_ number: UInt64) { value = Chance.mix(value ^ number) }

    /// Takes bytes in, eight at a time.
    package mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            let rest = addWords(bytes)
            var word: UInt64 = rest == 0 ? UInt64(bytes.count) : 0
            for index in rest..<bytes.count { word = word << 8 | UInt64(bytes[index]) }
            add(word)
        }
    }

    /// Takes a text in.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { characters in
            let bytes = UnsafeRawBufferPointer(characters)
            let rest = addWords(bytes)
            var word: UInt64 = 0
            for index in rest..<bytes.count { word = word << 8 | UInt64(bytes[index]) }
            add(word ^ UInt64(bytes.count) << 56)
        }
    }

    /// Takes all whole words in, and tells where the rest begins.
    private mutating func addWords(_ bytes: UnsafeRawBufferPointer) -> Int {
        var offset = 0
        while bytes.count - offset >= 8 {
            add(UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        return offset
    }
}
