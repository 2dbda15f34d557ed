/// What a pair of ports is like.
public struct PairConfiguration: Sendable, Equatable {
    /// How fast bytes pass.
    public enum Pace: Sendable, Equatable {
        /// As the program at the sending end has set its port. When the other end has another speed it gets garbage.
        case ofSettings
        /// At so many bits per second, ten for a byte, whatever the programs have set.
        case fixed(Int)
        /// At once. Such a line hides what a real one shows.
        case unpaced
    }

    /// Path of the link to the first end, or nil for none.
    public var linkA: String?
    /// Path of the link to the second end, or nil for none.
    public var linkB: String?
    /// How fast bytes pass.
    public var pace: Pace
    /// What both directions are like. The way back uses other numbers by chance than the way there.
    public var line: LineConfiguration

    /// A pair that passes bytes as fast as its ends are set, without faults.
    ///
    /// With ``Pace/unpaced`` the sender waits for a late reader, as with a pipe, unless `line` is given.
    public init(
        linkA: String? = nil, linkB: String? = nil, pace: Pace = .ofSettings, line: LineConfiguration? = nil
    ) {
        self.linkA = linkA
        self.linkB = linkB
        self.pace = pace
        self.line = line ?? LineConfiguration(lateReader: pace == .unpaced ? .waits : .loses)
    }
}
