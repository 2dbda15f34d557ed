import ArgumentParser
import ISO8583
import Procedure
import Settlement
import VirtualTerminal

struct SopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sop",
        abstract: "Procedures for staff: flow charts and step cards, in English and Chinese.",
        discussion: """
            The charts are the state machines of the firmware as data; tests hold them equal to what the code does. The cards \
            say what to do at the till, and lean on the charts.

            Examples:
              tillbench sop list
              tillbench sop chart close-of-day --lang zh --output close.svg
              tillbench sop cards settlement-forgotten
              tillbench sop cards --format html --lang zh --output cards.html
              tillbench sop keys idle
              tillbench sop all --output sop
            """,
        subcommands: [SopList.self, SopChart.self, SopCards.self, SopKeys.self, SopAll.self])
}

struct SopList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the charts and the cards.")

    @Option(help: "Language of titles: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text; both languages.") var json = false

    func run() throws {
        if json { return try Talk.json(ProcedureListReport()) }
        var rows = StateChart.all.map { chart in
            [
                "chart", chart.id, chart.title(lang.language),
                "\(chart.states.count) states, \(chart.transitions.count) arrows",
            ]
        }
        rows += StepCard.all.map { ["card", $0.id, $0.title(lang.language), "\($0.steps.count) steps"] }
        for line in TextTable(rows: rows).lines { Talk.say(line) }
    }
}

struct SopChart: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart", abstract: "Draw a state chart as SVG.",
        discussion: """
            The picture is black on white and goes to standard output. A double frame is a state that flash keeps, a dashed one \
            a state that a power cut ends; an arrow says what happens, and in brackets what must hold.
            """)

    @Argument(help: "Name of the chart: `tillbench sop list` has them.") var name: String
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Option(help: ArgumentHelp("Write a file instead of printing.", valueName: "file")) var output: String?
    @Flag(help: "The chart as JSON, in both languages, instead of a picture.") var json = false

    func validate() throws { try SopOutput.refuse(json: json, output: output) }

    func run() throws {
        guard let chart = StateChart.all.first(where: { $0.id == name }) else {
            throw BenchError(
                .file, "there is no chart \(TypedName.shown(name))",
                why: "the charts are " + StateChart.all.map(\.id).joined(separator: ", "),
                next: "name one of these")
        }
        if json { return try Talk.json(ChartReport(chart)) }
        try SopOutput.deliver(ChartPicture(chart, language: lang.language).svg, to: output)
    }
}

struct SopCards: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, html
    }

    static let configuration = CommandConfiguration(
        commandName: "cards", abstract: "Print step cards for staff.",
        discussion: "As html they are A6 cards, four to a sheet of A4, with lines to cut along; a browser prints them.")

    @Argument(help: "Name of one card; without it, all.") var name: String?
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Option(help: "text, markdown or html.") var format = Format.text
    @Option(help: ArgumentHelp("Write a file instead of printing.", valueName: "file")) var output: String?
    @Flag(help: "JSON, in both languages.") var json = false

    func validate() throws { try SopOutput.refuse(json: json, output: output) }

    func run() throws {
        let cards = StepCard.all.filter { name == nil || $0.id == name }
        guard !cards.isEmpty else {
            throw BenchError(
                .file, "there is no card \(TypedName.shown(name ?? ""))",
                why: "the cards are " + StepCard.all.map(\.id).joined(separator: ", "), next: "name one of these")
        }
        if json { return try Talk.json(CardsReport(cards)) }
        let sheet = CardSheet(cards, language: lang.language)
        let text =
            switch format {
            case .text: sheet.text
            case .markdown: sheet.markdown
            case .html: sheet.html
            }
        try SopOutput.deliver(text, to: output)
    }
}

extension LanguageOption {
    /// The language that was meant.
    var language: Language { self == .en ? .english : .chinese }
}
