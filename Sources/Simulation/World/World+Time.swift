import Settlement

/// What time itself brings about: ticks of the clock, reminders, and windows in which the terminal settles by itself.
extension World {
    /// Ticks when the firmware wants one, in shops where time brings something about. Everywhere else the ticks that come
    /// with people are enough.
    func scheduleTick() {
        guard habits.isTimed, let moment = firmware?.nextLook else { return }
        let wait = max(1, moment.secondNumber - terminalTime.secondNumber)
        let due = (now / 1000 + wait) * 1000
        guard due != tick.at else { return }
        tick = (tick.generation &+ 1, due)
        queue.push(.tick(generation: tick.generation), at: due)
    }

    /// The clock has come to where the firmware wanted to look at it.
    func lookAtClock() {
        tick.at = 0
        give(.tick)
        scheduleTick()
    }

    /// Puts begin and end of the window of this business day on the list.
    func announceWindow() {
        guard habits.window != nil else { return }
        let today = habits.day(at: wallTime.secondNumber)
        guard let window = habits.window(of: today), (window.lowerBound - epoch) * 1000 > now else { return }
        queue.push(.windowOpens(day: today), at: (window.lowerBound - epoch) * 1000)
        queue.push(.windowEnds(day: today), at: (window.upperBound - epoch) * 1000)
    }

    func windowOpens(_ day: Int64) {
        strikesBefore = faults.record.count
        oracle.time.opening = nil
        guard firmware != nil, now >= hostDownUntil else { return }
        oracle.time.now = terminalTime.secondNumber
        oracle.windowOpened(day)
    }

    func windowEnds(_ day: Int64) {
        guard let opened = habits.window(of: day), firmware != nil, faults.record.count == strikesBefore,
            startedAt < (opened.lowerBound - epoch) * 1000
        else { return }
        oracle.windowEnded(day)
    }

    /// Everybody is about to go home: whoever forgot to settle was reminded of it.
    func checkReminded() {
        guard habits.remindFrom != nil, firmware != nil else { return }
        give(.tick)
        guard firmware != nil, let shown else { return }
        oracle.checkReminded(shown, poweredSince: epoch + startedAt / 1000)
    }
}
