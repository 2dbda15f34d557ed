import CTermios
import Glibc
import Synchronization

/// An open serial port, for exclusive use unless the options say otherwise.
///
/// One reader and one writer at a time, from any task or thread. Reading, writing and waiting come twice: as calls that block
/// the thread, and, where `await` is possible, as calls that suspend the task. Any of them ends at its deadline, when the
/// port is closed, and at once when the device is gone; a suspended one also when its task is cancelled.
///
/// A port whose device is gone gives its descriptor up by itself, so that the kernel can give the same name to the device
/// when it is plugged in again. The settings that the port had before come back when it is closed.
public final class SerialPort: Sendable {
    /// Path that it was opened by.
    public let path: String

    struct State {
        var settings: LineSettings
        var watch: LoopWatch?
        /// Wakes a thread that waits in a blocking call.
        var bell: Descriptor?
    }

    let descriptor: Descriptor
    let options: PortOptions
    let former: OpenPort.Former
    let state: Mutex<State>
    let reading = Suspension()
    let writing = Suspension()
    private let preferredLoop: SerialLoop?

    /// Whether it is open.
    enum Life: UInt8, AtomicRepresentable { case open, closed, lost }
    let life = Atomic<Life>(.open)
    let hasReader = Atomic<Bool>(false)
    let hasWriter = Atomic<Bool>(false)
    /// Transfers that did not have to wait, in a row.
    let unbroken = Atomic<Int>(0)

    /// Opens a port and sets its line.
    ///
    /// TIOCEXCL keeps other users out, an advisory lock keeps the superuser's programs out as well, and lock files of older
    /// programs are heeded.
    ///
    /// - Parameters:
    ///   - path: A tty, or a link to one.
    ///   - settings: They are read back after they were set.
    ///   - options: What else is asked of the device.
    ///   - loop: Waits for the port in `async` calls; nil means `SerialLoop.shared`.
    /// - Throws: `SerialError`: not found, not permitted, busy (with the process that holds it), no tty, a setting that the
    ///   device refused, or an option that it does not support.
    public init(
        opening path: String, settings: LineSettings, options: PortOptions = PortOptions(), loop: SerialLoop? = nil
    ) throws(SerialError) {
        self.path = path
        self.options = options
        preferredLoop = loop
        let opened = try OpenPort.open(path, settings, options)
        descriptor = Descriptor(opened.descriptor)
        former = opened.former
        state = Mutex(State(settings: settings))
    }

    deinit { close(discardingOutput: true) }

    /// Line settings that were asked for last.
    public var settings: LineSettings { state.withLock { $0.settings } }

    /// True until the port was closed or its device went.
    public var isOpen: Bool { life.load(ordering: .acquiring) == .open }

    /// Descriptor for a caller's own `poll`. It is not to be read, written or closed, and not to be used after the close.
    public var pollable: Int32 { descriptor.number }

    /// Changes the line settings of the open port. They stay as they were when the device refuses the new ones.
    ///
    /// - Throws: `SerialError.settingRefused` and others.
    public func change(to settings: LineSettings) throws(SerialError) {
        try use { (descriptor) throws(SerialError) in
            let before = try TerminalMode.read(descriptor, path: path)
            do throws(SerialError) {
                try OpenPort.set(descriptor, settings, options, over: before, path: path)
            } catch {
                try? before.write(descriptor, path: path)
                throw error
            }
        }
        state.withLock { $0.settings = settings }
    }

    /// Line settings as the device has them now; the speed is what its clock makes of it.
    public func settingsOfDevice() throws(SerialError) -> LineSettings {
        try use { (descriptor) throws(SerialError) in try TerminalMode.read(descriptor, path: path).settings }
    }

    // MARK: Closing

