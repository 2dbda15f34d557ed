/// How a key block is protected, its first character. Source: ANSI X9.143-2021, 6.2 and 7.
public enum TR31Version: UInt8, CaseIterable, Sendable {
    /// A: triple DES, key variants. Deprecated; for what is still in the field.
    case a = 0x41
    /// B: triple DES, derived keys, CMAC.
    case b = 0x42
    /// C: triple DES, key variants.
    case c = 0x43
    /// D: AES, derived keys, CMAC.
    case d = 0x44

    /// Bytes of a cipher block.
    var blockCount: Int { self == .d ? 16 : 8 }

    /// Bytes of the MAC at the end.
    var macCount: Int {
        switch self {
        case .a, .c: 4
        case .b: 8
        case .d: 16
        }
    }

    /// Bytes that a key block protection key may have.
    var protectionKeyCounts: Set<Int> { self == .d ? [16, 24, 32] : [16, 24] }
}
