import CTermios
import Glibc
import Synchronization

/// Tells of serial ports that come, go and change.
///
/// Where udevd runs, its events are listened to, which come when links and rights are set; else those of the kernel;
/// and where neither is to be had, lists of ports are compared. Lists are compared in the other cases too, now and then
/// and when the system reports lost events (ENOBUFS), so that nothing is missed for long.
///
/// ```swift
/// let monitor = try PortMonitor()
/// var watched = pollfd(fd: monitor.descriptor, events: Int16(POLLIN), revents: 0)
/// while poll(&watched, 1, -1) > 0 {
///     for event in try monitor.receive() { print(event.action, event.port.node) }
/// }
/// ```
public final class PortMonitor: Sendable {
    /// Where events come from.
    public enum Source: String, Codable, Sendable {
        /// udevd, when its rules are done.
        case udev
        /// The kernel.
        case kernel
        /// Lists, one compared with the one before.
        case comparison
    }

    /// What libudev gives, and what was made of it. One caller at a time is in here.
    private struct State {
        var monitor: UdevMonitor?
        var table: PortTable
        /// A list that must still be compared, as it could not be had when it was due.
        var owed: Owed?
    }

    private enum Owed {
        /// The clock said so.
        case due
        /// Events were lost.
        case lost
    }

    /// Where the events come from.
    public let source: Source
    /// Readable when ``receive()`` has something to do: for poll(2) and the like. It belongs to the monitor.
    public let descriptor: Int32
    private let ticker: Int32
    private let list: @Sendable () throws(SerialError) -> [PortTable.Entry]
    private let state: Mutex<State>

    /// Begins to watch. Ports that are there already become no events; ``ports`` has them.
    ///
    /// - Parameters:
    ///   - preferred: Where events shall come from; where that is not possible, from the next one that is. By default
    ///     udev when udevd runs, else the kernel.
    ///   - interval: How often lists are compared when there are no events. With events it is ten times as rare.
    /// - Throws: `SerialError` when the ports cannot be listed, or there are no descriptors left.
    public convenience init(preferring preferred: Source? = nil, interval: Duration = .seconds(1)) throws(SerialError) {
        try self.init(preferring: preferred, interval: interval, receiveBuffer: nil)
    }

    init(
        preferring preferred: Source?, interval: Duration, receiveBuffer: Int32?,
        list: @escaping @Sendable () throws(SerialError) -> [PortTable.Entry] = PortMonitor.entries
    ) throws(SerialError) {
        self.list = list
        let wanted = preferred ?? (PortList.udevRuns ? .udev : .kernel)
        // The socket is opened before the ports are listed, so that nothing falls between the two.
        let monitor = wanted == .comparison ? nil : UdevMonitor(group: wanted.rawValue, receiveBuffer: receiveBuffer)
        source = monitor == nil ? .comparison : wanted
        let table = PortTable(try list())
        let ticks = source == .comparison ? interval : interval * 10
        (descriptor, ticker) = try PortMonitor.descriptors(monitor?.descriptor, every: ticks)
        nonisolated(unsafe) let made = State(monitor: monitor, table: table)
        state = Mutex(made)
    }

    deinit {
        close(ticker)
        close(descriptor)
    }

    /// The ports that are there, as of the last ``receive()``, in order of their nodes.
    public var ports: [PortDescription] {
        PortList(state.withLock { $0.table.ports }, hasUdevDatabase: source == .udev).ports
    }

    /// What happened since the last call; does not wait.
    ///
    /// - Throws: `SerialError` when the ports cannot be listed and there are no events. With events, the next call tells;
    ///   it lists them again in any case.
    public func receive() throws(SerialError) -> [PortEvent] {
        let isDue = tb_ticker_clear(ticker) > 0
        return try state.withLock { (state) throws(SerialError) in
            var events: [PortEvent] = []
            if isDue, state.owed == nil { state.owed = .due }
            var isLost = false
            while let monitor = state.monitor, !isLost {
                switch monitor.receive() {
                case .device(let device):
                    let notice = PortMonitor.notice(device)
                    events += state.table.apply(notice)
                    continue
                case .lost: isLost = true
                case .nothing: break
                }
                break
            }
            if isLost { state.owed = .lost }
            guard let owed = state.owed else { return events }
            do throws(SerialError) {
                events += state.table.replace(with: try list(), holdsBack: source == .udev && owed == .due)
                state.owed = nil
            } catch {
                // The table has these events already: nobody would tell of them again.
                if events.isEmpty { throw error }
            }
            return events
        }
    }

    private static func notice(_ device: UdevDevice) -> PortTable.Notice {
        let path = device.sysfsPath
        guard device.action != "remove" else { return .gone(path: path) }
        let entry = PortDescription(PortFacts(device)).map { PortTable.Entry(port: $0, instance: instance(path)) }
        return .present(path: path, entry, isChange: device.action == "change")
    }

    private static func entries() throws(SerialError) -> [PortTable.Entry] {
        try PortList.read().ports.map { PortTable.Entry(port: $0, instance: instance($0.sysfsPath)) }
    }

    private static func instance(_ path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    /// One descriptor for both: a poller of the socket and of a clock that ticks.
    private static func descriptors(_ socket: Int32?, every interval: Duration) throws(SerialError) -> (Int32, Int32) {
        let set = tb_poller_open()
        guard set >= 0 else { throw SerialError.system("epoll_create1", path: "ports") }
        let ticker = tb_ticker_open(interval.nanoseconds)
        guard ticker >= 0 else {
            let error = SerialError.system("timerfd_create", path: "ports")
            close(set)
            throw error
        }
        for (token, member) in [ticker, socket].compactMap({ $0 }).enumerated() {
            guard tb_poller_add_lasting(set, member, UInt64(token)) == 0 else {
                let error = SerialError.system("epoll_ctl", path: "ports")
                close(ticker)
                close(set)
                throw error
            }
        }
        return (set, ticker)
    }
}
