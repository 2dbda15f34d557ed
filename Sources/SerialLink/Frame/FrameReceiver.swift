/// Finds frames and acknowledgements in a stream of bytes that may come in any pieces, with noise between them.
public struct FrameReceiver: Sendable {
    /// What was found.
    public enum Item: Equatable, Sendable {
        /// A whole frame with a right check byte.
        case payload([UInt8])
        /// ACK.
        case acknowledged
        /// NAK.
        case refused
        /// A frame that is damaged.
        case damaged(Damage)
        /// So many bytes that belong to nothing.
        case noise(Int)
    }

    /// How a frame is damaged.
    public enum Damage: Equatable, Sendable {
        /// The length is no decimal number, or is zero or beyond the limit.
        case length
        /// ETX does not stand where the length says.
        case end
        /// The check byte is wrong.
        case check
        /// The rest did not come in time.
        case unfinished
    }

    private enum State: Equatable {
        case hunting
        case length
        case payload(Int)
        case end
        case check
    }

    private let largestPayload: Int
    private var state = State.hunting
    /// What came after STX.
    private var collected: [UInt8] = []
    private var noise = 0

    /// A receiver that takes payloads up to `largestPayload` bytes.
    public init(largestPayload: Int) { self.largestPayload = largestPayload }

    /// True between STX and the check byte.
    public var isInFrame: Bool { state != .hunting }

    /// Takes bytes in and returns what they complete, in order.
    public mutating func receive(_ bytes: [UInt8]) -> [Item] {
        var items: [Item] = []
        var index = 0
        while index < bytes.count {
            // The inside of a frame, which is nearly all that comes, is taken as a whole.
            if case .payload(let count) = state {
                let missing = count + 2 - collected.count
                let piece = bytes[index...].prefix(missing)
                collected.append(contentsOf: piece)
                if piece.count == missing { state = .end }
                index = piece.endIndex
            } else {
                receive(bytes[index], &items)
                index += 1
            }
        }
        if state == .hunting { reportNoise(&items) }
        return items
    }

    /// Drops a frame whose rest did not come.
    public mutating func abandon() { restart() }

    private mutating func receive(_ byte: UInt8, _ items: inout [Item]) {
        switch state {
        case .hunting: hunt(byte, &items)
        case .length:
            collected.append(byte)
            guard collected.count == 2 else { return }
            guard let high = LinkFrame.decimal(collected[0]), let low = LinkFrame.decimal(collected[1]),
                (1...largestPayload).contains(high * 100 + low)
            else { return fail(.length, &items) }
            state = .payload(high * 100 + low)
            collected.reserveCapacity(high * 100 + low + 4)
        // Taken as a whole before.
        case .payload: break
        case .end:
            collected.append(byte)
            guard byte == ControlByte.etx else { return fail(.end, &items) }
            state = .check
        case .check:
            guard byte == LinkFrame.check(collected[...]) else { return fail(.check, &items) }
            items.append(.payload([UInt8](collected[2..<collected.count - 1])))
            restart()
        }
    }

    private mutating func hunt(_ byte: UInt8, _ items: inout [Item]) {
        guard byte == ControlByte.stx || byte == ControlByte.ack || byte == ControlByte.nak else {
            noise += 1
            return
        }
        reportNoise(&items)
        switch byte {
        case ControlByte.stx: state = .length
        case ControlByte.ack: items.append(.acknowledged)
        default: items.append(.refused)
        }
    }

    private mutating func reportNoise(_ items: inout [Item]) {
        guard noise > 0 else { return }
        items.append(.noise(noise))
        noise = 0
    }

    private mutating func fail(_ damage: Damage, _ items: inout [Item]) {
        items.append(.damaged(damage))
        restart()
    }

    private mutating func restart() {
        state = .hunting
        collected = []
    }
}
