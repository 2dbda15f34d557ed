import SerialLink

/// The rules of a `LinkLine`: whose frame is on the line, what waits for the owner, and when the port may be read.
///
/// A value without clock and port. It keeps the session's promise of one frame at a time also when somebody gives up a
/// frame: the next one goes out only when the answer to the first can no longer be taken for an answer to the next.
struct LinkTraffic {
    /// What is to be done, in this order.
    enum Effect: Equatable {
        /// Write these bytes.
        case write([UInt8])
        /// Start a timer, or start it anew. The one for the acknowledgement runs from the end of what was to be written.
        case startTimer(LinkTimer, milliseconds: Int)
        /// Stop a timer.
        case cancelTimer(LinkTimer)
        /// A sender's frame was acknowledged (nil) or given up.
        case finish(sender: UInt64, LinkFailure?)
        /// Something for the log.
        case note(LinkNote)
    }

    /// Whose frame is on the line.
    private enum Way: Equatable {
        case free
        case taken(by: UInt64)
        /// Its sender no longer waits for it, but the other side may still answer.
        case abandoned
    }

    private var session: LinkSession
    private let limit: Int
    private var way = Way.free
    private var waiting: [(sender: UInt64, payload: [UInt8])] = []
    private var delivered: [[UInt8]] = []
    /// What was read and not looked at yet, in pieces that complete at most one frame each.
    private var pieces: [[UInt8]] = []
    private var endedWithMark = false
    /// Timers that ran out while the port was not read.
    private var overdue: Set<LinkTimer> = []

    /// - Parameter limit: How many delivered payloads may wait for the owner.
    init(_ parameters: LinkParameters, limit: Int) {
        session = LinkSession(parameters)
        self.limit = max(1, limit)
    }

    /// False while as many payloads wait as may: then the line holds the other side back.
    var mayRead: Bool { delivered.count < limit && pieces.isEmpty }

    /// True when timers wait for what the port holds: it is to be read until it is empty, and `inputEnded` then called.
    var mustLookAtInput: Bool { mayRead && !overdue.isEmpty }

    /// The next payload for the owner.
    var payload: [UInt8]? { delivered.first }

    /// The owner took the next payload.
    mutating func takePayload() -> [Effect] {
        if !delivered.isEmpty { delivered.removeFirst() }
        return work()
    }

    /// Bytes came from the port.
    mutating func receive(_ bytes: [UInt8]) -> [Effect] {
        // A frame ends with ETX and a check byte. Source: `LinkFrame`.
        var start = 0
        for (place, byte) in bytes.enumerated() {
            if endedWithMark {
                pieces.append([UInt8](bytes[start...place]))
                start = place + 1
            }
            endedWithMark = byte == 0x03
        }
        if start < bytes.count { pieces.append([UInt8](bytes[start...])) }
        return work()
    }

    /// The port held nothing more.
    mutating func inputEnded() -> [Effect] {
        let due = overdue
        overdue = []
        return due.flatMap { fire($0) }
    }

    /// A timer ran out.
    mutating func timerFired(_ timer: LinkTimer) -> [Effect] {
        // What it waited for may stand in the port, which is not read now.
        guard mayRead else {
            overdue.insert(timer)
            return []
        }
        return fire(timer)
    }

    /// Somebody wants a payload sent.
    mutating func send(_ payload: [UInt8], sender: UInt64) -> [Effect] {
        waiting.append((sender, payload))
        return startNext()
    }

    /// A sender no longer waits. Its frame may be on the line all the same.
    mutating func giveUp(_ sender: UInt64) {
        if way == .taken(by: sender) { way = .abandoned }
        waiting.removeAll { $0.sender == sender }
    }

    private mutating func work() -> [Effect] {
        var effects: [Effect] = []
        var count = 0
        while delivered.count < limit, count < pieces.count {
            effects += handle(.received(pieces[count]))
            count += 1
        }
        pieces.removeFirst(count)
        return effects
    }

    private mutating func fire(_ timer: LinkTimer) -> [Effect] {
        // Nobody wants the frame any more, and its answer had its time.
        if timer == .acknowledgement, way == .abandoned {
            session.reset()
            way = .free
            return startNext()
        }
        return handle(.timerFired(timer))
    }

    private mutating func startNext() -> [Effect] {
        guard way == .free, !waiting.isEmpty else { return [] }
        let next = waiting.removeFirst()
        way = .taken(by: next.sender)
        return handle(.send(next.payload))
    }

    private mutating func handle(_ event: LinkEvent) -> [Effect] {
        var effects: [Effect] = []
        for effect in session.handle(event) {
            switch effect {
            case .transmit(let bytes): effects.append(.write(bytes))
            case .deliver(let payload): delivered.append(payload)
            case .startTimer(let timer, let milliseconds):
                overdue.remove(timer)
                effects.append(.startTimer(timer, milliseconds: milliseconds))
            case .cancelTimer(let timer):
                overdue.remove(timer)
                effects.append(.cancelTimer(timer))
            case .acknowledged: effects += finish(nil)
            case .failed(let failure): effects += finish(failure)
            case .note(let note): effects.append(.note(note))
            }
        }
        return effects
    }

    private mutating func finish(_ failure: LinkFailure?) -> [Effect] {
        let before = way
        way = .free
        let next = startNext()
        guard case .taken(let sender) = before else { return next }
        return [.finish(sender: sender, failure)] + next
    }
}
