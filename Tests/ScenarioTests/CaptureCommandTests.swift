import Capture
import Foundation
import SerialDriver
import SerialLink
import Testing
import VirtualTerminal

/// A command that runs in the background, its output in a file.
///
/// Tests run on threads that block signals, and Foundation's `Process` hands that on: a child of it would not hear SIGTERM.
private final class Running {
    private let identifier: pid_t
    private let output: URL
    /// What `waitpid` said, once it did.
    private var status: Int32?

    init(_ arguments: [String], program: String = Shipped.program, in folder: URL) throws {
        output = folder.appendingPathComponent("out-\(UInt32.random(in: 0...UInt32.max))")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let command = ["/usr/bin/env", "-C", folder.path, program] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var made: pid_t = 0
        try #require(posix_spawn(&made, command[0], &actions, &attributes, &words, environ) == 0)
        identifier = made
    }

    deinit { end(SIGKILL) }

    func said() throws -> String { try String(contentsOf: output, encoding: .utf8) }

    /// Waits for its end and returns its exit code, or 128 and the signal that ended it.
    @discardableResult
    func wait() -> Int32 {
        var code = status ?? 0
        if status == nil {
            while waitpid(identifier, &code, 0) < 0, errno == EINTR {}
            status = code
        }
        return code & 0x7F == 0 ? code >> 8 & 0xFF : 128 + code & 0x7F
    }

    @discardableResult
    func end(_ signal: Int32) -> Int32 {
        if status == nil { kill(identifier, signal) }
        return wait()
    }
}

@Suite("Captures of the running program", .serialized)
struct CaptureCommandTests {
    private func scratch() throws -> URL {
        let folder = Shipped.scratch()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private func wait(_ what: String, until condition: () throws -> Bool) throws {
        let limit = ContinuousClock.now + .seconds(60)
        while try !condition() {
            try #require(ContinuousClock.now < limit, "no \(what)")
            usleep(10_000)
        }
    }

    private func read(_ file: URL) throws -> (bytes: [UInt8], contents: CaptureContents) {
        let bytes = [UInt8](try Data(contentsOf: file))
        return (bytes, CaptureContents(bytes))
    }

    private func frames(_ file: URL, _ direction: CaptureDirection) throws -> [[UInt8]] {
        let (bytes, contents) = try read(file)
        return contents.packets.filter { $0.linkType == .user0 && $0.direction == direction }
            .map { [UInt8](bytes[$0.frame]) }
    }

    private func tshark(_ arguments: [String], in folder: URL) throws -> String {
        try #require(
            FileManager.default.isExecutableFile(atPath: "/usr/bin/tshark"),
            "there is no tshark: install the Debian package tshark (apt-get install tshark)")
        let process = try Running(
            ["-c", "exec tshark \"$@\" 2>/dev/null", "sh"] + arguments, program: "/bin/sh", in: folder)
        #expect(process.wait() == 0)
        return try process.said()
    }

    @Test(
        "host, terminal and bridge record the same sign-on, each from its own place; a killed bridge leaves a whole file"
    )
    func threeViews() throws {
        let folder = try scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String) -> URL { folder.appendingPathComponent(name + ".pcapng") }
        let host = try Running(["host", "start", "--port", "0", "--capture", file("host").path], in: folder)
        var port = ""
        try wait("port of the host") {
            let said = try host.said()
            guard let start = said.range(of: "127.0.0.1:"), let end = said[start.upperBound...].firstIndex(of: ",")
            else {
                return false
            }
            port = String(said[start.upperBound..<end])
            return true
        }
        let place = TerminalFolder(folder.appendingPathComponent("t").path)
        let terminal = try Running(
            ["terminal", "start", "--dir", place.path, "--quiet", "--capture", file("terminal").path], in: folder)
        let client = ControlClient(place)
        try wait("terminal") { (try? client.ask(.show)) != nil }
        let bridge = try Running(
            ["bridge", place.line, "--host", "127.0.0.1:\(port)", "--wait", "--capture", file("bridge").path],
            in: folder)
        try wait("open line") { try bridge.said().contains("is open") }
        try client.ask(.press(keys: ["FUNC", "5"]))
        // Request, its ACK, answer, its ACK: both sides have seen all four.
        try wait("sign-on in both captures") {
            try frames(file("terminal"), .outbound).count >= 2 && frames(file("bridge"), .inbound).count >= 2
                && frames(file("terminal"), .inbound).count >= 2 && frames(file("bridge"), .outbound).count >= 2
        }
        bridge.end(SIGKILL)
        try wait("end of the connection in the host's capture") {
            let (bytes, contents) = try read(file("host"))
            return TCPStreams.conversations(of: contents, in: bytes).first?.isClosed == true
        }
        #expect(host.end(SIGTERM) == 0 && terminal.end(SIGTERM) == 0)

