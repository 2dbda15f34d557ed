import SerialDriver
import Synchronization

/// Two ports that are joined as by a cable: what a program sends into one comes out at the other, no faster than a real
/// line would carry it, and with the faults that the line is given.
///
/// The ends are pseudo-terminals of Linux, which any program opens like a serial port. Any number of pairs run on one loop;
/// one that nobody uses costs nothing. What a pseudo-terminal does not let anybody do is not there either: modem lines
/// cannot be read or set, a character has always 8 data bits and no parity, a break that a program sends is not seen (send
/// one with ``sendBreak(from:)``), and `tcdrain` returns before the last byte has left.
public final class VirtualPair: Sendable {
    private let configuration: PairConfiguration
    private let loop: SerialLoop
    private let ticker: LineTicker
    private let state: Mutex<PairState>
    private let onNote: @Sendable (PairNote) -> Void

    /// Makes a pair; both ends are plugged in.
    ///
    /// - Parameters:
    ///   - configuration: What the pair is like.
    ///   - loop: Where it runs.
    ///   - record: Takes what happens on the line, in order. It must not use the pair.
    ///   - onNote: Takes what the user should know, on any thread.
    /// - Throws: `SerialError` when a pseudo-terminal or a link cannot be made.
    public init(
        _ configuration: PairConfiguration = PairConfiguration(), loop: SerialLoop,
        record: (@Sendable (RecordedEvent) -> Void)? = nil, onNote: @escaping @Sendable (PairNote) -> Void = { _ in }
    ) throws(SerialError) {
        self.configuration = configuration
        self.loop = loop
        self.onNote = onNote
        ticker = LineTicker.of(loop)
        state = Mutex(PairState(configuration, start: LineTicker.now, record: record))
        do throws(SerialError) {
            for side in LineSide.allCases { _ = try connect(side) { _, _ in } }
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    /// Path of the port at this end: its link if it has one, else the tty; nil while it is unplugged.
    public func path(of side: LineSide) -> String? {
        state.withLock { state in state.ends[side].terminal.map { $0.link ?? $0.devicePath } }
    }

    /// How the pair stands now.
    public var status: PairStatus {
        change { state, now in
            state.lookAtBoth(now)
            func end(_ side: LineSide) -> PairStatus.End {
                let end = state.ends[side]
                let line = state.lines[side]
                return PairStatus.End(
                    device: end.terminal?.devicePath, link: link(of: side), settings: end.mode?.settings,
                    isReplay: end.replay != nil, sent: line.count, faults: line.configuration.faults,
                    latency: line.configuration.latency)
            }
            return PairStatus(a: end(.a), b: end(.b), pace: state.pace)
        }
    }

    /// Removes both ends and their links. Users see a hang-up. Any number of times.
    public func close() {
        state.withLock { state in
            state.isClosed = true
            for side in LineSide.allCases {
                state.ends[side].unplug()
                state.ends[side].replay = nil
            }
        }
    }

    private func link(of side: LineSide) -> String? { side == .a ? configuration.linkA : configuration.linkB }
}

// MARK: The cable

extension VirtualPair {
    /// Pulls the cable at this end: its user sees a hang-up, its link is gone, and what was under way is lost.
    ///
    /// - Returns: False when it was not plugged in.
    @discardableResult
    public func unplug(_ side: LineSide) -> Bool {
        change { state, now in
            guard state.ends[side].terminal != nil else { return false }
            state.ends[side].unplug()
            for line in LineSide.allCases { state.lines[line].cut() }
            state.recordNow(.unplugged(side), now)
            state.notes.append(.unplugged(side))
            return true
        }
    }

    /// Plugs the cable in again at this end: a new tty behind the same link.
    ///
    /// - Returns: False when it was plugged in already, or somebody else is plugging it in, or the pair is closed.
    /// - Throws: `SerialError` when the pseudo-terminal or its link cannot be made.
    @discardableResult
    public func plug(_ side: LineSide) throws(SerialError) -> Bool {
        try connect(side) { state, now in
            state.recordNow(.plugged(side), now)
            state.notes.append(.plugged(side))
        }
    }

    /// Plays one end of a recording at this end, in the place of a program.
    public func play(_ recording: Recording, as side: LineSide, options: ReplayOptions = ReplayOptions()) {
        change { state, now in
            state.ends[side].unplug()
            state.ends[side].replay = Replay(recording, as: side, options: options, at: now)
        }
    }

    /// Gives this end a pseudo-terminal, if it is free.
    ///
    /// - Parameter onTaken: What else belongs to it, in the same step.
    /// - Returns: Whether it has it now.
    private func connect(
        _ side: LineSide, onTaken: (inout PairState, UInt64) -> Void
    ) throws(SerialError) -> Bool {
        let isReserved = state.withLock { state in
            guard !state.isClosed, state.ends[side].isFree else { return false }
            state.ends[side].isBeingPlugged = true
            return true
        }
        guard isReserved else { return false }
        let terminal: PseudoTerminal
        let watch: LoopWatch
        do throws(SerialError) {
            terminal = try PseudoTerminal(link: link(of: side))
            watch = try loop.watch(terminal.pollable, path: terminal.devicePath) { [weak self] found in
                self?.found(found, side)
            }
        } catch {
            state.withLock { $0.ends[side].isBeingPlugged = false }
            throw error
        }
        let isTaken = change { state, now in
            state.ends[side].isBeingPlugged = false
            guard !state.isClosed, state.ends[side].replay == nil else { return false }
            state.ends[side].terminal = terminal
            state.ends[side].watch = watch
            onTaken(&state, now)
            return true
        }
        // Somebody closed the pair, or plays a recording at this end, in the meantime.
        if !isTaken {
            watch.cancel()
            terminal.close()
        }
        return isTaken
    }
}

// MARK: What is wrong with the line

extension VirtualPair {
    /// The end sends a break of a quarter of a second, after what it has sent before.
    ///
    /// - Returns: False when it was left out, because ``LineModel/mostBreaks`` are under way.
    @discardableResult
    public func sendBreak(from side: LineSide) -> Bool { change { $0.sendBreak(side, $1) } }

    /// The next bytes that this end sends do not arrive.
    public func loseNext(_ bytes: Int, from side: LineSide) { change { state, _ in state.lines[side].loseNext(bytes) } }

    /// A bit of a byte that this end sends arrives turned over.
    ///
    /// - Parameters:
    ///   - bit: Which, 0 the lowest.
    ///   - bytes: How many bytes pass before that byte.
    ///   - side: The end that sends.
    /// - Returns: False when it was left out, because ``LineModel/mostFlips`` wait for their bytes.
    @discardableResult
    public func flip(bit: Int, after bytes: Int = 0, from side: LineSide) -> Bool {
        change { state, _ in state.lines[side].flip(bit: bit, after: bytes) }
    }

    /// Changes what is wrong with the line for bytes that this end sends.
    public func setFaults(from side: LineSide, _ change: (inout LineFaults) -> Void) {
        self.change { state, _ in change(&state.lines[side].configuration.faults) }
    }

    /// Changes how long bytes are on their way that this end sends, in nanoseconds.
    public func setLatency(_ nanoseconds: UInt64, from side: LineSide) {
        change { state, _ in state.lines[side].configuration.latency = nanoseconds }
    }

    /// Changes how fast bytes pass from now on.
    public func setPace(_ pace: PairConfiguration.Pace) { change { state, _ in state.pace = pace } }
}

// MARK: On the loop's thread

extension VirtualPair {
    private func found(_ found: LoopReadiness, _ side: LineSide) {
        change { state, _ in
            if found.contains(.readable) || found.contains(.hungUp) { state.ends[side].isReadArmed = false }
            if found.contains(.writable) || found.contains(.hungUp) { state.ends[side].isBlocked = false }
        }
    }

    /// The moment that was asked for has come.
    func goOn(at now: UInt64) {
        change(at: now) { state, _ in
            if let wake = state.wake, wake <= now { state.wake = nil }
            // Try a late reader again.
            for side in LineSide.allCases { state.ends[side].isBlocked = false }
        }
    }

    /// Changes something, does what is to be done then, and sees to it that the rest is done in time.
    @discardableResult
    private func change<Value: Sendable>(
        at time: UInt64? = nil, _ body: (inout PairState, UInt64) -> Value
    ) -> Value {
        let now = time ?? LineTicker.now
        let (value, notes, wake) = state.withLock { state -> (Value, [PairNote], UInt64?) in
            let value = body(&state, now)
            state.goOn(at: now)
            var wake: UInt64?
            if !state.isClosed, let next = state.nextTime(at: now), next < state.wake ?? .max {
                state.wake = next
                wake = next
            }
            defer { state.notes = [] }
            return (value, state.notes, wake)
        }
        if let wake { ticker.wake(self, at: wake) }
        for note in notes { onNote(note) }
        return value
    }
}
