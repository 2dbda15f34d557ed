import FlashStore
import ISO8583
import SerialLink
import Settlement

/// The firmware of a payment terminal: events in, effects out, flash and secure element in its hands.
///
/// It has no clock and no I/O of its own; the board calls `handle` for each event with the time on its clock and carries
/// the effects out. By the time that `handle` returns, everything that the effects rely on is in flash.
public struct Terminal<Flash: NORFlash, Element: SecureElement> {
    /// What makes it this shop's terminal.
    public let parameters: TerminalParameters
    var store: BatchStore<Flash>
    var element: Element
    var link: LinkSession
    var screen = Screen.idle
    var goal = Goal.none
    var exchange: Exchange?
    var now: ClockTime
    var effects: [TerminalEffect] = []
    var printQueue: [PrintJob] = []
    var isPrinting = false
    var nextJobNumber: UInt32 = 1
    /// Failures in a row of what is retried by itself; sets the pause before the next try.
    var retriesInARow = 0
    /// Sign-ons sent on the way to the present goal: a host that asks for one each time must not keep us in a ring.
    var signOnsForGoal = 0
    /// Watches the clock.
    var clock: ClockWatch
    /// Milliseconds since power-up, when the board counts them.
    var uptime: Int64?
    /// The host's time, while the clock should be set to it and somebody has to agree.
    var proposedTime: ClockTime?
    /// True when the operator left the clock for later.
    var isClockPutOff = false
    /// Reminders and tries that flash has no room for.
    var unsavedDiary: SettlementDiary?
    /// When a key or a card came last.
    var touchedAt: ClockTime?
    /// Limits of the batch that were told.
    var toldLimits = ToldLimits()
    /// The outcome of a close, to be shown again after the sign-on that follows it.
    var settledNotice: Screen?
    /// Stored advices of a batch that the host closed by itself, of which it said that it never took them there.
    var carriedTraces: [TraceNumber] = []
    /// Records of the open batch whose chip data the host has answered since power-up.
    var toldChips: [TraceNumber] = []
    /// A carried advice that was answered with 77 once, perhaps of the batch before.
    var doubtedTrace: TraceNumber?
    /// True when the host may have closed the batch without the terminal knowing: totals went without an answer.
    var mayBeClosed = false
    /// True when the host answered the last totals with totals of zero.
    var hasZeroTotals = false
    /// True while a close that was refused in its upload is asked once more.
    var isAskedAgain = false
    /// Trace numbers of the totals of the present close since power-up.
    var totalsTraces: [String] = []
    /// True after the host refused the end of an upload since it has another batch open.
    var wasEndRefused = false
    /// True when an end of the present upload went without an answer: the host may have closed the batch on it.
    var hasUnansweredEnd = false
    /// True when the host has answered totals of this close with sums, and not with flags alone.
    var sumsTotals = false
    /// True when the host counted a later batch before it took the totals of this close.
    var wasAhead = false
    /// Set while the printer waits for somebody.
    var stoppedPrinter: PrinterProblem?
    private var lastShown: DisplayContent?

    /// Starts the firmware on its flash.
    ///
    /// - Parameters:
    ///   - flash: The memory with the journal; a blank one is formatted.
    ///   - element: The secure element.
    ///   - parameters: The shop's parameters.
    ///   - now: Terminal time.
    /// - Throws: `StoreError` when the flash holds something else or is damaged; nothing was written then.
    public init(
        flash: Flash, element: Element, parameters: TerminalParameters, at now: ClockTime
    ) throws(StoreError) {
        store = try BatchStore(opening: flash, at: now)
        self.element = element
        self.parameters = parameters
        self.now = now
        link = LinkSession(parameters.link)
        clock = ClockWatch(
            limits: parameters.clock.limits, lastKnown: store.book.lastTime, doubt: store.book.clockDoubt)
    }

    /// The state of the terminal's money, for reading.
    public var book: BatchBook { store.book }

    /// Number of the open batch.
    public var openBatch: BatchNumber? { store.book.batch }

    /// The flash, for a board that keeps it.
    public var flash: Flash { store.flash }

    /// True while the terminal talks to the host or prints, or has something to say that it will not say by itself
    /// without time passing.
    public var isBusy: Bool { exchange != nil || isPrinting || !link.isIdle }

    /// Takes one event in on a board that counts no time of its own.
    public mutating func handle(_ event: TerminalEvent, at now: ClockTime) -> [TerminalEffect] {
        handle(event, at: now, uptime: nil)
    }

