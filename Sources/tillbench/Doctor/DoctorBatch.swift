import ArgumentParser
import BatchDoctor
import VirtualTerminal

struct DoctorBatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Say why a batch is stuck.",
        discussion: """
            Give what there is: the more, the surer. A live terminal is asked on its service port, and nothing of it is \
            changed; the ledger is a file of this bench's host, or what `host ledger` printed. Without --port the \
            settings tell the terminal's number and its limits. Exit code 0 when nothing is wrong, 1 when something is.
            """)

    @OptionGroup var sources: EvidenceOptions
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text; both languages.") var json = false

    func validate() throws {
        if sources.isEmpty {
            throw ValidationError("give at least one of --port, --dir, --flash, --ledger and --capture")
        }
    }

    func run() throws {
        let evidence = try CaseSources(sources, stop: try .atInterruption()).evidence()
        let diagnosis = Diagnosis(evidence)
        if json {
            try Talk.json(DiagnosisReport(diagnosis, at: evidence.now))
        } else {
            for line in DiagnosisText.lines(diagnosis, lang.pick) { Talk.say(line) }
        }
        if !diagnosis.isHealthy { throw ExitCode(1) }
    }
}
