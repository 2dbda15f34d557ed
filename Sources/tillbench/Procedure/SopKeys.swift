import ArgumentParser
import Procedure
import VirtualTerminal

struct SopKeys: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Show what each key does on each screen.",
        discussion:
            "A key that is not listed for a screen does nothing there. Tests hold the table equal to the firmware.")

    @Argument(help: "Name of one screen, for example idle; without it, all.") var screen: String?
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Option(help: "text or markdown.") var format = Format.text
    @Flag(help: "JSON, in both languages.") var json = false

    func run() throws {
        let screens = KeySheet.screens.filter { screen == nil || $0 == screen }
        guard !screens.isEmpty else {
            throw BenchError(
                .file, "no key does anything on a screen \(TypedName.shown(screen ?? ""))",
                why: "keys count on " + KeySheet.screens.joined(separator: ", "), next: "name one of these")
        }
        if json { return try Talk.json(KeysReport(screens)) }
        let sheet = KeySheet(screens, language: lang.language)
        switch format {
        case .text: for line in TextTable(rows: sheet.rows).lines { Talk.say(line) }
        case .markdown: Talk.write(sheet.markdown.utf8)
        }
    }
}
