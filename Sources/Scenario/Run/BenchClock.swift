import Dispatch
import Settlement
import Synchronization

/// The one clock of a run: host and terminal see the same time, and nights pass in no time.
final class BenchClock: Sendable {
    private let start: ClockTime
    private let begun: UInt64
    private let skipped = Mutex<Int64>(0)

    init(showing start: ClockTime) {
        self.start = start
        begun = DispatchTime.now().uptimeNanoseconds
    }

    var now: ClockTime {
        let elapsed = Int64((DispatchTime.now().uptimeNanoseconds - begun) / 1_000_000_000)
        return start.adding(seconds: elapsed + skipped.withLock { $0 })
    }

    func skip(seconds: Int64) { skipped.withLock { $0 += seconds } }
}
