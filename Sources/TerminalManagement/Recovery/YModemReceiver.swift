import SMP

/// Receives one file by YMODEM, for a board that has nothing else left: every terminal program can send that.
///
/// Source: Chuck Forsberg, XMODEM/YMODEM protocol reference (1988): blocks of 128 or 1024 bytes with CRC-16, block 0 with the
/// file's name and size, an empty block 0 at the end.
public struct YModemReceiver: Equatable, Sendable {
    /// What is to be done, in this order.
    public enum Effect: Equatable, Sendable {
        /// Send bytes.
        case send([UInt8])
        /// A file begins, with this many bytes.
        case begin(name: String, size: Int)
        /// Bytes of the file.
        case data([UInt8])
        /// The file is there to its last byte.
        case end
    }

    private enum State: Equatable {
        /// Asking for a file.
        case asking
        /// In a file: so many of its bytes are still to come.
        case receiving(left: Int)
        /// The file is there; the sender says whether it has another one.
        case between
        /// Everything was received, or it was broken off.
        case done
    }

    static let startOfShort: UInt8 = 0x01
    static let startOfLong: UInt8 = 0x02
    static let endOfFile: UInt8 = 0x04
    static let acknowledge: UInt8 = 0x06
    static let refuse: UInt8 = 0x15
    static let cancel: UInt8 = 0x18
    /// Asks for blocks with CRC-16.
    static let ask: UInt8 = 0x43

    private var state = State.asking
    private var block: [UInt8] = []
    /// Number of the block that is wanted.
    private var next: UInt8 = 0
    private var cancelCount = 0

    /// A receiver that asks for a file.
    public init() {}

    /// True when a sender has answered: from then on every byte of the port is the protocol's.
    public var isUnderWay: Bool { state != .asking && state != .done || !block.isEmpty }

    /// True when nothing more is received.
    public var isDone: Bool { state == .done }

    /// A second has passed with nothing received: what was lost is asked for again.
    public mutating func remind() -> [Effect] {
        block = []
        switch state {
        case .asking, .between: return [.send([YModemReceiver.ask])]
        case .receiving: return [.send([YModemReceiver.refuse])]
        case .done: return []
        }
    }

    /// Breaks off: nobody would believe a file that is not wanted.
    public mutating func breakOff() -> [Effect] {
        state = .done
        return [.send([UInt8](repeating: YModemReceiver.cancel, count: 5))]
    }

    /// Takes bytes.
    public mutating func receive(_ bytes: [UInt8]) -> [Effect] {
        var effects: [Effect] = []
        for byte in bytes where state != .done { take(byte, &effects) }
        return effects
    }

    private mutating func take(_ byte: UInt8, _ effects: inout [Effect]) {
        guard !block.isEmpty else { return takeFirst(byte, &effects) }
        block.append(byte)
        let size = block[0] == YModemReceiver.startOfLong ? 1024 : 128
        guard block.count == size + 5 else { return }
        let whole = block
        block = []
        let content = [UInt8](whole[3..<3 + size])
        let said = UInt16(whole[3 + size]) << 8 | UInt16(whole[4 + size])
        guard whole[1] == ~whole[2], CRC16.of(content) == said else {
            effects.append(.send([YModemReceiver.refuse]))
            return
        }
        takeBlock(whole[1], content, &effects)
    }

    private mutating func takeFirst(_ byte: UInt8, _ effects: inout [Effect]) {
        cancelCount = byte == YModemReceiver.cancel ? cancelCount + 1 : 0
        switch byte {
        case YModemReceiver.startOfShort, YModemReceiver.startOfLong: block = [byte]
        case YModemReceiver.cancel where cancelCount >= 2: state = .done
        case YModemReceiver.endOfFile: endFile(&effects)
        default: break
        }
    }

    private mutating func endFile(_ effects: inout [Effect]) {
        switch state {
        case .receiving(let left):
            guard left == 0 else { return effects += breakOff() }
            state = .between
            next = 0
            effects += [.end, .send([YModemReceiver.acknowledge, YModemReceiver.ask])]
        case .between: effects.append(.send([YModemReceiver.acknowledge, YModemReceiver.ask]))
        case .asking, .done: break
        }
    }

    private mutating func takeBlock(_ number: UInt8, _ content: [UInt8], _ effects: inout [Effect]) {
        switch state {
        case .asking: takeHeader(number, content, &effects)
        case .between:
            // The end of all files, or another one, which is not wanted.
            if number == 0, content.first == 0 {
                state = .done
                effects.append(.send([YModemReceiver.acknowledge]))
            } else {
                effects += breakOff()
            }
        case .receiving(let left):
            if number == next &- 1 {
                // Our acknowledgement was lost.
                effects.append(
                    .send(
                        number == 0 ? [YModemReceiver.acknowledge, YModemReceiver.ask] : [YModemReceiver.acknowledge]))
            } else if number == next {
                let count = min(left, content.count)
                state = .receiving(left: left - count)
                next = next &+ 1
                if count > 0 { effects.append(.data([UInt8](content[..<count]))) }
                effects.append(.send([YModemReceiver.acknowledge]))
            } else {
                effects += breakOff()
            }
        case .done: break
        }
    }

    /// Block 0: name, a zero, and the size in decimal digits. Without a size nobody knows where the file ends.
    private mutating func takeHeader(_ number: UInt8, _ content: [UInt8], _ effects: inout [Effect]) {
        guard number == 0, let end = content.firstIndex(of: 0) else { return effects += breakOff() }
        guard end > 0 else {
            state = .done
            effects.append(.send([YModemReceiver.acknowledge]))
            return
        }
        var size = 0
        var digitCount = 0
        for byte in content[(end + 1)...] {
            guard (0x30...0x39).contains(byte), digitCount < 9 else { break }
            size = size * 10 + Int(byte - 0x30)
            digitCount += 1
        }
        guard digitCount > 0 else { return effects += breakOff() }
        state = .receiving(left: size)
        next = 1
        effects.append(.begin(name: String(decoding: content[..<end], as: UTF8.self), size: size))
        effects.append(.send([YModemReceiver.acknowledge, YModemReceiver.ask]))
    }
}
