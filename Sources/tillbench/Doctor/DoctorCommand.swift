import ArgumentParser
import BatchDoctor
import Settlement

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Why is this batch stuck, and what is the safe next step?",
        discussion: """
            Looks at any mix of a live terminal, a terminal's flash, the host's ledger and a capture of the line, and names causes with their \
            evidence, the money at stake, the safest next step, and what must not be done. Only `fix` changes anything.

            Examples:
              tillbench doctor batch --port /dev/ttyUSB0 --ledger ledger.sqlite
              tillbench doctor fix --port /dev/ttyUSB0 --ledger ledger.sqlite
              tillbench doctor bundle --port /dev/ttyUSB0 -o case.tar.gz
              tillbench doctor batch --capture day.pcapng --lang zh
              tillbench doctor causes
            """,
        subcommands: [DoctorBatch.self, DoctorFix.self, DoctorBundle.self, DoctorCauses.self])
}

struct DoctorCauses: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "causes", abstract: "The catalogue: every cause with its step and what must not be done.")

    @Option(help: "Language: en or zh.") var lang = LanguageOption.en

    func run() throws {
        for cause in Cause.allCases.sorted(by: { $0.facts.number < $1.facts.number }) {
            let facts = cause.facts
            Talk.say("\(facts.number). \(lang.pick(facts.title)) [\(cause.rawValue), \(lang.pick(facts.place.words))]")
            for text in [facts.meaning, facts.nextStep, facts.never] { Talk.say("   " + lang.pick(text)) }
        }
    }
}

extension LanguageOption {
    /// The text in this language.
    func pick(_ text: Bilingual) -> String { self == .zh ? text.chinese : text.english }
}
