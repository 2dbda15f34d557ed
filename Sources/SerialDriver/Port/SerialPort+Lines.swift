/// A modem line that changed.
public struct ModemChange: Equatable, Sendable {
    /// The lines as they are now.
    public let lines: ModemLines
    /// The lines that changed, also when they changed back meanwhile.
    public let changed: ModemLines
}

extension SerialPort {
    // MARK: Modem lines

    /// The modem lines as they are.
    ///
    /// - Throws: `SerialError.notSupported` where the device has none.
    public func modemLines() throws(SerialError) -> ModemLines {
        try use { (descriptor) throws(SerialError) in try LineDevice.modemLines(descriptor, path: path) }
    }

    /// Switches lines that this side drives.
    ///
    /// - Throws: `SerialError.notSupported` where the device has none.
    public func setModemLines(on: ModemLines = [], off: ModemLines = []) throws(SerialError) {
        try use { (descriptor) throws(SerialError) in
            try LineDevice.setModemLines(descriptor, on: on, off: off, path: path)
        }
    }

    /// Waits until one of `lines` changes; blocks the thread.
    ///
    /// The driver's counters tell of a change that was short, too. (The kernel's own wait, TIOCMIWAIT, cannot be ended, and
    /// takes a thread for each port.) Where the device has no counters, a change that lasts less than 10 ms may be missed.
    ///
    /// - Throws: `SerialError.timedOut` at the deadline, `.notSupported` where the device has no modem lines.
    public func waitForModemChange(
        of lines: ModemLines = .inputs, deadline: ContinuousClock.Instant?
    ) throws(SerialError) -> ModemChange {
        var watch = ModemWatch(try modemState())
        while true {
            if let change = try look(&watch, lines) { return change }
            if let deadline, deadline <= .now { throw SerialError(.timedOut, path: path) }
            try pauseThread(watch.pause)
        }
    }

    /// Waits until one of `lines` changes; suspends the task.
    ///
    /// - Throws: As the blocking one, and `.cancelled`.
    public func waitForModemChange(
        of lines: ModemLines = .inputs, deadline: ContinuousClock.Instant?
    ) async throws(SerialError) -> ModemChange {
        var watch = ModemWatch(try modemState())
        while true {
            if let change = try look(&watch, lines) { return change }
            if let deadline, deadline <= .now { throw SerialError(.timedOut, path: path) }
            try await pauseTask(watch.pause)
        }
    }

    private func look(_ watch: inout ModemWatch, _ lines: ModemLines) throws(SerialError) -> ModemChange? {
        let counters = watch.before.counters == nil ? nil : try self.counters()
        guard watch.mustReadLines(counters) else { return nil }
        let now = try use { (descriptor) throws(SerialError) in try LineDevice.modemLines(descriptor, path: path) }
        return ModemState(lines: now, counters: counters).change(of: lines, since: watch.before)
    }

    private func modemState() throws(SerialError) -> ModemState {
        try use { (descriptor) throws(SerialError) in
            let lines = try LineDevice.modemLines(descriptor, path: path)
            do throws(SerialError) {
                return ModemState(lines: lines, counters: try LineDevice.counters(descriptor, path: path))
            } catch {
                if case .notSupported = error.kind { return ModemState(lines: lines, counters: nil) }
                throw error
            }
        }
    }

    // MARK: Counters, break, options

    /// What the device has counted since it was made.
    ///
    /// - Throws: `SerialError.notSupported` where it does not count.
    public func counters() throws(SerialError) -> LineCounters {
        try use { (descriptor) throws(SerialError) in try LineDevice.counters(descriptor, path: path) }
    }

    /// Holds the line in break; blocks the thread.
    ///
    /// - Throws: `SerialError.notSupported` where the device cannot, or where the kernel only takes it without sending it (a
    ///   pseudo-terminal).
    public func sendBreak(for duration: Duration) throws(SerialError) {
        try setBreak(true)
        let result = Result { () throws(SerialError) in
            let end = ContinuousClock.now + duration
            while case let left = end - .now, left > .zero { try pauseThread(min(left, .milliseconds(10))) }
        }
        try setBreak(false)
        try result.get()
    }

    /// Holds the line in break; suspends the task. A cancelled task ends the break.
    ///
    /// - Throws: As the blocking one, and `.cancelled`.
    public func sendBreak(for duration: Duration) async throws(SerialError) {
        try setBreak(true)
        var failure: SerialError?
        do throws(SerialError) {
            let end = ContinuousClock.now + duration
            while isOpen, case let left = end - .now, left > .zero {
                try await pauseTask(min(left, .milliseconds(10)))
            }
        } catch { failure = error }
        try setBreak(false)
        if let failure { throw failure }
    }

    private func setBreak(_ isOn: Bool) throws(SerialError) {
        try use { (descriptor) throws(SerialError) in try LineDevice.setBreak(descriptor, isOn, path: path) }
    }

    /// Whether the driver's low latency flag is set.
    ///
    /// - Throws: `SerialError.notSupported` where it has none.
    public func lowLatency() throws(SerialError) -> Bool {
        try use { (descriptor) throws(SerialError) in try LineDevice.lowLatency(descriptor, path: path) }
    }

    /// RS-485 settings.
    ///
    /// - Throws: `SerialError.notSupported` where the device has none.
    public func rs485() throws(SerialError) -> RS485Settings {
        try use { (descriptor) throws(SerialError) in try LineDevice.rs485(descriptor, path: path) }
    }
}
