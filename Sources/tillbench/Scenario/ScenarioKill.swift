import ArgumentParser
import Foundation
import Scenario
import Synchronization
import VirtualTerminal

struct ScenarioKill: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Play a day again and again, each time with a SIGKILL at a random moment.",
        discussion: """
            What the cut interrupts is not repeated; the terminal is started again on the same flash, the day goes on, and at its \
            end the batch is settled. Then ledger and journal must be equal, record by record. A day that ends otherwise is kept.
            """)

    @Argument(help: "Scenario file (YAML); what it expects on the way is not asked for.") var file: String
    @Option(help: "Number of cuts.") var moments = 200
    @Option(help: "Decides the moments; the same seed gives the same ones.") var seed = UInt64.random(
        in: 1...UInt64.max)
    @Option(help: "Days that are played side by side.") var jobs = 4
    @Option(help: "Folder for days that failed. Default: a temporary one.") var keep: String?

    func validate() throws {
        guard moments >= 1, jobs >= 1, jobs <= 64 else {
            throw ValidationError("--moments is 1 or more, --jobs is 1 to 64")
        }
    }

    func run() throws {
        let scenario = try ScenarioFile.load(file)
        let folder = try RunFolder(keep: keep)
        try Interruption.atInterruption { folder.remove() }
        Talk.say("== \(scenario.title): \(moments) power cuts, seed \(seed)")
        let done = Mutex(0)
        let total = moments
        let isTTY = isatty(2) == 1
        let outcomes = try KillRun(scenario, folder: folder.url, program: RunFolder.program).run(
            count: moments, seed: seed, jobs: jobs
        ) { outcome in
            let count = done.withLock { value in
                value += 1
                return value
            }
            if let failure = outcome.failure {
                Talk.error("day \(outcome.number), cut after \(outcome.moment) s: \(failure)")
            } else if !isTTY, count % 20 == 0 {
                Talk.error("\(count) of \(total)")
            } else if isTTY {
                FileHandle.standardError.write(Data("\r\(count) of \(total) ".utf8))
            }
        }
        let failed = outcomes.count { $0.failure != nil }
        if failed == 0 { folder.remove() } else { Talk.error("days that failed are kept in \(folder.url.path)") }
        Talk.say("\(outcomes.count - failed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode(1) }
    }
}
