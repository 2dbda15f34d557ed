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

    let core: PortCore
    let options: PortOptions
    let former: OpenPort.Former
    private let settingsNow: Mutex<LineSettings>
    private let preferredLoop: SerialLoop?

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
        core = PortCore(path: path, descriptor: opened.descriptor)
        former = opened.former
        settingsNow = Mutex(settings)
    }

    // A port that is dropped without a close must not keep whoever drops it: output that has not left is lost.
    deinit { close(discardingOutput: true) }

    /// Line settings that were asked for last.
    public var settings: LineSettings { settingsNow.withLock { $0 } }

    /// True until the port was closed or its device went.
    public var isOpen: Bool { core.isOpen }

    /// Descriptor for a caller's own `poll`. It is not to be read, written or closed, and not to be used after the close.
    public var pollable: Int32 { core.descriptor.number }

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
        settingsNow.withLock { $0 = settings }
    }

    /// Line settings as the device has them now; the speed is what its clock makes of it.
    public func settingsOfDevice() throws(SerialError) -> LineSettings {
        try use { (descriptor) throws(SerialError) in try TerminalMode.read(descriptor, path: path).settings }
    }

    // MARK: Closing

    /// Gives the port back with its former settings. Closing twice does nothing.
    ///
    /// What was written and has not left yet gets the time that it takes at the line's speed; a line that stands still is not
    /// waited for, and no line for more than 30 s. What waits for the port in other tasks and threads ends before that.
    ///
    /// - Parameter discardingOutput: Drops what has not left, and does not wait.
    public func close(discardingOutput: Bool = false) {
        guard core.leave(.closed) else { return }
        let descriptor = core.descriptor
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
        core.end(isStuck: isStuck)
    }

    /// Returns whether all of it left.
    private func letOutputLeave() -> Bool {
        var clock = DrainClock(settings: settings)
        while true {
            let pending = pendingOutputNow(core.descriptor.number) ?? 0
            guard let pause = clock.pause(pending, at: .now) else { return pending == 0 }
            var left = timespec(tv_sec: 0, tv_nsec: Int(pause.nanoseconds))
            nanosleep(&left, nil)
        }
    }

    /// The error of using a port that is no longer open.
    var gone: SerialError { core.gone }

    /// Does something with the descriptor, which stays open meanwhile.
    func use<Value>(_ body: (Int32) throws(SerialError) -> Value) throws(SerialError) -> Value { try core.use(body) }

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
        try core.watch(on: { () throws(SerialError) in try loop })
    }
}