    /// Takes one event in and returns what is to be done about it, in this order.
    ///
    /// A failing flash stops the terminal: it shows why and does nothing more.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - now: What the clock shows.
    ///   - uptime: Milliseconds since power-up by a counter that nobody can set; nil on a board without one. With it the
    ///     terminal can tell a clock that was set forward from time that passed.
    public mutating func handle(
        _ event: TerminalEvent, at now: ClockTime, uptime: Int64?
    ) -> [TerminalEffect] {
        self.now = now
        self.uptime = uptime
        effects = []
        effects.reserveCapacity(8)
        if case .halted = screen {
            if event == .powerOn { lastShown = nil }
        } else {
            do {
                try readClock()
                try dispatch(event)
            } catch {
                halt(error)
            }
        }
        show()
        return effects
    }

    private mutating func dispatch(_ event: TerminalEvent) throws(StoreError) {
        switch event {
        case .powerOn: try powerOn()
        case .key(let key):
            touchedAt = now
            try press(key)
        case .card(let read):
            touchedAt = now
            try take(read)
        case .line(let bytes): try carryOut(link.handle(.received(bytes)))
        case .timer(.link(let timer)): try carryOut(link.handle(.timerFired(timer)))
        case .timer(.response): try answerMissing()
        case .timer(.retry): try retry()
        case .timer(.result): if case .result = screen { try leaveResult() }
        case .tick: try attend()
        case .printed(let job): try printed(job)
        case .printerStopped(let job, let problem): printerStopped(job, problem)
        }
    }

    /// What a start does is what the journal asks for: undo what was under way, go on with a close, print what is missing.
    private mutating func powerOn() throws(StoreError) {
        lastShown = nil
        let book = store.book
        log(.info, "power.on", "batch \(book.batch?.description ?? "none"), \(book.approvedCount) approved record(s)")
        if let last = book.records.last, last.isApproved, !last.isReceiptPrinted {
            queueReceipt(last)
        }
        if let slip = book.unprintedSlip { queueSlip(slip) }
        try printNext()
        // After a refusal nothing is open: the host has said its word on these totals.
        mayBeClosed = book.close.isFrozen && book.lastRejection == nil
        wasAhead = book.isClosedByHost
        // Nobody knows what went before the power failed.
        if case .uploading = book.close { hasUnansweredEnd = true }
        if book.close.isRunning {
            log(.warning, "close.resumed", "the close of the batch was interrupted; it goes on")
            goal = .settle(book.closeReason ?? .operatorRequest)
        } else if book.unresolved != nil {
            log(.warning, "recover.begun", "an unanswered transaction is resolved first")
            goal = .recover
        } else if book.pendingAdvice != nil {
            log(.info, "advice.stored", "\(book.pendingAdviceCount) stored for the host")
            effects.append(.startTimer(.retry, milliseconds: parameters.adviceDelay))
        }
        try proceed()
        try attend()
    }

    /// Stops the terminal for good: what is in flash stays as it is.
    private mutating func halt(_ error: StoreError) {
        exchange = nil
        goal = .none
        screen = .halted(error.description)
        log(.error, "halted", error.description)
    }

    private mutating func show() {
        let content = displayContent
        guard content != lastShown else { return }
        lastShown = content
        effects.append(.display(content))
    }

    /// Name of the screen that is shown, the same in every language.
    public var screenName: String { displayContent.screen }

    /// What the display shows.
    public var display: DisplayContent { displayContent }

    /// The business day of the present moment.
    var today: CalendarDate { businessDate(at: now) }

    /// The business day of a moment, by the shop's cut-over.
    public func businessDate(at time: ClockTime) -> CalendarDate { parameters.businessDay.date(at: time) }

    mutating func log(_ level: TerminalLog.Level, _ code: String, _ text: String) {
        effects.append(.log(TerminalLog(level, code, text)))
    }

    /// Shows an outcome; one that needs no answer goes away by itself.
    mutating func notify(_ notice: Notice) {
        screen = .result(notice)
        if !notice.needsKey { effects.append(.startTimer(.result, milliseconds: parameters.resultTime)) }
    }

    /// Back to the idle screen, or to the printer's complaint or the reminder when there is one.
    mutating func leaveResult() throws(StoreError) {
        screen = .idle
        if let problem = stoppedPrinter {
            screen = .printerStopped(problem)
        } else {
            try attend()
        }
    }
}
