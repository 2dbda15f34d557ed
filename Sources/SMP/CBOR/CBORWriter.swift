/// Writes CBOR in one form only: definite lengths, the shortest heads, names of a map by length and then by bytes.
///
/// Source: RFC 7049, 3.9 (canonical CBOR); smpclient writes the same form.
struct CBORWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: CBORValue) {
        switch value {
        case .unsigned(let number): head(0, number)
        case .negative(let number): head(1, number)
        case .bytes(let content):
            head(2, UInt64(content.count))
            bytes += content
        case .text(let text): write(text)
        case .array(let values):
            head(4, UInt64(values.count))
            for value in values { write(value) }
        case .map(let map): write(map)
        case .flag(let isTrue): bytes.append(isTrue ? 0xF5 : 0xF4)
        case .null: bytes.append(0xF6)
        }
    }

    mutating func write(_ map: CBORMap) {
        head(5, UInt64(map.entries.count))
        let sorted = map.entries.sorted { left, right in
            let (first, second) = (left.key.utf8, right.key.utf8)
            if first.count != second.count { return first.count < second.count }
            return first.lexicographicallyPrecedes(second)
        }
        for entry in sorted {
            write(entry.key)
            write(entry.value)
        }
    }

    private mutating func write(_ text: String) {
        head(3, UInt64(text.utf8.count))
        bytes += text.utf8
    }

    private mutating func head(_ kind: UInt8, _ number: UInt64) {
        let first = kind << 5
        switch number {
        case 0...23: bytes.append(first | UInt8(number))
        case 24...0xFF: put(first | 24, number, 1)
        case 0x100...0xFFFF: put(first | 25, number, 2)
        case 0x1_0000...0xFFFF_FFFF: put(first | 26, number, 4)
        default: put(first | 27, number, 8)
        }
    }

    private mutating func put(_ first: UInt8, _ number: UInt64, _ width: Int) {
        bytes.append(first)
        for place in stride(from: width - 1, through: 0, by: -1) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place)))
        }
    }
}

extension CBORValue {
    /// The value in its one form.
    public var encoded: [UInt8] {
        var writer = CBORWriter()
        writer.write(self)
        return writer.bytes
    }
}

extension CBORMap {
    /// The map in its one form.
    public var encoded: [UInt8] {
        var writer = CBORWriter()
        writer.write(self)
        return writer.bytes
    }
}
