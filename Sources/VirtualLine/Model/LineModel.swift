/// One direction of a serial line: bytes go in at a time, and come out at the time at which the receiver has them.
///
/// It knows no clock: every call says what time it is, in nanoseconds since any beginning, and time never runs back. Bytes
/// wait in the sending adapter, pass the line one after the other, are on their way for the line's latency, and arrive in
/// the receiver's buffer, from where ``front`` and ``taken(_:)`` get them out.
public struct LineModel: Sendable {
    /// What the receiver has next.
    public enum Arrival: Equatable, Sendable {
        /// Bytes, in order.
        case bytes([UInt8])
        /// A break; what the receiver makes of it depends on its settings.
        case breakSignal
    }

    private enum Job {
        case bytes(Int, pace: LinePace?, since: UInt64)
        case breakSignal(nanoseconds: UInt64, since: UInt64)
    }

    private struct Flight {
        var arrival: UInt64
        var content: Arrival
        var pace: LinePace?
    }

    /// How many breaks may be under way at most, those that have arrived and were not taken too.
    public static let mostBreaks = 256
    /// How many bits may wait at most to be turned over.
    public static let mostFlips = 1024

    /// How many bytes may be under way at most.
    private static let mostUnderWay = 1 << 20

    /// What the line is like. The seed counts only at the beginning.
    public var configuration: LineConfiguration {
        didSet { damage.faults = configuration.faults }
    }
    /// What happened until now.
    public private(set) var count = LineCount()
    /// True while the receiver asks the sender to wait (flow control): what has not left yet does not leave.
    public var isHeld = false

    private var waiting = ByteQueue()
    private var jobs: [Job] = []
    private var clock = LineClock()
    private var flights: [Flight] = []
    private var flying = 0
    private var arrived = ByteQueue()
    /// Where in what has arrived the breaks are.
    private var breaks: [Int] = []
    /// Also those that have not arrived yet.
    private var breaksUnderWay = 0
    private var damage: LineDamage
    private var wrongSpeed: (pace: LinePace, receiver: LinePace, ear: WrongSpeed)?
    /// Pace of what was sent last, which decides how often the line hands over.
    private var pace: LinePace?

    /// An idle line.
    public init(_ configuration: LineConfiguration = LineConfiguration()) {
        self.configuration = configuration
        damage = LineDamage(faults: configuration.faults, numbers: SplitMix(seed: configuration.seed))
    }

    /// True when nothing waits, passes or has arrived.
    public var isIdle: Bool { jobs.isEmpty && flights.isEmpty && arrived.isEmpty && breaks.isEmpty }

    /// How many bytes wait in the sending adapter.
    public var waitingBytes: Int { waiting.count }

    /// How many bytes have arrived and were not taken.
    public var arrivedBytes: Int { arrived.count }
}

extension LineModel {
    /// How many bytes the sending adapter takes now at this pace (nil: unpaced).
    public mutating func room(for pace: LinePace?, at now: UInt64) -> Int {
        transmit(now)
        let underWay = flying + (configuration.lateReader == .waits || pace == nil ? arrived.count : 0)
        let most = pace == nil ? LineConfiguration.capacity(nil) - underWay : LineModel.mostUnderWay - underWay
        return max(0, min(LineConfiguration.capacity(pace), most) - waiting.count)
    }

    /// Puts bytes into the sending adapter.
    ///
    /// - Returns: How many it took; the others are the sender's still.
    public mutating func send(_ bytes: [UInt8], pace: LinePace?, at now: UInt64) -> Int {
        let taken = min(bytes.count, room(for: pace, at: now))
        guard taken > 0 else { return 0 }
        self.pace = pace
        count.sent += taken
        waiting.append(bytes[..<taken])
        if case .bytes(let before, pace, let since)? = jobs.last {
            jobs[jobs.count - 1] = .bytes(before + taken, pace: pace, since: since)
        } else {
            jobs.append(.bytes(taken, pace: pace, since: now))
        }
        return taken
    }

    /// Sends a byte before everything that waits: XON and XOFF overtake what they are meant to stop.
    public mutating func sendUrgent(_ byte: UInt8, pace: LinePace?, at now: UInt64) {
        transmit(now)
        count.sent += 1
        waiting.prepend(byte)
        jobs.insert(.bytes(1, pace: pace, since: now), at: 0)
    }

    /// The sender sends a break, after what it has given before.
    ///
    /// - Parameters:
    ///   - nanoseconds: How long the line is in use for it.
    ///   - now: The time.
    /// - Returns: False when it was left out, because ``mostBreaks`` are under way.
    @discardableResult
    public mutating func sendBreak(nanoseconds: UInt64, at now: UInt64) -> Bool {
        transmit(now)
        guard breaksUnderWay < LineModel.mostBreaks else { return false }
        breaksUnderWay += 1
        count.breaks += 1
        jobs.append(.breakSignal(nanoseconds: nanoseconds, since: now))
        return true
    }

    /// The next so many bytes do not arrive.
    public mutating func loseNext(_ bytes: Int) { damage.lose(bytes) }

    /// A bit of a byte arrives turned over.
    ///
    /// - Parameters:
    ///   - bit: Which, 0 the lowest.
    ///   - bytes: How many bytes pass before that byte.
    /// - Returns: False when it was left out, because ``mostFlips`` wait for their bytes.
    @discardableResult
    public mutating func flip(bit: Int, after bytes: Int = 0) -> Bool { damage.flip(bit: bit, after: bytes) }

    /// Forgets everything under way: the cable was pulled.
    public mutating func cut() {
        waiting.drop(waiting.count)
        jobs.removeAll()
        flights.removeAll()
        flying = 0
        arrived.drop(arrived.count)
        breaks.removeAll()
        breaksUnderWay = 0
        wrongSpeed = nil
        isHeld = false
    }
}

