import CTermios
import Synchronization

/// The part of an open port that its watch on a loop may hold: descriptor, waiting places, and whether it is still open.
final class PortCore: Sendable {
    /// Whether a port is open.
    enum Life: UInt8, AtomicRepresentable { case open, closed, lost }

    private struct State {
        var watch: LoopWatch?
        /// Wakes a thread that waits in a blocking call.
        var bell: Descriptor?
    }

    let path: String
    let descriptor: Descriptor
    let reading = Suspension()
    let writing = Suspension()
    private let state = Mutex(State())
    private let life = Atomic<Life>(.open)

    init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = Descriptor(descriptor)
    }

    /// True until the port was closed or its device went.
    var isOpen: Bool { life.load(ordering: .acquiring) == .open }

    /// The error of using a port that is no longer open.
    var gone: SerialError {
        SerialError(life.load(ordering: .acquiring) == .lost ? .disconnected : .closed, path: path)
    }

    /// Says that the port is no longer open. What waits ends.
    ///
    /// - Returns: False when it was not open any more.
    func leave(_ next: Life) -> Bool {
        guard life.compareExchange(expected: .open, desired: next, ordering: .acquiringAndReleasing).exchanged else {
            return false
        }
        reading.finish(.ended)
        writing.finish(.ended)
        if let bell = state.withLock({ $0.bell }) { _ = tb_bell_ring(bell.number) }
        return true
    }

    /// Gives the descriptor up. After `leave`.
    ///
    /// - Parameter isStuck: There is output that does not leave.
    func end(isStuck: Bool = false) {
        let watch = state.withLock { state in
            defer { state.watch = nil }
            return state.watch
        }
        watch?.cancel()
        descriptor.shut(isStuck: isStuck)
    }

    /// The device is gone: nobody may use the descriptor any more.
    func lose() { if leave(.lost) { end() } }

    /// Does something with the descriptor, which stays open meanwhile. A failure that means that the device is gone loses the
    /// port.
    func use<Value>(_ body: (Int32) throws(SerialError) -> Value) throws(SerialError) -> Value {
        guard isOpen, descriptor.enter() else { throw gone }
        defer { descriptor.leave() }
        do throws(SerialError) { return try body(descriptor.number) } catch {
            if error.kind == .disconnected { lose() }
            throw error
        }
    }

    /// Changes that the loop was told of so far; nil before a task waited for the first time.
    var changesSeen: UInt64? { state.withLock { $0.watch?.changes } }

    /// The watch on the loop, made when a task waits for the first time.
    func watch(on loop: () throws(SerialError) -> SerialLoop) throws(SerialError) -> LoopWatch {
        if let watch = state.withLock({ $0.watch }) { return watch }
        let loop = try loop()
        return try use { (descriptor) throws(SerialError) in
            try state.withLock { (state) throws(SerialError) in
                if let watch = state.watch { return watch }
                // Whoever ends the port takes the watch out under this lock: one that was made later would never end.
                guard isOpen else { throw gone }
                let watch = try loop.watch(descriptor, path: path) { [self] found in
                    if found.contains(.readable) { reading.finish(.ready) }
                    if found.contains(.writable) { writing.finish(.ready) }
                    if found.contains(.hungUp) { hungUp() }
                }
                state.watch = watch
                return watch
            }
        }
    }

    /// The other side went. Whoever waits finds out by trying again; when nobody does, the descriptor is given up here,
    /// unless bytes that came before are still to be read.
    private func hungUp() {
        let isAwaited = reading.finish(.ready)
        guard !writing.finish(.ready), !isAwaited else { return }
        let isEmpty = try? use { (descriptor) throws(SerialError) in
            var count: Int32 = 0
            return tb_pending_input(descriptor, &count) != 0 || count == 0
        }
        if isEmpty == true { lose() }
    }

    /// The bell that wakes blocking calls, made when a thread waits for the first time.
    func bell() throws(SerialError) -> Descriptor {
        try state.withLock { (state) throws(SerialError) in
            if let bell = state.bell { return bell }
            let number = tb_bell_open()
            guard number >= 0 else { throw SerialError.system("eventfd", path: path) }
            let bell = Descriptor(number)
            state.bell = bell
            return bell
        }
    }
}
