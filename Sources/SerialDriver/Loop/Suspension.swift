import Synchronization

/// How a wait ended.
enum WaitOutcome: Sendable, Equatable {
    /// What was waited for is so, or the other side hung up: try again.
    case ready
    /// The time ran out.
    case timedOut
    /// The waiting task was cancelled.
    case cancelled
    /// The port was closed, or lost.
    case ended
    /// Another task waits for the same.
    case inUse
}

/// The place where one task at a time waits for one direction of a port.
final class Suspension: Sendable {
    private struct State {
        var isWaiting = false
        /// Counts waits, so that a late cancellation or timer does not end the next wait.
        var turn: UInt64 = 0
        var continuation: UnsafeContinuation<WaitOutcome, Never>?
        /// How the wait ended before its continuation was there.
        var early: WaitOutcome?
        var deadline: ContinuousClock.Instant?
        /// When the timer that is set will look. One timer serves many waits, since most end long before their deadline.
        var looksAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// Waits until `finish` is called, the deadline comes, or the task is cancelled.
    ///
    /// - Parameter arm: Called once when the wait has begun; brings about `finish`.
    func wait(
        until deadline: ContinuousClock.Instant?, on loop: SerialLoop, arm: @Sendable () -> Void
    ) async -> WaitOutcome {
        let begun: UInt64? = state.withLock { state in
            guard !state.isWaiting else { return nil }
            state.isWaiting = true
            state.turn += 1
            state.early = nil
            state.deadline = deadline
            return state.turn
        }
        guard let turn = begun else { return .inUse }
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
                let early = state.withLock { state -> WaitOutcome? in
                    guard let early = state.early else {
                        state.continuation = continuation
                        return nil
                    }
                    state.isWaiting = false
                    return early
                }
                if let early { return continuation.resume(returning: early) }
                if let deadline { look(at: deadline, on: loop) }
                arm()
            }
        } onCancel: {
            finish(.cancelled, turn: turn)
        }
    }

    /// Ends the wait, if there is one (and it is that turn).
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    func finish(_ outcome: WaitOutcome, turn: UInt64? = nil) -> Bool {
        let (wasWaiting, waiting) = state.withLock { state -> (Bool, UnsafeContinuation<WaitOutcome, Never>?) in
            guard state.isWaiting, turn == nil || turn == state.turn else { return (false, nil) }
            guard let continuation = state.continuation else {
                if state.early == nil { state.early = outcome }
                return (true, nil)
            }
            state.continuation = nil
            state.isWaiting = false
            return (true, continuation)
        }
        waiting?.resume(returning: outcome)
        return wasWaiting
    }

    private func look(at deadline: ContinuousClock.Instant, on loop: SerialLoop) {
        let isNeeded = state.withLock { state in
            if let looksAt = state.looksAt, looksAt <= deadline { return false }
            state.looksAt = deadline
            return true
        }
        guard isNeeded else { return }
        // The loop runs this itself, so it is there.
        _ = loop.schedule(at: deadline) { [unowned loop] in
            self.lookNow(deadline, on: loop)
        }
    }

    private func lookNow(_ time: ContinuousClock.Instant, on loop: SerialLoop) {
        let next: (turn: UInt64, deadline: ContinuousClock.Instant)? = state.withLock { state in
            // A timer for an earlier deadline was set after this one: that one looks.
            if state.looksAt == time { state.looksAt = nil }
            guard state.isWaiting, let deadline = state.deadline else { return nil }
            return (state.turn, deadline)
        }
        guard let next else { return }
        if next.deadline <= .now { finish(.timedOut, turn: next.turn) } else { look(at: next.deadline, on: loop) }
    }
}