    /// Gives the port back with its former settings. Closing twice does nothing.
    ///
    /// What was written and has not left yet gets the time that it takes at the line's speed; a line that stands still for a
    /// quarter of a second is not waited for. (The kernel's own close waits up to 30 s.)
    ///
    /// - Parameter discardingOutput: Drops what has not left, and does not wait.
    public func close(discardingOutput: Bool = false) {
        guard life.compareExchange(expected: .open, desired: .closed, ordering: .acquiringAndReleasing).exchanged else {
            return
        }
        var isStuck = false
        if descriptor.enter() {
            // Only what is known to be stuck is dropped: on a pseudo-terminal a flush also takes what has left already and
            // the other side has not read yet.
            isStuck = discardingOutput ? (pendingOutputNow(descriptor.number) ?? 0) > 0 : !letOutputLeave()
            if isStuck { tcflush(descriptor.number, TCOFLUSH) }
            former.restore(descriptor.number, path: path)
            if options.isExclusive { PortLock.release(descriptor.number) }
            descriptor.leave()
        }
        end(isStuck: isStuck)
    }

    /// Returns whether all of it left.
    private func letOutputLeave() -> Bool {
        var clock = DrainClock(settings: settings)
        while true {
            let pending = pendingOutputNow(descriptor.number) ?? 0
            guard let pause = clock.pause(pending, at: .now) else { return pending == 0 }
            var left = timespec(tv_sec: 0, tv_nsec: Int(pause.nanoseconds))
            nanosleep(&left, nil)
        }
    }

    /// The device is gone: nobody may use the descriptor any more.
    func lose() {
        guard life.compareExchange(expected: .open, desired: .lost, ordering: .acquiringAndReleasing).exchanged else {
            return
        }
        end()
    }

    private func end(isStuck: Bool = false) {
        let (watch, bell) = state.withLock { state in
            defer { state.watch = nil }
            return (state.watch, state.bell)
        }
        watch?.cancel()
        descriptor.shut(isStuck: isStuck)
        reading.finish(.ended)
        writing.finish(.ended)
        if let bell { _ = tb_bell_ring(bell.number) }
    }

    /// The error of using a port that is no longer open.
    func gone(written: Int? = nil) -> SerialError {
        SerialError(life.load(ordering: .acquiring) == .lost ? .disconnected : .closed, path: path, written: written)
    }

    /// Does something with the descriptor, which stays open meanwhile. A failure that means that the device is gone loses the
    /// port.
    func use<Value>(_ body: (Int32) throws(SerialError) -> Value) throws(SerialError) -> Value {
        guard life.load(ordering: .acquiring) == .open, descriptor.enter() else { throw gone() }
        defer { descriptor.leave() }
        do throws(SerialError) { return try body(descriptor.number) } catch {
            if error.kind == .disconnected { lose() }
            throw error
        }
    }

    // MARK: Waiting

    /// Loop that waits for this port.
    var loop: SerialLoop {
        get throws(SerialError) {
            if let preferredLoop { return preferredLoop }
            return try SerialLoop.shared
        }
    }

    /// The watch on the loop, made when a task waits for the first time.
    func watch() throws(SerialError) -> LoopWatch {
        if let watch = state.withLock({ $0.watch }) { return watch }
        let loop = try loop
        return try use { (descriptor) throws(SerialError) in
            let result = state.withLock { state in
                Result { () throws(SerialError) in
                    if let watch = state.watch { return watch }
                    // Not the port itself: the watch must not keep it alive, and weak references are slow.
                    let watch = try loop.watch(descriptor, path: path) { [reading, writing] found in
                        if found.contains(.readable) || found.contains(.hungUp) { reading.finish(.ready) }
                        if found.contains(.writable) || found.contains(.hungUp) { writing.finish(.ready) }
                    }
                    state.watch = watch
                    return watch
                }
            }
            return try result.get()
        }
    }

    /// The bell that wakes blocking calls, made when a thread waits for the first time.
    func bell() throws(SerialError) -> Descriptor {
        let bell = state.withLock { state -> Descriptor? in
            if let bell = state.bell { return bell }
            let number = tb_bell_open()
            guard number >= 0 else { return nil }
            state.bell = Descriptor(number)
            return state.bell
        }
        guard let bell else { throw SerialError.system("eventfd", path: path) }
        return bell
    }
}
