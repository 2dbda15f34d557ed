import ArgumentParser
import BatchDoctor
import Foundation
import VirtualTerminal

struct DoctorFix: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Do the next safe step at a live terminal, look again, and go on until it is healthy.",
        discussion: """
            The same evidence as `doctor batch`, with a live terminal. Each step is told with its cause and the money at \
            stake, and is done only with consent: asked for on a terminal window, or given for all by --yes. To end a close \
            or a reversal on the acquirer's word needs its confirmation number, the batch that the acquirer closed or the \
            transaction that it undid, your name and the supervisor's password, which is asked for, or taken from --pin-file or $TILLBENCH_SUPERVISOR_PIN. Nothing is \
            ever deleted.

            Each case leaves an incident record, in both languages and as JSON, in tillbench/incidents in the state folder.

            Exit code: 0 the batch is in order, 1 no safe step is left, one was not consented to, or the terminal is still \
            busy, 2 usage, 3 the port cannot be used, 4 the terminal or the host is silent, 5 the host or the terminal \
            refused, 130 interrupted.
            """)

    @OptionGroup var sources: EvidenceOptions
    @Flag(help: "Consent to every safe step.") var yes = false
    @Option(help: "The acquirer's confirmation number: it has closed the batch, or undone the transaction, itself.")
    var confirmation: String?
    @Option(help: "The batch that the acquirer closed, with --confirmation.") var batch: UInt32?
    @Option(help: "Trace number of the transaction that the acquirer undid, with --confirmation.") var reversal: UInt32?
    @Option(help: "Your name, for the incident record. Default: the user's.") var by: String?
    @Option(help: "File with the supervisor's password.") var pinFile: String?
    @Option(help: "Folder of incident records.") var incidents: String?
    @Option(help: "How long a step may take, in seconds.") var wait = 900
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Flag(help: "The incident record as JSON on standard output.") var json = false

    func validate() throws {
        if sources.source.port == nil { throw ValidationError("name the terminal's service port with --port") }
        if wait < 1 { throw ValidationError("--wait is a number of seconds, 1 or more") }
        // The clock of this machine is what a terminal's is set by.
        if sources.at != nil { throw ValidationError("--at is for a case of the past; fix works on a live terminal") }
        if confirmation == nil, batch != nil || reversal != nil {
            throw ValidationError("--batch and --reversal go with --confirmation")
        }
        if let confirmation {
            let isNumber =
                (1...12).contains(confirmation.utf8.count)
                && confirmation.utf8.allSatisfy {
                    $0 < 0x80 && Character(UnicodeScalar($0)).isLetter || 0x30...0x39 ~= $0
                }
            guard isNumber else { throw ValidationError("a confirmation number has 1 to 12 letters and digits") }
            let subjects = [batch, reversal].compactMap { $0 }
            guard subjects.count == 1, (1...999_999).contains(subjects[0]) else {
                throw ValidationError(
                    "--confirmation needs --batch NUMBER, the batch that the acquirer closed, or --reversal TRACE, the "
                        + "transaction that it undid")
            }
            guard by?.isEmpty == false else {
                throw ValidationError("--confirmation needs --by NAME: who took the acquirer's word")
            }
        }
    }

    func run() throws {
        let stop = try StopFlag.atInterruption()
        let sources = try CaseSources(sources, stop: stop)
        guard let live = sources.live else { throw ValidationError("name the terminal's service port with --port") }
        let consent = Consent(isGiven: yes, pinFile: pinFile, lang: lang, stop: stop, path: live.client.path)
        let word = confirmation.map { AcquirersWord(number: $0, batch: batch, trace: reversal) }
        var run = try CaseRun(
            sources: sources, live: live, consent: consent, word: word, stop: stop,
            limit: .seconds(wait), talk: CaseTalk(lang: lang, isQuiet: json), engineer: by ?? NSUserName())
        let outcome = run.treat()
        try run.leave(in: incidents ?? StateFolder.path("incidents"))
        if json { try Talk.json(run.record) }
        if let error = run.failure { throw error }
        let code = DoctorFix.code(outcome)
        if code != 0 { throw ExitCode(code) }
    }

    private static func code(_ outcome: IncidentRecord.Outcome) -> Int32 {
        switch outcome {
        case .healthy: 0
        case .needsConfirmation, .forPeople, .declined, .busy: 1
        case .silent: 4
        case .refused: 5
        case .terminalLost: 3
        case .interrupted: Failure.interrupted
        }
    }
}
