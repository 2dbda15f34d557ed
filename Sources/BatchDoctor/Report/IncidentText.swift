import Settlement

extension IncidentRecord.Outcome {
    /// What it means, and what to do next.
    ///
    /// - Parameter causes: What is left.
    public func words(_ causes: [Cause]) -> Bilingual {
        let steps = causes.map(\.facts.nextStep)
        let english = steps.map { " " + $0.english }.joined()
        let chinese = steps.map(\.chinese).joined()
        return switch self {
        case .healthy: Bilingual("The batch is in order.", "批次正常。")
        case .needsConfirmation where causes.contains(.reversalUnanswered):
            Bilingual(
                "The host does not take this reversal. Let the acquirer make sure that it holds no booking of the transaction, "
                    + "and go on with its confirmation number: --confirmation NUMBER --reversal TRACE.",
                "主机不接受该冲正。请收单机构确认该笔交易没有入账, 再凭确认号继续: --confirmation 确认号 --reversal 流水号。")
        case .needsConfirmation:
            Bilingual(
                "The host does not take this close. Send the exported records to the acquirer, let it close the batch, and "
                    + "go on with its confirmation number: --confirmation NUMBER --batch BATCH.",
                "主机不接受本次结算。请将导出的记录发给收单机构, 由其结算该批次, 再凭确认号继续: --confirmation 确认号 --batch 批次号。")
        case .forPeople: Bilingual("No safe step is left at the terminal." + english, "终端上已无安全步骤。" + chinese)
        case .declined:
            Bilingual("The next step was not consented to: nothing more was done.", "未同意下一步: 未再做任何操作。")
        case .refused:
            Bilingual("The last step was refused; see its log." + english, "最后一步被拒绝, 见日志。" + chinese)
        case .silent where causes.contains(.reversalUnanswered):
            Bilingual(
                "The host did not answer the reversal. Repair the way to it, then run `tillbench doctor fix` again. If it never "
                    + "answers, let the acquirer make sure that it holds no booking of the transaction, and go on with its "
                    + "confirmation number: --confirmation NUMBER --reversal TRACE.",
                "主机对冲正无应答。修复线路后再次运行 `tillbench doctor fix`。若始终无应答, 请收单机构确认该笔交易没有入账, "
                    + "再凭确认号继续: --confirmation 确认号 --reversal 流水号。")
        case .silent:
            Bilingual(
                "The host did not answer the last step. Repair the way to it, then run `tillbench doctor fix` again.",
                "主机对最后一步无应答。修复线路后再次运行 `tillbench doctor fix`。")
        case .busy:
            Bilingual(
                "The terminal was still busy when the time for the last step was over. Look at its display; then run "
                    + "`tillbench doctor fix` again, with a longer --wait.",
                "最后一步超时, 终端仍忙。请查看终端显示, 然后以更长的 --wait 再次运行 `tillbench doctor fix`。")
        case .terminalLost:
            Bilingual(
                "The terminal went away in the last step. Switch it on: it goes on by itself; then run "
                    + "`tillbench doctor fix` again.",
                "最后一步中终端失去联系。请开机, 终端会自行继续; 然后再次运行 `tillbench doctor fix`。")
        case .interrupted:
            Bilingual(
                "Broken off. What the terminal had begun it ends by itself; run `tillbench doctor fix` again.",
                "已中断。终端会自行完成已开始的步骤; 请再次运行 `tillbench doctor fix`。")
        }
    }
}

/// The record of a case as people read it, first in English, then in Chinese.
public enum IncidentText {
    /// All lines.
    public static func lines(_ record: IncidentRecord) -> [String] {
        section(record) { english, _ in english } + ["", String(repeating: "=", count: 72), ""]
            + section(record) { _, chinese in chinese }
    }

    private static func section(_ record: IncidentRecord, _ say: (String, String) -> String) -> [String] {
        func pick(_ text: DiagnosisReport.Text) -> String { say(text.en, text.zh) }
        let terminal = record.terminal
        var lines = [
            say("INCIDENT ", "事件记录 ") + record.id,
            say("terminal ", "终端 ") + "\(terminal.terminalID), " + say("merchant ", "商户 ") + terminal.merchantID
                + ", \(terminal.model) \(terminal.serial), " + say("firmware ", "固件 ") + (terminal.firmware ?? "?"),
            say("port ", "端口 ") + record.port + say(", engineer ", ", 工程师 ") + record.engineer,
            say("from ", "开始 ") + record.begunAt + say(" to ", " 结束 ") + record.endedAt,
            "", say("BEFORE", "处理前"),
        ]
        lines += verdict(record.before, pick, say)
        for (number, step) in record.steps.enumerated() {
            lines += [
                "", say("STEP ", "步骤 ") + "\(number + 1): " + pick(step.words),
                "  \(step.at), " + say("because of ", "原因 ") + step.cause,
                "  " + say("at stake: ", "涉及金额: ") + money(step.stake, say),
                "  " + say("consent: ", "同意: ") + step.consent,
            ]
            if let number = step.confirmation {
                lines.append("  " + say("the acquirer's confirmation number: ", "收单机构确认号: ") + number)
            }
            let display = step.display.filter { !$0.isEmpty }.joined(separator: " | ")
            lines.append(
                "  " + say("result: ", "结果: ") + step.result + (display.isEmpty ? "" : " (\(display))"))
            for line in step.log { lines.append("    " + line) }
            lines.append(
                "  " + say("then: ", "之后: ") + pick(step.stateAfter)
                    + (step.causesAfter.isEmpty ? "" : "; " + step.causesAfter.joined(separator: ", ")))
        }
        lines += ["", say("AFTER", "处理后")]
        if let after = record.after {
            lines += verdict(after, pick, say)
        } else {
            lines.append("  " + say("the terminal could not be asked any more", "已无法读取终端"))
        }
        lines += ["", say("OUTCOME ", "结果 ") + record.outcome.rawValue + ": " + pick(record.words)]
        if !record.files.isEmpty { lines.append(say("files: ", "文件: ") + record.files.joined(separator: ", ")) }
        return lines
    }

    private static func verdict(
        _ report: DiagnosisReport, _ pick: (DiagnosisReport.Text) -> String, _ say: (String, String) -> String
    ) -> [String] {
        let batch = report.batch.map { paddedDecimal(UInt64($0), width: 6) } ?? "?"
        var lines = ["  " + say("batch ", "批次 ") + batch + ": " + pick(report.state)]
        if report.stake.count > 0 {
            lines.append("  " + say("at stake: ", "涉及金额: ") + money(report.stake, say))
        }
        if report.isHealthy { lines.append("  " + say("nothing wrong was found", "未发现问题")) }
        for (index, found) in report.findings.enumerated() {
            lines.append("  \(index + 1). " + pick(found.title) + " [\(found.cause), \(found.confidence)]")
            for line in found.evidence { lines.append("     \(line.source), \(line.place): " + pick(line.says)) }
        }
        return lines
    }

    private static func money(_ stake: DiagnosisReport.Money, _ say: (String, String) -> String) -> String {
        let since = stake.oldest.map { say(", the oldest of \($0)", ", 最早 \($0)") } ?? ""
        return say("\(stake.count) transaction(s), ", "\(stake.count) 笔, ")
            + decimalAmount(stake.netMinorUnits, exponent: 2) + since
    }
}
