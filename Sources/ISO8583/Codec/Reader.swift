/// Reads bytes with every step checked.
struct Reader {
    let bytes: [UInt8]
    private(set) var offset = 0
    /// The field that is being read, for errors.
    var field: Int?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    func error(_ kind: ISO8583Error.Kind) -> ISO8583Error { ISO8583Error(kind, field: field, offset: offset) }

    mutating func take(_ count: Int) throws(ISO8583Error) -> ArraySlice<UInt8> {
        guard count <= remaining else { throw error(.tooShort(needed: count, available: remaining)) }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// So many packed decimal digits, filled at the left: the number that they say.
    mutating func packedNumber(digits: Int) throws(ISO8583Error) -> Int {
        let start = offset
        var value = 0
        for byte in try take((digits + 1) / 2) {
            guard byte >> 4 < 10, byte & 0x0F < 10 else {
                throw ISO8583Error(.notADigit, field: field, offset: start)
            }
            value = value * 100 + Int(byte >> 4) * 10 + Int(byte & 0x0F)
        }
        return value
    }
}
