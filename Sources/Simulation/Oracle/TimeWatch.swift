import Settlement
import TerminalFirmware

/// What the oracle knows of the times of day at which the shop wants something of its terminal.
struct TimeWatch {
    let habits: ShopHabits
    /// Seconds on the terminal's clock.
    var now: Int64 = 0
    /// False once the clock was set or said to be wrong: nobody can tell then which day the terminal believes it is.
    var isSound = true
    /// When a reminder was seen last.
    var remindedAt: Int64 = 0
    /// When somebody asked for a settlement last.
    var askedAt: Int64 = 0
    /// The batch of which somebody asked for a settlement.
    var askedBatch: UInt32?
    /// The business day on which somebody put the morning's question off.
    var putOffOn: Int64?
    /// Digits that were typed where the supervisor's password is asked for.
    var password = ""
    /// Until when a supervisor has put off what only a supervisor may, in seconds.
    var supervisedUntil: Int64 = 0
    /// The batch and the business day of a screen that said that nothing is sold any more.
    var refusal: (batch: UInt32?, day: Int64)?
    /// A close that nobody asked for: of which batch, and of which day's window.
    var ownClose: (batch: UInt32, day: Int64?)?
    /// Business days whose window has closed a batch.
    var doneDays: Set<Int64> = []
    /// The window that is open, with what was there when it opened.
    var opening: (day: Int64, batch: UInt32?)?
}

extension Oracle {
    /// What is older than this may have been begun before the moment at which it was seen, in seconds.
    private static let slack: Int64 = 600

    /// When the first record of the open batch that moves money was made; nil when nothing waits to be settled.
    private var openSince: Int64? {
        guard let openBatch else { return nil }
        return attempts.values.lazy.filter { attempt in
            attempt.batch == openBatch && attempt.deed.sign != 0 && !attempt.isReversing && !attempt.isRefused
                && (attempt.isTaken || attempt.seen == .approved)
        }.map(\.at).min()
    }

    /// Words of the idle screen that ask to settle, in both languages.
    private static func asksToSettle(_ line: String) -> Bool {
        line[...].begins(with: "! NOT SETTLED") || line[...].begins(with: "! 未结算")
    }

    /// The display shows something.
    mutating func noticeReminder(_ content: DisplayContent) {
        switch content.screen {
        case "settle-now":
            time.remindedAt = time.now
            time.refusal = (openBatch, time.habits.day(at: time.now))
        case "settle-reminder", "settle-first": time.remindedAt = time.now
        case "idle": if content.lines.contains(where: Oracle.asksToSettle) { time.remindedAt = time.now }
        case "clock-wrong": time.isSound = false
        default: break
        }
    }

    /// A key may ask for a settlement, or put it off.
    mutating func noticeAsking(_ key: Key, at screen: String) {
        if screen == "supervisor" { return noticePassword(key) }
        time.password = ""
        if screen == "settle-first", key == .cancel { time.putOffOn = time.habits.day(at: time.now) }
        // Where an amount or a card is entered, that is what ENTER is about.
        guard key == .enter, screen != "idle", screen == "confirm-settle" || !Clerk.entries.contains(screen) else {
            return
        }
        time.askedBatch = openBatch
        time.askedAt = time.now
    }

    private mutating func noticePassword(_ key: Key) {
        switch key {
        case .digit(let digit): time.password += String(digit)
        case .clear: time.password = String(time.password.dropLast())
        case .enter:
            if time.password == time.habits.supervisorPassword {
                time.supervisedUntil = time.now + Int64(ShopHabits.putOffMinutes) * 60
                // What only a supervisor could put off includes the morning's question.
                time.putOffOn = time.habits.day(at: time.now)
            }
            time.password = ""
        case .cancel, .function: time.password = ""
        }
    }

    /// Something new is sold: a batch of an earlier day stands in its way, where the shop wants that.
    mutating func checkSelling(_ attempt: Attempt) {
        switch attempt.deed {
        case .sale, .preAuthorization, .completion, .offlineSale, .tip: break
        case .void, .refund, .preAuthorizationVoid, .completionVoid: return
        }
        guard time.isSound, let openSince, time.now >= time.supervisedUntil else { return }
        let today = time.habits.day(at: time.now)
        if let refusal = time.refusal, refusal == (openBatch, today) {
            broken(.settledInTime, "\(attempt.name) was sold after the display had said that nothing is sold")
        }
        guard time.habits.morning != .automatic else { return }
        guard time.habits.day(at: openSince) < today else { return }
        if time.habits.morning == .settleFirst {
            broken(.settledInTime, "\(attempt.name) was sold before the batch of the day before was settled")
        } else if time.putOffOn != today {
            broken(.settledInTime, "\(attempt.name) was sold, and nobody was asked about the batch of the day before")
        }
    }

    /// The first totals of a batch leave: somebody asked for them, or it is time for them.
    mutating func checkAsked(_ batch: UInt32) {
        guard time.isSound, time.askedBatch != batch, batch == openBatch, let openSince,
            ledger.batch(terminalID, batch)?.isForced != true
        else { return }
        let habits = time.habits
        let today = habits.day(at: time.now)
        let since = habits.day(at: openSince)
        if habits.morning == .automatic, since < today {
            time.ownClose = (batch, nil)
            return
        }
        let day = (since...max(since, today)).first { day in
            guard let window = habits.window(of: day), !time.doneDays.contains(day) else { return false }
            return window.lowerBound <= time.now && openSince - Oracle.slack < window.upperBound
        }
        guard let day else {
            return broken(.settledInTime, "batch \(batch) is settled, nobody asked for it, and it is not time for it")
        }
        time.ownClose = (batch, day)
    }

    /// A batch is done.
    mutating func noticeClosed(_ batch: UInt32) {
        if let own = time.ownClose, own.batch == batch, time.askedBatch != batch, let day = own.day {
            time.doneDays.insert(day)
        }
        time.ownClose = nil
    }

    /// Everybody went home, and the terminal shows this.
    ///
    /// - Parameter since: Since when it has power.
    mutating func checkReminded(_ content: DisplayContent, poweredSince since: Int64) {
        guard time.isSound, content.screen == "idle", let from = time.habits.remindFrom, let openSince else { return }
        let due = time.habits.moment(from, of: time.habits.day(at: time.now))
        // What else the last line of the idle screen may have to say goes before it.
        let isCrowded = content.lines.contains { $0.hasPrefix("!") && !Oracle.asksToSettle($0) }
        guard due < time.now, since < due, openSince < due, time.askedAt < due, claimed?.batch != openBatch, !isCrowded
        else { return }
        if time.remindedAt < due {
            broken(.settledInTime, "batch \(openBatch ?? 0) is open, and nobody was reminded of it")
        }
    }

    /// A window opens.
    mutating func windowOpened(_ day: Int64) {
        time.opening = openSince == nil || !time.isSound ? nil : (day, openBatch)
    }

    /// A window ends, and nothing went wrong in it: what was there when it opened is settled.
    mutating func windowEnded(_ day: Int64) {
        guard time.isSound, let opening = time.opening, opening.day == day, let batch = opening.batch else { return }
        // A host that said no waits for somebody to look at it.
        guard openBatch == batch, claimed?.batch != batch || claimed?.isRefused == false else { return }
        broken(.settledInTime, "batch \(batch) is open after the window in which the terminal settles by itself")
    }
}
