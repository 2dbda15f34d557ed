import Settlement

/// An audit as people read it.
public struct AuditText: Sendable {
    /// Which language of a text is wanted.
    public typealias Pick = @Sendable (Bilingual) -> String
    let report: AuditReport
    let pick: Pick

    /// An audit in one language.
    public init(_ report: AuditReport, _ pick: @escaping Pick) {
        self.report = report
        self.pick = pick
    }

    func say(_ english: String, _ chinese: String) -> String { pick(Bilingual(english, chinese)) }

    /// The terminal's number, without what a screen would obey: it comes from somebody's file.
    var terminal: String {
        guard let name = report.terminalID else { return "?" }
        return String(name.unicodeScalars.prefix(40).map { (0x20..<0x7F).contains($0.value) ? Character($0) : "?" })
    }

    /// What was looked at, in one line.
    var head: String {
        let sources = report.sources.map {
            $0 == .terminal ? say("the terminal's flash", "终端存储") : say("the host's ledger", "主机账")
        }.joined(separator: say(" and ", " 及 "))
        let span =
            report.from.flatMap { from in report.to.map { say(", \(from) to \($0)", ", \(from) 至 \($0)") } } ?? ""
        return say("terminal ", "终端 ") + terminal + ": "
            + say(
                "\(report.records) record(s) in \(report.batches) batch(es)",
                "\(report.batches) 个批次, \(report.records) 笔")
            + span + say(", from ", ", 来源 ") + sources
    }

    /// What came of it, in one line.
    var verdict: String {
        let counts = AuditSeverity.allCases.reversed().compactMap { severity -> String? in
            let count = report.findings.count { $0.severity == severity }
            return count == 0
                ? nil
                : say(
                    "\(count) \(severity.words.english)\(count == 1 ? "" : "s")", "\(count) 项\(severity.words.chinese)")
        }
        return report.findings.isEmpty
            ? say("nothing was found", "未发现问题")
            : say("\(report.findings.count) finding(s): ", "发现 \(report.findings.count) 项: ")
                + counts.joined(separator: ", ")
    }

    /// Bounds that the findings rest on.
    var bounds: String {
        let settings = report.settings
        func time(_ minute: Int) -> String { TimeOfDay(minute: minute)?.description ?? "?" }
        let by =
            settings.settleByMinute.map { say("settled by \(time($0))", "\(time($0)) 前结算") }
            ?? say("settled within the business day", "营业日内结算")
        return say("bounds: day begins at ", "标准: 营业日始于 ") + time(settings.cutOverMinute) + ", " + by + ", "
            + say(
                "same sale within \(settings.sameSaleMinutes) min, clock off by \(settings.clockSeconds) s, amount "
                    + "\(settings.amountDeviations) robust deviations of the logarithm over \(settings.amountHistory) "
                    + "sales or more",
                "同卡同额 \(settings.sameSaleMinutes) 分钟内, 时钟偏差 \(settings.clockSeconds) 秒, "
                    + "金额对数偏离 \(settings.amountDeviations) 个稳健标准差 (至少 \(settings.amountHistory) 笔)")
    }

    /// Where a finding lies.
    func place(_ found: AuditReport.Found) -> String { places(found).joined(separator: ", ") }

    /// The same, part by part.
    func places(_ found: AuditReport.Found) -> [String] {
        [
            found.batch.map { say("batch ", "批次 ") + six($0) }, found.trace.map { say("trace ", "流水 ") + six($0) },
            found.at,
            found.card.map { say("card ", "卡号 ") + $0.description },
        ].compactMap { $0 }
    }

    /// The lines of the audit.
    public var lines: [String] {
        var lines = [head, verdict]
        for found in report.findings {
            lines.append("")
            lines.append("\(pick(found.severity.words)): \(pick(found.title.both)) [\(found.check.rawValue)]")
            let place = place(found)
            if !place.isEmpty { lines.append("  " + place) }
            lines.append("  " + pick(found.says.both))
            lines.append("  " + say("next step: ", "下一步: ") + pick(found.nextStep.both))
        }
        lines.append("")
        for unmade in report.unmade {
            lines.append(
                say("not looked for: ", "未检查: ") + pick(unmade.title.both) + say(" ", "") + "(\(pick(unmade.why.both)))"
            )
        }
        lines.append(bounds)
        return lines
    }
}
