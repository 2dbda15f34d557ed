import SerialDriver

/// How a terminal is talked to on its service port.
public struct ManagementOptions: Sendable {
    /// The line.
    public var settings: LineSettings
    /// How long an answer may take, beside the time that bytes need on the line.
    public var patience: Duration
    /// How often is asked what may be asked twice.
    public var tries: Int
    /// Asked several times a second; true ends what is under way.
    public var isStopped: @Sendable () -> Bool
    /// Takes text that the console says between packets.
    public var onText: @Sendable ([UInt8]) -> Void

    /// Options for a line.
    public init(
        settings: LineSettings = LineSettings(baud: 115_200), patience: Duration = .seconds(2), tries: Int = 3,
        isStopped: @escaping @Sendable () -> Bool = { false },
        onText: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) {
        self.settings = settings
        self.patience = patience
        self.tries = max(1, tries)
        self.isStopped = isStopped
        self.onText = onText
    }

    /// Time that bytes take on the line, ten bits each.
    func lineTime(_ count: Int) -> Duration {
        .milliseconds(count * 10_000 / max(1, settings.baud) + 1)
    }
}
