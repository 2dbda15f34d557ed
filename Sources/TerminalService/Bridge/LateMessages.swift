/// Messages that a bridge keeps for a while before they go on.
struct LateMessages {
    struct Entry {
        let due: ContinuousClock.Instant
        let direction: WireFrame.Direction
        let payload: [UInt8]
    }

    private var entries: [Entry] = []
    private var held: [(name: String, direction: WireFrame.Direction, payload: [UInt8])] = []
    private var overtaken: [WireFrame.Direction: [UInt8]] = [:]

    /// When the next one is due.
    var next: ContinuousClock.Instant? { entries.map(\.due).min() }

    mutating func add(_ payload: [UInt8], _ direction: WireFrame.Direction, after milliseconds: Int) {
        entries.append(Entry(due: .now + .milliseconds(milliseconds), direction: direction, payload: payload))
    }

    /// True while messages wait to be named.
    var isHolding: Bool { !held.isEmpty }

    /// Keeps a message until it is named.
    mutating func hold(_ payload: [UInt8], _ direction: WireFrame.Direction, as name: String) {
        held.append((name, direction, payload))
    }

    /// The messages that were kept under this name are due now.
    ///
    /// - Returns: False when there is none.
    mutating func release(_ name: String) -> Bool {
        let named = held.filter { $0.name == name }
        held.removeAll { $0.name == name }
        for message in named { add(message.payload, message.direction, after: 0) }
        return !named.isEmpty
    }

    /// Keeps a message until the next one of its direction has gone on.
    mutating func holdUntilNext(_ payload: [UInt8], _ direction: WireFrame.Direction) { overtaken[direction] = payload }

    /// The message that the one of this moment overtakes.
    mutating func takeOvertaken(_ direction: WireFrame.Direction) -> [UInt8]? {
        overtaken.removeValue(forKey: direction)
    }

    /// The one that has been due the longest, or nil. The others stay, whatever becomes of it.
    mutating func takeDue() -> Entry? {
        let now = ContinuousClock.now
        guard let place = entries.indices.min(by: { entries[$0].due < entries[$1].due }), entries[place].due <= now
        else { return nil }
        return entries.remove(at: place)
    }

    /// Nobody was there to take what came for the terminal while its port was away.
    mutating func dropMissed() {
        let now = ContinuousClock.now
        entries.removeAll { $0.direction == .toTerminal && $0.due <= now }
    }
}
