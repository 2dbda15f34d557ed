import ArgumentParser
import Foundation
import ISO8583
import SerialDriver
import TerminalService
import VirtualTerminal

struct PortsConsole: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "A terminal program for the bench: text, bytes, or decoded frames.",
        discussion: """
            What is typed goes to the device, Ctrl-C too. Ctrl-T and a letter are for the console: `Ctrl-T q` leaves, \
            `Ctrl-T ?` shows the others (line settings, text or hexadecimal, timestamps, bytes and files to send, log, break, \
            DTR, RTS, modem lines). What the device sends cannot command your terminal: control characters are shown as \
            <ESC>, unless --raw is given.

            Bytes are shown and logged as they are, account numbers too. With --link serial, frames are decoded and bytes are \
            neither shown nor logged; with a dialect, messages are shown masked.

            Where standard input or output is no terminal, it is a filter: input goes to the port, and what comes goes to \
            the output, byte for byte, or in rows (--hex, --timestamps, --link), or as one JSON object in a line (--json). It \
            ends when the input has ended and nothing came for the time of --linger, or after --for seconds.

              tillbench ports console /dev/ttyUSB0 --settings "9600 7E1"
              tillbench ports console /dev/ttyUSB0 --link serial --dialect unionpay --log line.log
              printf 'ATI\\r' | tillbench ports console /dev/ttyACM0
              tillbench ports console /dev/ttyUSB0 --json --for 10 < /dev/null

            Exit codes: 0 left, 2 usage, a bad file, or in a pipe a log that could not be written, \
            3 the port cannot be opened or went, or did not come in the time of --for, 130 interrupted.
            """)

    @Argument(help: "Serial port: /dev/ttyUSB0, a link to it, usb:0403:6001:SERIAL, or path:1-2:1.0.") var port: String
    @Option(help: "Line settings: speed, form, flow control. Default: 115200 8N1.") var settings: String?
    @Option(help: "Only the speed of the line, at 8N1.") var baud: Int?
    @Flag(help: "Bytes in hexadecimal instead of text.") var hex = false
    @Flag(name: .shortAndLong, help: "Rows begin with the time.") var timestamps = false
    @Flag(help: "Show what is sent as well.") var echo = false
    @Option(help: "What Enter sends: cr, lf or crlf.") var enter = ConsoleLineEnding.cr
    @Flag(help: "Hand on what the device sends as it is: it may command your terminal.") var raw = false
    @Option(help: "Decode the frames of a link: serial.") var link: ConsoleLink?
    @Option(help: ArgumentHelp("Dialect of the messages in frames: \(DialectChoice.help).")) var dialect: String?
    @Flag(help: "With a dialect, every field and not only one line for a message.") var fields = false
    @Flag(help: "With --link, bytes as well: shown and logged with everything in them.") var showBytes = false
    @Flag(help: "With --link, acknowledge the frames of the device. Otherwise the console only looks on.") var answer =
        false
    @Option(help: ArgumentHelp("Append to a log what is shown, with date and time.", valueName: "file")) var log:
        String?
    @Flag(
        help: "Wait for a port that is not there, and for one that went; a USB adapter is found under another node too."
    ) var reconnect = false
    @Flag(help: "One JSON object in a line for everything that passes.") var json = false
    @Option(name: .customLong("for"), help: "End after so many seconds, port or no port.") var seconds: Double?
    @Option(help: "End when the input has ended and nothing came for so many milliseconds.") var linger = 500
    @Option(help: "The letter that is the command key together with Ctrl.") var key = "t"

    func run() throws {
        let place = try ConsolePort(port)
        let options = try consoleOptions()
        let settings = try lineSettings()
        let log = try log.map { try ConsoleLog($0) }
        let stop = try Interruption.descriptor(and: [SIGHUP])
        // A reader that goes away is seen when writing to it.
        signal(SIGPIPE, SIG_IGN)
        let jobs = options.isInteractive ? try JobControl.descriptor() : nil
        var loop = ConsoleLoop(options, port: place, settings: settings, log: log, stop: stop, jobs: jobs)
        if options.isInteractive { try RawTerminal.enter() }
        do {
            defer { RawTerminal.leave() }
            try loop.run()
        } catch ConsoleOutput.Failure.failed(let reason) {
            throw BenchError(
                .file, "standard output cannot be written", why: reason,
                next: "write to another place, or make room there")
        }
        Interruption.exitIfCaught(stop)
    }

    private func lineSettings() throws -> LineSettings {
        if settings != nil, baud != nil {
            throw BenchError(
                .file, "--settings and --baud exclude each other", why: "both say the speed", next: "leave --baud out")
        }
        return try LineSettings(parsing: settings ?? baud.map { String($0) } ?? "115200 8N1")
    }

    private func consoleOptions() throws -> ConsoleOptions {
        var options = ConsoleOptions()
        options.port = port
        options.isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !json
        try checkCombinations()
        if json {
            options.output = .records
        } else if raw || !options.isInteractive && isatty(STDOUT_FILENO) != 1 && !hex && !timestamps && link == nil {
            options.output = .raw
        }
        options.form = hex || link != nil ? .hex : .text
        options.hasTimestamps = timestamps
        options.echoes = echo
        options.lineEnding = enter
        options.commandKey = try commandKey()
        options.link = try linkOptions()
        options.runsFor = try milliseconds()
        options.linger = max(0, linger)
        options.waitsForPort = reconnect
        return options
    }

    private func checkCombinations() throws {
        func refuse(_ what: String, _ why: String, _ next: String) -> BenchError {
            BenchError(.file, what, why: why, next: next)
        }
        if raw, hex || json || link != nil {
            throw refuse(
                "--raw goes with none of --hex, --json and --link", "raw output is not looked at", "leave --raw out")
        }
        if link == nil, dialect != nil || answer || showBytes {
            throw refuse(
                "--dialect, --answer and --show-bytes need --link", "messages are in frames of a link",
                "add --link serial")
        }
        if link != nil, hex, !showBytes {
            throw refuse(
                "--hex does not go with --link alone", "where frames are decoded, bytes are not shown unless asked for",
                "add --show-bytes, or leave --hex out")
        }
        if fields, dialect == nil {
            throw refuse("--fields needs --dialect", "fields are a matter of the dialect", "add --dialect unionpay")
        }
    }

    private func linkOptions() throws -> ConsoleOptions.Link? {
        guard link != nil else { return nil }
        var options = ConsoleOptions.Link()
        options.words = try dialect.map { PayloadWords(try DialectChoice.named($0), showsFields: fields) }
        options.showsBytes = showBytes
        options.answers = answer
        return options
    }

    private func commandKey() throws -> UInt8 {
        guard key.utf8.count == 1, let letter = key.lowercased().utf8.first, (0x61...0x7A).contains(letter),
            ![0x63, 0x68, 0x69, 0x6A, 0x6D].contains(letter)
        else {
            throw BenchError(
                .file, "the command key cannot be Ctrl and that", why: "it is a letter, and not one of c, h, i, j, m",
                next: "use --key a, for example")
        }
        return letter & 0x1F
    }

    private func milliseconds() throws -> Int? {
        guard let seconds else { return nil }
        guard seconds > 0, seconds < 1_000_000_000 else {
            throw BenchError(
                .file, "--for wants a number of seconds", why: "it was \(seconds)", next: "use --for 10, for example")
        }
        return Int(seconds * 1000)
    }
}

/// Links whose frames a console decodes.
enum ConsoleLink: String, ExpressibleByArgument, CaseIterable {
    /// The serial link of terminals: STX, length, payload, ETX, check byte.
    case serial
}

extension ConsoleLineEnding: ExpressibleByArgument {}
