import SerialDriver

/// Moves bytes between two ends through two line models. All of it happens under the pair's lock.
struct PairState: Sendable {
    /// While a reader's buffers are full it is tried again after so long, in case a wake-up of the kernel was missed.
    private static let retry: UInt64 = 100_000_000

    var ends = BothSides(a: LineEnd(), b: LineEnd())
    /// By the side that sends.
    var lines: BothSides<LineModel>
    var pace: PairConfiguration.Pace
    var notes: [PairNote] = []
    var isClosed = false
    /// The moment at which the ticker will let the pair go on, if any.
    var wake: UInt64?
    private var toldSpeeds = BothSides<[Int]>(a: [], b: [])
    private let start: UInt64
    private let record: (@Sendable (RecordedEvent) -> Void)?

    init(_ configuration: PairConfiguration, start: UInt64, record: (@Sendable (RecordedEvent) -> Void)?) {
        var back = configuration.line
        var numbers = SplitMix(seed: back.seed).branch(0xB)
        back.seed = numbers.next()
        lines = BothSides(a: LineModel(configuration.line), b: LineModel(back))
        pace = configuration.pace
        self.start = start
        self.record = record
    }

    /// Does everything that is to be done by now.
    mutating func goOn(at now: UInt64) {
        guard !isClosed else { return }
        for side in LineSide.allCases { deliver(from: side, now) }
        var isFresh = BothSides(a: false, b: false)
        for side in LineSide.allCases { isFresh[side] = collect(from: side, now) }
        for side in LineSide.allCases {
            // What has no pace is there at once.
            if isFresh[side], let next = lines[side].nextTime, next <= now { deliver(from: side, now) }
            arm(side, now)
        }
    }

    /// When something happens next by itself.
    func nextTime(at now: UInt64) -> UInt64? {
        var next: UInt64?
        for side in LineSide.allCases {
            if let time = lines[side].nextTime { next = min(next ?? .max, time) }
            if let time = ends[side].replay?.nextTime { next = min(next ?? .max, time) }
            if ends[side].isBlocked { next = min(next ?? .max, now + PairState.retry) }
        }
        return next.map { max($0, now + 1) }
    }

    mutating func recordNow(_ kind: RecordedEvent.Kind, _ now: UInt64) {
        record?(RecordedEvent(time: (now - min(start, now)) / 1000, kind))
    }
}

// MARK: From a program into the line

extension PairState {
    private func sendingPace(_ side: LineSide) -> LinePace? {
        switch pace {
        case .unpaced: nil
        case .fixed(let baud): LinePace(baud: baud)
        // A recording is played as fast as the other end listens.
        case .ofSettings: ends[side].terminal == nil ? ends[side.other].pace : ends[side].pace
        }
    }

    /// Takes what the line has room for.
    ///
    /// - Returns: True when something was taken.
    private mutating func collect(from side: LineSide, _ now: UInt64) -> Bool {
        if ends[side].replay != nil { return collectReplay(side, now) }
        guard let terminal = ends[side].terminal, !ends[side].isReadArmed, hasRoom(side, now) else { return false }
        do throws(SerialError) {
            try look(side, now)
            let pace = sendingPace(side)
            let room = lines[side].room(for: pace, at: now)
            guard room > 0 else { return false }
            let bytes = try terminal.read(upTo: room)
            guard !bytes.isEmpty else { return false }
            _ = lines[side].send(bytes, pace: pace, at: now)
            return true
        } catch {
            fail(side, error)
            return false
        }
    }

    /// Whether reading is worth it: a byte at a time would cost as much as many.
    private mutating func hasRoom(_ side: LineSide, _ now: UInt64) -> Bool {
        let pace = sendingPace(side)
        return lines[side].room(for: pace, at: now) >= LineConfiguration.capacity(pace) / 4
    }

    private mutating func collectReplay(_ side: LineSide, _ now: UInt64) -> Bool {
        ends[side].outbox += ends[side].replay?.next(at: now) ?? []
        var took = false
        var done = 0
        loop: for action in ends[side].outbox {
            switch action {
            case .send(let bytes):
                let taken = lines[side].send(bytes, pace: sendingPace(side), at: now)
                took = took || taken > 0
                if taken < bytes.count {
                    ends[side].outbox[done] = .send(Array(bytes[taken...]))
                    break loop
                }
            case .sendBreak: guard sendBreak(side, now) else { break loop }
            case .report(let deviation): notes.append(.deviation(deviation))
            case .finish:
                if let (heard, wanted) = ends[side].replay?.progress {
                    notes.append(.replayEnded(heard: heard, wanted: wanted))
                }
            }
            done += 1
        }
        ends[side].outbox.removeFirst(done)
        return took
    }

    private mutating func arm(_ side: LineSide, _ now: UInt64) {
        guard let watch = ends[side].watch, !ends[side].isReadArmed, hasRoom(side, now) else { return }
        ends[side].isReadArmed = true
        watch.arm(.readable)
    }

    /// The program at this end sends a break.
    ///
    /// - Returns: False when too many are under way.
    mutating func sendBreak(_ side: LineSide, _ now: UInt64) -> Bool {
        lines[side].sendBreak(nanoseconds: pace == .unpaced ? 0 : 250_000_000, at: now)
    }

