import BenchSupport
import Bootloader
import CTermios
import Capture
import FlashStore
import Foundation
import ISO8583
import PaymentCrypto
import SMP
import SerialDriver
import Settlement
import TerminalFirmware

#if canImport(Glibc)
    import Glibc
#endif

/// The board and its firmware as a process: one thread that waits for bytes, keys, cards and timers, and carries effects out.
///
/// It holds no rules: what a terminal does is decided in `TerminalFirmware`, what its service port does in
/// `TerminalManagement`, and which image runs in `Bootloader`.
public final class TerminalProcess {
    let folder: TerminalFolder
    /// The shop's settings as they were given; those of the service port come on top.
    let configuration: TerminalConfiguration
    var terminal: Terminal<FileFlash, SoftwareElement>
    let data: FileFlash
    let program: ProgramChip
    var service: ServiceSide
    let servicePort: PacedPort
    var clock: VirtualClock
    let port: PacedPort
    var printer: Printer
    var timers: [TerminalTimer: Int64] = [:]
    var nextTick: Int64 = 0
    var logLines: [LogReport] = []
    /// Lines of the log that are not kept any more.
    var droppedLines = 0
    var selfTest = SelfTest()
    var maintenance: MaintenanceFile
    /// What is to be started anew when the service port has sent everything.
    var restart: Restart?
    var serial: SerialRecorder?
    var isStopping = false
    private let listener: Int32
    private var clients: [ControlConnection] = []
    private let echo: @Sendable (String) -> Void

    /// Lines of the log that are kept in memory.
    private static let logLimit = 5000

    /// Powers a terminal up in its folder.
    ///
    /// - Parameters:
    ///   - folder: Made when it is missing.
    ///   - configuration: The shop's settings.
    ///   - now: What its clock shows.
    ///   - capture: Records the line, byte for byte: account numbers too. Its times are the workstation's, not the
    ///     terminal's.
    ///   - cut: The operation of the journal's flash at which this process dies, for tests.
    ///   - programCut: The operation of the program chip's flash at which it dies, counted from the start of the board.
    ///   - echo: Takes the terminal's log, line by line.
    /// - Throws: `BenchError` when flash, port or folder cannot be used; nothing is changed then.
    public init(
        folder: TerminalFolder, configuration: TerminalConfiguration, now: ClockTime, capture: CaptureFile? = nil,
        cut: FlashCut? = nil, programCut: FlashCut? = nil, echo: @escaping @Sendable (String) -> Void
    ) throws {
        self.folder = folder
        self.configuration = configuration
        self.echo = echo
        // Now: on a busy machine the memories take seconds to open, by which it would be late for ever.
        clock = VirtualClock(showing: now)
        _ = try configuration.parameters()
        do {
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        } catch {
            throw BenchError(
                .file, "cannot make the folder \(folder.path)", why: FileReason.of(error),
                next: "name another one with --dir")
        }
        data = try FileFlash(path: folder.flash, geometry: .terminal, wear: folder.flashWear)
        data.cutPower(at: cut)
        // Before anything is made beside it: what is no journal stays alone.
        if access(folder.program, F_OK) != 0 {
            do { _ = try FlashImage.journal(of: folder.flash) } catch let error as BenchError {
                throw TerminalProcess.unusable(folder, error.why)
            }
        }
        program = try ProgramChip(path: folder.program, wear: folder.programWear)
        program.flash.cutPower(at: programCut)
        let start = try TerminalProcess.start(program, data, folder, configuration, at: now, .power)
        terminal = start.terminal
        service = start.service
        printer = try Printer(folder: folder.papers)
        maintenance = MaintenanceFile(path: folder.maintenance)
        maintenance.counts.starts += 1
        maintenance.keep()
        listener = try UnixSocket.listen(at: folder.control)
        do {
            port = try PacedPort(path: folder.line, baud: configuration.baud)
            servicePort = try PacedPort(path: folder.service, baud: configuration.serviceBaud)
        } catch {
            throw BenchError(.port, error.what, why: error.why, next: error.nextStep)
        }
        let parameters = start.terminal.parameters
        serial = capture.map {
            SerialRecorder(
                $0, port: folder.line, baud: configuration.baud, longestPause: parameters.link.interByteTimeout,
                largestPayload: parameters.link.largestPayload)
        }
        for line in start.log { note(line.level, line.code, line.text) }
    }

