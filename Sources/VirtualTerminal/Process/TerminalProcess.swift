import BenchSupport
import Capture
import Foundation
import ISO8583
import PaymentCrypto
import SerialDriver
import Settlement
import TerminalFirmware

#if canImport(Glibc)
    import Glibc
#endif

/// The firmware as a process: one thread that waits for bytes, keys, cards and timers, and carries effects out.
///
/// It holds no rules: what happens is decided in `TerminalFirmware`.
public final class TerminalProcess {
    private let folder: TerminalFolder
    private var terminal: Terminal<FileFlash, SoftwareElement>
    private var clock: VirtualClock
    private let port: PacedPort
    private var printer: Printer
    private let listener: Int32
    private var clients: [ControlConnection] = []
    private var timers: [TerminalTimer: Int64] = [:]
    private var nextTick: Int64 = 0
    private var logLines: [LogReport] = []
    private let echo: @Sendable (String) -> Void
    private var serial: SerialRecorder?
    private var isStopping = false

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
    ///   - cut: The flash operation at which this process dies, for tests.
    ///   - echo: Takes the terminal's log, line by line.
    /// - Throws: `BenchError` when flash, port or folder cannot be used; nothing is changed then.
    public init(
        folder: TerminalFolder, configuration: TerminalConfiguration, now: ClockTime, capture: CaptureFile? = nil,
        cut: FlashCut? = nil, echo: @escaping @Sendable (String) -> Void
    ) throws {
        self.folder = folder
        self.echo = echo
        let parameters = try configuration.parameters()
        do {
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        } catch {
            throw BenchError(
                .file, "cannot make the folder \(folder.path)", why: FileReason.of(error),
                next: "name another one with --dir")
        }
        let flash = try FileFlash(path: folder.flash, geometry: .terminal)
        flash.cutPower(at: cut)
        let element = try SoftwareElement(
            masterKey: try SecretKey(hex: configuration.masterKey), file: URL(fileURLWithPath: folder.element))
        clock = VirtualClock(showing: now)
        do {
            terminal = try Terminal(flash: flash, element: element, parameters: parameters, at: now)
        } catch {
            throw BenchError(
                .file, "the flash file \(folder.flash) cannot be used", why: error.description,
                next: "nothing was changed in it; name another folder with --dir")
        }
        printer = try Printer(folder: folder.papers)
        listener = try UnixSocket.listen(at: folder.control)
        do { port = try PacedPort(path: folder.line, baud: configuration.baud) } catch {
            throw BenchError(.port, error.what, why: error.why, next: error.nextStep)
        }
        serial = capture.map {
            SerialRecorder(
                $0, port: folder.line, baud: configuration.baud, longestPause: parameters.link.interByteTimeout,
                largestPayload: parameters.link.largestPayload)
        }
    }

    /// The tty of the line port.
    public var linePath: String { folder.line }

    /// Runs until it is stopped: by the control socket, or by `stop` (a descriptor that becomes readable).
    ///
    /// - Throws: `BenchError` when the workstation fails under the terminal (port or disk).
    public func run(until stop: Int32) throws {
        defer {
            serial?.finish()
            port.close()
            close(listener)
            unlink(folder.control)
        }
        try handle(.powerOn)
        while !isStopping {
            try waitAndServe(stop)
            try fireTimers()
        }
    }

    private func waitAndServe(_ stop: Int32) throws {
        let started = DispatchTime.now().uptimeNanoseconds
        let interest = port.interest(at: started)
        var watched = [
            pollfd(fd: interest.descriptor, events: interest.events, revents: 0),
            pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        ]
        watched += clients.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        var wait = UInt64(min(max(0, nextDeadline() - clock.milliseconds), 1000)) * 1_000_000
        if let portWait = interest.wait { wait = min(wait, portWait) }
        let ready = poll(&watched, nfds_t(watched.count), Int32(clamping: (wait + 999_999) / 1_000_000))
        guard ready >= 0 || errno == EINTR else {
            throw BenchError(.port, "waiting for events failed", why: String(cString: strerror(errno)), next: "")
        }
        if watched[2].revents != 0 { isStopping = true }
        do {
            let now = DispatchTime.now().uptimeNanoseconds
            try port.write(at: now)
            if watched[0].revents & Int16(POLLIN) != 0 {
                let bytes = try port.read(at: now)
                if !bytes.isEmpty {
                    serial?.received(bytes)
                    try handle(.line(bytes))
                }
            }
        } catch let error as SerialError {
            throw BenchError(.port, error.what, why: error.why, next: error.nextStep)
        }
        if watched[1].revents != 0, let client = ControlConnection(accepting: listener) { clients.append(client) }
        for (index, watch) in watched.dropFirst(3).enumerated() where watch.revents != 0 && index < clients.count {
            for request in clients[index].receive() { clients[index].answer(try serve(request)) }
        }
        clients.removeAll { $0.isClosed }
    }

