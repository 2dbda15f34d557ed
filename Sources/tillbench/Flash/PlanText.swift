import SMP
import TerminalService

/// A plan as lines for people, and as JSON.
struct PlanText {
    let plan: FlashPlan
    let port: String
    let language: LanguageOption

    private func say(_ english: String, _ chinese: String) -> String { language == .en ? english : chinese }

    var lines: [String] {
        let (terminal, file) = (plan.terminal, plan.file)
        let old = plan.running?.version ?? say("none", "无")
        var rows = [
            [say("terminal", "终端"), "\(terminal.model), \(terminal.serial), \(port)"],
            [say("firmware", "固件"), "\(old) -> \(file.version)" + (isOlder ? say(" (OLDER)", " (旧版本)") : "")],
            [
                say("board", "主板"),
                say(
                    "\(terminal.board), the image is for \(file.board)",
                    "\(terminal.board), 镜像用于 \(file.board)"),
            ],
            [
                say("journal", "流水"),
                say(
                    "format \(terminal.journalVersion), the image reads \(file.manifest.oldestJournal) to \(file.manifest.newestJournal)",
                    "格式 \(terminal.journalVersion), 镜像可读 \(file.manifest.oldestJournal) 至 \(file.manifest.newestJournal)"
                ),
            ],
            [
                say("security counter", "安全计数"),
                say(
                    "the image has \(file.manifest.securityCounter), at least \(reached) is taken",
                    "镜像为 \(file.manifest.securityCounter), 终端要求不低于 \(reached)"),
            ],
            [say("guard", "资金保护"), guardText],
        ]
        for (index, step) in plan.steps.enumerated() {
            rows.append([say("step ", "步骤 ") + "\(index + 1)", text(step)])
        }
        if plan.steps.isEmpty {
            rows.append([say("steps", "步骤"), say("none: this image runs and stays", "无: 该镜像已在运行")])
        }
        return TextTable(rows: rows).lines
    }

    private var reached: String { plan.terminal.securityCounter.map(String.init) ?? "?" }

    private var isOlder: Bool {
        guard let old = plan.running else { return false }
        let numbers = old.version.split(separator: ".").map { UInt32($0) ?? 0 }
        let new = plan.file.manifest.header.version
        return [UInt32(new.major), UInt32(new.minor), UInt32(new.revision), new.build].lexicographicallyPrecedes(
            numbers + [UInt32](repeating: 0, count: max(0, 4 - numbers.count)))
    }

    private var guardText: String {
        let stake = plan.batch.stake
        guard !stake.next.isEmpty else { return say("nothing is open", "无未结算交易") }
        return ManagementError.words(stake) + "; " + stake.next
    }

    private func text(_ step: FlashPlan.Step) -> String {
        switch step {
        case .upload:
            let seconds = plan.file.bytes.count / max(1, plan.bestRate) + 1
            return say(
                "send \(plan.file.bytes.count) bytes into slot 1 (about \(seconds) s), which loses what it holds",
                "发送 \(plan.file.bytes.count) 字节到分区 1 (约 \(seconds) 秒), 覆盖其原有内容")
        case .test:
            return say("restart into it on trial; without confirmation the next start goes back", "重启试运行; 未确认则下次启动回退")
        case .confirm: return say("confirm it: it stays", "确认: 保留新固件")
        }
    }

    /// What stands in the way, in words.
    var obstacles: [String] {
        plan.obstacles.map { obstacle in
            switch obstacle {
            case .image(let error): error.description
            case .money(let stake): ManagementError.words(stake) + "; " + stake.next
            case .otherImage(let version, let isOnTrial):
                isOnTrial ? "image \(version) is on trial" : "image \(version) waits for the next start"
            }
        }
    }

    /// The plan as JSON.
    var report: PlanReport {
        PlanReport(
            port: port, model: plan.terminal.model, serial: plan.terminal.serial, board: plan.terminal.board,
            journalFormat: plan.terminal.journalVersion, running: plan.running?.version, image: ImageReport(plan.file),
            batch: TerminalInformation.Batch(plan.batch), steps: plan.steps, obstacles: obstacles)
    }
}

/// A plan as JSON.
struct PlanReport: Encodable {
    var schema = 1
    let port: String
    let model: String
    let serial: String
    let board: String
    let journalFormat: UInt32
    let running: String?
    let image: ImageReport
    let batch: TerminalInformation.Batch
    let steps: [FlashPlan.Step]
    let obstacles: [String]
}
