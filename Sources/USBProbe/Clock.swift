import Glibc

/// The monotonic clock, in seconds.
enum Clock {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Waits until the condition holds; false at the end of the time.
    static func wait(_ seconds: Double, until condition: () -> Bool) -> Bool {
        let end = now + seconds
        while !condition() {
            if now > end { return false }
            usleep(2000)
        }
        return true
    }

    /// Milliseconds since a time of this clock, with one decimal.
    static func milliseconds(since begun: Double, to end: Double = now) -> Double {
        ((end - begun) * 10_000).rounded() / 10
    }
}
