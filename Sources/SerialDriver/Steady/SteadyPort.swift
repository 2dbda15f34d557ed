import Synchronization

/// A port that comes back by itself: when its device was unplugged and is plugged in again, it is opened again with the same
/// settings, under whatever node it has then.
///
/// What is under way when the device goes ends with `SerialError.disconnected`, as with any port: bytes may be lost, and only
/// the caller knows what that means. What is asked for after that waits for the device, until its own deadline.
public final class SteadyPort: Sendable {
    /// What befalls the port.
    public enum Event: Sendable, Equatable {
        /// It was opened, at this node.
        case opened(String)
        /// Its device went.
        case lost(SerialError)
    }

    /// What the port is known by.
    public let name: String

    private struct State {
        var port: SerialPort?
        var isOpening = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let locate: @Sendable () throws(SerialError) -> String
    private let settings: Mutex<LineSettings>
    private let options: PortOptions
    private let preferredLoop: SerialLoop?
    private let onEvent: @Sendable (Event) -> Void

    /// How often a device that is away is looked for, at first and later: looking may mean to list all ports.
    static let intervals: (first: Duration, last: Duration) = (.milliseconds(50), .milliseconds(500))

    /// A port that is found by `locate`. It is opened when it is used for the first time, or by `open`.
    ///
    /// - Parameters:
    ///   - name: What it is known by, for errors.
    ///   - settings: Line settings at every opening.
    ///   - options: Options at every opening.
    ///   - loop: As for `SerialPort`.
    ///   - onEvent: Is told of every opening and loss, on any thread.
    ///   - locate: The node of the device; throws `SerialError.notFound` while it is away.
    public init(
        named name: String, settings: LineSettings, options: PortOptions = PortOptions(), loop: SerialLoop? = nil,
        onEvent: @escaping @Sendable (Event) -> Void = { _ in },
        locate: @escaping @Sendable () throws(SerialError) -> String
    ) {
        self.name = name
        self.settings = Mutex(settings)
        self.options = options
        preferredLoop = loop
        self.onEvent = onEvent
        self.locate = locate
    }

    /// The open port, if its device is there.
    public var current: SerialPort? {
        state.withLock { $0.port }.flatMap { $0.isOpen ? $0 : nil }
    }

    /// Opens the port now, or waits for its device.
    ///
    /// - Parameter deadline: How long to wait for the device; nil means without end.
    /// - Returns: The open port. It is a plain one: it does not come back itself.
    /// - Throws: `SerialError`: at the deadline what stood against the last try (`.notFound` while the device is away), at
    ///   once what waiting does not mend, such as settings that the device refuses, and `.cancelled` and `.closed`.
    public func open(deadline: ContinuousClock.Instant?) async throws(SerialError) -> SerialPort {
        var interval = SteadyPort.intervals.first
        while true {
            let failure: SerialError
            do throws(SerialError) {
                if let current { return current }
                // Not on the caller's executor: that may be a loop, which has other ports to serve.
                let opened = try await withTaskExecutorPreference(globalConcurrentExecutor) {
                    () async throws(SerialError) in try openNow()
                }
                if let opened { return opened }
                // Another task opens it at this moment.
                failure = SerialError(.timedOut, path: name)
            } catch {
                guard error.mayPass else { throw error }
                failure = error
            }
            if let deadline, deadline <= .now { throw failure }
            let loop = try loop
            let next = ContinuousClock.now + interval
            interval = min(interval * 1.5, SteadyPort.intervals.last)
            guard await loop.sleep(until: deadline.map { min($0, next) } ?? next) else {
                throw SerialError(.cancelled, path: name)
            }
        }
    }

    private var loop: SerialLoop {
        get throws(SerialError) {
            if let preferredLoop { return preferredLoop }
            return try SerialLoop.shared
        }
    }

    /// The open port; opens it when nobody else does. Nil when somebody does.
    private func openNow() throws(SerialError) -> SerialPort? {
        enum Turn { case open(SerialPort), mine, closed, others }
        let (turn, dead): (Turn, SerialPort?) = state.withLock { state in
            if state.isClosed { return (.closed, nil) }
            if let port = state.port, port.isOpen { return (.open(port), nil) }
            if state.isOpening { return (.others, nil) }
            state.isOpening = true
            // It went while nobody used it.
            defer { state.port = nil }
            return (.mine, state.port)
        }
        switch turn {
        case .open(let port): return port
        case .closed: throw SerialError(.closed, path: name)
        case .others: return nil
        case .mine: break
        }
        if let dead { onEvent(.lost(SerialError(.disconnected, path: dead.path))) }
        let result = Result { () throws(SerialError) in
            let path = try locate()
            let port = try SerialPort(
                opening: path, settings: settings.withLock { $0 }, options: options, loop: preferredLoop)
            // From now on, so that an idle port gives its node up when the device goes.
            _ = try port.watch()
            return port
        }
        let isClosed = state.withLock { state in
            state.isOpening = false
            if case .success(let port) = result, !state.isClosed { state.port = port }
            return state.isClosed
        }
        let port = try result.get()
        if isClosed {
            port.close(discardingOutput: true)
            throw SerialError(.closed, path: name)
        }
        onEvent(.opened(port.path))
        return port
    }

    /// Does something with the open port, and notes when that finds its device gone.
    private func use<Value>(
        until deadline: ContinuousClock.Instant?, _ body: (SerialPort) async throws(SerialError) -> Value
    ) async throws(SerialError) -> Value {
        let port = try await open(deadline: deadline)
        do throws(SerialError) { return try await body(port) } catch {
            if !port.isOpen { noteLoss(of: port, error) }
            throw error
        }
    }

    private func noteLoss(of port: SerialPort, _ error: SerialError) {
        let isFirst = state.withLock { state in
            guard state.port === port, !state.isClosed else { return false }
            state.port = nil
            return true
        }
        if isFirst { onEvent(.lost(error)) }
    }

    /// Reads what has arrived, at least one byte. As `SerialPort.read`, but waits for the device first.
    public func read(upTo limit: Int, deadline: ContinuousClock.Instant?) async throws(SerialError) -> [UInt8] {
        try await use(until: deadline) { (port) async throws(SerialError) in
            try await port.read(upTo: limit, deadline: deadline)
        }
    }

    /// Writes all bytes. As `SerialPort.writeAll`, but waits for the device first.
    public func writeAll(_ bytes: [UInt8], deadline: ContinuousClock.Instant?) async throws(SerialError) {
        try await use(until: deadline) { (port) async throws(SerialError) in
            try await port.writeAll(bytes, deadline: deadline)
        }
    }

    /// Changes the line settings, now if the device is there, and for every later opening.
    ///
    /// - Throws: As `SerialPort.change`; nothing is changed then.
    public func change(to wanted: LineSettings) throws(SerialError) {
        if let current { try current.change(to: wanted) }
        settings.withLock { $0 = wanted }
    }

    /// Closes the port for good: what waits ends with `SerialError.closed`.
    public func close() {
        let port = state.withLock { state in
            state.isClosed = true
            defer { state.port = nil }
            return state.port
        }
        port?.close()
    }
}
