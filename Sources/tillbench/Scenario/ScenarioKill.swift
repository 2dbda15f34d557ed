import ArgumentParser
import Foundation
import Scenario
import Synchronization
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
            otherwise is kept, and its moment is printed so that it can be played again alone.
            """)

    @Argument(help: "Scenario file (YAML); what it expects on the way is not asked for.") var file: String
    @Option(help: "Number of days.") var moments = 200
    @Option(help: "Decides who is struck, and at which fraction of the day.") var seed = UInt64.random(
        in: 1...UInt64.max)
    @Option(help: "Days that are played side by side.") var jobs = 4
    @Option(
        help: "Who is struck: terminal, host, both, each. Can be given several times. Default: all of them, by chance.")
    var strike: [StrikePlan] = []
    @Option(help: "Play one day only, with strikes as a run printed them: terminal@7+0.412,host@9+0.100/0.800.")
    var again: String?
    @Option(help: "Folder for days that failed. Default: a temporary one.") var keep: String?

    func validate() throws {
        guard moments >= 1, jobs >= 1, jobs <= 64 else {
            throw ValidationError("--moments is 1 or more, --jobs is 1 to 64")
        }
    }

    func run() throws {
        let scenario = try ScenarioFile.load(file)
        let strikes = try again.map { try Strike.parse($0) }
        let folder = try RunFolder(keep: keep)
        try Interruption.atInterruption { folder.remove() }
        let run = KillRun(scenario, folder: folder.url, program: RunFolder.program)
        let begun = ContinuousClock.now
        let outcomes: [KillRun.Outcome]
        if let strikes {
            Talk.say("== \(scenario.title): one day, \(again ?? "")")
            let outcome = run.again(strikes)
            if let failure = outcome.failure { Talk.error(failure) }
            outcomes = [outcome]
        } else {
            Talk.say("== \(scenario.title): \(moments) days with strikes, seed \(seed)")
            outcomes = try run.run(
                count: moments, seed: seed, jobs: jobs, plans: strike.isEmpty ? StrikePlan.allCases : strike,
                tell: teller())
        }
        let failed = outcomes.count { $0.failure != nil }
        if failed == 0 { folder.remove() } else { Talk.error("days that failed are kept in \(folder.url.path)") }
        for plan in StrikePlan.allCases where outcomes.contains(where: { $0.plan == plan }) {
            let days = outcomes.filter { $0.plan == plan }
            Talk.say(
                "\(ScenarioKill.name(plan)): \(days.count) days, \(days.count { $0.failure != nil }) failed")
        }
        let strikeCount = outcomes.reduce(0) { $0 + $1.strikes.count }
        let receipts = outcomes.reduce(0) { $0 + $1.receipts }
        let seconds = (ContinuousClock.now - begun).components.seconds
        Talk.say("\(strikeCount) processes killed, \(receipts) receipts looked up in the ledger, \(seconds) s")
        Talk.say("\(outcomes.count - failed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode(1) }
    }

    private static func name(_ plan: StrikePlan) -> String {
        switch plan {
        case .terminal: "terminal killed"
        case .host: "host killed"
        case .both: "both killed at one moment"
        case .each: "both killed, each at its moment"
        }
    }

    private func teller() -> @Sendable (KillRun.Outcome) -> Void {
        let done = Mutex(0)
        let (total, file, isTTY) = (moments, file, isatty(2) == 1)
        return { outcome in
            let count = done.withLock { value in
                value += 1
                return value
            }
            if let failure = outcome.failure {
                Talk.error("day \(outcome.number): \(failure)")
                Talk.error("  again: tillbench scenario kill \(file) --again \(outcome.moments)")
            } else if !isTTY, count % 20 == 0 {
                Talk.error("\(count) of \(total)")
            } else if isTTY {
                FileHandle.standardError.write(Data("\r\(count) of \(total) ".utf8))
            }
        }
    }
}
