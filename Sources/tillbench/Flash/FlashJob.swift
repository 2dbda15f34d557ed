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
    let skipsSelfTest: Bool

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
        /// What the image's own self-test found on trial; empty without one.
        let selfTest: [SelfTestReport.Part]
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
        var trial: SelfTestReport?
        if !plan.steps.isEmpty {
            // What fails with the old image too is not the new one's fault. In recovery there is none to compare with, and
            // once the new one runs on trial the old one cannot be asked any more.
            let isOnTrial = !plan.steps.contains(.test)
            let before = try plan.running == nil || !plan.isTerminal || isOnTrial ? nil : selfTest(client)
            let details = [
                ("port", path), ("from", plan.running?.version ?? "none"), ("to", file.version), ("hash", file.hash),
            ]
            try Logged.run(.flashWrite, plan.terminal.serial, details: details) {
                try run.upload()
                isPast.flag.store(true, ordering: .relaxed)
                changed = try run.test()
                if plan.isTerminal { try judge(changed, talk) }
                trial = try plan.isTerminal ? selfTest(client) : nil
                try judge(trial, before, client, plan, talk)
                if !keepsTrial { try run.confirm() }
            }
        }
        let counters = try plan.steps.isEmpty || !plan.isTerminal ? nil : client.counters()
        client.close()
        try note(plan, talk, keepsTrial ? "on trial" : "confirmed", counters)
        return Result(
            port: path, serial: plan.terminal.serial, from: plan.running?.version, to: file.version, hash: file.hash,
            state: plan.steps.isEmpty || !keepsTrial ? "confirmed" : "on-trial", resumedAt: talk.progress?.resumedAt,
            bytesPerSecond: talk.rate, settingsChanged: changed, selfTest: trial?.parts ?? [])
    }

    private func selfTest(_ client: ManagementClient) throws -> SelfTestReport? {
        guard !skipsSelfTest else { return nil }
        return try SelfTestReport(client, SelfTestPlan(parts: SelfTestPlan.firmwareParts, echoes: 5))
    }

    /// An image with which a part fails that was well before is not let stay: the terminal goes back.
    private func judge(
        _ trial: SelfTestReport?, _ before: SelfTestReport?, _ client: ManagementClient, _ plan: FlashPlan,
        _ talk: FlashTalk
    ) throws {
        guard let trial else { return }
        let isOnTrial = !plan.steps.contains(.test)
        let old = isOnTrial ? [] : trial.failed.filter { before?.failed.contains($0) ?? true }
        let new = trial.parts.filter { $0.isFailed && !old.contains($0.part) }
        if !old.isEmpty {
            talk.say(
                (before == nil
                    ? "self-test, with nothing to compare: failed: " : "self-test: failed before the update as well: ")
                    + old.joined(separator: ", "))
        }
        guard let first = new.first else {
            return talk.say(talk.words("self-test of \(file.version) passed", "\(file.version) 自检合格"))
        }
        let why = new.map { "\($0.part): \($0.text)" }.joined(separator: "; ")
        talk.say(talk.words("self-test of \(file.version) failed: \(why)", "\(file.version) 自检不合格: \(why)"))
        let what = "\(file.version) failed its self-test (\(new.map(\.part).joined(separator: ", ")))"
        guard !keepsTrial, !isOnTrial, let running = plan.running else {
            throw BenchError(
                .check, what + "; it is not confirmed, and runs on trial", why: why,
                next: "restart the terminal to go back, or `tillbench flash confirm` when it is to stay")
        }
        _ = try client.restart(within: .seconds(absence))
        guard try client.runningHash() == running.hash else {
            throw BenchError(
                .check, what + ", and \(running.version) did not come back", why: why,
                next: "see `tillbench flash info --port \(path)`")
        }
        client.close()
        try note(plan, talk, "self-test failed (\(first.part)), went back", nil)
        throw BenchError(
            .check, what + "; \(running.version) is back", why: why,
            next: "mend that part, or report it with the image; then do it again")
    }

    /// Keeps what was done, for `terminal history`.
    private func note(
        _ plan: FlashPlan, _ talk: FlashTalk, _ end: String, _ counters: [String: Int64]?
    ) throws {
        // Without a serial number nobody could ask for its history.
        guard !plan.steps.isEmpty, plan.isTerminal else { return }
        try StateFolder.history.add(
            DeviceHistory.Entry(
                kind: "flash", outcome: "\(plan.running?.version ?? "none") -> \(file.version), \(end)",
                details: ["hash \(file.hash)", "port \(path)", "\(talk.rate) bytes/s"], counters: counters),
            for: plan.terminal.serial)
    }

    /// An update that changes what a shop has set is not let stay by itself.
    private func judge(_ changed: [SettingsDifference], _ talk: FlashTalk) throws {
        guard !changed.isEmpty else { return talk.say(talk.words("all settings are as before", "所有参数与更新前一致")) }
        for change in changed {
            talk.say(
                talk.words("setting", "参数")
                    + " \(change.name): \(change.before ?? "(none)") -> \(change.after ?? "(none)")")
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
