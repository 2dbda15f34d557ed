import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Looks at the clock before anything else is done with an event.
    mutating func readClock() throws(StoreError) {
        if let finding = clock.read(now, uptime: uptime) { try note(finding) }
    }

    /// Takes the host's time of an answer that can be trusted as much as the answer itself.
    mutating func hearTime(of response: Message, answering exchange: Exchange) throws(StoreError) {
        // A few minutes are nothing beside a clock that nobody believes.
        guard exchange.tellsTime || exchange.purpose == .signOn && !clock.isCredible else { return }
        guard parameters.clock.hostTime != .ignored, let time = response[text: 12], let date = response[text: 13],
            let host = HostClock(time: time, monthDay: date)
        else { return }
        // What the clock itself gave away makes the host's word count more than a difference between two that look sound.
        let wasDoubted = !clock.isCredible
        let word = clock.hear(host, at: now)
        if let finding = word.finding { try note(finding) }
        proposedTime = word.correction
        guard let correction = word.correction, word.isYearKnown, parameters.clock.hostTime == .followed else { return }
        let difference = abs(now.secondNumber - correction.secondNumber)
        guard wasDoubted || difference <= ClockRules.quietCorrection else { return }
        try setClock(to: correction, by: .host)
    }

    /// Keeps what was found out about the clock, and says so.
    mutating func note(_ finding: ClockFinding) throws(StoreError) {
        if !clock.isCredible { isClockPutOff = false }
        try keep(
            .clockNoted(
                ClockNote(finding: finding, at: now, doubt: clock.standing.doubt, lastGood: clock.lastGood)))
        log(finding.isGood ? .info : .warning, "clock." + finding.code, finding.phrase(parameters.language))
    }

    /// Sets the clock.
    mutating func setClock(to time: ClockTime, by source: ClockSource) throws(StoreError) {
        let setting = ClockSetting(from: now, to: time, by: source)
        try keep(.clockSet(setting))
        clock.set(to: time, uptime: uptime)
        effects.append(.setClock(time))
        log(.warning, "clock.set", Words.clockSet(setting, parameters.language))
        now = time
        proposedTime = nil
        isClockPutOff = false
    }

    /// Writes what is good to know but never worth the room that a batch needs to be finished.
    private mutating func keep(_ entry: JournalEntry) throws(StoreError) {
        try store.compactIfCrowded()
        guard store.hasRoomForTransaction else { return }
        try store.record(entry)
    }

    /// The business date of a record that is begun now; nil while the clock is doubted and there is none to go by.
    var newBusinessDate: CalendarDate? {
        let book = store.book
        let dating = clock.businessDate(
            at: now, by: parameters.businessDay, inBatch: book.lastBusinessDate, before: book.lastClosedBusinessDate)
        return dating.date
    }

    /// True while the display asks what the time is.
    var asksForTime: Bool {
        if proposedTime != nil, !isClockPutOff { return true }
        return !clock.isCredible && (!isClockPutOff || newBusinessDate == nil)
    }

    /// A key while the clock is doubted.
    mutating func pressClockWrong(_ key: Key) throws(StoreError) {
        switch key {
        case .enter:
            if let proposedTime { return try setClock(to: proposedTime, fromScreen: .host) }
            try askHostForTime()
        case .digit(1):
            if let finding = clock.confirm() {
                proposedTime = nil
                try note(finding)
                try leaveResult()
            }
        case .digit(2): screen = .clockEntry(digits: "")
        case .cancel:
            isClockPutOff = true
            log(.warning, "clock.put-off", Words.clockPutOff(parameters.language))
            try leaveResult()
        case .function: screen = .menu(.main)
        case .digit, .clear: break
        }
    }

    private mutating func askHostForTime() throws(StoreError) {
        settledNotice = nil
        try store.record(.signOnRequired)
        try pursue(.signOn)
    }

    private mutating func setClock(to time: ClockTime, fromScreen source: ClockSource) throws(StoreError) {
        try setClock(to: time, by: source)
        try leaveResult()
    }

    /// A key while somebody types day and time: `202611240830`.
    mutating func pressClockEntry(_ key: Key, _ digits: String) throws(StoreError) {
        switch key {
        case .digit(let digit): if digits.utf8.count < 12 { screen = .clockEntry(digits: digits + String(digit)) }
        case .clear: screen = .clockEntry(digits: String(digits.dropLast()))
        case .cancel: screen = .clockWrong
        case .enter:
            guard let time = ClockTime(typed: digits), time.date >= parameters.clock.limits.builtOn else {
                screen = .clockEntry(digits: "")
                return
            }
            try setClock(to: time, fromScreen: .operatorEntry)
        case .function: break
        }
    }
}

extension ClockTime {
    /// Reads year, month, day, hour and minute in twelve digits.
    init?(typed digits: String) {
        let bytes = [UInt8](digits.utf8)
        guard bytes.count == 12, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        guard let date = CalendarDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)),
            number(8..<10) < 24, number(10..<12) < 60
        else { return nil }
        self.init(date: date, secondOfDay: number(8..<10) * 3600 + number(10..<12) * 60)
    }
}
