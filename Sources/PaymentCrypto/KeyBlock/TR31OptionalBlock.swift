/// An optional block of a key block's header: an identifier and text. It is authenticated, and not secret.
/// Source: ANSI X9.143-2021, 6.3.6.
public struct TR31OptionalBlock: Equatable, Sendable {
    /// Two letters or digits, for example KS for a key serial number, KC for a check value.
    public let id: String
    /// Printable ASCII characters.
    public let data: String

    /// A block, or nil unless the identifier is two letters or digits, not PB (padding is made when the key is wrapped),
    /// and the data are printable ASCII, 9,973 characters at most.
    public init?(id: String, data: String) {
        guard id.utf8.count == 2, id.utf8.allSatisfy(isAlphanumeric), id != "PB",
            data.utf8.count <= 9_973, data.utf8.allSatisfy(isPrintable)
        else { return nil }
        self.id = id
        self.data = data
    }

    /// Identifier, length of the whole block, data. A length above 255 is written as 00, 02 and four digits.
    var encoded: [UInt8] {
        let count = data.utf8.count + 4
        let length: [UInt8] =
            count <= 0xFF
            ? Hex.ascii([UInt8(count)]) : Hex.ascii([0, 2] + bigEndian(UInt16(truncatingIfNeeded: count + 6)))
        return Array(id.utf8) + length + Array(data.utf8)
    }

    /// The padding block that makes `count` characters of optional blocks a whole number of cipher blocks, if one is needed.
    static func padding(after count: Int, blockCount: Int) -> [UInt8] {
        guard count % blockCount != 0 else { return [] }
        let fill = blockCount - (count + 4) % blockCount
        return Array("PB".utf8) + Hex.ascii([UInt8(fill + 4)]) + [UInt8](repeating: 0x30, count: fill)
    }
}
