import ArgumentParser
import Foundation
import TerminalService
import VirtualTerminal

struct FlashWrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Flash an image: send, compare, try, confirm.",
        discussion: """
            Says what it will do, sends the image into slot 1, compares the hash of what the terminal holds, restarts it into \
            the image on trial, compares its settings, lets it test its parts, and confirms. With an image that changes \
            settings, or with which a part fails that was well before, it is not confirmed. An upload that was broken off goes \
            on where it stopped. Ctrl-C leaves a terminal that starts.

            Several --port flash side by side; when more than the share of --most-failed fails, the others are stopped \
            before their restart.
            """)

    @Argument(help: "The image.") var image: String
    @OptionGroup var ports: PortsOption
    @OptionGroup var service: ServiceOption
    @Option(help: "How long a terminal that went away is waited for, in seconds.") var wait = 60
    @Option(help: "Share of the ports that may fail before the others are stopped, 0 to 1.") var mostFailed = 0.2
    @Flag(name: .customLong("no-confirm"), help: "Leave the image on trial: the next start goes back.")
    var noConfirm = false
    @Flag(name: .customLong("no-selftest"), help: "Do not let the image on trial test its parts.")
    var noSelfTest = false
    @Flag(help: "Do it: what slot 1 holds is lost, and the terminal restarts.") var yes = false
    @Option(help: "Language of plan, progress and errors: en or zh.") var lang = LanguageOption.en
    @Flag(help: "The result as JSON, one line for each terminal.") var json = false

    func validate() throws {
        guard (0...1).contains(mostFailed) else { throw ValidationError("--most-failed is a share from 0 to 1") }
        guard wait >= 0 else { throw ValidationError("--wait is a number of seconds, 0 or more") }
    }

    func run() throws {
        let file = try ImageFile(path: image)
        let jobs = try ports.paths().map {
            FlashJob(
                file: file, path: $0, baud: service.baud, absence: wait, keepsTrial: noConfirm,
                skipsSelfTest: noSelfTest)
        }
        let stop = try StopFlag.atInterruption()
        guard jobs.count > 1 else { return try flash(jobs[0], stop) }
        guard yes else { throw FlashWrite.isNotAsked }
        let campaign = FlashCampaign(jobs: jobs, mostFailed: mostFailed, stop: stop, language: lang)
        let outcomes = campaign.run()
        for outcome in outcomes {
            switch outcome.result {
            case .success(let result):
                if json { try Talk.json(result, isLine: true) } else { Talk.say(FlashWrite.line(result)) }
            case .failure(let error): if json { try Talk.json(FailedPort(outcome.path, error), isLine: true) }
            }
        }
        try campaign.judge(outcomes)
    }

    private func flash(_ job: FlashJob, _ stop: StopFlag) throws {
        let talk = FlashTalk(name: nil, lang)
        do {
            let result = try job.run(talk, isStopped: { _ in stop.isSet }) { plan in
                for line in PlanText(plan: plan, port: job.path, language: lang).lines { Talk.error(line) }
                try plan.checkObstacles(job.path)
                guard yes || plan.steps.isEmpty else { throw FlashWrite.isNotAsked }
            }
            if json { try Talk.json(result, isLine: true) } else { Talk.say(FlashWrite.line(result)) }
        } catch {
            talk.clear()
            if json { try Talk.json(FailedPort(job.path, error), isLine: true) }
            guard let error = error as? ManagementError else { throw error }
            guard error.kind == .interrupted else {
                if error.mayPass || talk.stage != .beforeRestart { Talk.error(FlashJob.leftover(talk, job.path)) }
                guard lang == .zh else { throw error }
                Talk.error("错误: " + ManagementWords(error).lines)
                throw ExitCode(Failure.code(error))
            }
            Talk.error("interrupted: " + FlashJob.leftover(talk, job.path))
            throw ExitCode(Failure.interrupted)
        }
    }

    private static func line(_ result: FlashJob.Result) -> String {
        "\(result.serial) \(result.port): \(result.from ?? "none") -> \(result.to), \(result.state)"
    }

    private static let isNotAsked = BenchError(
        .file, "nothing was flashed", why: "what slot 1 holds would be lost, and the terminal restarts",
        next: "add --yes when that is meant")
}
