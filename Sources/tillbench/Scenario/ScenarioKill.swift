import ArgumentParser
import Foundation
import Scenario
import VirtualTerminal

extension StrikePlan: ExpressibleByArgument {}

struct ScenarioKill: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill",
        abstract: "Play a day again and again, each time with processes killed at random moments.",
        discussion: """
            Terminal and host are processes of their own; SIGKILL strikes the terminal, the host, both at one moment, or each \
            at a moment of its own. What a strike interrupts is not repeated; the terminal is started again on the same flash, \
            the host on the same ledger file, the day goes on, and at its end the batch is settled. Then ledger and journal \
            must be equal, record by record, and every receipt that was printed must be in the ledger. A day that ends \
            otherwise is kept, and its moments are printed so that it can be played again alone. Exit code 1 when a day ends \
            otherwise, or when fewer terminals were killed than --kills asked for.
            """)

    @Argument(help: "Scenario file (YAML); what it expects on the way is not asked for.") var file: String
    @Option(help: "Days to play, each with a strike or two. Default: 200.") var moments: Int?
    @Option(help: "Instead of --moments: play until so many terminals were killed while they ran.") var kills: Int?
    @Option(help: "Decides who is struck, and at which fraction of the day.") var seed = UInt64.random(
        in: 1...UInt64.max)
    @Option(help: "Days that are played side by side.") var jobs = 4
    @Option(
        help: "Who is struck: terminal, host, both, each. Can be given several times. Default: all of them, by chance.")
    var strike: [StrikePlan] = []
    @Option(help: "Play one day only, with strikes as a run printed them: terminal@7+0.412,host@9+0.100/0.800.")
    var again: String?
    @Option(help: "Folder for days that failed. Default: a temporary one.") var keep: String?
    @Flag(help: "The report as JSON on standard output.") var json = false
    @Option(help: ArgumentHelp("Write the report as JUnit XML.", valueName: "file")) var junit: String?

    func validate() throws {
        guard moments ?? 1 >= 1, kills ?? 1 >= 1, jobs >= 1, jobs <= 64 else {
            throw ValidationError("--moments and --kills are 1 or more, --jobs is 1 to 64")
        }
        guard moments == nil || kills == nil else {
            throw ValidationError("--moments counts days, --kills terminals that were killed: give one of them")
        }
        guard kills == nil || strike != [.host] else {
            throw ValidationError("--kills counts terminals, and --strike host kills none")
        }
    }

    private var goal: KillRun.Goal { kills.map { .terminalKills($0) } ?? .days(moments ?? 200) }

    func run() throws {
        let scenario = try ScenarioFile.load(file)
        let strikes = try again.map { try Strike.parse($0) }
        let folder = try RunFolder(keep: keep)
        try Interruption.atInterruption { folder.remove() }
        let run = KillRun(scenario, folder: folder.url, program: RunFolder.program)
        let begun = Date()
        let days: [KillRun.Outcome]
        if let strikes {
            tell("== \(scenario.title): one day, \(again ?? "")")
            let outcome = run.again(strikes)
            if let failure = outcome.failure { Talk.error(failure) }
            days = [outcome]
        } else {
            tell("== \(scenario.title): \(ScenarioKill.text(goal)), seed \(seed)")
            let talk = KillTalk(goal, file: file)
            days = try run.run(
                goal, seed: seed, jobs: jobs, plans: strike.isEmpty ? StrikePlan.allCases : strike, tell: talk.tell)
            talk.end()
        }
        let report = KillReport(
            scenario, seed: strikes == nil ? seed : nil, jobs: strikes == nil ? jobs : 1,
            seconds: -begun.timeIntervalSinceNow, days: days)
        if report.failed == 0 {
            folder.remove()
        } else {
            Talk.error("days that failed are kept in \(folder.url.path)")
        }
        if let junit { try ReportFile.write(report.junit, to: junit) }
        if json { try Talk.json(report) } else { ScenarioKill.lines(report).forEach(Talk.say) }
        if report.failed > 0 { throw ExitCode(1) }
        if let kills, strikes == nil, report.killed.terminal < kills {
            Talk.error(
                "only \(report.killed.terminal) of \(kills) terminals were killed: most strikes found none running")
            throw ExitCode(1)
        }
    }

    /// Talk, which must not get in the way of a report on standard output.
    private func tell(_ text: String) { if json { Talk.error(text) } else { Talk.say(text) } }

    private static func text(_ goal: KillRun.Goal) -> String {
        switch goal {
        case .days(let count): "\(count) days with strikes"
        case .terminalKills(let count): "days with strikes until \(count) terminals were killed"
        }
    }

    private static func lines(_ report: KillReport) -> [String] {
        var lines: [String] = []
        for plan in StrikePlan.allCases {
            let days = report.days.filter { $0.plan == plan }
            if days.isEmpty { continue }
            lines.append("\(name(plan)): \(days.count) days, \(days.count { $0.failure != nil }) failed")
        }
        lines.append(
            "\(report.killed.terminal) terminals and \(report.killed.host) hosts killed while they ran, "
                + "\(report.receipts) receipts looked up in the ledger, \(Int(report.seconds.rounded())) s")
        lines.append("\(report.days.count - report.failed) passed, \(report.failed) failed")
        return lines
    }

    private static func name(_ plan: StrikePlan) -> String {
        switch plan {
        case .terminal: "terminal killed"
        case .host: "host killed"
        case .both: "both killed at one moment"
        case .each: "both killed, each at its moment"
        }
    }
}