    private func nextDeadline() -> Int64 { min(timers.values.min() ?? Int64.max, nextTick) }

    /// Timers run out in the order of their deadlines, also when the clock was set far ahead.
    private func fireTimers() throws {
        while let due = timers.filter({ $0.value <= clock.milliseconds }).min(by: { $0.value < $1.value }) {
            timers[due.key] = nil
            try handle(.timer(due.key))
        }
        if clock.milliseconds >= nextTick {
            nextTick = clock.milliseconds + 1000
            try handle(.tick)
        }
    }

    private func handle(_ event: TerminalEvent) throws {
        for effect in terminal.handle(event, at: clock.now, uptime: clock.milliseconds) {
            switch effect {
            case .transmit(let bytes):
                port.send(bytes)
                serial?.sent(bytes)
            case .startTimer(let timer, let milliseconds): timers[timer] = clock.milliseconds + Int64(milliseconds)
            case .cancelTimer(let timer): timers[timer] = nil
            case .display: break
            case .log(let line): note(line)
            case .setClock(let time): clock.set(to: time)
            case .sound: echo("\(clock.now.description) sound: the terminal beeps")
            case .print(let job):
                let problem: PrinterProblem?
                do { problem = try printer.print(job) } catch {
                    throw BenchError(
                        .file, "cannot write into \(folder.papers.path)", why: FileReason.of(error),
                        next: "make room on the disk and start the terminal again; its flash is kept")
                }
                try handle(problem.map { .printerStopped(job.number, $0) } ?? .printed(job.number))
            }
        }
    }

    private func note(_ line: TerminalLog) {
        let report = LogReport(
            at: clock.now.description, level: "\(line.level)", code: line.code, text: line.text)
        if logLines.count >= TerminalProcess.logLimit { logLines.removeFirst() }
        logLines.append(report)
        echo("\(report.at) \(report.level) \(report.code): \(report.text)")
    }

    private func serve(_ request: ControlRequest) throws -> ControlReply {
        var reply = ControlReply(
            problem: nil, display: DisplayReport(screen: "", lines: [], isBusy: false, clock: ""))
        switch request {
        case .press(let names):
            let keys = names.map { Key(name: $0) }
            if let index = keys.firstIndex(where: { $0 == nil }) {
                reply.problem = "there is no key \"\(names[index])\"; keys are 0 to 9, ENTER, CLEAR, CANCEL, FUNC"
            } else {
                for key in keys { if let key { try handle(.key(key)) } }
            }
        case .swipe(let track2): try handle(.card(.track2(Track2Text(track2))))
        case .insert(let track2, let chip):
            if let data = ChipReader.bytes(chip) {
                try handle(.card(.chip(Track2Text(track2), data: data)))
            } else {
                reply.problem = ChipReader.problem
            }
        case .misread: try handle(.card(.misread))
        case .show: break
        case .skip(let seconds):
            if seconds >= 0, seconds <= 400 * 86_400 {
                clock.skip(milliseconds: seconds * 1000)
                nextTick = clock.milliseconds
                try fireTimers()
            } else {
                reply.problem = "the clock can be set ahead by 0 seconds to 400 days"
            }
        case .printer(let problem, let afterLines):
            if let problem {
                if let known = PrinterProblem(name: problem) {
                    printer.condition = .failing(known, afterLines: max(0, afterLines))
                } else {
                    reply.problem =
                        "the printer knows no problem \"\(problem)\"; problems are no-paper, jammed, overheated"
                }
            } else {
                printer.condition = .ready
            }
        case .journal: reply.journal = JournalReport(terminal.book, today: terminal.businessDate(at: clock.now))
        case .log(let from): reply.log = Array(logLines.dropFirst(max(0, from)))
        case .stop: isStopping = true
        }
        let display = terminal.display
        reply.display = DisplayReport(
            screen: display.screen, lines: display.lines, isBusy: terminal.isBusy || port.isSending,
            clock: clock.now.description)
        return reply
    }
}

extension PrinterProblem {
    /// `no-paper`, `jammed` or `overheated`.
    public init?(name: String) {
        switch name {
        case "no-paper": self = .noPaper
        case "jammed": self = .jammed
        case "overheated": self = .overheated
        default: return nil
        }
    }
}
