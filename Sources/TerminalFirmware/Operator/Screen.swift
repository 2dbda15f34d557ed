import ISO8583
import Settlement

/// A transaction while the operator enters it. Nothing of it is in flash.
struct Draft: Equatable {
    var kind: TransactionKind
    var minorUnits: Int64 = 0
    /// Date `MMDD` and reference of the sale that a refund gives back.
    var originalMonthDay = ""
    var originalReference = ""
    /// Trace number of the sale that a void undoes.
    var originalTrace: TraceNumber?
    var track2: Track2?
}

/// What the display shows while nothing is under way with the host, and with it what the keys mean.
enum Screen: Equatable {
    /// Ready: the first digit begins a sale.
    case idle
    /// The menu of functions.
    case menu
    /// Amount of a sale or refund.
    case amount(Draft)
    /// Date of the sale that a refund gives back.
    case originalDate(Draft, digits: String)
    /// Reference of the sale that a refund gives back.
    case originalReference(Draft, digits: String)
    /// Trace number of the sale to void.
    case voidTrace(digits: String)
    /// The sale was found: void it?
    case confirmVoid(Draft)
    /// Waiting for a card; true after a misread.
    case card(Draft, misread: Bool)
    /// Waiting for the PIN.
    case pin(Draft)
    /// Settle now?
    case confirmSettle
    /// A batch of a business day before today is open: settle before the first sale?
    case settleFirst
    /// Talking to the host.
    case busy
    /// An outcome, shown for a while.
    case result(Notice)
    /// The printer stopped.
    case printerStopped(PrinterProblem)
    /// The terminal must not go on.
    case halted(String)
}