extension LineModel {
    /// Lets time pass: what is over by then arrives.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - receiver: The receiver's speed. With another one than the sender's it gets other bytes. Nil: it hears whatever
    ///     is sent.
    public mutating func advance(to now: UInt64, receiver: LinePace? = nil) {
        transmit(now)
        var landed = 0
        while landed < flights.count, flights[landed].arrival <= now, !isFull {
            land(flights[landed], receiver)
            landed += 1
        }
        if landed > 0 { flights.removeFirst(landed) }
        // A line that goes idle lets a receiver of another speed end what it has begun.
        if jobs.isEmpty, flights.isEmpty, let rest = wrongSpeed?.ear.idle() { arrive(rest) }
    }

    /// When time must pass next for something to happen; nil when nothing does by itself.
    public var nextTime: UInt64? {
        guard !isFull else { return nil }
        let grain =
            configuration.granularity.map { LineConfiguration.Granularity(stream: $0, middle: $0, end: $0) }
            ?? LineConfiguration.automaticGranularity(pace)
        var next = flights.first.map { LineModel.ceiling($0.arrival, grain.end) }
        guard !isHeld, let job = jobs.first else { return next }
        var free = clock
        switch job {
        case .bytes(let bytes, let pace?, let since):
            free.idle(until: since)
            var last = free
            last.pass(bytes, pace: pace)
            free.pass(1, pace: pace)
            // The end of what was sent is handed over sooner than the middle of it.
            next = min(next ?? .max, LineModel.ceiling(last.time, grain.end))
        case .bytes(_, nil, let since): free.idle(until: since)
        case .breakSignal(let nanoseconds, let since):
            free.idle(until: since)
            free.pass(nanoseconds: nanoseconds)
        }
        let isStream = waiting.count > LineConfiguration.capacity(pace) / 2
        return min(next ?? .max, LineModel.ceiling(free.time, isStream ? grain.stream : grain.middle))
    }

    private static func ceiling(_ time: UInt64, _ grain: UInt64) -> UInt64 {
        grain > 1 ? (time + grain - 1) / grain * grain : time
    }

    /// What the receiver has next, or nil; it stays there until ``taken(_:)``.
    public var front: Arrival? {
        switch breaks.first {
        case 0?: .breakSignal
        case let place?: .bytes(Array(arrived.front(place)))
        case nil: arrived.isEmpty ? nil : .bytes(Array(arrived.front(arrived.count)))
        }
    }

    /// The receiver took so many bytes of ``front``; of a break, any number.
    public mutating func taken(_ bytes: Int) {
        if breaks.first == 0 {
            breaks.removeFirst()
            breaksUnderWay -= 1
            return
        }
        let bytes = min(bytes, breaks.first ?? arrived.count)
        arrived.drop(bytes)
        count.delivered += bytes
        for place in breaks.indices { breaks[place] -= bytes }
    }

    /// What has arrived is lost: nobody is plugged in there.
    public mutating func loseArrived() {
        count.overrun += arrived.count
        arrived.drop(arrived.count)
        breaksUnderWay -= breaks.count
        breaks.removeAll()
    }
}

extension LineModel {
    /// True when the sender must wait for a late reader.
    private var isFull: Bool {
        configuration.lateReader == .waits && arrived.count >= configuration.receiverBuffer
    }

    private mutating func transmit(_ now: UInt64) {
        if isHeld || isFull { return clock.idle(until: now) }
        var ended = 0
        loop: while ended < jobs.count {
            switch jobs[ended] {
            case .bytes(let bytes, let pace, let since):
                clock.idle(until: since)
                let over = pace.map { min(bytes, clock.finished(by: now, pace: $0)) } ?? bytes
                guard over > 0 else { break loop }
                if let pace { clock.pass(over, pace: pace) }
                flying += over
                depart(.bytes(waiting.take(over)), pace)
                if over < bytes {
                    jobs[ended] = .bytes(bytes - over, pace: pace, since: since)
                    break loop
                }
            case .breakSignal(let nanoseconds, let since):
                clock.idle(until: since)
                guard clock.time + nanoseconds <= now else { break loop }
                clock.pass(nanoseconds: nanoseconds)
                depart(.breakSignal, nil)
            }
            ended += 1
        }
        if ended > 0 { jobs.removeFirst(ended) }
    }

    private mutating func depart(_ content: Arrival, _ pace: LinePace?) {
        flights.append(Flight(arrival: clock.time + configuration.latency, content: content, pace: pace))
    }

    private mutating func land(_ flight: Flight, _ receiver: LinePace?) {
        guard case .bytes(var bytes) = flight.content else {
            breaks.append(arrived.count)
            return
        }
        flying -= bytes.count
        let isDamaged = !damage.isNone
        if isDamaged { damage.flipBits(of: &bytes, counting: &count) }
        if let pace = flight.pace, let receiver, receiver.baud != pace.baud {
            if wrongSpeed == nil || wrongSpeed?.pace != pace || wrongSpeed?.receiver != receiver {
                wrongSpeed = (pace, receiver, WrongSpeed(sender: pace.baud, receiver: receiver.baud))
            }
            count.garbled += bytes.count
            bytes = wrongSpeed?.ear.receive(bytes, stopBits: pace.bitsPerCharacter - 9) ?? []
        } else {
            wrongSpeed = nil
        }
        if isDamaged { bytes = damage.loseAndDouble(bytes, counting: &count) }
        arrive(bytes)
    }

    private mutating func arrive(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        if configuration.lateReader == .loses {
            let room = max(0, configuration.receiverBuffer - arrived.count)
            count.overrun += max(0, bytes.count - room)
            bytes = bytes.prefix(room)
        }
        arrived.append(bytes)
    }
}
