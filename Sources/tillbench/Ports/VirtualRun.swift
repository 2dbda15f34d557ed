import BenchSupport
import Foundation
import SerialDriver
import VirtualLine
import VirtualTerminal

/// Virtual ports while they run: commands from standard input and from the socket, until Ctrl-C.
final class VirtualRun {
    private let plan: VirtualPlan
    private let talk: VirtualTalk
    private var group = LineGroup([])
    private var listener: Int32 = -1
    private var asking: [Int32: [UInt8]] = [:]
    private var typed: [UInt8] = []
    private var inputEnded = false
    /// What is longer than this without a line end is no command.
    private static let longestLine = 65_536

    init(_ plan: VirtualPlan, json: Bool) {
        self.plan = plan
        talk = VirtualTalk(isJSON: json)
    }

    func run() throws {
        let stop = try Interruption.descriptor()
        // Reading from a terminal in the background would stop this program; it waits for the foreground instead.
        signal(SIGTTIN, SIG_IGN)
        try prepareFolder()
        do throws(ControlSocketError) {
            listener = try ControlSocket.listen(in: plan.folder)
        } catch {
            throw BenchError(.port, error.what, why: error.why, next: error.nextStep)
        }
        defer { unlink(ControlSocket.path(in: plan.folder)) }
        let loop = try SerialLoop(name: "virtual lines")
        group = try makeLines(loop)
        defer { group.close() }
        try talk.ready(group.reports, pace: plan.pace)
        try serve(until: stop)
        group.close()
        unlink(ControlSocket.path(in: plan.folder))
        Interruption.exitIfCaught(stop)
    }

    private func prepareFolder() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: plan.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BenchError(
                .file, "the folder \(plan.folder) cannot be made", why: FileReason.of(error, at: plan.folder),
                next: "name another one with --dir")
        }
        // Each line takes four descriptors.
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, rlim_t(plan.names.count * 4 + 64)))
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private func makeLines(_ loop: SerialLoop) throws -> LineGroup {
        let talk = talk
        var lines: [(String, VirtualPair)] = []
        for (number, name) in plan.names.enumerated() {
            var configuration = PairConfiguration(
                linkA: "\(plan.folder)/\(name)-a", linkB: "\(plan.folder)/\(name)-b", pace: plan.pace, line: plan.line)
            // Lines of one program do not all fail at the same bytes.
            configuration.line.seed &+= UInt64(number)
            var record: (@Sendable (RecordedEvent) -> Void)?
            if let path = plan.recordPath {
                let file = try makeRecording(path, name)
                record = { event in file.append(event) }
            }
            let pair = try VirtualPair(configuration, loop: loop, record: record) { note in
                talk.note(note, line: name)
            }
            if let replay = plan.replay { pair.play(replay.recording, as: replay.side, options: replay.options) }
            lines.append((name, pair))
        }
        return LineGroup(lines)
    }

    private func makeRecording(_ path: String, _ name: String) throws -> RecordingFile {
        let talk = talk
        let header = RecordingHeader(
            date: Date.now.formatted(.iso8601), a: "\(name)-a", b: "\(name)-b",
            settings: "baud \(plan.pace), latency \(Double(plan.line.latency) / 1_000_000) ms, seed \(plan.line.seed)")
        do throws(RecordingFileError) {
            return try RecordingFile(path: path, header: header) { talk.failed($0, line: name) }
        } catch {
            throw BenchError(.file, error.what, why: error.why, next: error.nextStep)
        }
    }

    // MARK: Commands

    private func serve(until stop: Int32) throws {
        while true {
            var watched = [stop, listener].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            watched += asking.keys.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let mayRead = !inputEnded && isInForeground
            if mayRead { watched.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)) }
            // Coming into the foreground is no event.
            let ready = poll(&watched, nfds_t(watched.count), inputEnded || mayRead ? -1 : 1000)
            if ready < 0, errno != EINTR { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            for entry in watched where entry.revents != 0 {
                switch entry.fd {
                case stop: return
                case listener: accept()
                case STDIN_FILENO: try readInput()
                default: answer(entry.fd)
                }
            }
        }
    }

    private var isInForeground: Bool {
        isatty(STDIN_FILENO) == 0 || tcgetpgrp(STDIN_FILENO) == getpgrp()
    }

    private func readInput() throws {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN || errno == EIO && isatty(STDIN_FILENO) == 1 { return }
        // The end of the input is not the end of the lines: they may run in a script's background.
        if count <= 0 { inputEnded = true }
        typed += buffer[..<max(0, count)]
        if inputEnded, !typed.isEmpty { typed.append(0x0A) }
        if typed.count > VirtualRun.longestLine { typed = Array("?too long\n".utf8) }
        while let line = VirtualRun.takeLine(&typed) {
            if line.contains(where: { $0 != " " }) { try VirtualTell.show(group.perform(line), json: talk.isJSON) }
        }
    }

    private static func takeLine(_ bytes: inout [UInt8]) -> String? {
        guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
        let line = String(decoding: bytes[..<end], as: UTF8.self)
        bytes.removeFirst(end + 1)
        return line
    }

    private func accept() {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        asking[descriptor] = []
    }

    private func answer(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        var line = (asking[descriptor] ?? []) + buffer[..<max(0, count)]
        guard count > 0, line.count <= VirtualRun.longestLine else { return drop(descriptor) }
        guard let text = VirtualRun.takeLine(&line) else {
            asking[descriptor] = line
            return
        }
        reply(group.perform(text), to: descriptor)
        drop(descriptor)
    }

    private func reply(_ reply: LineReply, to descriptor: Int32) {
        guard var bytes = try? JSONEncoder().encode(reply) else { return }
        bytes.append(0x0A)
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent < 0, errno == EAGAIN {
                // Whoever asks and does not read is dropped.
                var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&watched, 1, 1000) > 0 else { return }
            } else if sent < 0, errno != EINTR {
                return
            }
            rest = rest.dropFirst(max(0, sent))
        }
    }

    private func drop(_ descriptor: Int32) {
        asking[descriptor] = nil
        close(descriptor)
    }
}
