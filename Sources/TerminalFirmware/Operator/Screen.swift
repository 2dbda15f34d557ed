import ISO8583
import Settlement

/// What the display shows while nothing is under way with the host, and with it what the keys mean.
enum Screen: Equatable {
    /// Ready: the first digit begins a sale.
    case idle
    /// A menu of functions.
    case menu(Menu)
    /// The operator is asked for something; `digits` are what was typed so far.
    case entry(Draft, EntryStep, digits: String)
    /// The card could not be read; swipe again.
    case misread(Draft)
    /// Settle now?
    case confirmSettle
    /// A batch of a business day before today is open: settle before the first sale?
    case settleFirst
    /// The open batch is reminded of.
    case settleReminder(ReminderLevel)
    /// A supervisor's password is asked for, to put a settlement off.
    case supervisor(digits: String)
    /// The clock is doubted, or the host offers its time.
    case clockWrong
    /// Day and time are typed.
    case clockEntry(digits: String)
    /// Leave the close, and sell on in the same batch?
    case confirmTradeOn
    /// Talking to the host.
    case busy
    /// An outcome, shown for a while.
    case result(Notice)
    /// The printer stopped.
    case printerStopped(PrinterProblem)
    /// The terminal must not go on.
    case halted(String)
}
