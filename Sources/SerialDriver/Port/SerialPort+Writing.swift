import CTermios
import Glibc

extension SerialPort {
    /// Writes what the line takes, at least one byte unless there is none; blocks the thread.
    ///
    /// - Parameters:
    ///   - bytes: What is to be written.
    ///   - deadline: How long to wait until the line takes any; nil means without end.
    /// - Returns: How many bytes it took.
    /// - Throws: `SerialError.timedOut` and as for reading.
    public func write(_ bytes: [UInt8], deadline: ContinuousClock.Instant?) throws(SerialError) -> Int {
        try beginWriting()
        defer { hasWriter.store(false, ordering: .releasing) }
        return try writeSome(bytes, from: 0, deadline: deadline)
    }

    /// Writes what the line takes, at least one byte unless there is none; suspends the task.
    ///
    /// - Parameters:
    ///   - bytes: What is to be written.
    ///   - deadline: How long to wait until the line takes any; nil means without end.
    /// - Returns: How many bytes it took.
    /// - Throws: `SerialError.timedOut` and as for reading.
    public func write(_ bytes: [UInt8], deadline: ContinuousClock.Instant?) async throws(SerialError) -> Int {
        try beginWriting()
        defer { hasWriter.store(false, ordering: .releasing) }
        return try await writeSome(bytes, from: 0, deadline: deadline)
    }

    /// Writes all bytes; blocks the thread.
    ///
    /// They are with the kernel then; `drain` waits until they have left.
    ///
    /// - Throws: `SerialError` with the number of bytes that were written before it happened.
    public func writeAll(_ bytes: [UInt8], deadline: ContinuousClock.Instant?) throws(SerialError) {
        try beginWriting()
        defer { hasWriter.store(false, ordering: .releasing) }
        var done = 0
        while done < bytes.count {
            done += try writeSome(bytes, from: done, deadline: deadline)
            // A line that took a part has no room for the rest now.
            if done < bytes.count { try waitForRoom(written: done, until: deadline) }
        }
    }

    /// Writes all bytes; suspends the task.
    ///
    /// They are with the kernel then; `drain` waits until they have left.
    ///
    /// - Throws: `SerialError` with the number of bytes that were written before it happened.
    public func writeAll(_ bytes: [UInt8], deadline: ContinuousClock.Instant?) async throws(SerialError) {
        try beginWriting()
        defer { hasWriter.store(false, ordering: .releasing) }
        var done = 0
        while done < bytes.count { done += try await writeSome(bytes, from: done, deadline: deadline) }
    }

    private func beginWriting() throws(SerialError) {
        guard !hasWriter.exchange(true, ordering: .acquiring) else {
            throw SerialError(.inUse, path: path, written: 0)
        }
    }

    private func waitForRoom(written: Int, until deadline: ContinuousClock.Instant?) throws(SerialError) {
        do throws(SerialError) { try block(.writable, until: deadline) } catch {
            throw SerialError(error.kind, path: path, written: written)
        }
    }

    private func writeSome(
        _ bytes: [UInt8], from start: Int, deadline: ContinuousClock.Instant?
    ) throws(SerialError) -> Int {
        do throws(SerialError) {
            while true {
                if let count = try give(bytes, from: start) { return count }
                try block(.writable, until: deadline)
            }
        } catch { throw SerialError(error.kind, path: path, written: start) }
    }

    private func writeSome(
        _ bytes: [UInt8], from start: Int, deadline: ContinuousClock.Instant?
    ) async throws(SerialError) -> Int {
        do throws(SerialError) {
            while true {
                // A line that always takes a little never suspends the task.
                if Task.isCancelled { throw SerialError(.cancelled, path: path) }
                if start > 0, let deadline, deadline <= .now { throw SerialError(.timedOut, path: path) }
                let seen = changesSeen
                if let count = try give(bytes, from: start) {
                    await giveWay()
                    return count
                }
                unbroken.store(0, ordering: .relaxed)
                try await suspend(.writable, core.writing, until: deadline, afterAttemptAt: seen)
            }
        } catch { throw SerialError(error.kind, path: path, written: start) }
    }

    /// Hands bytes to the kernel, without waiting; nil when it takes none now.
    private func give(_ bytes: [UInt8], from start: Int) throws(SerialError) -> Int? {
        guard start < bytes.count else { return 0 }
        return try use { (descriptor) throws(SerialError) in
            var count = 0
            bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
                repeat {
                    count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                } while count < 0
                    && errno == EINTR
            }
            if count > 0 { return count }
            guard count == 0 || errno == EAGAIN else { throw SerialError.onOpenPort("write", path: path) }
            return nil
        }
    }

    // MARK: Leaving

    /// Bytes that were written and have not left.
    ///
    /// A pseudo-terminal has none: what was written is at the other end.
    public func pendingOutput() throws(SerialError) -> Int {
        try use { (descriptor) throws(SerialError) in
            guard let count = pendingOutputNow(descriptor) else { throw SerialError.onOpenPort("TIOCOUTQ", path: path) }
            return count
        }
    }

    func pendingOutputNow(_ descriptor: Int32) -> Int? {
        var count: Int32 = 0
        guard tb_pending_output(descriptor, &count) == 0 else { return nil }
        var isEmpty: Int32 = 1
        // The last character is still in the chip when the kernel's queue is empty. Not every driver knows.
        if count == 0, tb_transmitter_empty(descriptor, &isEmpty) == 0, isEmpty == 0 { return 1 }
        return Int(count)
    }

    /// Waits until everything written has left; blocks the thread.
    ///
    /// - Throws: `SerialError.timedOut` when some is still there at the deadline.
    public func drain(deadline: ContinuousClock.Instant?) throws(SerialError) {
        while true {
            let pending = try pendingOutput()
            guard pending > 0 else { return }
            if let deadline, deadline <= .now { throw SerialError(.timedOut, path: path) }
            try pauseThread(DrainClock.pause(pending, settings))
        }
    }

    /// Waits until everything written has left; suspends the task.
    ///
    /// - Throws: `SerialError.timedOut` when some is still there at the deadline, `.cancelled`.
    public func drain(deadline: ContinuousClock.Instant?) async throws(SerialError) {
        while true {
            let pending = try pendingOutput()
            guard pending > 0 else { return }
            if let deadline, deadline <= .now { throw SerialError(.timedOut, path: path) }
            try await pauseTask(DrainClock.pause(pending, settings))
        }
    }

    /// What `discard` drops.
    public enum Direction: Sendable {
        /// What has arrived and was not read.
        case input
        /// What was written and has not left.
        case output
        /// Both.
        case both
    }

    /// Drops what has arrived, or has not left yet.
    public func discard(_ direction: Direction = .both) throws(SerialError) {
        try use { (descriptor) throws(SerialError) in
            let queue =
                switch direction {
                case .input: TCIFLUSH
                case .output: TCOFLUSH
                case .both: TCIOFLUSH
                }
            guard tcflush(descriptor, queue) == 0 else { throw SerialError.onOpenPort("tcflush", path: path) }
        }
    }
}
