/// Makes one pcapng block, little-endian. Source: draft-ietf-opsawg-pcapng, sections 3.1 and 3.5.
struct BlockBuilder {
    private var bytes: [UInt8]

    init(_ type: UInt32) {
        bytes = []
        add(type)
        // Place of the length.
        add(0 as UInt32)
    }

    mutating func add(_ value: some FixedWidthInteger & UnsignedInteger) {
        for index in 0..<value.bitWidth / 8 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }

    /// Bytes, filled up with zeros to a multiple of 4.
    mutating func add(padded content: some Collection<UInt8>) {
        bytes.append(contentsOf: content)
        while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
    }

    mutating func add(option code: UInt16, _ value: some Collection<UInt8>) {
        add(code)
        add(UInt16(truncatingIfNeeded: value.count))
        add(padded: value)
    }

    /// A text option, cut at a whole character when it is longer than 1000 bytes; none for an empty text.
    mutating func add(option code: UInt16, text: String) {
        var bytes: [UInt8] = []
        for character in text {
            guard bytes.count + character.utf8.count <= 1000 else { break }
            bytes.append(contentsOf: character.utf8)
        }
        if !bytes.isEmpty { add(option: code, bytes) }
    }

    /// Ends the options.
    mutating func endOptions() { add(0 as UInt32) }

    /// The block, its length at both ends.
    consuming func finished() -> [UInt8] {
        let length = UInt32(truncatingIfNeeded: bytes.count + 4)
        add(length)
        for index in 0..<4 { bytes[4 + index] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(index))) }
        return bytes
    }
}
