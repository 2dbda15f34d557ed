import FlashStore
import Settlement

extension Terminal {
    /// The next moment on its clock at which a tick may bring something about: a reminder, an automatic settlement, a
    /// question, an entry that is dropped. Nil when the terminal stopped for good.
    ///
    /// A board that ticks each second need not ask. One that sleeps in between wakes for this moment, and asks again after
    /// each event.
    public var nextLook: ClockTime? {
        if case .halted = screen { return nil }
        // What is under way ends by other events; what somebody walked away from is looked for.
        guard isQuiet else { return now.adding(seconds: Terminal.abandonedAfter) }
        return parameters.reminder.nextLook(after: now, diary)
    }
}