    /// Looks at what the programs at both ends have set.
    mutating func lookAtBoth(_ now: UInt64) {
        for side in LineSide.allCases {
            do throws(SerialError) { try look(side, now) } catch { fail(side, error) }
        }
    }

    /// Looks at what the program at this end has set.
    private mutating func look(_ side: LineSide, _ now: UInt64) throws(SerialError) {
        guard let settings = try ends[side].look() else { return }
        notes.append(.settings(side, settings))
        recordNow(.settings(side, settings.description), now)
    }
}

// MARK: From the line to a program

extension PairState {
    private mutating func deliver(from side: LineSide, _ now: UInt64) {
        guard !lines[side].isIdle else { return }
        let receiver = side.other
        do throws(SerialError) {
            try look(receiver, now)
            let isHeard = pace == .ofSettings && ends[receiver].terminal != nil
            let garbled = lines[side].count.garbled
            lines[side].advance(to: now, receiver: isHeard ? ends[receiver].pace : nil)
            if lines[side].count.garbled > garbled { tellSpeeds(side) }
            try push(from: side, now)
        } catch {
            fail(receiver, error)
        }
    }

    private mutating func push(from side: LineSide, _ now: UInt64) throws(SerialError) {
        let receiver = side.other
        while let arrival = lines[side].front {
            if ends[receiver].replay != nil {
                if case .bytes(let bytes) = arrival { ends[receiver].replay?.receive(bytes, at: now) }
                recordArrival(arrival, side, now)
                continue
            }
            guard let terminal = ends[receiver].terminal else { return lines[side].loseArrived() }
            guard case .bytes(let bytes) = arrival else {
                guard try deliverBreak(to: receiver, terminal) else { return block(receiver, now) }
                recordArrival(arrival, side, now)
                continue
            }
            let count = ends[receiver].isBlocked ? 0 : try terminal.write(bytes)
            if count > 0 { recordArrival(.bytes(Array(bytes[..<count])), side, now) }
            if count < bytes.count {
                tellLateReader(side)
                return block(receiver, now)
            }
        }
        release(receiver, now)
    }

    private mutating func recordArrival(_ arrival: LineModel.Arrival, _ side: LineSide, _ now: UInt64) {
        switch arrival {
        case .bytes(let bytes):
            lines[side].taken(bytes.count)
            recordNow(.bytes(from: side, bytes), now)
        case .breakSignal:
            lines[side].taken(1)
            recordNow(.breakSignal(from: side), now)
        }
    }

    /// What a break is for the program, as its settings say. Source: termios(3), IGNBRK, BRKINT, PARMRK.
    ///
    /// - Returns: False when the reader's buffers are full, so that it must wait like any byte.
    private mutating func deliverBreak(to receiver: LineSide, _ terminal: PseudoTerminal) throws(SerialError) -> Bool {
        guard let mode = ends[receiver].mode, !mode.ignoresBreak else { return true }
        if mode.breakInterrupts {
            try terminal.interruptUser()
            return true
        }
        guard !ends[receiver].isBlocked, try terminal.write([0]) == 1 else { return false }
        if mode.marksErrors { notes.append(.breakNotMarked(receiver)) }
        return true
    }

    /// The reader's buffers in the kernel are full: with flow control the sender is asked to wait.
    private mutating func block(_ receiver: LineSide, _ now: UInt64) {
        guard !ends[receiver].isBlocked else { return }
        ends[receiver].isBlocked = true
        ends[receiver].watch?.arm(.writable)
        guard let mode = ends[receiver].mode else { return }
        // The lines RTS and CTS, which a pseudo-terminal does not have, do between the ends what they do on a cable.
        if mode.settings.flowControl == .hardware, ends[receiver.other].mode?.settings.flowControl == .hardware {
            lines[receiver.other].isHeld = true
        }
        if mode.sendsXOFF, !ends[receiver].hasStoppedOther {
            ends[receiver].hasStoppedOther = true
            lines[receiver].sendUrgent(mode.stop, pace: sendingPace(receiver), at: now)
        }
    }

    private mutating func release(_ receiver: LineSide, _ now: UInt64) {
        ends[receiver].toldLateReader = false
        lines[receiver.other].isHeld = false
        guard ends[receiver].hasStoppedOther else { return }
        ends[receiver].hasStoppedOther = false
        let start = ends[receiver].mode?.start ?? 0x11
        lines[receiver].sendUrgent(start, pace: sendingPace(receiver), at: now)
    }

    private mutating func tellLateReader(_ side: LineSide) {
        let overrun = lines[side].count.overrun
        guard overrun > ends[side.other].overrunBefore else { return }
        ends[side.other].overrunBefore = overrun
        if !ends[side.other].toldLateReader { notes.append(.lateReader(side.other)) }
        ends[side.other].toldLateReader = true
    }

    private mutating func tellSpeeds(_ sender: LineSide) {
        let speeds = [ends[sender].pace.baud, ends[sender.other].pace.baud]
        guard toldSpeeds[sender] != speeds else { return }
        toldSpeeds[sender] = speeds
        notes.append(.speedsDiffer(sender: sender, sends: speeds[0], listens: speeds[1]))
    }

    private mutating func fail(_ side: LineSide, _ error: SerialError) {
        notes.append(.failed(side, error))
        ends[side].unplug()
    }
}
