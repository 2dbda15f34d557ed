import Foundation
import SerialDriver
import TerminalService
import VirtualTerminal

/// Drives a `ConsoleSession`: one thread, one `poll` over keys, port and stop.
struct ConsoleLoop {
    /// So much may wait for the line; then no more input is taken, so that a pipe is held back.
    private static let backlog = 65_536
    /// How often a port that is away is looked for, in milliseconds.
    private static let interval: Int32 = 100

    private var session: ConsoleSession
    private let options: ConsoleOptions
    private var place: ConsolePort
    private var settings: LineSettings
    private let output: ConsoleOutput
    private let stop: Int32
    /// Readable when a shell stops this program or lets it go on; nil without a terminal.
    private let jobs: Int32?
    private var port: SerialPort?
    private var log: ConsoleLog?
    /// What became of a log that could not be written.
    private var logFailure: BenchError?
    private var outbox: [UInt8] = []
    private var file: OutgoingFile?
    private var hasInput = true
    private var isEnding = false
    /// The end came from outside, by a signal.
    private var isStopped = false
    /// The user knows that the port is waited for.
    private var saidAway = false
    /// Why the port is not there that was never open so far.
    private var neverOpened: SerialError?

    init(
        _ options: ConsoleOptions, port: ConsolePort, settings: LineSettings, log: ConsoleLog?, stop: Int32,
        jobs: Int32?
    ) {
        session = ConsoleSession(options)
        self.options = options
        place = port
        self.settings = settings
        self.log = log
        self.stop = stop
        self.jobs = jobs
        output = ConsoleOutput(isScreen: options.isInteractive)
    }

    /// Runs until the user leaves, an end comes that was asked for, or `stop` becomes readable.
    ///
    /// - Throws: `SerialError` when the port cannot be opened or went, and is not waited for. `BenchError` at the end when the
    ///   log could not be written and no user saw that. `ConsoleOutput.Failure` when the output cannot be written.
    mutating func run() throws {
        do {
            try open()
            if let log { try carryOut(session.handle(.logOpened(log.path), at: .now)) }
            while !isEnding { try turn() }
            // A user saw that nothing came; a script must not take nothing for an answer.
            if let neverOpened, !options.isInteractive, !isStopped { throw neverOpened }
        } catch ConsoleOutput.Failure.unread {
            // A reader that went away is an end like others.
        } catch {
            try finish()
            throw error
        }
        try finish()
        if let logFailure, !options.isInteractive { throw logFailure }
    }

    private mutating func finish() throws {
        // The log is written to its end also where nobody reads the output any more.
        for effect in session.finish(at: .now) {
            do { try carryOut([effect]) } catch ConsoleOutput.Failure.unread {}
        }
        port?.close()
    }

