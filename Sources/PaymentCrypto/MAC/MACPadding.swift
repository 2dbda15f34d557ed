/// How a message is filled to whole blocks before a MAC is computed. Source: ISO/IEC 9797-1, 6.3.
public enum MACPadding: Sendable {
    /// Method 1: as few zeros as are needed, none when the blocks are whole; an empty message becomes one zero block.
    case method1
    /// Method 2: one byte 80 always, then zeros as are needed.
    case method2

    /// The message, filled to blocks of so many bytes.
    func fill(_ data: [UInt8], blockCount: Int) -> [UInt8] {
        var filled = data
        if self == .method2 { filled.append(0x80) }
        let over = filled.count % blockCount
        if over != 0 || filled.isEmpty { filled += [UInt8](repeating: 0, count: blockCount - over) }
        return filled
    }
}
