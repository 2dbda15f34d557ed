/// How long to wait for output that leaves at the line's speed.
struct DrainClock {
    /// A line that sends nothing for so long is held back: nobody knows for how long. Chips and adapters take several
    /// characters at once, up to a few hundred, and the kernel's count stands still until they ask for more.
    var patience: Duration {
        max(.milliseconds(250), .nanoseconds(Int64(clamping: settings.nanosecondsPerCharacter * 512)))
    }
    /// No line is waited for longer; the kernel's own close waits as long. Source: Linux, closing_wait.
    static let longest: Duration = .seconds(30)

    let settings: LineSettings
    private var least: Int?
    private var begunAt: ContinuousClock.Instant?
    private var progressAt: ContinuousClock.Instant?

    init(settings: LineSettings) { self.settings = settings }

    /// How long to wait until so many bytes may have left, a moment at a time.
    static func pause(_ pending: Int, _ settings: LineSettings) -> Duration {
        let whole = settings.nanosecondsPerCharacter * UInt64(clamping: pending)
        return .nanoseconds(Int64(clamping: min(max(whole, 200_000), 10_000_000)))
    }

    /// How long to wait before looking again; nil when there is nothing to wait for, or no use in it.
    mutating func pause(_ pending: Int, at now: ContinuousClock.Instant) -> Duration? {
        guard pending > 0 else { return nil }
        if least.map({ pending < $0 }) ?? true {
            least = pending
            progressAt = now
        }
        begunAt = begunAt ?? now
        if let progressAt, now - progressAt > patience { return nil }
        if let begunAt, now - begunAt > DrainClock.longest { return nil }
        return DrainClock.pause(pending, settings)
    }
}
