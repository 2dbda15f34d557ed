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
    @Option(help: "Archive of `doctor bundle`: all its evidence, at the time at which it was packed.") var bundle:
        String?
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text; both languages.") var json = false

    func validate() throws {
        if bundle != nil, !sources.isEmpty || sources.at != nil {
            throw ValidationError("a bundle holds all its evidence: name nothing beside it")
        }
        if sources.isEmpty, bundle == nil {
            throw ValidationError("give at least one of --port, --dir, --flash, --ledger, --capture and --bundle")
        }
    }

    func run() throws {
        let evidence: Evidence
        if let bundle {
            let packed = try BundleArchive.read(bundle)
            evidence = packed.evidence
            if let verdict = packed.verdict, verdict != DiagnosisReport(Diagnosis(evidence), at: evidence.now) {
                Talk.error("the verdict that was packed is another one: another version of this program made it")
            }
        } else {
            evidence = try CaseSources(sources, stop: try .atInterruption()).evidence()
        }
        if sources.source.port != nil, evidence.terminal?.isAtRest == false {
            Talk.error("the terminal is at work just now: look again when it is idle")
        }
        let diagnosis = Diagnosis(evidence)
        if json {
            try Talk.json(DiagnosisReport(diagnosis, at: evidence.now))
        } else {
            for line in DiagnosisText.lines(diagnosis, lang.pick) { Talk.say(line) }
        }
        if !diagnosis.isHealthy { throw ExitCode(1) }
    }
}
