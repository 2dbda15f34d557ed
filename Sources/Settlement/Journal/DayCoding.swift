extension RecordWriter {
    mutating func diary(_ diary: SettlementDiary) {
        date(diary.day)
        for count in [diary.reminders, diary.putOffs, diary.supervisorPutOffs, diary.morningTries] {
            number(UInt64(clamping: count), byteCount: 2)
        }
        optionalTime(diary.lastReminder)
        optionalTime(diary.putOffUntil)
        flag(diary.isMorningPutOff)
        flag(diary.triedFor != nil)
        if let triedFor = diary.triedFor { date(triedFor) }
        flag(diary.isWindowFinished)
        byte(diary.reason?.rawValue ?? 0)
        optionalTime(diary.lastTry)
        byte(diary.outcome.rawValue)
    }

    private mutating func optionalTime(_ value: ClockTime?) {
        flag(value != nil)
        if let value { time(value) }
    }

    mutating func note(_ note: ClockNote) {
        time(note.at)
        finding(note.finding)
        flag(note.doubt != nil)
        if let doubt = note.doubt { finding(doubt) }
        optionalTime(note.lastGood)
    }

    /// A number that says which finding it is, and what it found.
    private mutating func finding(_ finding: ClockFinding) {
        switch finding {
        case .batteryDead(let shown):
            byte(1)
            time(shown)
        case .behindJournal(let seconds): amount(2, seconds)
        case .farAhead(let days): amount(3, Int64(days))
        case .steppedBack(let seconds): amount(4, seconds)
        case .steppedForward(let seconds): amount(5, seconds)
        case .daylightSaving(let seconds): amount(6, seconds)
        case .drift(let seconds, let cause):
            amount(7, seconds)
            byte(cause.rawValue)
        case .noSuchDay(let monthDay):
            byte(8)
            text(monthDay)
        case .agreed: byte(9)
        case .confirmed: byte(10)
        }
    }

    private mutating func amount(_ what: UInt8, _ value: Int64) {
        byte(what)
        number(UInt64(bitPattern: value), byteCount: 8)
    }
}

extension RecordReader {
    mutating func diary() throws(EntryError) -> SettlementDiary {
        var diary = SettlementDiary(day: try date())
        diary.reminders = try count()
        diary.putOffs = try count()
        diary.supervisorPutOffs = try count()
        diary.morningTries = try count()
        diary.lastReminder = try optionalTime()
        diary.putOffUntil = try optionalTime()
        diary.isMorningPutOff = try flag("morning put off")
        if try flag("date of a try") { diary.triedFor = try date() }
        diary.isWindowFinished = try flag("window finished")
        let reason = try byte("reason of a try")
        diary.reason = AutomaticReason(rawValue: reason)
        guard reason == 0 || diary.reason != nil else { throw unreadable("reason of a try 0 to 3") }
        diary.lastTry = try optionalTime()
        guard let outcome = AutomaticOutcome(rawValue: try byte("outcome")) else { throw unreadable("outcome 0 to 4") }
        diary.outcome = outcome
        return diary
    }

    private mutating func count() throws(EntryError) -> Int { Int(try number("count", byteCount: 2)) }

    private mutating func optionalTime() throws(EntryError) -> ClockTime? {
        try flag("time") ? try time() : nil
    }

    mutating func note() throws(EntryError) -> ClockNote {
        let at = try time()
        let found = try finding()
        let doubt = try flag("doubt") ? try finding() : nil
        return ClockNote(finding: found, at: at, doubt: doubt, lastGood: try optionalTime())
    }

    private mutating func finding() throws(EntryError) -> ClockFinding {
        switch try byte("finding") {
        case 1: return .batteryDead(shows: try time())
        case 2: return .behindJournal(seconds: try signed())
        case 3: return .farAhead(days: Int(clamping: try signed()))
        case 4: return .steppedBack(seconds: try signed())
        case 5: return .steppedForward(seconds: try signed())
        case 6: return .daylightSaving(seconds: try signed())
        case 7:
            let seconds = try signed()
            guard let cause = ClockFinding.DriftCause(rawValue: try byte("cause")) else {
                throw unreadable("cause 0 to 2")
            }
            return .drift(seconds: seconds, cause: cause)
        case 8: return .noSuchDay(monthDay: try text("month and day"))
        case 9: return .agreed
        case 10: return .confirmed
        default: throw unreadable("finding 1 to 10")
        }
    }

    private mutating func signed() throws(EntryError) -> Int64 {
        Int64(bitPattern: try number("number", byteCount: 8))
    }
}
