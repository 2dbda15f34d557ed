/// Watches the terminal's clock: every reading and every word of the host goes in, findings come out.
///
/// It never corrects silently and never guesses: a clock that may be wrong is *doubtful* until the host's time agrees with
/// it, the clock is set, or somebody at the terminal says that it is right. Records are ordered by their numbers in any
/// case; what a doubtful clock costs is the business date, see ``businessDate(at:by:inBatch:before:)``.
public struct ClockWatch: Equatable, Sendable {
    /// What is taken for usual.
    public struct Limits: Equatable, Sendable {
        /// The day on which the firmware was built: no clock can show less.
        public var builtOn: CalendarDate
        /// Seconds by which terminal and host may differ.
        public var drift: Int64 = 120
        /// Seconds between two readings that are not named: readings are rounded, events wait.
        public var step: Int64 = 5
        /// A step or a difference of so many seconds makes the clock doubtful; a smaller one is only named.
        public var doubtful: Int64 = 900
        /// Days without any sign of life after which the date is doubted.
        public var silentDays = 7
        /// When clocks change here; nil where they never do.
        public var daylight: DaylightRule?

        /// Usual limits.
        public init(builtOn: CalendarDate) { self.builtOn = builtOn }
    }

    private struct Reading: Equatable, Sendable {
        let time: ClockTime
        let uptime: Int64?
    }

    /// The limits.
    public let limits: Limits
    /// Whether the clock may say which day it is.
    public private(set) var standing = ClockStanding.well
    /// Terminal minus host at the host's last word, in seconds; nil before it.
    public private(set) var drift: Int64?
    /// The last time that was not doubted.
    public private(set) var lastGood: ClockTime?
    private var last: Reading?
    /// True while a change of the clocks waits for the host's word.
    private var awaitsWord = false
    /// True when the clock may be off by a year and more, which the host's month and day cannot tell.
    private var isYearDoubtful = false

    /// A watch that begins with what the journal knows.
    ///
    /// - Parameters:
    ///   - limits: What is taken for usual.
    ///   - lastKnown: The last time in the journal that was not doubted; nil in an empty journal.
    ///   - doubt: Why the clock was doubted when the power went; nil when it was not. A power cut heals no clock.
    public init(limits: Limits, lastKnown: ClockTime?, doubt: ClockFinding? = nil) {
        self.limits = limits
        lastGood = lastKnown
        guard let doubt else { return }
        standing = .doubtful(doubt)
        isYearDoubtful = doubt.makesYearDoubtful
    }

    /// True when the clock may say which day it is.
    public var isCredible: Bool { standing == .well }

    /// Takes a reading of the clock.
    ///
    /// - Parameters:
    ///   - time: What the clock shows.
    ///   - uptime: Milliseconds since power-up by a counter that nobody can set. Without it only steps back and long
    ///     silences are seen, since a step forward looks like time that passed.
    /// - Returns: What is new, or nil.
    public mutating func read(_ time: ClockTime, uptime: Int64? = nil) -> ClockFinding? {
        let finding = judge(time, uptime: uptime)
        last = Reading(time: time, uptime: uptime)
        if let finding { weigh(finding) }
        if isCredible { lastGood = time }
        return finding
    }

    private func judge(_ time: ClockTime, uptime: Int64?) -> ClockFinding? {
        if time.date < limits.builtOn {
            if case .doubtful(.batteryDead) = standing { return nil }
            return .batteryDead(shows: time)
        }
        guard let last else { return lastGood.flatMap { compare(time, with: $0) } }
        let shown = time.secondNumber - last.time.secondNumber
        if let uptime, let before = last.uptime, uptime >= before {
            let step = shown - (uptime - before) / 1000
            guard abs(step) > limits.step else { return nil }
            return named(step, at: time) ?? (step > 0 ? .steppedForward(seconds: step) : .steppedBack(seconds: -step))
        }
        if shown < -limits.step { return named(shown, at: time) ?? .steppedBack(seconds: -shown) }
        return isCredible && isSilence(shown) ? .farAhead(days: Int(shown / 86_400)) : nil
    }

    /// The first reading after power-up, against the journal.
    private func compare(_ time: ClockTime, with known: ClockTime) -> ClockFinding? {
        let passed = time.secondNumber - known.secondNumber
        if passed < -limits.step { return named(passed, at: time) ?? .behindJournal(seconds: -passed) }
        return isSilence(passed) ? .farAhead(days: Int(passed / 86_400)) : nil
    }