        for name in ["host", "terminal", "bridge"] { #expect(try read(file(name)).contents.problem == nil) }
        #expect(try frames(file("terminal"), .outbound) == frames(file("bridge"), .inbound))
        #expect(try frames(file("terminal"), .inbound) == frames(file("bridge"), .outbound))
        #expect(try read(file("bridge")).contents.interfaces.map(\.name) == [place.line, "host"])

        let (theirs, hostContents) = try read(file("host"))
        let (ours, bridgeContents) = try read(file("bridge"))
        let atHost = try #require(TCPStreams.conversations(of: hostContents, in: theirs).first)
        let atBridge = try #require(TCPStreams.conversations(of: bridgeContents, in: ours).first)
        #expect(atHost.client == atBridge.client && atHost.server == atBridge.server)
        for side in [ConversationSide.client, .server] {
            let bytes = atBridge.bytes(from: side, in: ours)
            #expect(bytes == atHost.bytes(from: side, in: theirs))
            // Two bytes of length before TPDU and header.
            #expect(bytes.count > 13 && Int(bytes[0]) << 8 | Int(bytes[1]) == bytes.count - 2 && bytes[2] == 0x60)
        }
        for name in ["host", "bridge", "terminal"] {
            try check(file(name).path, in: folder)
        }
        let followed = try tshark(["-n", "-q", "-r", file("bridge").path, "-z", "follow,tcp,raw,0"], in: folder)
            .split(separator: "\n").map { String($0) }
        for side in [ConversationSide.client, .server] {
            let hex = atBridge.bytes(from: side, in: ours).map { String(format: "%02x", $0) }.joined()
            #expect(followed.contains(side == .client ? hex : "\t" + hex))
        }
    }

    /// No packet is malformed, no checksum wrong.
    private func check(_ path: String, in folder: URL) throws {
        let bad = "_ws.malformed || tcp.checksum.status == 0 || ip.checksum.status == 0 || tcp.analysis.flags"
        let checks = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"]
        let all = try tshark(["-n", "-r", path] + checks, in: folder)
        #expect(!all.isEmpty)
        #expect(try tshark(["-n", "-r", path, "-Y", bad] + checks, in: folder) == "")
    }

    @Test("a file that is no capture is code 2 and stays as it is", arguments: ["bridge", "host", "terminal"])
    func foreign(_ command: String) throws {
        let folder = try scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("notes.txt")
        try Data("my notes".utf8).write(to: file)
        let arguments =
            switch command {
            case "bridge": ["bridge", "/dev/null", "--wait"]
            case "host": ["host", "start", "--port", "0"]
            default: ["terminal", "start", "--dir", folder.appendingPathComponent("t").path]
            }
        let process = try Running(arguments + ["--capture", file.path], in: folder)
        let code = process.wait()
        let said = try process.said()
        #expect(
            code == 2 && said.contains("no pcapng") && said.contains("next:"), "\(said)")
        #expect(try Data(contentsOf: file) == Data("my notes".utf8))
    }

    @Test("a full disk ends the recording, which is said; the bridge goes on, and the file can be read")
    func fullDisk() throws {
        let folder = try scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("c.pcapng")
        let line = try PseudoTerminal()
        // A limit on the size of files is as good as a full disk. The log stays below it.
        let bridge = try Running(
            [
                "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "sh", Shipped.program, "bridge", line.devicePath,
                "--wait", "--host", "127.0.0.1:1", "--capture", file.path,
            ], program: "/bin/sh", in: folder)
        try wait("open line") { try bridge.said().contains("is open") }
        let frame = try LinkFrame.encode([UInt8](repeating: 0x31, count: 1000))
        var answers: [UInt8] = []
        func exchange() throws {
            let before = answers.count
            _ = try line.write(frame)
            try wait("answer \(before + 1)") {
                answers += try line.read(upTo: 64)
                return answers.count > before
            }
        }
        while try !bridge.said().contains("recording ends here"), answers.count < 20 { try exchange() }
        try exchange()
        #expect(answers.allSatisfy { $0 == 6 })
        // Said, and said once.
        #expect(try bridge.said().components(separatedBy: "recording ends here").count == 2)
        let contents = try read(file).contents
        #expect(contents.problem == nil && !contents.packets.isEmpty)
    }
}
