import Settlement

/// What the terminal does with its clock and with the host's.
public struct ClockRules: Equatable, Sendable {
    /// What the host's time of a response is good for.
    public enum HostTime: UInt8, Sendable, CaseIterable {
        /// Nothing: the host keeps another time than the shop.
        case ignored
        /// A difference is named; somebody at the terminal sets the clock.
        case watched
        /// The clock is set to it, when nothing has to be guessed for that.
        case followed
    }

    /// What the host's time is good for.
    public var hostTime = HostTime.followed
    /// What is taken for usual.
    public var limits = ClockWatch.Limits(builtOn: ClockRules.firmwareBuiltOn)

    /// The day of this firmware: a clock that shows less has lost its battery.
    public static let firmwareBuiltOn = CalendarDate(dayNumber: 20_454)  // 2026-01-01

    /// A difference of up to so many seconds is set right without asking: more may be somebody's mistake on either side.
    static let quietCorrection: Int64 = 12 * 3600

    /// Usual rules.
    public init() {}
}
