import Synchronization
import TerminalService

#if canImport(Glibc)
    import Glibc
#endif

/// The switches that a fault may throw from the bridge's thread: the terminal's power, and the line.
final class Switches: Sendable {
    /// True while the power is off on purpose.
    let isPowerCut = Mutex(false)
    /// Number of the terminal's process, or 0.
    let process = Mutex<Int32>(0)
    /// True when the host has to start again, which the runner does.
    let hostRestarts = Mutex(false)
    /// The bridge, once it runs.
    let bridge = Mutex<Bridge?>(nil)

    /// Power cut, at once.
    ///
    /// - Returns: True when a terminal was on and died of it.
    @discardableResult
    func cutPower() -> Bool {
        isPowerCut.withLock { $0 = true }
        // A process dies once: its number may soon be another's.
        let process = process.withLock { process in
            defer { process = 0 }
            return process
        }
        return process > 0 && kill(process, SIGKILL) == 0
    }

    func cutLine() { bridge.withLock { $0 }?.cutLine() }
    func restoreLine() { bridge.withLock { $0 }?.restoreLine() }
}
