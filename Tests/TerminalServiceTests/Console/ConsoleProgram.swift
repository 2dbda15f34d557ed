import Foundation
import SerialDriver
import Testing

/// The program itself on a terminal: a pseudo-terminal is its keyboard and screen.
final class ConsoleProgram {
    /// The program, built by the same build into the same folder.
    static var path: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tillbench").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        for argument in CommandLine.arguments where argument.contains(".xctest") {
            return URL(fileURLWithPath: argument).deletingLastPathComponent().appendingPathComponent("tillbench").path
        }
        return beside
    }

    /// True where the program was built with the tests.
    static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: path) }

    let screen: PseudoTerminal
    let process = Process()
    private let device: Int32
    private(set) var shown = ""

    /// Starts the program with its keyboard and screen on a terminal that is as a shell leaves it.
    init(_ arguments: String...) throws {
        screen = try PseudoTerminal()
        device = open(screen.devicePath, O_RDWR | O_NOCTTY)
        try #require(device >= 0)
        ConsoleProgram.makeCooked(device)
        process.executableURL = URL(fileURLWithPath: ConsoleProgram.path)
        process.arguments = ["ports", "console"] + arguments
        let handle = FileHandle(fileDescriptor: device)
        process.standardInput = handle
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        close(device)
    }

    private static func mode(of descriptor: Int32) -> termios {
        var mode = termios()
        tcgetattr(descriptor, &mode)
        return mode
    }

    private static func makeCooked(_ descriptor: Int32) {
        var mode = mode(of: descriptor)
        mode.c_lflag |= tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        mode.c_iflag |= tcflag_t(ICRNL | IXON)
        mode.c_oflag |= tcflag_t(OPOST | ONLCR)
        tcsetattr(descriptor, TCSANOW, &mode)
    }

    /// Sets the terminal as a shell does when a program has stopped.
    func restore() { ConsoleProgram.makeCooked(device) }

    /// True when every key goes to the program unchanged.
    var isRaw: Bool {
        let mode = ConsoleProgram.mode(of: device)
        return mode.c_lflag & tcflag_t(ICANON | ECHO | ISIG | IEXTEN) == 0 && mode.c_iflag & tcflag_t(ICRNL) == 0
    }

    /// True when the program was stopped by a signal. Source: proc_pid_stat(5), the letter after the name.
    var isStopped: Bool {
        let line = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        return line.split(separator: ")").last?.hasPrefix(" T") ?? false
    }

    /// Waits until something is so.
    func wait(_ what: Comment, until isSo: () -> Bool, at place: SourceLocation = #_sourceLocation) throws {
        let limit = ContinuousClock.now + .seconds(120)
        while !isSo(), ContinuousClock.now < limit { try look() }
        #expect(isSo(), what, sourceLocation: place)
    }

    /// True when the terminal takes lines and echoes, as a shell leaves it.
    var isRestored: Bool {
        let mode = ConsoleProgram.mode(of: device)
        let local = tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        return mode.c_lflag & local == local && mode.c_iflag & tcflag_t(ICRNL) != 0
            && mode.c_oflag & tcflag_t(OPOST) != 0
    }

    func type(_ text: String) throws { _ = try Hand.write(screen, [UInt8](text.utf8)) }

    /// Waits until the screen has shown something.
    func expect(_ text: String, at place: SourceLocation = #_sourceLocation) throws {
        let limit = ContinuousClock.now + .seconds(120)
        while !shown.contains(text), ContinuousClock.now < limit { try look() }
        #expect(shown.contains(text), "\(shown)", sourceLocation: place)
    }

    private func look() throws {
        var watched = pollfd(fd: screen.pollable, events: Int16(POLLIN), revents: 0)
        _ = poll(&watched, 1, 50)
        shown += String(decoding: try screen.read(upTo: 65_536), as: UTF8.self)
    }

    /// Waits for the end.
    ///
    /// - Returns: The exit code; -1 when it did not end.
    func end() throws -> Int32 {
        let limit = ContinuousClock.now + .seconds(120)
        while process.isRunning, ContinuousClock.now < limit { try look() }
        guard !process.isRunning else { return -1 }
        try look()
        return process.terminationStatus
    }

    /// What a filter made of its input.
    struct Filtered {
        let code: Int32
        let out: [UInt8]
        let error: String
    }

    /// Runs the program as a filter, with files as input and output; `meanwhile` is the device.
    static func filter(
        _ arguments: [String], input: [UInt8] = [], meanwhile: () throws -> Void = {}
    ) throws -> Filtered {
        let folder = URL(
            fileURLWithPath: NSTemporaryDirectory() + "console-\(getpid())-\(UInt32.random(in: 0...UInt32.max))",
            isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["in", "out", "error"].map { folder.appendingPathComponent($0) }
        try Data(input).write(to: names[0])
        for file in names.dropFirst() { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["ports", "console"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        do { try meanwhile() } catch {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            throw error
        }
        process.waitUntilExit()
        return Filtered(
            code: process.terminationStatus, out: [UInt8](try Data(contentsOf: names[1])),
            error: try String(contentsOf: names[2], encoding: .utf8))
    }
}
