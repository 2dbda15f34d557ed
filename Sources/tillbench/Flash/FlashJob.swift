import Foundation
import SMP
import Synchronization
import TerminalService
import VirtualTerminal

/// One terminal that is flashed.
struct FlashJob {
    let file: ImageFile
    let path: String
    let baud: Int
    let absence: Int
    let keepsTrial: Bool

    /// What came of it.
    struct Result: Encodable, Sendable {
        var schema = 1
        let port: String
        let serial: String
        let from: String?
        let to: String
        let hash: String
        let state: String
        let resumedAt: Int?
        let bytesPerSecond: Int
        let settingsChanged: [SettingsDifference]
    }

    /// - Parameters:
    ///   - isStopped: Whether to stop; it is told whether the terminal is past its upload.
    ///   - begin: Is shown the plan, and refuses by throwing.
    func run(
        _ talk: FlashTalk, isStopped: @escaping @Sendable (_ isPastUpload: Bool) -> Bool,
        begin: (FlashPlan) throws -> Void
    ) throws -> Result {
        let isPast = PastUpload()
        var options = ServiceOption.options(baud: baud)
        options.isStopped = { isStopped(isPast.flag.load(ordering: .relaxed)) }
        let client = try ManagementClient(opening: path, options)
        let plan = try FlashPlan(file, for: client)
        try begin(plan)
        try plan.checkObstacles(path)
        let run = FlashRun(client, plan, absence: .seconds(absence), report: talk.tell)
        var changed: [SettingsDifference] = []
        if !plan.steps.isEmpty {
            try run.upload()
            isPast.flag.store(true, ordering: .relaxed)
            changed = try run.test()
            try judge(changed, talk)
            if !keepsTrial { try run.confirm() }
        }
        client.close()
        try note(plan, talk)
        return Result(
            port: path, serial: plan.terminal.serial, from: plan.running?.version, to: file.version, hash: file.hash,
            state: plan.steps.isEmpty || !keepsTrial ? "confirmed" : "on-trial", resumedAt: talk.progress?.resumedAt,
            bytesPerSecond: talk.rate, settingsChanged: changed)
    }

    /// Keeps what was done, for `terminal history`.
    private func note(_ plan: FlashPlan, _ talk: FlashTalk) throws {
        guard !plan.steps.isEmpty else { return }
        let end = keepsTrial ? "on trial" : "confirmed"
        try StateFolder.history.add(
            DeviceHistory.Entry(
                kind: "flash", outcome: "\(plan.running?.version ?? "none") -> \(file.version), \(end)",
                details: ["hash \(file.hash)", "port \(path)", "\(talk.rate) bytes/s"]),
            for: plan.terminal.serial)
    }

    /// An update that changes what a shop has set is not let stay by itself.
    private func judge(_ changed: [SettingsDifference], _ talk: FlashTalk) throws {
        guard !changed.isEmpty else { return talk.say("all settings are as before") }
        for change in changed {
            talk.say("setting \(change.name): \(change.before ?? "(none)") -> \(change.after ?? "(none)")")
        }
        guard keepsTrial else {
            throw BenchError(
                .check, "\(changed.count) setting(s) are other ones after the update; it is not confirmed",
                why: "an update must not change what the shop has set",
                next: "`tillbench flash confirm` when they are right, or `tillbench flash rollback`")
        }
    }

    private final class PastUpload: Sendable { let flag = Atomic<Bool>(false) }

    /// What a run that was broken off leaves.
    static func leftover(_ talk: FlashTalk, _ path: String) -> String {
        switch talk.stage {
        case .beforeRestart:
            let held =
                talk.progress.map { "the terminal holds \($0.done) of \($0.total) bytes and " } ?? "the terminal "
            return held + "starts its old image\n  next: the same command goes on there"
        case .restarting:
            return "the new image is held, and tried at this start or the next one; it stays only when it is confirmed"
                + "\n  next: the same command goes on there; `tillbench flash info --port \(path)` shows what runs"
        case .onTrial:
            return "the terminal has the new image on trial; its next start goes back to the old one"
                + "\n  next: `tillbench flash confirm --port \(path)` lets it stay"
        case .confirmed: return "the new image is confirmed"
        }
    }
}
