import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Where shop and batch stand.
    var situation: SettlementSituation {
        SettlementSituation(
            now: now, isClockCredible: clock.isCredible, openedAt: store.book.oldestRecordAt,
            openSince: store.book.openSince, isIdle: isQuiet,
            isClosing: store.book.close.isRunning)
    }

    /// What is remembered of reminders and of automatic settlements.
    var diary: SettlementDiary { unsavedDiary ?? store.book.diary ?? SettlementDiary(day: today) }

    /// Remembers it, in flash as long as that takes no room from the batch.
    mutating func keep(_ diary: SettlementDiary) throws(StoreError) {
        try store.compactIfCrowded()
        guard store.hasRoomForTransaction else {
            unsavedDiary = diary
            return
        }
        unsavedDiary = nil
        try store.record(.diaryNoted(diary))
    }

    /// True when nobody is being served: no customer is kept waiting by a reminder or by a settlement. A question that
    /// nobody answers, and a complaint that nobody reads, do not hold them up all night.
    var isQuiet: Bool {
        guard exchange == nil, goal == .none else { return false }
        switch screen {
        case .idle, .settleFirst, .settleReminder, .printerStopped: return true
        // A question about the clock does not hold up what the clock may decide.
        case .clockWrong: return clock.isCredible
        case .result(let notice): return notice.needsKey
        default: return false
        }
    }

    /// True when no entry of the operator is on the display.
    var isScreenFree: Bool {
        switch screen {
        case .idle, .settleFirst, .settleReminder, .printerStopped, .clockWrong, .result: true
        default: false
        }
    }

    /// Seconds after which an entry that nobody goes on with is dropped.
    static var abandonedAfter: Int64 { 300 }

    /// Drops an entry that somebody walked away from.
    private mutating func dropAbandonedEntry() {
        switch screen {
        case .menu, .entry, .misread, .confirmSettle, .confirmTradeOn, .supervisor, .clockEntry: break
        case .idle, .settleFirst, .settleReminder, .clockWrong, .busy, .result, .printerStopped, .halted: return
        }
        guard let touchedAt, abs(now.secondNumber - touchedAt.secondNumber) >= Terminal.abandonedAfter else { return }
        element.clearPIN()
        log(.info, "entry.dropped", Words.entryDropped(parameters.language))
        screen = .idle
    }

    /// Looks whether something is to be said or done while nobody needs the terminal: the clock, a full batch, a reminder,
    /// the automatic settlement.
    mutating func attend() throws(StoreError) {
        dropAbandonedEntry()
        guard isQuiet else { return }
        if asksForTime, !clock.isCredible {
            screen = .clockWrong
            return
        }
        var diary = diary
        let before = diary
        let actions = parameters.reminder.look(at: situation, &diary)
        if diary != before { try keep(diary) }
        for action in actions { try carryOut(action) }
        if screen == .idle, goal == .none, asksForTime { screen = .clockWrong }
        if screen == .idle, let limit = newWarning {
            toldLimits.insert(limit.kind, of: store.book.batch)
            log(.warning, "batch.limit-near", limit.phrase(parameters.language))
            notify(.limitNear(limit))
        }
    }

    private mutating func carryOut(_ action: ReminderAction) throws(StoreError) {
        switch action {
        case .remind(let level, let number):
            log(.warning, "settle.reminder", Words.reminded(number, level, parameters.language))
            if level >= .screen { screen = .settleReminder(level) }
            if level >= .slip { effects.append(.sound) }
        case .printSlip:
            queueReminder()
            try printNext()
        case .askInTheMorning:
            guard screen != .settleFirst else { return }
            log(.warning, "settle.overdue", Words.overdue(store.book.batch, parameters.language))
            screen = .settleFirst
        case .settle(let reason, let date):
            log(.info, "settle.automatic", reason.phrase(date, parameters.language))
            try startSettlement(reason == .morning ? .nextMorning : .automatic)
        }
    }

    /// The limit that is near, when it was not told yet for this batch.
    private var newWarning: BatchLimit? {
        guard case .warning(let limit) = limitVerdict(.sale) else { return nil }
        return toldLimits.contains(limit.kind, of: store.book.batch) ? nil : limit
    }

    /// Whether the batch has room for this.
    func limitVerdict(_ work: LimitedWork) -> LimitVerdict {
        let book = store.book
        let oldest = book.oldestRecordAt.flatMap { $0.date >= parameters.clock.limits.builtOn ? $0 : nil }
        let age = clock.isCredible ? oldest.map { now.secondNumber - $0.secondNumber } : nil
        return parameters.limits.verdict(
            on: work,
            at: BatchLoad(
                records: book.records.count, age: age, freeBytes: store.roomBytes, advices: book.pendingAdviceCount))
    }

    /// A key on a screen that asks to settle.
    mutating func pressReminder(_ key: Key) throws(StoreError) {
        switch key {
        case .enter: try startSettlement(screen == .settleFirst ? .nextMorning : .operatorRequest)
        case .cancel:
            if parameters.reminder.mayClerkPutOff(in: situation, diary) {
                try putOff(by: .clerk)
            } else if !parameters.supervisorPassword.isEmpty {
                screen = .supervisor(digits: "")
            }
        case .function: screen = .menu(.main)
        case .digit, .clear: break
        }
    }

    private mutating func putOff(by who: PutOffBy) throws(StoreError) {
        var diary = diary
        guard parameters.reminder.putOff(by: who, in: situation, &diary) else { return }
        try keep(diary)
        log(.warning, "settle.put-off", who.phrase(parameters.language))
        try leaveResult()
    }

    /// A key while the supervisor's password is typed.
    mutating func pressSupervisor(_ key: Key, _ digits: String) throws(StoreError) {
        switch key {
        case .digit(let digit): if digits.utf8.count < 12 { screen = .supervisor(digits: digits + String(digit)) }
        case .clear: screen = .supervisor(digits: String(digits.dropLast()))
        case .cancel: try leaveResult()
        case .enter:
            guard digits == parameters.supervisorPassword else {
                log(.warning, "supervisor.wrong", Words.supervisorWrong(parameters.language))
                return notify(.supervisorWrong)
            }
            try putOff(by: .supervisor)
        case .function: break
        }
    }

    /// True while the terminal settles by itself, so that nobody looks at what it says.
    var settlesByItself: Bool {
        switch goal {
        case .settle(let reason): reason != .operatorRequest && diary.outcome == .running
        default: false
        }
    }

    /// The automatic settlement came to no end.
    mutating func automaticFailed() throws(StoreError) {
        var diary = diary
        diary.failed(refused: store.book.lastRejection != nil)
        try keep(diary)
        log(.warning, "settle.automatic-failed", Words.automaticFailed(parameters.language))
    }
}

/// Limits that were told for a batch, so that each is told once.
struct ToldLimits: Equatable {
    private var batch: BatchNumber?
    private var kinds: UInt8 = 0

    func contains(_ kind: UInt8, of batch: BatchNumber?) -> Bool { self.batch == batch && kinds & 1 << kind != 0 }

    mutating func insert(_ kind: UInt8, of batch: BatchNumber?) {
        if self.batch != batch { kinds = 0 }
        self.batch = batch
        kinds |= 1 << kind
    }
}
