/// The first 32 bytes of a bank. A bank counts only with a whole header; the one with the higher generation is active.
///
/// ```
/// 0  magic "TBJ1"        4  version u16, 0xFFFF      8  generation u32     12  erase count u32
/// 16 first number u32   20  copied records u32      24  0xFFFFFFFF         28  CRC-32 of bytes 0 to 27
/// ```
/// Little-endian.
struct BankHeader: Equatable {
    static let byteCount = 32
    static let magic: [UInt8] = [0x54, 0x42, 0x4A, 0x31]
    static let version = JournalFormat.version

    let generation: UInt32
    let eraseCount: UInt32
    /// Number of the first record that was appended to this bank, or will be. From here on numbers have no gaps.
    let firstNumber: UInt32
    /// Records with lower numbers that a compaction copied into this bank.
    let copiedCount: UInt32

    var bytes: [UInt8] {
        var bytes = BankHeader.magic
        bytes += [UInt8(BankHeader.version & 0xFF), UInt8(BankHeader.version >> 8), 0xFF, 0xFF]
        bytes += littleEndian(generation) + littleEndian(eraseCount) + littleEndian(firstNumber)
        bytes += littleEndian(copiedCount) + [UInt8](repeating: 0xFF, count: 4)
        return bytes + littleEndian(CRC32.of(bytes))
    }

    init(generation: UInt32, eraseCount: UInt32, firstNumber: UInt32, copiedCount: UInt32) {
        self.generation = generation
        self.eraseCount = eraseCount
        self.firstNumber = firstNumber
        self.copiedCount = copiedCount
    }

    /// Reads a header; nil when it is not whole.
    ///
    /// - Throws: `JournalError.unsupportedVersion` when it is whole, but of another version.
    init?(_ bytes: [UInt8]) throws(JournalError) {
        guard bytes.count == BankHeader.byteCount, [UInt8](bytes[0..<4]) == BankHeader.magic,
            word(bytes, 28) == CRC32.of(bytes[0..<28])
        else { return nil }
        let version = UInt16(bytes[4]) | UInt16(bytes[5]) << 8
        guard version == BankHeader.version else { throw .unsupportedVersion(version) }
        generation = word(bytes, 8)
        eraseCount = word(bytes, 12)
        firstNumber = word(bytes, 16)
        copiedCount = word(bytes, 20)
    }
}

/// Four bytes, least significant first.
func littleEndian(_ value: UInt32) -> [UInt8] {
    [
        UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8),
        UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 24),
    ]
}

/// The word at `offset`, least significant byte first.
func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2]) << 16
        | UInt32(bytes[offset + 3]) << 24
}

/// The form in which a journal lies in flash.
public enum JournalFormat {
    /// Its number. Firmware that knows another one reads nothing of the journal: an image says which it knows.
    public static let version: UInt16 = 1
}
