extension SerialLoop {
    /// Waits until `deadline`, or until the task is cancelled.
    ///
    /// - Returns: False when the task was cancelled.
    func sleep(until deadline: ContinuousClock.Instant) async -> Bool {
        let suspension = Suspension()
        return await suspension.wait(until: deadline, on: self) {} != .cancelled
    }
}
