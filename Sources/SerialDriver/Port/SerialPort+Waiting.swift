import CTermios
import Glibc

extension SerialPort {
    /// Blocks the thread until the port is ready.
    ///
    /// - Throws: `SerialError.timedOut`, or that the port is closed or lost. A hang-up is no error here: bytes that arrived
    ///   before it are still to be read.
    func block(_ events: LoopReadiness, until deadline: ContinuousClock.Instant?) throws(SerialError) {
        let bell = try core.bell()
        try use { (descriptor) throws(SerialError) in
            var left: Int64 = -1
            if let deadline {
                left = (deadline - .now).nanoseconds
                guard left > 0 else { throw SerialError(.timedOut, path: path) }
            }
            var found = events.rawValue
            let count = tb_wait(descriptor, bell.number, &found, left)
            guard count >= 0 || errno == EINTR else { throw SerialError.onOpenPort("ppoll", path: path) }
            if found & UInt32(TB_BELL) != 0 { throw gone }
        }
    }

    /// Suspends the task until the port is ready.
    ///
    /// - Parameter seen: What `changesSeen` was before an attempt that found the port not ready.
    /// - Throws: As `block`, and `SerialError.cancelled`.
    func suspend(
        _ events: LoopReadiness, _ place: Suspension, until deadline: ContinuousClock.Instant?,
        afterAttemptAt seen: UInt64?
    ) async throws(SerialError) {
        let watch = try watch()
        let outcome = await place.wait(until: deadline, on: try loop) { [self] in
            watch.arm(events, afterAttemptAt: seen)
            // The port may have ended between the attempt and the wait.
            if !isOpen { place.finish(.ended) }
        }
        switch outcome {
        case .ready: break
        case .timedOut: throw SerialError(.timedOut, path: path)
        case .cancelled: throw SerialError(.cancelled, path: path)
        case .inUse: throw SerialError(.inUse, path: path)
        case .ended: throw gone
        }
    }

    /// Changes that the loop was told of so far; nil before a task waited for the first time.
    var changesSeen: UInt64? { core.changesSeen }

    /// Lets other tasks of the same thread run, when a transfer has gone on for long without waiting.
    func giveWay() async {
        if unbroken.wrappingAdd(1, ordering: .relaxed).newValue >= 64 {
            unbroken.store(0, ordering: .relaxed)
            await Task.yield()
        }
    }

    /// Waits a moment in a blocking call.
    func pauseThread(_ pause: Duration) throws(SerialError) {
        let bell = try core.bell()
        try use { (_) throws(SerialError) in
            var found: UInt32 = 0
            _ = tb_wait(-1, bell.number, &found, max(1, pause.nanoseconds))
            if found & UInt32(TB_BELL) != 0 { throw gone }
        }
    }

    /// Waits a moment in a task.
    func pauseTask(_ pause: Duration) async throws(SerialError) {
        guard await (try loop).sleep(until: .now + pause) else { throw SerialError(.cancelled, path: path) }
    }
}
