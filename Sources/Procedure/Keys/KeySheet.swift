import ISO8583
import Settlement
import TerminalFirmware

/// What each key does on each screen, for people: a key that is not named does nothing there.
public struct KeySheet: Sendable {
    /// The rules of one screen.
    struct Part {
        let screen: String
        let rules: [KeyRule]
    }

    private let parts: [Part]
    private let language: Language

    /// Every screen that has a rule.
    public static var screens: [String] {
        var known: Set<String> = []
        return Keypad.rules.flatMap(\.screens).filter { known.insert($0).inserted }
    }

    /// The rules of these screens.
    public init(_ screens: [String], language: Language) {
        parts = screens.map { screen in
            Part(screen: screen, rules: Keypad.rules.filter { $0.screens.contains(screen) })
        }
        self.language = language
    }

    private static let others = Bilingual("Every other key does nothing.", "其他按键无作用。")
    private static let key = Bilingual("Key", "按键")
    private static let does = Bilingual("Does", "作用")
    private static let leads = Bilingual("Leads to", "转到")

    /// Rows for a console: screen and its title, key, meaning, and where it may lead.
    public var rows: [[String]] {
        parts.flatMap { part in
            part.rules.map { rule in
                [
                    part.screen, ScreenTitles.title(part.screen)(language), KeyNames.shown(rule.key, language),
                    rule.meaning(language),
                    rule.leadsTo.joined(separator: ", "),
                ]
            }
        }
    }

    /// Markdown, one table for each screen.
    public var markdown: String {
        parts.map { part in
            var lines = [
                "## \(ScreenTitles.title(part.screen)(language)) (`\(part.screen)`)", "",
                "| \(KeySheet.key(language)) | \(KeySheet.does(language)) | \(KeySheet.leads(language)) |",
                "|---|---|---|",
            ]
            for rule in part.rules {
                let ends = rule.leadsTo.map { "`\($0)`" }.joined(separator: ", ")
                lines.append("| \(KeyNames.shown(rule.key, language)) | \(rule.meaning(language)) | \(ends) |")
            }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n\n" + KeySheet.others(language) + "\n"
    }
}

/// Keys as JSON.
public struct KeysReport: Codable, Sendable, Equatable {
    /// A rule.
    public struct Rule: Codable, Sendable, Equatable {
        /// Screens on which it holds.
        public var screens: [String]
        /// The key, or `0-9` for every digit.
        public var key: String
        /// What it does.
        public var meaning: BilingualReport
        /// Screens that it may lead to.
        public var leadsTo: [String]
    }

    /// A screen.
    public struct Screen: Codable, Sendable, Equatable {
        /// Its stable name.
        public var id: String
        /// What people call it.
        public var title: BilingualReport
    }

    /// Version of this form.
    public var schema = 1
    /// The screens that were asked for.
    public var screens: [Screen]
    /// The rules; a key without one is ignored.
    public var rules: [Rule]

    /// The rules that hold on one of these screens.
    public init(_ screens: [String]) {
        self.screens = screens.map { Screen(id: $0, title: BilingualReport(ScreenTitles.title($0))) }
        rules = Keypad.rules.filter { !$0.screens.allSatisfy { !screens.contains($0) } }.map {
            Rule(screens: $0.screens, key: $0.key, meaning: BilingualReport($0.meaning), leadsTo: $0.leadsTo)
        }
    }
}
