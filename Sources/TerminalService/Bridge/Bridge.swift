import Capture
import Glibc
import ISO8583
import SerialDriver
import SerialLink
import Synchronization

/// The workstation as modem and network access controller: frames of a serial line on one side, a TCP connection to the
/// acquirer host on the other.
///
/// Requests get the line's address as TPDU origin. Responses go to the terminal with the request's addresses swapped,
/// whatever the host made of them: real hosts do not always swap cleanly.
public final class Bridge: Sendable {
    private let path: String
    private let settings: LineSettings
    private let address: String
    private let hostPort: Int
    private let parameters: LinkParameters
    private let lineAddress: UInt16
    private let dialect: WireDialect
    private let capture: CaptureFile?
    private let tap: @Sendable (WireFrame) -> FrameFate
    private let report: @Sendable (BridgeEvent) -> Void
    private let line: (@Sendable (WireFrame.Direction, [UInt8]) -> [UInt8])?
    private let isCut = Mutex(false)
    /// Names of held messages that may go on.
    private let named = Mutex<[String]>([])

    /// A bridge that is not running yet.
    ///
    /// - Parameters:
    ///   - path: The serial port.
    ///   - settings: Line settings.
    ///   - address: Host name or address.
    ///   - hostPort: TCP port of the host.
    ///   - parameters: Timers of the serial link.
    ///   - lineAddress: TPDU origin of this line's requests.
    ///   - dialect: What terminal and host speak.
    ///   - capture: Records both sides, byte for byte as they were on the wire: account numbers too.
    ///   - tap: Sees every message before it goes on, and decides whether it does.
    ///   - line: Sees all bytes of the serial line, as they are read and before they are written, and may change them.
    ///   - report: Is told what happens. All three are called on the bridge's thread.
    public init(
        path: String, settings: LineSettings, address: String, hostPort: Int,
        parameters: LinkParameters = LinkParameters(),
        lineAddress: UInt16 = 0x0001, dialect: WireDialect = .unionPay, capture: CaptureFile? = nil,
        tap: @escaping @Sendable (WireFrame) -> FrameFate = { _ in .pass },
        line: (@Sendable (WireFrame.Direction, [UInt8]) -> [UInt8])? = nil,
        report: @escaping @Sendable (BridgeEvent) -> Void
    ) {
        self.path = path
        self.settings = settings
        self.address = address
        self.hostPort = hostPort
        self.parameters = parameters
        self.lineAddress = lineAddress
        self.dialect = dialect
        self.capture = capture
        self.tap = tap
        self.line = line
        self.report = report
    }

    /// Cuts the line as if the cable were pulled: no byte passes in either direction.
    public func cutLine() { isCut.withLock { $0 = true } }

    /// Puts the cable back.
    public func restoreLine() { isCut.withLock { $0 = false } }

    /// Lets messages go on that were held under this name; one that is held later goes on at once.
    public func release(_ name: String) { named.withLock { $0.append(name) } }

    /// True once a message that was named has gone on.
    public func hasReleased(_ name: String) -> Bool { named.withLock { !$0.contains(name) } }

    /// Why the host cannot be reached now, or nil when it can: a connection is opened and closed again.
    public func hostProblem() -> String? {
        do throws(HostUnreachable) {
            _ = try HostConnection(address: address, port: hostPort)
            return nil
        } catch {
            return error.reason
        }
    }

    /// Runs on the calling thread until `stop` becomes readable.
    ///
    /// A port that goes away is opened again when it comes back; a host that is away is tried again with the next request.
    ///
    /// - Parameter waitsForPort: When false, a port that cannot be opened at first is an error.
    /// - Throws: `SerialError` when the port cannot be used and it is not a matter of waiting.
    public func run(until stop: Int32, waitsForPort: Bool = false) throws(SerialError) {
        var isFirst = true
        // What is late goes on when the port is there again.
        var later = LateMessages()
        let records = capture.map {
            BridgeRecords($0, port: path, baud: settings.baud, link: parameters)
        }
        while !isReadable(stop, within: 0) {
            let port: SerialPort
            do {
                port = try SerialPort(named: path, settings: settings)
            } catch {
                guard waitsForPort || !isFirst, error.kind == .notFound || error.kind == .disconnected else {
                    throw error
                }
                if isReadable(stop, within: 50) { return }
                continue
            }
            isFirst = false
            later.dropMissed()
            report(.portOpened(path))
            var line = Line(bridge: self, port: port, records: records)
            line.later = later
            defer {
                line.records?.serial.finish()
                later = line.later
            }
            do {
                try line.serve(until: stop)
            } catch {
                report(.portLost(SerialErrorText(what: error.what)))
                // The link of a terminal that was switched off may still point to a dead tty for a moment.
                if isReadable(stop, within: 20) { return }
            }
        }
    }

