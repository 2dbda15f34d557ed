/// One bit that is set, in words. Bits count from 8 (highest) to 1, bytes from 1, as in EMV's tables.
public struct EMVFlag: Equatable, Sendable {
    /// Number of the byte, from 1.
    public let byte: Int
    /// Number of the bit, 8 to 1.
    public let bit: Int
    private let name: FieldName

    init(byte: Int, bit: Int, _ name: FieldName) {
        self.byte = byte
        self.bit = bit
        self.name = name
    }

    /// The flag in words.
    public func words(_ language: Language) -> String { name.text(language) }
}

/// The meaning of each bit of a value of EMV.
public protocol EMVFlagTable: Sendable {
    /// Bytes of a value.
    static var byteCount: Int { get }
    /// What a bit means when it is set, or nil for one that is reserved.
    static func name(byte: Int, bit: Int) -> FieldName?
}

/// A value of EMV whose bits have meanings of their own.
public struct EMVFlags<Table: EMVFlagTable>: Equatable, Sendable {
    /// The value's bytes.
    public let bytes: [UInt8]

    /// A value, or nil for another number of bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Table.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Bytes of a value.
    public static var byteCount: Int { Table.byteCount }

    /// Every bit that is set, from the first byte's highest on; reserved ones too.
    public var flags: [EMVFlag] {
        var flags: [EMVFlag] = []
        for (index, value) in bytes.enumerated() {
            for bit in stride(from: 8, through: 1, by: -1) where value >> UInt8(bit - 1) & 1 == 1 {
                let byte = index + 1
                let reserved = FieldName("reserved: byte \(byte), bit \(bit)", "保留: 字节\(byte)位\(bit)")
                flags.append(EMVFlag(byte: byte, bit: bit, Table.name(byte: byte, bit: bit) ?? reserved))
            }
        }
        return flags
    }

    /// Every bit that is set, in words.
    public func words(_ language: Language) -> [String] { flags.map { $0.words(language) } }
}
