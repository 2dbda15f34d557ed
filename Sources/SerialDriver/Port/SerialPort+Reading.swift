import CTermios
import Glibc

extension SerialPort {
    /// Reads what has arrived, at least one byte; blocks the thread.
    ///
    /// - Parameters:
    ///   - limit: At most so many bytes.
    ///   - deadline: How long to wait for the first byte; nil means without end.
    /// - Throws: `SerialError.timedOut` at the deadline, `.disconnected` when the other side is gone, `.closed` when another
    ///   thread closed the port, `.inUse` when another one reads.
    public func read(upTo limit: Int, deadline: ContinuousClock.Instant?) throws(SerialError) -> [UInt8] {
        try beginReading()
        defer { hasReader.store(false, ordering: .releasing) }
        while true {
            if let bytes = try takeArrived(limit) { return bytes }
            try block(.readable, until: deadline)
        }
    }

    /// Reads what has arrived, at least one byte; suspends the task.
    ///
    /// - Parameters:
    ///   - limit: At most so many bytes.
    ///   - deadline: How long to wait for the first byte; nil means without end.
    /// - Throws: `SerialError.timedOut` at the deadline, `.cancelled` as soon as the task is cancelled, `.disconnected` when
    ///   the other side is gone, `.closed` when the port was closed, `.inUse` when another task reads.
    public func read(upTo limit: Int, deadline: ContinuousClock.Instant?) async throws(SerialError) -> [UInt8] {
        try beginReading()
        defer { hasReader.store(false, ordering: .releasing) }
        while true {
            // A line that never falls silent never suspends the task.
            if Task.isCancelled { throw SerialError(.cancelled, path: path) }
            let seen = changesSeen
            if let bytes = try takeArrived(limit) {
                await giveWay()
                return bytes
            }
            unbroken.store(0, ordering: .relaxed)
            try await suspend(.readable, core.reading, until: deadline, afterAttemptAt: seen)
        }
    }

    /// Reads exactly `count` bytes; blocks the thread.
    ///
    /// - Throws: As `read(upTo:deadline:)`. Bytes that came before a failure are lost to the caller.
    public func read(exactly count: Int, deadline: ContinuousClock.Instant?) throws(SerialError) -> [UInt8] {
        guard count > 0 else { return [] }
        // Mostly they come at once.
        var bytes = try read(upTo: count, deadline: deadline)
        while bytes.count < count { bytes += try read(upTo: count - bytes.count, deadline: deadline) }
        return bytes
    }

    /// Reads exactly `count` bytes; suspends the task.
    ///
    /// - Throws: As `read(upTo:deadline:)`. Bytes that came before a failure are lost to the caller.
    public func read(exactly count: Int, deadline: ContinuousClock.Instant?) async throws(SerialError) -> [UInt8] {
        guard count > 0 else { return [] }
        // Mostly they come at once.
        var bytes = try await read(upTo: count, deadline: deadline)
        while bytes.count < count { bytes += try await read(upTo: count - bytes.count, deadline: deadline) }
        return bytes
    }

    /// What has arrived, without waiting; nil when nothing has.
    public func readNow(upTo limit: Int) throws(SerialError) -> [UInt8]? {
        try beginReading()
        defer { hasReader.store(false, ordering: .releasing) }
        return try takeArrived(limit)
    }

    /// Bytes that have arrived and were not read.
    public func pendingInput() throws(SerialError) -> Int {
        try use { (descriptor) throws(SerialError) in
            var count: Int32 = 0
            guard tb_pending_input(descriptor, &count) == 0 else {
                throw SerialError.onOpenPort("FIONREAD", path: path)
            }
            return Int(count)
        }
    }

    private func beginReading() throws(SerialError) {
        guard !hasReader.exchange(true, ordering: .acquiring) else { throw SerialError(.inUse, path: path) }
    }

    /// The kernel hands out at most 4 KiB of a tty at once. Source: Linux, drivers/tty/n_tty.c (N_TTY_BUF_SIZE).
    private func takeArrived(_ limit: Int) throws(SerialError) -> [UInt8]? {
        try use { (descriptor) throws(SerialError) in
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: min(max(1, limit), 4096)) { buffer, initialized in
                repeat {
                    count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                } while count < 0
                    && errno == EINTR
                initialized = max(0, count)
            }
            if count > 0 { return bytes }
            // With VMIN 1 nothing to read is EAGAIN; zero bytes are the end: the other side hung up.
            if count == 0 { throw SerialError(.disconnected, path: path) }
            guard errno == EAGAIN else { throw SerialError.onOpenPort("read", path: path) }
            return nil
        }
    }
}
