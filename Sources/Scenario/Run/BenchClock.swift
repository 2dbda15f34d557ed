import Dispatch
import Settlement
import Synchronization

/// The one clock of a run: host and terminal see the same time, and nights pass in no time.
public final class BenchClock: Sendable {
    private let start: ClockTime
    private let begun: UInt64
    private let skipped = Mutex<Int64>(0)

    /// A clock that shows this time now, and goes on from there.
    public init(showing start: ClockTime) {
        self.start = start
        begun = DispatchTime.now().uptimeNanoseconds
    }

    /// What it shows.
    public var now: ClockTime {
        let elapsed = Int64((DispatchTime.now().uptimeNanoseconds - begun) / 1_000_000_000)
        return start.adding(seconds: elapsed + skipped.withLock { $0 })
    }

    /// Sets it ahead by so many seconds.
    public func skip(seconds: Int64) { skipped.withLock { $0 += seconds } }

    /// Sets it ahead to this time; a time that has passed changes nothing.
    public func skip(to time: ClockTime) { skip(seconds: max(0, time.secondNumber - now.secondNumber)) }
}
