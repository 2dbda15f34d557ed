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
