import ISO8583
import Settlement

/// A request in terms that no dialect owns. A tongue makes it of a message.
struct Incoming {
    /// The original that a void, a completion or a tip names.
    struct Original {
        /// Batch, where the dialect says it.
        var batch: UInt32?
        /// Trace number; nil when it is not known.
        var trace: UInt32?
        /// Authorization code, or nil.
        var authorization: String?
        /// Date, MMDD, or nil.
        var monthDay: String?
        /// Its amount before a tip, where the dialect says it: the amount of the request is the new total then.
        var minorUnits: Int64?
    }

    /// What is inside beyond the usual fields.
    enum Content {
        case nothing
        case totals(ClaimedTotals)
        case records([UploadedItem])
        case refused(ChipUpload62)
        /// The end of an upload with the number of records that the terminal counted.
        case end(count: Int)
        /// A field that cannot be read.
        case unreadable(String)
    }

    var kind: RequestKind
    let mti: MTI
    let terminalID: String
    /// Nil where the dialect may leave it out.
    let merchantID: String?
    /// The batch that the message says; nil where the dialect does not say it.
    var batch: UInt32?
    let trace: UInt32?
    let minorUnits: Int64?
    let pan: PAN?
    var currency: String
    let pinBlock: [UInt8]?
    var original = Original()
    /// Authorization code of an offline sale, where the terminal has one.
    var authorization: String?
    var content = Content.nothing
}

/// A record of an upload.
struct UploadedItem {
    /// Trace number of the transaction.
    var trace: UInt32
    /// What it is, where the upload says it.
    var kind: PostingKind?
    var minorUnits: Int64
    var isForeign: Bool
    var card: String
    /// True for the record of a chip transaction, which may come besides its record in a block.
    var isChip = false
    /// True when the amount includes tips.
    var includesTips = false
    /// The booking that a void or a tip belongs to, where the upload says it.
    var original: UInt32?
    /// Authorization code, where the upload has it.
    var authorization: String?
}

/// A request with what the host knows about its sender.
struct HostRequest {
    let incoming: Incoming
    let message: Message
    var terminal: TerminalState
    var keys: WorkingKeys?
    let now: ClockTime
    let rule: HostRule?

    /// The batch that the request is for: what it says, or where its terminal must be. A terminal whose batch was closed by
    /// force goes on in it until it has settled it.
    var batch: UInt32 { incoming.batch ?? terminal.forcedBatch ?? terminal.openBatch }
    /// Trace number.
    var trace: UInt32? { incoming.trace }
    /// True when the rule that fired wants an approval without a booking.
    var forgetsBooking: Bool { rule?.action == .approveWithoutBooking }
}