    private mutating func turn() throws {
        if port == nil { try open() }
        // A user is always listened to; a pipe waits.
        let takesInput = hasInput && (options.isInteractive || port != nil && outbox.count < ConsoleLoop.backlog)
        var watched = [
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            pollfd(fd: takesInput ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
            pollfd(
                fd: port?.pollable ?? -1, events: Int16(POLLIN) | (outbox.isEmpty ? 0 : Int16(POLLOUT)), revents: 0),
            pollfd(fd: jobs ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&watched, nfds_t(watched.count), wait()) >= 0 || errno == EINTR else {
            throw SerialError(.system(call: "poll", code: errno), path: options.port)
        }
        if watched[0].revents != 0 {
            isEnding = true
            isStopped = true
            return
        }
        if let jobs, watched[3].revents != 0 { try JobControl.follow(jobs) }
        if watched[1].revents != 0 { try takeInput() }
        if watched[2].revents != 0 { try usePort() }
        try feedFile()
        if let deadline = session.deadline, deadline <= .now { try carryOut(session.handle(.tick, at: .now)) }
    }

    private func wait() -> Int32 {
        var wait =
            session.deadline.map { Int32(clamping: max(0, $0.milliseconds - ConsoleMoment.now.milliseconds)) } ?? -1
        if port == nil { wait = wait < 0 ? ConsoleLoop.interval : min(wait, ConsoleLoop.interval) }
        return wait
    }

    // MARK: Input

    private mutating func takeInput() throws {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else {
            hasInput = false
            // A terminal that is gone has no user any more.
            if options.isInteractive { isEnding = true }
            return try carryOut(session.handle(.inputEnded, at: .now))
        }
        try carryOut(session.handle(.typed(Array(bytes[..<count])), at: .now))
    }

    // MARK: Port

    private mutating func open() throws {
        let before = place.node
        do throws(SerialError) {
            let opened = try place.open(settings, mustComeBack: options.waitsForPort)
            port = opened
        } catch {
            guard options.waitsForPort, error.mayPass else { throw error }
            if place.node == nil { neverOpened = error }
            guard !saidAway else { return }
            saidAway = true
            return try carryOut(session.handle(.lost(error.what), at: .now))
        }
        saidAway = false
        neverOpened = nil
        try carryOut(session.handle(.opened(settings), at: .now))
        if let before, let node = place.node, node != before {
            try carryOut(session.handle(.told(["its node is \(node) now"]), at: .now))
        }
    }

    private mutating func usePort() throws {
        guard let port else { return }
        var received: [UInt8]?
        var sent = 0
        var failure: SerialError?
        do throws(SerialError) {
            received = try port.readNow(upTo: 4096)
            if !outbox.isEmpty { sent = try ConsoleLoop.write(outbox, to: port) }
        } catch { failure = error }
        if let received { try carryOut(session.handle(.received(received), at: .now)) }
        if sent > 0 {
            outbox.removeFirst(sent)
            try carryOut(session.handle(.wrote(sent), at: .now))
        }
        if let failure { try lose(failure) }
    }

    /// Writes what the port takes at once.
    private static func write(_ bytes: [UInt8], to port: SerialPort) throws(SerialError) -> Int {
        do throws(SerialError) { return try port.write(Array(bytes.prefix(4096)), deadline: .now) } catch {
            if error.kind == .timedOut { return 0 }
            throw error
        }
    }

    private mutating func lose(_ error: SerialError) throws {
        port?.close(discardingOutput: true)
        port = nil
        outbox = []
        file = nil
        guard options.waitsForPort, error.kind == .disconnected else { throw error }
        saidAway = true
        try carryOut(session.handle(.lost(error.what), at: .now))
    }

    // MARK: Effects

    private mutating func carryOut(_ effects: [ConsoleEffect]) throws {
        for effect in effects {
            switch effect {
            case .send(let bytes): outbox += bytes
            case .show(let text): try output.show(text)
            case .pass(let bytes): try output.write(bytes)
            case .record(let record): try output.record(record)
            case .tell(let text): Talk.error(text)
            case .log(let text): try append(text)
            case .openLog(let path): try openLog(ConsoleLoop.expanded(path))
            case .closeLog:
                log = nil
                try carryOut(session.handle(.logEnded(nil), at: .now))
            case .change(let wanted): try change(to: wanted)
            case .sendBreak: try tell { [ConsoleReport.sendBreak(on: $0)] }
            case .toggle(let line): try tell { [ConsoleReport.toggle(line, of: $0)] }
            case .report: try tell { ConsoleReport.lines($0) }
            case .sendFile(let path): try openFile(ConsoleLoop.expanded(path))
            case .stopFile: try stopFile()
            case .clear: try output.clear()
            case .end: isEnding = true
            }
        }
    }

    private static func expanded(_ path: String) -> String { (path as NSString).expandingTildeInPath }

    private mutating func tell(_ ask: (SerialPort) -> [String]) throws {
        try carryOut(session.handle(.told(port.map(ask) ?? ["the port is gone"]), at: .now))
    }

    private mutating func change(to wanted: LineSettings) throws {
        do throws(SerialError) { try port?.change(to: wanted) } catch {
            return try carryOut(session.handle(.told(["\(error.what): \(error.why)"]), at: .now))
        }
        settings = wanted
        try carryOut(session.handle(.set(wanted), at: .now))
    }

    // MARK: Files

    private mutating func append(_ text: String) throws {
        guard let log, let problem = log.append(text) else { return }
        logFailure = BenchError(
            .file, "the log \(log.path) is not complete", why: "it could not be written: \(problem)",
            next: "make room there, or name a file in another place with --log")
        self.log = nil
        try carryOut(session.handle(.logEnded(problem), at: .now))
    }

    private mutating func openLog(_ path: String) throws {
        do throws(BenchError) { log = try ConsoleLog(path) } catch {
            return try carryOut(session.handle(.told(["\(error.what): \(error.why)"]), at: .now))
        }
        try carryOut(session.handle(.logOpened(path), at: .now))
    }

    private mutating func openFile(_ path: String) throws {
        do {
            let opened = try OutgoingFile(path)
            file = opened
            try carryOut(session.handle(.fileProgress(sent: 0, of: opened.size), at: .now))
        } catch let error as POSIXError {
            try carryOut(
                session.handle(
                    .told(["\(path) cannot be sent: \(String(cString: strerror(error.code.rawValue)))"]), at: .now))
        }
    }

    private mutating func stopFile() throws {
        guard let stopped = file else { return }
        file = nil
        let left = outbox.count
        outbox = []
        try carryOut(session.handle(.wrote(left), at: .now))
        try carryOut(session.handle(.fileEnded(problem: "stopped after \(stopped.position - left) bytes"), at: .now))
    }

    /// Reads on when the line has taken what was read.
    private mutating func feedFile() throws {
        guard let file, port != nil, outbox.count < 4096 else { return }
        let piece: [UInt8]
        do { piece = try file.next() } catch let error as POSIXError {
            self.file = nil
            let reason = String(cString: strerror(error.code.rawValue))
            return try carryOut(session.handle(.fileEnded(problem: "the file cannot be read: \(reason)"), at: .now))
        }
        guard piece.isEmpty else {
            outbox += piece
            try carryOut(session.sentOfFile(piece, at: .now))
            let sent = file.position - outbox.count
            return try carryOut(session.handle(.fileProgress(sent: max(0, sent), of: file.size), at: .now))
        }
        guard outbox.isEmpty else { return }
        self.file = nil
        try carryOut(session.handle(.fileEnded(problem: nil), at: .now))
    }
}

extension ConsoleMoment {
    /// Now, on the workstation's clock in its time zone.
    static var now: ConsoleMoment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var parts = tm()
        var seconds = time.tv_sec
        localtime_r(&seconds, &parts)
        return ConsoleMoment(
            milliseconds: Int64(time.tv_sec + parts.tm_gmtoff) * 1000 + Int64(time.tv_nsec / 1_000_000))
    }
}
