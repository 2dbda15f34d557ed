import Foundation
import SerialDriver
import SerialLink
import Testing

@testable import TerminalService

@Suite(
    "The console as people use it, on a terminal", .serialized,
    .enabled(if: ConsoleProgram.isBuilt, "the program tillbench is not built beside the tests"),
    .timeLimit(.minutes(10)))
struct ConsoleProgramTests {
    private let leave = "\u{14}q"

    @Test("keys reach the device, its text comes escaped, the named key leaves, and the terminal is as before")
    func session() throws {
        let device = try PseudoTerminal()
        let program = try ConsoleProgram(device.devicePath)
        try program.expect("Ctrl-T q leaves")
        #expect(!program.isRestored)
        try program.type("ATI\r\u{3}")
        #expect(try Hand.read(device) { $0.count >= 5 } == [0x41, 0x54, 0x49, 0x0D, 0x03])
        _ = try device.write([UInt8]("ok\u{1B}[2J\r\n".utf8))
        try program.expect("ok<ESC>[2J\r\n")
        try program.type(leave)
        #expect(try program.end() == 0)
        #expect(program.isRestored)
        #expect(!program.shown.contains("\u{1B}"))
    }

    @Test("the terminal is given back after SIGTERM, SIGINT and SIGHUP", arguments: [SIGTERM, SIGINT, SIGHUP])
    func signals(number: Int32) throws {
        let device = try PseudoTerminal()
        let program = try ConsoleProgram(device.devicePath)
        try program.expect("Ctrl-T q leaves")
        kill(program.process.processIdentifier, number)
        #expect(try program.end() == (number == SIGINT ? 130 : 0))
        #expect(program.isRestored)
    }

    @Test(
        "a stop gives the terminal back, and going on takes it again, also when a shell set it in between",
        arguments: [SIGTSTP, SIGSTOP])
    func jobControl(number: Int32) throws {
        let device = try PseudoTerminal()
        let program = try ConsoleProgram(device.devicePath)
        try program.expect("Ctrl-T q leaves")
        kill(program.process.processIdentifier, number)
        try program.wait("the stop") { program.isStopped }
        // Nobody can see SIGSTOP come: there it is the shell that sets its terminal.
        if number == SIGSTOP { program.restore() }
        #expect(program.isRestored)
        kill(program.process.processIdentifier, SIGCONT)
        try program.wait("raw keys") { program.isRaw }
        try program.type("\u{3}\r")
        #expect(try Hand.read(device) { $0.count >= 2 } == [0x03, 0x0D])
        try program.type(leave)
        #expect(try program.end() == 0)
        #expect(program.isRestored)
    }

    @Test("a device that goes ends the console with code 3, and the terminal is given back")
    func unplug() throws {
        let device = try PseudoTerminal()
        let program = try ConsoleProgram(device.devicePath)
        try program.expect("Ctrl-T q leaves")
        device.close()
        #expect(try program.end() == 3)
        #expect(program.isRestored)
        #expect(program.shown.contains("was disconnected"))
    }

    @Test("with --reconnect the console waits for its device, first and again, and goes on")
    func reconnect() throws {
        let link = NSTemporaryDirectory() + "console-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let program = try ConsoleProgram(link, "--reconnect")
        try program.expect("waiting for it")
        let first = try PseudoTerminal(link: link)
        try program.expect("Ctrl-T q leaves")
        first.close()
        try program.expect("was disconnected; waiting for it")
        let second = try PseudoTerminal(link: link)
        try program.expect("is back")
        try program.type("x")
        #expect(try Hand.read(second) { !$0.isEmpty } == [0x78])
        try program.type(leave)
        #expect(try program.end() == 0)
    }

    @Test("with --reconnect and --for a port that never comes ends the console, in a pipe with code 3")
    func neverThere() throws {
        let filtered = try ConsoleProgram.filter(["/dev/no-such-port", "--reconnect", "--for", "0.3"])
        #expect(filtered.code == 3)
        #expect(filtered.error.contains("waiting for it") && filtered.error.contains("next:"))
    }

    @Test("line settings change while it runs; what a pseudo-terminal lacks is said")
    func settings() throws {
        let device = try PseudoTerminal()
        let program = try ConsoleProgram(device.devicePath, "--settings", "9600 8N1")
        try program.expect("9600 8N1")
        #expect(try device.settingsOfUser().baud == 9600)
        try program.type("\u{14}s19200 8N1 xonxoff\r")
        try program.expect("# line: 19200 8N1 xonxoff")
        #expect(try device.settingsOfUser().baud == 19_200)
        try program.type("\u{14}s9600 7E1\r")
        try program.expect("did not take data bits 7")
        #expect(try device.settingsOfUser().baud == 19_200)
        try program.type("\u{14}b")
        try program.expect("not supported by this device or its driver: breaks")
        try program.type("\u{14}d\u{14}m")
        try program.expect("not supported by this device or its driver: counters")
        #expect(program.shown.contains("not supported by this device or its driver: modem lines"))
        try program.type(leave)
        #expect(try program.end() == 0)
    }

