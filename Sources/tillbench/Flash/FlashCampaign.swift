import ArgumentParser
import Foundation
import Synchronization
import TerminalService
import VirtualTerminal

/// Many terminals that are flashed side by side.
final class FlashCampaign: Sendable {
    /// How one of them ended.
    struct Outcome: Sendable {
        let path: String
        let result: Result<FlashJob.Result, any Error>
    }

    private let jobs: [FlashJob]
    private let mostFailed: Double
    private let stop: StopFlag
    private let language: LanguageOption
    private let isBrokenOff = StopFlag()
    private let outcomes = Mutex<[Outcome]>([])

    init(jobs: [FlashJob], mostFailed: Double, stop: StopFlag, language: LanguageOption) {
        self.language = language
        self.jobs = jobs
        self.mostFailed = mostFailed
        self.stop = stop
    }

    /// Flashes all, and returns how each ended, in the order of the jobs.
    func run() -> [Outcome] {
        let group = DispatchGroup()
        for job in jobs {
            group.enter()
            Thread.detachNewThread { [self] in
                defer { group.leave() }
                end(Outcome(path: job.path, result: outcome(job)))
            }
        }
        group.wait()
        let ended = outcomes.withLock { $0 }
        return jobs.compactMap { job in ended.first { $0.path == job.path } }
    }

    private func outcome(_ job: FlashJob) -> Result<FlashJob.Result, any Error> {
        let talk = FlashTalk(name: job.path, language)
        do {
            // Who is past its upload is not left on trial when others fail.
            return .success(
                try job.run(talk, isStopped: { [self] in stop.isSet || (isBrokenOff.isSet && !$0) }) { plan in
                    talk.say(
                        "\(plan.terminal.serial), \(plan.running?.version ?? "none") -> \(plan.file.version)"
                            + (plan.steps.isEmpty ? ", nothing to do" : ""))
                })
        } catch {
            let interrupted = (error as? ManagementError)?.kind == .interrupted
            // One line for each terminal.
            let text = interrupted ? "stopped: " + FlashJob.leftover(talk, job.path) : "failed: \(error)"
            talk.say(text.split(separator: "\n").map { String($0.drop { $0 == " " }) }.joined(separator: "; "))
            return .failure(error)
        }
    }

    private func end(_ outcome: Outcome) {
        let failed = outcomes.withLock { ended in
            ended.append(outcome)
            return ended.count { FlashCampaign.isFailure($0) }
        }
        guard Double(failed) > mostFailed * Double(jobs.count), !isBrokenOff.isSet else { return }
        isBrokenOff.set()
        Talk.error("\(failed) of \(jobs.count) failed: the others are stopped before their restart")
    }

    private static func isFailure(_ outcome: Outcome) -> Bool {
        guard case .failure(let error) = outcome.result else { return false }
        return (error as? ManagementError)?.kind != .interrupted
    }

    /// Ends the command as its terminals ended.
    ///
    /// - Throws: The exit code of the first failure; 130 when the user stopped it.
    func judge(_ outcomes: [Outcome]) throws {
        let done = outcomes.count { if case .success = $0.result { true } else { false } }
        let failed = outcomes.filter(FlashCampaign.isFailure)
        Talk.error("\(done) of \(jobs.count) done, \(failed.count) failed, \(jobs.count - done - failed.count) stopped")
        if stop.isSet { throw ExitCode(Failure.interrupted) }
        guard let first = failed.first, case .failure(let error) = first.result else { return }
        throw ExitCode(Failure.code(error))
    }
}
