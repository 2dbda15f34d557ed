import Synchronization

/// What happens to the serial ports of this machine, as it happens, for `for try await`.
///
/// Events that nobody asks for wait in the system; when it has no room for them, lists of ports are compared, so a slow
/// reader learns what is there in the end.
public struct PortChanges: AsyncSequence, Sendable {
    let monitor: PortMonitor
    let loop: SerialLoop?

    /// Iterates over events.
    public struct Iterator: AsyncIteratorProtocol {
        private let waiter: Waiter
        /// Events that one call of the monitor brought, the next one last.
        private var ready: [PortEvent] = []

        init(monitor: PortMonitor, loop: SerialLoop?) { waiter = Waiter(monitor, loop) }

        /// The next event; nil when the task was cancelled.
        ///
        /// - Throws: `SerialError` when the ports cannot be listed, or another task waits on the same iterator.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(SerialError) -> PortEvent? {
            while !Task.isCancelled {
                if let event = ready.popLast() { return event }
                ready = try waiter.monitor.receive().reversed()
                if ready.isEmpty { try await waiter.wait() }
            }
            return nil
        }
    }

    /// Waits for the monitor's descriptor on a loop.
    private final class Waiter: Sendable {
        let monitor: PortMonitor
        private let loop: SerialLoop?
        private let place = Suspension()
        private let watch = Mutex<LoopWatch?>(nil)

        init(_ monitor: PortMonitor, _ loop: SerialLoop?) {
            self.monitor = monitor
            self.loop = loop
        }

        /// The watch ends before the monitor closes its descriptor.
        deinit { watch.withLock { $0?.cancel() } }

        func wait() async throws(SerialError) {
            let loop: SerialLoop = if let loop { loop } else { try SerialLoop.shared }
            let watch = try watch.withLock { (watch) throws(SerialError) -> LoopWatch in
                if let watch { return watch }
                let made = try loop.watch(monitor.descriptor, path: "ports") { [place] _ in place.finish(.ready) }
                watch = made
                return made
            }
            let outcome = await place.wait(until: nil, on: loop) { watch.arm(.readable) }
            if outcome == .inUse { throw SerialError(.inUse, path: "ports") }
        }
    }

    /// Begins.
    public func makeAsyncIterator() -> Iterator { Iterator(monitor: monitor, loop: loop) }
}

extension PortMonitor {
    /// What happens from now on. For one reader; the loop waits, by default the one that all ports share.
    public func changes(on loop: SerialLoop? = nil) -> PortChanges { PortChanges(monitor: self, loop: loop) }

    /// What happens from now on, on the loop that all ports share.
    public var changes: PortChanges { changes(on: nil) }
}
