/// What the terminal is to do.
public enum ReminderAction: Equatable, Sendable {
    /// Remind of the open batch.
    case remind(ReminderLevel, number: Int)
    /// Print the slip that reminds of it; once a day, when its level is reached.
    case printSlip
    /// Ask what to do with the batch of an earlier day.
    case askInTheMorning
    /// Settle now, for this business date.
    case settle(AutomaticReason, for: CalendarDate)
}

/// Why the terminal settles by itself.
public enum AutomaticReason: UInt8, Sendable, CaseIterable {
    /// Its window is open.
    case window = 1
    /// Its window passed while the terminal was off or busy.
    case missed = 2
    /// A night has passed over the batch.
    case morning = 3
}

/// Who puts a reminder off.
public enum PutOffBy: UInt8, Sendable, CaseIterable {
    /// Whoever stands at the terminal.
    case clerk = 1
    /// Somebody with the supervisor's password.
    case supervisor = 2
}

/// Why a new sale is refused because of an open batch.
public enum SaleRefusal: UInt8, Sendable, CaseIterable {
    /// The shop settles a batch of an earlier day before it sells.
    case settleFirst = 1
    /// Nobody has answered yet what is to be done with the batch of an earlier day.
    case unanswered = 2
    /// It was reminded of so often that selling ends.
    case reminded = 3
}
