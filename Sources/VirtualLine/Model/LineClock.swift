/// The time at which a line becomes free, kept exactly: characters of a third of a nanosecond's remainder add up without
/// any drift.
struct LineClock: Equatable, Sendable {
    /// Whole nanoseconds.
    private(set) var time: UInt64 = 0
    /// What is left of a nanosecond, in units of one divided by the baud rate.
    private var remainder: UInt64 = 0
    private var baud: UInt64 = 1

    /// The line was idle until this time, if it was free before.
    mutating func idle(until start: UInt64) {
        guard start > time else { return }
        time = start
        remainder = 0
    }

    /// How many characters are over by `now`.
    func finished(by now: UInt64, pace: LinePace) -> Int {
        guard now >= time else { return 0 }
        let rest = baud == UInt64(pace.baud) ? remainder : 0
        let units = (UInt128(now - time) + 1) * UInt128(pace.baud) - 1 - UInt128(rest)
        return Int(clamping: units / (UInt128(pace.bitsPerCharacter) * 1_000_000_000))
    }

    /// Puts so many characters on the line.
    mutating func pass(_ characters: Int, pace: LinePace) {
        if baud != UInt64(pace.baud) {
            baud = UInt64(pace.baud)
            remainder = 0
        }
        let units = UInt128(characters) * UInt128(pace.bitsPerCharacter) * 1_000_000_000 + UInt128(remainder)
        time += UInt64(units / UInt128(baud))
        remainder = UInt64(units % UInt128(baud))
    }

    /// The line is in use for so long.
    mutating func pass(nanoseconds: UInt64) { time += nanoseconds }
}
