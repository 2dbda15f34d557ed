/// When and how a shop is reminded to settle, and when the terminal settles by itself. All of it is parameters.
public struct SettlementPolicy: Equatable, Sendable {
    /// Time of day from which an open batch is reminded of; nil for never.
    public var remindFrom: TimeOfDay?
    /// Minutes between two reminders, 1 to 720.
    public var remindEvery = 15
    /// Number of the day's reminder from which the whole screen is taken and must be answered; nil for never.
    public var screenFrom: Int? = 2
    /// Number of the day's reminder from which a slip is printed and the terminal beeps; nil for never.
    public var slipFrom: Int? = 4
    /// Number of the day's reminder from which new sales are refused; nil for never.
    public var refuseFrom: Int?
    /// Minutes for which a reminder that was put off keeps quiet, 1 to 720.
    public var putOffMinutes = 60
    /// How often a day the operator may put off; after that only a supervisor can.
    public var mostPutOffs = 3
    /// When the terminal settles by itself; nil for never.
    public var automatic: SettlementWindow?
    /// What happens with a batch that a night has passed over.
    public var morning = MorningPolicy.ask

    /// No evening reminder, no automatic settlement, and a question in the morning.
    public init() {}

    /// How urgent the day's reminder of this number is. A batch of an earlier day takes the whole screen at once.
    public func level(ofReminder number: Int, isOverdue: Bool) -> ReminderLevel {
        guard number > 0 else { return .none }
        if let refuseFrom, number >= refuseFrom { return .refusal }
        if let slipFrom, number >= slipFrom { return .slip }
        if isOverdue || screenFrom.map({ number >= $0 }) == true { return .screen }
        return .line
    }
}

/// How urgent a reminder is.
public enum ReminderLevel: UInt8, Sendable, Comparable, CaseIterable {
    /// Nothing is due.
    case none = 0
    /// One line of the idle screen.
    case line = 1
    /// The whole screen, which must be answered.
    case screen = 2
    /// The whole screen, a printed slip, and a sound.
    case slip = 3
    /// New sales are refused until the batch is settled or a supervisor puts it off.
    case refusal = 4

    /// Order of urgency.
    public static func < (left: ReminderLevel, right: ReminderLevel) -> Bool { left.rawValue < right.rawValue }
}

/// What happens with a batch that a night has passed over.
public enum MorningPolicy: UInt8, Sendable, CaseIterable {
    /// The operator is asked, and may put it off for the day.
    case ask = 0
    /// Nothing is sold before it is settled; a supervisor may put it off.
    case settleFirst = 1
    /// The terminal settles it by itself, and asks when that fails.
    case automatic = 2
}

/// The time in which a terminal settles by itself.
public struct SettlementWindow: Equatable, Sendable {
    /// Begin.
    public var from: TimeOfDay
    /// End, not included; an end that is not after the begin lies in the next calendar day.
    public var to: TimeOfDay
    /// Minutes over which the terminals of a fleet spread their first call, from the begin on.
    public var jitterMinutes: Int
    /// Minutes between two tries.
    public var retryMinutes: Int

    /// A window.
    public init(from: TimeOfDay, to: TimeOfDay, jitterMinutes: Int = 15, retryMinutes: Int = 10) {
        self.from = from
        self.to = to
        self.jitterMinutes = jitterMinutes
        self.retryMinutes = retryMinutes
    }

    /// Begin and end of the window that closes this business date.
    public func bounds(of date: CalendarDate, by day: BusinessDay) -> (from: ClockTime, to: ClockTime) {
        let begin = day.moment(from, of: date)
        let minutes = (to.minute - from.minute + 1439) % 1440 + 1
        return (begin, begin.adding(seconds: Int64(minutes) * 60))
    }

    /// When this terminal calls on this business date: the same each time that it is asked, another one for each terminal
    /// and date, and at least a minute before the end.
    public func firstCall(of terminalID: String, on date: CalendarDate, by day: BusinessDay) -> ClockTime {
        let (begin, end) = bounds(of: date, by: day)
        let room = max(0, min(Int64(jitterMinutes) * 60, end.secondNumber - begin.secondNumber - 60))
        return begin.adding(seconds: Int64(spread(terminalID, date) % UInt64(room + 1)))
    }
}

/// A number that differs between terminals and dates. Source: FNV-1a, 64 bit, with a last mixing of its high bits.
func spread(_ terminalID: String, _ date: CalendarDate) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for byte in terminalID.utf8 { take(byte) }
    let number = UInt32(truncatingIfNeeded: date.dayNumber)
    for shift in [UInt32(0), 8, 16, 24] { take(UInt8(truncatingIfNeeded: number >> shift)) }
    hash ^= hash >> 33
    hash = hash &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ hash >> 33
}
