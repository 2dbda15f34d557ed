import Settlement

/// Why a batch is stuck, or will be. Order: that in which several causes at once are treated.
///
/// The money that may be undone by a wrong step comes first; what blocks every other step comes before what it blocks.
public enum Cause: String, Sendable, CaseIterable {
    /// The journal is damaged, or records are gone.
    case journalDamaged = "journal-damaged"
    /// Two terminals use one terminal number.
    case twoTerminalsOneNumber = "two-terminals-one-number"
    /// Terminal or merchant number changed while the batch was open.
    case identityChanged = "identity-changed"
    /// Nothing reaches the host at all: wrong parameters, or no way to it.
    case hostNotReached = "host-not-reached"
    /// The line drops again and again.
    case lineUnstable = "line-unstable"
    /// Keys are out of step.
    case keysApart = "keys-apart"
    /// Nobody is signed on.
    case signOnRequired = "sign-on-required"
    /// A reversal without answer.
    case reversalUnanswered = "reversal-unanswered"
    /// The host booked what the terminal undid, or never saw approved.
    case lateApproval = "late-approval"
    /// Stored transactions that the host has not taken.
    case advicesWaiting = "advices-waiting"
    /// The close is confirmed in flash, but the batch is not cleared.
    case confirmedNotCleared = "confirmed-not-cleared"
    /// The host closed the batch; its answer got lost.
    case closeAnswerLost = "close-answer-lost"
    /// The host closed the batch by itself.
    case closedByHost = "closed-by-host"
    /// The host has closed another batch under this number before.
    case batchNumberUsedBefore = "batch-number-used-before"
    /// The host refuses the batch number.
    case batchNumberRefused = "batch-number-refused"
    /// Terminal and host count different batches.
    case batchNumberApart = "batch-number-apart"
    /// The host refuses the merchant or the terminal.
    case merchantBlocked = "merchant-blocked"
    /// The host refuses one record of the upload.
    case recordRejected = "record-rejected"
    /// The host refuses the close as a whole.
    case batchRejected = "batch-rejected"
    /// The host has lost bookings that it approved.
    case hostRecordsMissing = "host-records-missing"
    /// The totals differ.
    case totalsDiffer = "totals-differ"
    /// The upload was interrupted.
    case uploadInterrupted = "upload-interrupted"
    /// Fewer records were uploaded than the batch holds.
    case recordsNotUploaded = "records-not-uploaded"
    /// The host refused a stored transaction for good.
    case adviceRefused = "advice-refused"
    /// A sale that looks entered twice.
    case doubleSale = "double-sale"
    /// The settlement slip did not come out.
    case slipNotPrinted = "slip-not-printed"
    /// The batch or the memory is full.
    case batchFull = "batch-full"
    /// The terminal's clock is wrong.
    case clockWrong = "clock-wrong"
    /// Nobody pressed settle.
    case settlementForgotten = "settlement-forgotten"

    /// Place in the order of treatment, from zero.
    public var rank: Int { Cause.allCases.firstIndex(of: self) ?? 0 }
}

/// Where a cause lies.
public enum CauseClass: String, Sendable, CaseIterable {
    /// What people did or left undone.
    case `operator`
    /// The terminal's program.
    case terminalSoftware = "terminal-software"
    /// The terminal itself: memory, clock, printer, power.
    case terminalHardware = "terminal-hardware"
    /// The way between terminal and host.
    case line
    /// The acquirer's side.
    case host
    /// Parameters, numbers and keys.
    case configuration

    /// In words.
    public var words: Bilingual {
        switch self {
        case .operator: Bilingual("operator", "操作")
        case .terminalSoftware: Bilingual("terminal software", "终端程序")
        case .terminalHardware: Bilingual("terminal hardware", "终端硬件")
        case .line: Bilingual("line", "线路")
        case .host: Bilingual("host", "主机")
        case .configuration: Bilingual("configuration", "参数配置")
        }
    }
}

/// The step that treats a cause.
public enum Remedy: String, Sendable, CaseIterable {
    /// Copy the flash before anything else, and let the acquirer rebuild the batch.
    case keepFlash = "keep-flash"
    /// Take one of the two terminals out of use.
    case separateTerminals = "separate-terminals"
    /// Put the old terminal number back.
    case restoreIdentity = "restore-identity"
    /// Repair parameters or the way to the host.
    case repairLine = "repair-line"
    /// Sign on.
    case signOn = "sign-on"
    /// Send the pending reversal.
    case sendReversal = "send-reversal"
    /// Let the acquirer undo a booking.
    case undoAtHost = "undo-at-host"
    /// Send stored transactions.
    case sendAdvices = "send-advices"
    /// Let the close go on where it stands.
    case resumeClose = "resume-close"
    /// Ask the acquirer, with the records exported.
    case exportRecords = "export-records"
    /// Settle.
    case settle
    /// Look at records with the shop.
    case reviewRecords = "review-records"
    /// Print the slip again.
    case reprintSlip = "reprint-slip"
    /// Set the clock.
    case setClock = "set-clock"

    /// True for a step that this bench can do at a terminal; the others need people elsewhere.
    public var isDoneAtTerminal: Bool {
        switch self {
        case .signOn, .sendReversal, .sendAdvices, .resumeClose, .settle, .reprintSlip, .setClock, .exportRecords: true
        case .keepFlash, .separateTerminals, .restoreIdentity, .repairLine, .undoAtHost, .reviewRecords: false
        }
    }
}
