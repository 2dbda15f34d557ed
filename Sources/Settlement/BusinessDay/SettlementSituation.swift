/// Where the shop and its batch stand at a moment.
public struct SettlementSituation: Equatable, Sendable {
    /// What the clock shows.
    public var now: ClockTime
    /// True when the clock may say which day it is.
    public var isClockCredible: Bool
    /// When the oldest record of the open batch that moves money was made; nil when there is nothing to settle.
    public var openedAt: ClockTime?
    /// Business date of that record.
    public var openSince: CalendarDate?
    /// True when nobody is being served and nothing is under way.
    public var isIdle: Bool
    /// True while a close is under way or interrupted.
    public var isClosing: Bool

    /// A situation.
    public init(
        now: ClockTime, isClockCredible: Bool, openedAt: ClockTime?, openSince: CalendarDate?, isIdle: Bool,
        isClosing: Bool
    ) {
        self.now = now
        self.isClockCredible = isClockCredible
        self.openedAt = openedAt
        self.openSince = openSince
        self.isIdle = isIdle
        self.isClosing = isClosing
    }
}