    @Test("a file is sent whole, and a log only its owner may read has what came")
    func files() throws {
        let folder = NSTemporaryDirectory() + "console-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        try Data(data).write(to: URL(fileURLWithPath: folder + "/data"))
        let device = try PseudoTerminal()
        let program = try ConsoleProgram(device.devicePath)
        try program.expect("Ctrl-T q leaves")
        try program.type("\u{14}l\(folder)/log\r")
        try program.expect("logging to")
        try program.type("\u{14}f\(folder)/data\r")
        #expect(try Hand.read(device) { $0.count >= data.count } == data)
        try program.expect("the file was sent")
        _ = try device.write([UInt8]("logged\r\n".utf8))
        try program.expect("logged\r\n")
        try program.type("\u{14}f\(folder)/nothing\r")
        try program.expect("cannot be sent: No such file")
        try program.type(leave)
        #expect(try program.end() == 0)
        let log = try String(contentsOfFile: folder + "/log", encoding: .utf8)
        #expect(log.hasSuffix(" < logged\n") && log.contains("account numbers too"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/log")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    // MARK: Pipes

    @Test("as a filter it passes bytes both ways unchanged, and ends when the input has ended and nothing comes")
    func filter() throws {
        let device = try PseudoTerminal()
        let all = (0...255).map { UInt8($0) }
        let answer = [UInt8](all.reversed())
        let filtered = try ConsoleProgram.filter([device.devicePath, "--linger", "3000"], input: all) {
            let input = try Hand.read(device) { $0.count >= 256 }
            #expect(input == all)
            _ = try Hand.write(device, answer)
        }
        #expect(filtered.code == 0 && filtered.out == answer && filtered.error.isEmpty)
    }

    @Test("records are one JSON object in a line, with a number for their form")
    func records() throws {
        let device = try PseudoTerminal()
        let filtered = try ConsoleProgram.filter([device.devicePath, "--json", "--linger", "3000"], input: [0x41]) {
            _ = try Hand.read(device) { !$0.isEmpty }
            _ = try device.write([0x1B, 0x42])
        }
        let records = try filtered.out.split(separator: 0x0A).map {
            try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
        #expect(records.allSatisfy { $0["schema"] as? Int == 1 })
        #expect(records.map { $0["kind"] as? String } == ["opened", "bytes", "bytes"])
        #expect(records.compactMap { $0["hex"] as? String } == ["41", "1B42"])
        #expect(records.compactMap { $0["direction"] as? String } == ["sent", "received"])
    }

    @Test("frames of a named link are decoded, with a log that has no account number")
    func link() throws {
        let log = NSTemporaryDirectory() + "console-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).log"
        defer { unlink(log) }
        let device = try PseudoTerminal()
        let message = try SaleMessage.payload()
        let arguments = [
            device.devicePath, "--link", "serial", "--dialect", "unionpay", "--answer", "--log", log, "--for", "3",
        ]
        let filtered = try ConsoleProgram.filter(arguments) {
            _ = try Hand.write(device, try LinkFrame.encode(message))
            let answer = try Hand.read(device) { !$0.isEmpty }
            #expect(answer == [0x06])
        }
        let out = String(decoding: filtered.out, as: UTF8.self)
        #expect(filtered.code == 0)
        #expect(out.hasPrefix("< frame, \(message.count) bytes: ") && out.contains("> ACK\n"))
        let logged = try String(contentsOfFile: log, encoding: .utf8)
        #expect(logged.contains("< frame, \(message.count) bytes: "))
        #expect(out.contains("0200 sale 000007"))
        for text in [out, logged] { #expect(SaleMessage.isMasked(text)) }
    }

    @Test("a log that cannot be written ends a filter with code 2, and what is said about it is in order")
    func fullLog() throws {
        let device = try PseudoTerminal()
        let filtered = try ConsoleProgram.filter([device.devicePath, "--log", "/dev/full", "--linger", "100"])
        #expect(filtered.code == 2)
        let begin = try #require(filtered.error.range(of: "logging to /dev/full"))
        let end = try #require(filtered.error.range(of: "the log ended: No space left"))
        let next = try #require(filtered.error.range(of: "next:"))
        #expect(begin.upperBound <= end.lowerBound && end.upperBound <= next.lowerBound)
    }

    @Test("a reader that goes away ends the console quietly")
    func unread() throws {
        let device = try PseudoTerminal()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ConsoleProgram.path)
        process.arguments = ["ports", "console", device.devicePath, "--for", "60"]
        let (input, output, error) = (Pipe(), Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = error
        try process.run()
        output.fileHandleForReading.closeFile()
        let limit = ContinuousClock.now + .seconds(50)
        while process.isRunning, ContinuousClock.now < limit {
            _ = try device.write([0x41])
            usleep(20_000)
        }
        #expect(!process.isRunning)
        input.fileHandleForWriting.closeFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).isEmpty)
    }

    @Test("wrong usage ends with 2, a missing port with 3, each with a next step")
    func failures() throws {
        let device = try PseudoTerminal()
        let path = device.devicePath
        for wrong in [
            ["--settings", "96x"], ["--settings", "9600", "--baud", "9600"], ["--raw", "--hex"],
            ["--dialect", "unionpay"], ["--link", "serial", "--hex"],
            ["--link", "serial", "--fields"], ["--link", "serial", "--dialect", "klingon"], ["--key", "c"],
            ["--for", "0"], ["--log", "/no/such/folder/log"],
        ] {
            let filtered = try ConsoleProgram.filter([path] + wrong)
            #expect(filtered.code == 2, "\(wrong)")
            #expect(filtered.out.isEmpty && filtered.error.contains("next:"), "\(wrong)")
        }
        for missing in ["/dev/no-such-port", "no-such-port", "usb:FFFF:FFFF:none", "path:no-such-place"] {
            let filtered = try ConsoleProgram.filter([missing])
            #expect(filtered.code == 3 && filtered.error.contains("next:"), "\(missing)")
        }
        let nonsense = try ConsoleProgram.filter(["usb:nonsense"])
        #expect(nonsense.code == 2 && nonsense.error.contains("next:"))
    }
}
