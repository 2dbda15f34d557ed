import Settlement

/// A verdict as people read it.
public enum DiagnosisText {
    /// The lines of the verdict in one language.
    ///
    /// - Parameter pick: Takes the wanted language of a text.
    public static func lines(_ diagnosis: Diagnosis, _ pick: (Bilingual) -> String) -> [String] {
        func say(_ english: String, _ chinese: String) -> String { pick(Bilingual(english, chinese)) }
        var lines: [String] = []
        let batch = diagnosis.state.batch.map { paddedDecimal(UInt64($0), width: 6) } ?? "?"
        lines.append(say("batch ", "批次 ") + batch + ": " + pick(diagnosis.state.words))
        if diagnosis.stake.count > 0 {
            lines.append(say("at stake: ", "涉及金额: ") + money(diagnosis.stake, say))
        }
        if diagnosis.isHealthy { lines.append(say("nothing wrong was found", "未发现问题")) }
        for (index, finding) in diagnosis.findings.enumerated() {
            let facts = finding.cause.facts
            lines.append("")
            lines.append(
                "\(index + 1). \(pick(facts.title)) [\(finding.cause.rawValue), \(pick(facts.place.words)), "
                    + "\(pick(finding.confidence.words))]")
            lines.append("   " + pick(facts.meaning))
            if finding.stake.count > 0 { lines.append("   " + say("money: ", "金额: ") + money(finding.stake, say)) }
            lines.append("   " + say("evidence:", "依据:"))
            for line in finding.evidence {
                lines.append("     \(line.source.rawValue), \(line.place): \(pick(line.says))")
            }
            lines.append("   " + say("next step: ", "下一步: ") + pick(facts.nextStep))
            lines.append("   " + say("never: ", "切勿: ") + pick(facts.never))
            if !finding.wouldDecide.isEmpty {
                lines.append(
                    "   " + say("would decide: ", "可进一步确认: ")
                        + finding.wouldDecide.map { pick($0.words) }.joined(separator: ", "))
            }
        }
        if !diagnosis.missing.isEmpty {
            lines.append("")
            lines.append(
                say("not given: ", "未提供: ") + diagnosis.missing.map { pick($0.words) }.joined(separator: ", "))
        }
        return lines
    }

    /// Count, amount and age of what is at stake.
    ///
    /// - Parameter say: Takes the wanted language, English or Chinese.
    public static func money(_ stake: Stake, _ say: (String, String) -> String) -> String {
        let since = stake.oldest.map { say(", the oldest of \($0)", ", 最早 \($0)") } ?? ""
        return say("\(stake.count) transaction(s), ", "\(stake.count) 笔, ")
            + decimalAmount(stake.netMinorUnits, exponent: 2)
            + since
    }
}

extension EvidenceSource {
    /// What it is, for people.
    public var words: Bilingual {
        switch self {
        case .terminal: Bilingual("the terminal's flash", "终端存储")
        case .host: Bilingual("the host's ledger", "主机账")
        case .wire: Bilingual("a capture of the line", "线路抓包")
        }
    }
}
