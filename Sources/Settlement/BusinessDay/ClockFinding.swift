/// What is known of the terminal's clock, as far as it can be told without guessing.
public enum ClockFinding: Equatable, Sendable {
    /// The clock shows a day before the firmware was built: its battery is dead (1970), or it was never set.
    case batteryDead(shows: ClockTime)
    /// At power-up the clock shows less than the journal's last record, by so many seconds.
    case behindJournal(seconds: Int64)
    /// At power-up, or after a silence, the clock is so many days after the last time that was known to be right: longer
    /// than a shop usually stays shut.
    case farAhead(days: Int)
    /// The clock went back by so many seconds while the terminal ran.
    case steppedBack(seconds: Int64)
    /// The clock went forward by so many seconds more than time passed.
    case steppedForward(seconds: Int64)
    /// A whole hour on a weekend on which clocks change: 3600 forward, -3600 back. For the host's word to confirm.
    case daylightSaving(seconds: Int64)
    /// The terminal's clock minus the host's, in seconds.
    case drift(seconds: Int64, cause: DriftCause)
    /// The host says 29 February, and the year on the terminal's clock has none: the year is wrong.
    case noSuchDay(monthDay: String)
    /// The host's time and the terminal's are the same again.
    case agreed
    /// Somebody looked at the clock and said that it is right.
    case confirmed

    /// What a difference to the host looks like.
    public enum DriftCause: UInt8, Equatable, Sendable, CaseIterable {
        /// Nothing in particular.
        case unknown = 0
        /// One hour on a weekend on which clocks change: one of the two sides has changed already.
        case daylightSaving = 1
        /// One day around 29 February: one of the two sides knows no leap day.
        case leapDay = 2
    }
}

extension ClockFinding {
    /// True when the clock may be off by a year and more after this.
    var makesYearDoubtful: Bool {
        switch self {
        case .batteryDead, .noSuchDay: true
        case .behindJournal(let seconds), .steppedBack(let seconds), .steppedForward(let seconds):
            seconds >= HostClock.halfYear
        case .farAhead(let days): Int64(days) * 86_400 >= HostClock.halfYear
        case .daylightSaving, .drift, .agreed, .confirmed: false
        }
    }
}

/// Whether the clock may say which day it is.
public enum ClockStanding: Equatable, Sendable {
    /// It runs well, as far as anybody can tell.
    case well
    /// It may be wrong, for this reason, until the host or somebody at the terminal says otherwise.
    case doubtful(ClockFinding)

    /// Why it may be wrong; nil when it runs well.
    public var doubt: ClockFinding? {
        if case .doubtful(let finding) = self { finding } else { nil }
    }
}

/// What the host's time says of the clock.
public struct HostWord: Equatable, Sendable {
    /// What is new; nil when everything is as before.
    public let finding: ClockFinding?
    /// The host's moment, when the clock should be set to it.
    public let correction: ClockTime?
    /// False when the year is not known: the host sends month and day only. Somebody has to look at it then.
    public let isYearKnown: Bool
}
