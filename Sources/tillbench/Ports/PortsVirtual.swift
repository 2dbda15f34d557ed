import ArgumentParser
import Foundation
import SerialDriver
import VirtualLine
import VirtualTerminal

struct PortsVirtual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "virtual", abstract: "Pairs of ports that are joined as by a cable; runs until Ctrl-C.",
        discussion: """
            Any program opens either end like a serial port. What it sends passes no faster than the speed it has set; when \
            the other end has set another one, that one gets garbage, as on a real line.

            While it runs it takes commands, one in a line: unplug a, plug a, break a, lose 3 a, flip a, errors 0.001, \
            latency 20, baud 9600, status, help. Another shell gives them with --tell:
                tillbench ports virtual --tell "unplug a"

            The kernel gives a pseudo-terminal no modem lines, always 8 data bits and no parity, and hides the breaks that \
            a program sends.
            """)

    @Option(
        help: ArgumentHelp(
            "Folder of the links. Default: lines in the folder of tillbench's state.", valueName: "folder"))
    var dir: String?
    @Option(
        help: ArgumentHelp(
            "Name of a line; its ends are NAME-a and NAME-b. May be given several times.", valueName: "name"))
    var name: [String] = []
    @Option(help: "How many lines, named line1, line2 and so on.") var pairs: Int?
    @Option(help: ArgumentHelp("Speed: auto (as the programs have set it) or bits per second.", valueName: "speed"))
    var baud: String?
    @Flag(help: "Pass everything at once. That hides what a real line shows.") var unpaced = false
    @Option(help: ArgumentHelp("How long bytes are on their way, in milliseconds.", valueName: "ms")) var latency = 0.0
    @Option(help: ArgumentHelp("Probability of a wrong bit.", valueName: "p")) var bitErrors = 0.0
    @Option(help: ArgumentHelp("Probability of a lost byte.", valueName: "p")) var lose = 0.0
    @Option(help: ArgumentHelp("Probability of a doubled byte.", valueName: "p")) var double = 0.0
    @Option(help: "The same seed brings the same faults.") var seed: UInt64 = 1
    @Option(
        help: ArgumentHelp(
            "Record what arrives into a new file, with its times. It holds every byte, account numbers too.",
            valueName: "file"))
    var record: String?
    @Option(help: ArgumentHelp("Play one end of a recording, or of a script of umockdev.", valueName: "file"))
    var replay: String?
    @Option(name: .customLong("as"), help: ArgumentHelp("Which end is played: a or b.", valueName: "end"))
    var replayedEnd: String?
    @Flag(help: "Play by the clock, instead of waiting for what the other end sent in the recording.") var timed = false
    @Flag(help: "End the play when the other end does not do what it did in the recording.")
    var stopOnDeviation = false
    @Option(help: ArgumentHelp("Give a command to virtual ports that run in the folder.", valueName: "command"))
    var tell: String?
    @Flag(help: "JSON, one value in a line.") var json = false

    func run() throws {
        let folder = dir ?? PortName.virtualFolder
        if let tell { return try VirtualTell.ask(tell, in: folder, json: json) }
        let plan = try VirtualPlan(self, folder: folder)
        try VirtualRun(plan, json: json).run()
    }
}