    private func isReadable(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, milliseconds) > 0
    }

    /// One session on an open port.
    private struct Line {
        let bridge: Bridge
        let port: SerialPort
        var link: LinkSession
        var host: HostConnection?
        var timers: [LinkTimer: ContinuousClock.Instant] = [:]
        var frameCount = 0
        /// TPDU of the terminal's last request.
        var lastRequest: TPDU?
        var records: BridgeRecords?
        var later = LateMessages()

        init(bridge: Bridge, port: SerialPort, records: BridgeRecords?) {
            self.bridge = bridge
            self.port = port
            self.records = records
            link = LinkSession(bridge.parameters)
        }

        mutating func serve(until stop: Int32) throws(SerialError) {
            while true {
                var watched = [
                    pollfd(fd: port.pollable, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: host?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
                ]
                let ready = poll(&watched, nfds_t(watched.count), waitTime())
                if ready < 0, errno != EINTR {
                    throw SerialError(.system(call: "poll", code: errno), path: bridge.path)
                }
                if watched[1].revents != 0 { return }
                if watched[0].revents != 0 {
                    let bytes = try port.read(upTo: 4096, deadline: .now + .milliseconds(10))
                    if !bridge.isCut.withLock({ $0 }) {
                        records?.serial.received(bytes)
                        let read = bridge.line?(.toHost, bytes) ?? bytes
                        if !read.isEmpty { try carryOut(link.handle(.received(read))) }
                    }
                }
                if watched[2].revents != 0 { try receiveFromHost() }
                try fireTimers()
                try sendDue()
            }
        }

        /// What is due goes on, and what was named. A name stays until a message that was held under it has gone on.
        private mutating func sendDue() throws(SerialError) {
            let names = later.isHolding ? bridge.named.withLock { $0 } : []
            let released = names.filter { later.release($0) }
            while let message = later.takeDue() { try travel(message.payload, message.direction) }
            if !released.isEmpty { bridge.named.withLock { $0.removeAll { released.contains($0) } } }
        }

        private func waitTime() -> Int32 {
            // Whoever names a held message does not wake this thread.
            let longest: Int64 = later.isHolding ? 20 : 1000
            guard let next = [timers.values.min(), later.next].compactMap({ $0 }).min() else { return Int32(longest) }
            let left = next - .now
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
            return Int32(clamping: max(0, min(longest, milliseconds + 1)))
        }

        private mutating func fireTimers() throws(SerialError) {
            while let due = timers.first(where: { $0.value <= .now }) {
                timers[due.key] = nil
                try carryOut(link.handle(.timerFired(due.key)))
            }
        }

        private mutating func carryOut(_ effects: [LinkEffect]) throws(SerialError) {
            for effect in effects {
                switch effect {
                case .transmit(let bytes):
                    if bridge.isCut.withLock({ $0 }) { continue }
                    let written = bridge.line?(.toTerminal, bytes) ?? bytes
                    if written.isEmpty { continue }
                    try port.writeAll(written, deadline: .now + .seconds(5))
                    records?.serial.sent(written)
                case .deliver(let payload): try sendToHost(payload)
                case .startTimer(let timer, let milliseconds): timers[timer] = .now + .milliseconds(milliseconds)
                case .cancelTimer(let timer): timers[timer] = nil
                case .acknowledged: break
                case .failed(let failure): bridge.report(.line("the terminal did not take a frame: \(failure)"))
                case .note(let note): bridge.report(.line(note.description))
                }
            }
        }

        private mutating func sendToHost(_ payload: [UInt8]) throws(SerialError) {
            guard var envelope = try? Envelope(parsing: payload, hasHeader: bridge.dialect.hasHeader) else {
                bridge.report(.line("a frame of \(payload.count) bytes without TPDU and header was dropped"))
                return
            }
            lastRequest = envelope.tpdu
            envelope.tpdu.origin = bridge.lineAddress
            try pass(.toHost, envelope)
        }

        /// Sends a message on, now.
        private mutating func travel(
            _ payload: [UInt8], _ direction: WireFrame.Direction
        ) throws(SerialError) {
            if direction == .toTerminal { return try carryOut(link.handle(.send(payload))) }
            do throws(HostUnreachable) {
                if host == nil {
                    host = try HostConnection(
                        address: bridge.address, port: bridge.hostPort, network: records?.network)
                    bridge.report(.hostConnected)
                }
                try host?.send(payload)
            } catch {
                host = nil
                bridge.report(.hostLost(error.reason))
            }
        }

        private mutating func receiveFromHost() throws(SerialError) {
            guard let host else { return }
            let messages: [[UInt8]]
            do { messages = try host.receive() } catch {
                self.host = nil
                bridge.report(.hostLost(error.reason))
                return
            }
            for message in messages {
                guard var envelope = try? Envelope(parsing: message, hasHeader: bridge.dialect.hasHeader) else {
                    bridge.report(.line("the host sent \(message.count) bytes without TPDU and header"))
                    continue
                }
                if let lastRequest { envelope.tpdu = lastRequest.swapped }
                try pass(.toTerminal, envelope)
            }
        }

        /// Lets a message meet its fate.
        private mutating func pass(_ direction: WireFrame.Direction, _ envelope: Envelope) throws(SerialError) {
            frameCount += 1
            let frame = WireFrame(
                direction, number: frameCount, payload: envelope.body, envelope: envelope, dialect: bridge.dialect)
            let fate = bridge.isCut.withLock({ $0 }) ? .lose : bridge.tap(frame)
            bridge.report(.frame(frame, fate))
            var payload = envelope.bytes
            let former = later.takeOvertaken(direction)
            let parts = fate.parts
            if parts.contains(.spoil), let last = payload.indices.last { payload[last] ^= 1 }
            let isLost = parts.contains(.lose)
            if !isLost, !parts.contains(where: \.keepsBack) { try travel(payload, direction) }
            for part in parts {
                switch part {
                case .double(let milliseconds): later.add(payload, direction, after: milliseconds)
                case .doubleHeld(let name): later.hold(payload, direction, as: name)
                case .delay(let milliseconds) where !isLost: later.add(payload, direction, after: milliseconds)
                case .held(let name) where !isLost: later.hold(payload, direction, as: name)
                case .overtaken where !isLost: later.holdUntilNext(payload, direction)
                case .pass, .lose, .spoil, .delay, .held, .overtaken, .several: break
                }
            }
            if let former { later.add(former, direction, after: 1) }
        }
    }
}
