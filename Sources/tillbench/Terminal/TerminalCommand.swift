import AcquirerHost
import ArgumentParser
import Foundation
import MessageTool
import Scenario
import Settlement
import TerminalFirmware
import VirtualTerminal

struct TerminalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terminal",
        abstract: "A terminal: a virtual one to start and use by hand, and any one through its service port.",
        subcommands: [
            TerminalStart.self, TerminalPress.self, TerminalSwipe.self, TerminalInsert.self, TerminalShow.self,
            TerminalReceipts.self,
            TerminalJournal.self, TerminalLogCommand.self, TerminalClock.self, TerminalPrinter.self,
            TerminalStop.self, TerminalInfo.self, TerminalSelfTest.self, TerminalHistory.self,
        ])
}

/// Which terminal is meant.
struct FolderOption: ParsableArguments {
    @Option(
        name: .customLong("dir"),
        help: "Folder of the terminal. Default: $TILLBENCH_DIR, or tillbench/terminal in the user's state folder.")
    var path: String?

    var folder: TerminalFolder {
        path.map { TerminalFolder($0) } ?? .standard(environment: ProcessInfo.processInfo.environment)
    }

    var client: ControlClient { ControlClient(folder) }
}

/// How a display is shown.
enum DisplayPrinter {
    static func show(_ display: DisplayReport, asJSON: Bool) throws {
        if asJSON { return try Talk.json(display) }
        for line in display.lines { Talk.say(line) }
        // Busy behind a screen of its own: something goes on while the operator does something else.
        let busy = display.isBusy && display.screen != "busy" ? ", busy" : ""
        Talk.error("[\(display.screen)\(busy)] \(display.clock)")
    }
}

struct TerminalStart: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start a terminal; it runs until Ctrl-C.",
        discussion: """
            Its line port is a pseudo-terminal, linked as DIR/line; a bridge opens that like any serial device. Its flash is \
            DIR/flash.bin: kill the process and start it again on the same folder, and it goes on where it was.
            """)

    @OptionGroup var folder: FolderOption
    @Option(help: "YAML file with the shop's settings.") var config: String?
    @Option(help: "What the clock shows, as 2026-11-23T09:00. Default: the time of this machine.") var at: String?
    @OptionGroup var capture: CaptureOption
    @Flag(help: "Do not print the terminal's log.") var quiet = false
    @Option(help: ArgumentHelp("Die at a flash operation: 57:before, 57:torn:3:129, 57:after.", visibility: .hidden))
    var cutPowerAt: String?
    @Option(help: ArgumentHelp("The same for the program chip.", visibility: .hidden)) var cutProgramAt: String?
    @Flag(help: ArgumentHelp("Stop when standard input is closed.", visibility: .hidden)) var untilStdinCloses = false

    func run() throws {
        let configuration = try config.map { try TerminalConfiguration.load($0) } ?? TerminalConfiguration()
        var now = ClockTime.workstation()
        if let at {
            guard let given = ClockTime(iso8601: at) else {
                throw BenchError(.file, "\"\(at)\" is no time", why: "", next: "write it as 2026-11-23T09:00")
            }
            now = given
        }
        let cuts = try [cutPowerAt, cutProgramAt].map { text -> FlashCut? in
            guard let text else { return nil }
            guard let cut = FlashCut(text) else {
                throw BenchError(
                    .file, "\"\(text)\" is no power cut", why: "", next: "write it as 57:before or 57:torn:3:129")
            }
            return cut
        }
        let quiet = quiet
        let process = try TerminalProcess(
            folder: folder.folder, configuration: configuration, now: now, capture: try capture.open(), cut: cuts[0],
            programCut: cuts[1]
        ) { line in
            if !quiet { Talk.error(line) }
        }
        if !quiet { Talk.say("line port: \(process.linePath), service port: \(process.servicePath)") }
        let stop = try Interruption.descriptor()
        try process.run(until: untilStdinCloses ? 0 : stop)
        Interruption.exitIfCaught(stop)
    }
}

struct TerminalPress: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "press", abstract: "Press keys: 0 to 9, ENTER, CLEAR, CANCEL, FUNC.",
        discussion: "Amounts are typed in minor units: `press 1 2 5 0 ENTER` asks for 12.50.")

    @OptionGroup var folder: FolderOption
    @Flag(help: "JSON instead of text.") var json = false
    @Argument(help: "Keys, in order.") var keys: [String]

    func validate() throws {
        for key in keys where Key(name: key) == nil {
            throw ValidationError(
                "there is no key \"\(TypedText.shown(key, most: 40))\"; the keys are 0 to 9, ENTER, CLEAR, CANCEL, FUNC"
            )
        }
    }

    func run() throws { try DisplayPrinter.show(try folder.client.ask(.press(keys: keys)).display, asJSON: json) }
}