    private func isSilence(_ seconds: Int64) -> Bool { seconds > Int64(limits.silentDays) * 86_400 }

    /// A change of the clocks, when the step is a whole hour in the right direction on the right weekend. Time that passed
    /// between two readings makes the step look a little smaller than the hour.
    private func named(_ step: Int64, at time: ClockTime) -> ClockFinding? {
        guard let change = limits.daylight?.change(around: time.date), abs(step - change) <= max(limits.step, 60)
        else { return nil }
        return .daylightSaving(seconds: change)
    }

    private mutating func weigh(_ finding: ClockFinding) {
        if finding.makesYearDoubtful { isYearDoubtful = true }
        switch finding {
        case .batteryDead, .farAhead, .noSuchDay:
            standing = .doubtful(finding)
        case .behindJournal(let seconds), .steppedBack(let seconds), .steppedForward(let seconds):
            if seconds >= limits.doubtful { standing = .doubtful(finding) }
        case .daylightSaving:
            awaitsWord = true
        case .drift(let seconds, _):
            if abs(seconds) >= limits.doubtful { standing = .doubtful(finding) }
        case .agreed, .confirmed:
            standing = .well
            awaitsWord = false
            isYearDoubtful = false
        }
    }

    /// Takes the host's time of a response that was just received.
    ///
    /// - Parameters:
    ///   - host: Fields 12 and 13.
    ///   - time: What the terminal's clock shows.
    public mutating func hear(_ host: HostClock, at time: ClockTime) -> HostWord {
        if isYearDoubtful {
            // Month and day may agree by chance. The year is the least that it can be, and somebody has to look at it.
            drift = nil
            return HostWord(finding: nil, correction: host.moment(notBefore: floor), isYearKnown: false)
        }
        guard let moment = host.moment(near: time) else {
            weigh(.noSuchDay(monthDay: "0229"))
            return HostWord(
                finding: .noSuchDay(monthDay: "0229"), correction: host.moment(notBefore: floor), isYearKnown: false)
        }
        let before = drift
        let now = time.secondNumber - moment.secondNumber
        drift = now
        if abs(now) <= limits.drift {
            let isNews = !isCredible || awaitsWord || before.map { abs($0) > limits.drift } == true
            weigh(.agreed)
            lastGood = time
            return HostWord(finding: isNews ? .agreed : nil, correction: nil, isYearKnown: true)
        }
        let finding = ClockFinding.drift(seconds: now, cause: cause(now, at: time, host: moment))
        weigh(finding)
        let isKnown = before.map { abs($0) > limits.drift && abs($0 - now) <= limits.drift } == true
        return HostWord(finding: isKnown ? nil : finding, correction: moment, isYearKnown: true)
    }

    /// The clock cannot be before this: the firmware was built, and the journal has records.
    private var floor: ClockTime {
        let built = ClockTime(secondNumber: Int64(limits.builtOn.dayNumber) * 86_400)
        guard let known = lastGood?.adding(seconds: -86_400), known > built else { return built }
        return known
    }

    private func cause(_ seconds: Int64, at time: ClockTime, host: ClockTime) -> ClockFinding.DriftCause {
        if let change = limits.daylight?.change(around: host.date), abs(abs(seconds) - abs(change)) <= limits.drift {
            return .daylightSaving
        }
        let isLeapDayNear = [time.date, host.date].contains { $0.month == 2 && $0.day == 29 }
        return isLeapDayNear && abs(abs(seconds) - 86_400) <= limits.drift ? .leapDay : .unknown
    }

    /// The terminal set the clock itself, by the host's word or by what somebody entered.
    public mutating func set(to time: ClockTime, uptime: Int64? = nil) {
        last = Reading(time: time, uptime: uptime)
        standing = .well
        awaitsWord = false
        isYearDoubtful = false
        drift = nil
        lastGood = time
    }

    /// Somebody at the terminal says that the clock is right. A dead battery cannot be talked away.
    ///
    /// - Returns: What is new, or nil.
    public mutating func confirm() -> ClockFinding? {
        guard let last, last.time.date >= limits.builtOn, !isCredible || awaitsWord else { return nil }
        weigh(.confirmed)
        drift = nil
        lastGood = last.time
        return .confirmed
    }
}
