/// Takes a stream apart in which the kernel marks damaged characters and breaks.
///
/// `FF 00 n` is the character n with a parity or framing error, `FF 00 00` a break (or a damaged zero: the kernel does not
/// tell them apart), `FF FF` a character FF. Source: termios(3), PARMRK.
public struct MarkedInput: Sendable, Equatable {
    /// What a stream holds.
    public enum Item: Equatable, Sendable {
        /// Sound characters.
        case bytes([UInt8])
        /// A character with a parity or framing error, as it arrived.
        case damaged(UInt8)
        /// A break, or a damaged zero.
        case lineBreak
    }

    private enum State: Equatable { case plain, marked, zero }
    private var state = State.plain

    /// At the begin of a stream.
    public init() {}

    /// Takes bytes in and returns what they complete, in order.
    public mutating func receive(_ bytes: [UInt8]) -> [Item] {
        var items: [Item] = []
        var sound: [UInt8] = []
        func flush() {
            if !sound.isEmpty { items.append(.bytes(sound)) }
            sound = []
        }
        for byte in bytes {
            switch state {
            case .plain:
                if byte == 0xFF { state = .marked } else { sound.append(byte) }
            case .marked:
                state = .plain
                if byte == 0 {
                    state = .zero
                } else if byte == 0xFF {
                    sound.append(0xFF)
                } else {
                    sound += [0xFF, byte]
                }
            case .zero:
                state = .plain
                flush()
                items.append(byte == 0 ? .lineBreak : .damaged(byte))
            }
        }
        flush()
        return items
    }
}
