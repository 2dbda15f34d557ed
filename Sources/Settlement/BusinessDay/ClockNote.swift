/// Something that was found out about the clock, as the journal keeps it.
public struct ClockNote: Equatable, Sendable {
    /// What was found.
    public let finding: ClockFinding
    /// What the clock showed.
    public let at: ClockTime
    /// Why the clock is doubted from here on; nil when it is not.
    public let doubt: ClockFinding?
    /// The last time before it that was not doubted.
    public let lastGood: ClockTime?

    /// A note.
    public init(finding: ClockFinding, at: ClockTime, doubt: ClockFinding?, lastGood: ClockTime?) {
        self.finding = finding
        self.at = at
        self.doubt = doubt
        self.lastGood = lastGood
    }
}

/// That the terminal's clock was set.
public struct ClockSetting: Equatable, Sendable {
    /// What it showed before.
    public let from: ClockTime
    /// What it shows since then.
    public let to: ClockTime
    /// By whose word.
    public let by: ClockSource

    /// A setting.
    public init(from: ClockTime, to: ClockTime, by: ClockSource) {
        self.from = from
        self.to = to
        self.by = by
    }
}

/// By whose word a clock is set.
public enum ClockSource: UInt8, Sendable, CaseIterable {
    /// The host's time of a response.
    case host = 1
    /// Somebody at the terminal, who typed it or agreed to it.
    case operatorEntry = 2
}