struct TerminalSwipe: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swipe", abstract: "Draw a card through the reader.",
        discussion: "Cards: " + TestCard.all.map(\.name).joined(separator: ", ") + "; or `misread`.")

    @OptionGroup var folder: FolderOption
    @Flag(help: "JSON instead of text.") var json = false
    @Option(help: "Name of a test card.") var card: String

    func run() throws {
        if card == "misread" { return try DisplayPrinter.show(try folder.client.ask(.misread).display, asJSON: json) }
        guard let test = TestCard.named(card) else {
            throw BenchError(
                .file, "there is no card \"\(card)\"", why: "",
                next: "use one of " + TestCard.all.map(\.name).joined(separator: ", "))
        }
        try DisplayPrinter.show(try folder.client.ask(.swipe(track2: test.track2)).display, asJSON: json)
    }
}

struct TerminalShow: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show the display.")

    @OptionGroup var folder: FolderOption
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws { try DisplayPrinter.show(try folder.client.ask(.show).display, asJSON: json) }
}

struct TerminalReceipts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "Show what came out of the printer.")

    @OptionGroup var folder: FolderOption
    @Flag(help: "Only the last paper.") var last = false

    func run() throws {
        let papers = try TerminalPapers.read(folder.folder)
        if papers.isEmpty { Talk.error("nothing was printed yet") }
        for paper in last ? Array(papers.suffix(1)) : papers { Talk.say(paper) }
    }
}

struct TerminalJournal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Show the journal: batches and records, cards masked.",
        discussion: "Of a running terminal, or of the flash file when none runs. Exit code 6 when the batch is overdue."
    )

    @OptionGroup var folder: FolderOption
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let report: JournalReport
        if FileManager.default.fileExists(atPath: folder.folder.control),
            let asked = try? folder.client.ask(.journal).journal
        {
            report = asked
        } else {
            report = try FlashImage.journal(of: folder.folder.flash)
        }
        if json { try Talk.json(report) } else { show(report) }
        guard report.isOverdue else { return }
        Talk.error("the open batch was not settled yesterday or before")
        throw ExitCode(6)
    }

    private func show(_ report: JournalReport) {
        for batch in report.batches {
            let slip = batch.isSlipPrinted == false ? ", slip not printed" : ""
            Talk.say("batch \(paddedDecimal(UInt64(batch.number), width: 6)) \(batch.state.rawValue)\(slip)")
            for record in batch.records {
                let amount = decimalAmount(record.minorUnits, exponent: 2)
                Talk.say(
                    "  \(paddedDecimal(UInt64(record.trace), width: 6)) \(record.at) \(record.kind) \(amount) \(record.card) "
                        + record.state + (record.code.map { " \($0)" } ?? "") + (record.isVoided ? " voided" : ""))
            }
        }
    }
}

struct TerminalLogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "log", abstract: "Show the terminal's own log.")

    @OptionGroup var folder: FolderOption
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let lines = try folder.client.ask(.log(from: 0)).log ?? []
        if json { return try Talk.json(lines) }
        for line in lines { Talk.say("\(line.at) \(line.level) \(line.code): \(line.text)") }
    }
}

struct TerminalClock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Set the clock ahead; the terminal's timers run out with it.")

    @OptionGroup var folder: FolderOption
    @Option(help: "How far, in seconds.") var skip: Int64

    func run() throws { try DisplayPrinter.show(try folder.client.ask(.skip(seconds: skip)).display, asJSON: false) }
}

struct TerminalPrinter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "printer", abstract: "Make the printer fail, or mend it: no-paper, jammed, overheated, ready.")

    @OptionGroup var folder: FolderOption
    @Option(help: "So many lines still come out.") var afterLines = 0
    @Argument(help: "no-paper, jammed, overheated or ready.") var condition: String

    func validate() throws {
        guard ["no-paper", "jammed", "overheated", "ready"].contains(condition) else {
            throw ValidationError(
                "the printer knows no \"\(TypedText.shown(condition, most: 40))\"; it is no-paper, jammed, overheated or ready"
            )
        }
    }

    func run() throws {
        try folder.client.ask(.printer(problem: condition == "ready" ? nil : condition, afterLines: afterLines))
    }
}

struct TerminalStop: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stop", abstract: "Switch a terminal off.")

    @OptionGroup var folder: FolderOption

    func run() throws { try folder.client.ask(.stop) }
}
