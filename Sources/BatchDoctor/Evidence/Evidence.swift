import Settlement

/// What is known of one terminal's batch, from any mix of sources.
///
/// A value without I/O: who reads flash images, ledgers and captures fills it, and the rules look at nothing else, so that
/// the same evidence always gives the same verdict.
public struct Evidence: Equatable, Sendable {
    /// When the case is looked at, in the shop's local time: ages count up to it.
    public var now: ClockTime
    /// What the terminal's flash says, or a live terminal.
    public var terminal: TerminalEvidence?
    /// What the host's ledger says.
    public var host: HostEvidence?
    /// What went over the line.
    public var wire: WireEvidence?

    /// A case.
    public init(
        now: ClockTime, terminal: TerminalEvidence? = nil, host: HostEvidence? = nil, wire: WireEvidence? = nil
    ) {
        self.now = now
        self.terminal = terminal
        self.host = host
        self.wire = wire
    }
}

/// Where a line of evidence was found.
public enum EvidenceSource: String, Sendable, CaseIterable {
    /// The terminal's flash, or the terminal itself.
    case terminal
    /// The host's ledger.
    case host
    /// A capture of the line.
    case wire
}
