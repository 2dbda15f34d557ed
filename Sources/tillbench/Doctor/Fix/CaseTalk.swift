import BatchDoctor
import Settlement

/// What is told of a case while it is treated.
struct CaseTalk {
    let lang: LanguageOption
    /// True when standard output is for the record alone: then this is talk.
    let isQuiet: Bool

    func say(_ line: String) { if isQuiet { Talk.error(line) } else { Talk.say(line) } }

    func say(_ english: String, _ chinese: String) { say(lang.pick(Bilingual(english, chinese))) }

    /// The verdict.
    func verdict(_ diagnosis: Diagnosis) { for line in DiagnosisText.lines(diagnosis, lang.pick) { say(line) } }

    /// A step that is about to be done.
    func step(_ number: Int, _ step: TreatmentStep, because cause: Cause, _ stake: Stake) {
        say("")
        say("step \(number): \(step.words.english)", "步骤 \(number): \(step.words.chinese)")
        say(
            "  because: \(cause.facts.title.english) [\(cause.rawValue)]",
            "  原因: \(cause.facts.title.chinese) [\(cause.rawValue)]")
        say(
            "  at stake: " + DiagnosisText.money(stake) { english, _ in english },
            "  涉及金额: " + DiagnosisText.money(stake) { _, chinese in chinese })
    }

    /// What came of it.
    func done(_ step: IncidentRecord.Step, _ diagnosis: Diagnosis) {
        let display = step.display.filter { !$0.isEmpty }.joined(separator: " | ")
        let shown = display.isEmpty ? "" : " (\(display))"
        say("  result: \(step.result)\(shown)", "  结果: \(step.result)\(shown)")
        let batch = diagnosis.state.batch.map { paddedDecimal(UInt64($0), width: 6) } ?? "?"
        let causes = diagnosis.findings.map { lang.pick($0.cause.facts.title) }
        let found = causes.isEmpty ? "" : "; " + causes.joined(separator: ", ")
        say(
            "  then: batch \(batch): \(diagnosis.state.words.english)\(found)",
            "  之后: 批次 \(batch): \(diagnosis.state.words.chinese)\(found)")
    }
}