    /// A journal that no terminal can go on with.
    static func unusable(_ folder: TerminalFolder, _ why: String) -> BenchError {
        BenchError(
            .file, "the flash file \(folder.flash) cannot be used", why: why,
            next: "nothing was changed in it; name another folder with --dir")
    }

    /// The tty of the line port.
    public var linePath: String { folder.line }
    /// The tty of the service port.
    public var servicePath: String { folder.service }

    /// Runs until it is stopped: by the control socket, or by `stop` (a descriptor that becomes readable).
    ///
    /// - Throws: `BenchError` when the workstation fails under the terminal (port or disk).
    public func run(until stop: Int32) throws {
        defer {
            maintenance.keep()
            serial?.finish()
            port.close()
            servicePort.close()
            close(listener)
            unlink(folder.control)
        }
        try handle(.powerOn)
        while !isStopping {
            try waitAndServe(stop)
            try fireTimers()
            try goOnTesting()
            if restart != nil, !servicePort.isSending { try carryOutRestart() }
        }
    }

    private func waitAndServe(_ stop: Int32) throws {
        let started = DispatchTime.now().uptimeNanoseconds
        let line = port.interest(at: started)
        let management = servicePort.interest(at: started, isReading: restart == nil)
        var watched = [
            pollfd(fd: line.descriptor, events: line.events, revents: 0),
            pollfd(fd: management.descriptor, events: management.events, revents: 0),
            pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        ]
        let others = watched.count
        watched += clients.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        var wait = UInt64(min(max(0, nextDeadline() - clock.milliseconds), 1000)) * 1_000_000
        for port in [line.wait, management.wait] { wait = min(wait, port ?? wait) }
        // Whole milliseconds would be ninety bytes of a fast line.
        let ready = tb_poll(&watched, watched.count, Int64(wait))
        guard ready >= 0 || errno == EINTR else {
            throw BenchError(.port, "waiting for events failed", why: String(cString: strerror(errno)), next: "")
        }
        if watched[3].revents != 0 { isStopping = true }
        do {
            let now = DispatchTime.now().uptimeNanoseconds
            try port.write(at: now)
            try servicePort.write(at: now)
            let bytes = try port.read(at: now)
            if !bytes.isEmpty {
                serial?.received(bytes)
                // What comes back through a plug is no message.
                if !selfTest.took(line: bytes) { try handle(.line(bytes)) }
            }
            if restart == nil { try serve(try servicePort.read(at: now)) }
        } catch let error as SerialError {
            throw BenchError(.port, error.what, why: error.why, next: error.nextStep)
        }
        if watched[2].revents != 0, let client = ControlConnection(accepting: listener) { clients.append(client) }
        for (index, watch) in watched.dropFirst(others).enumerated() where watch.revents != 0 && index < clients.count {
            for request in clients[index].receive() { clients[index].answer(try serve(request)) }
        }
        clients.removeAll { $0.isClosed }
    }

    private func nextDeadline() -> Int64 {
        min(timers.values.min() ?? Int64.max, nextTick, selfTest.nextLook ?? Int64.max)
    }

    func note(_ level: String, _ code: String, _ text: String) {
        let report = LogReport(at: clock.now.description, level: level, code: code, text: text)
        if logLines.count >= TerminalProcess.logLimit {
            logLines.removeFirst()
            droppedLines += 1
        }
        logLines.append(report)
        echo("\(report.at) \(report.level) \(report.code): \(report.text)")
    }

    func say(_ text: String) { echo("\(clock.now.description) \(text)") }
}
