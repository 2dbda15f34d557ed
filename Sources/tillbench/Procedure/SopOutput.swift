import BenchSupport
import ArgumentParser
import Foundation
import ISO8583
import MessageTool
import Procedure
import Settlement
import VirtualTerminal

/// Where charts and cards go.
enum SopOutput {
    /// Prints a text, or writes it into a file.
    static func deliver(_ text: String, to path: String?) throws {
        if let path { try ReportFile.write(text, to: path) } else { Talk.write(text.utf8) }
    }

    /// A command that writes one thing takes no second form of it.
    static func refuse(json: Bool, output: String?) throws {
        if json, output != nil {
            throw ValidationError(
                "--json prints on standard output and --output writes the other form into a file: leave one of them out"
            )
        }
    }
}

/// A name as it was typed, safe to show.
enum TypedName {
    static func shown(_ name: String) -> String { "\"" + TypedText.shown(name, most: 60) + "\"" }
}

struct SopAll: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Write every chart and all cards, in both languages, into a folder.",
        discussion: """
            For each language: NAME.LANG.svg for each chart, cards.LANG.md, cards.LANG.html to print, and keys.LANG.md. The folder is made \
            when it is missing; files of these names in it are replaced.
            """)

    @Option(help: ArgumentHelp("The folder.", valueName: "folder")) var output: String
    @Flag(help: "List what was written as JSON.") var json = false

    func run() throws {
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw BenchError(
                .file, "the folder \(output) cannot be made", why: FileReason.of(error, at: output),
                next: "name another folder")
        }
        var written: [String] = []
        func write(_ text: String, _ name: String) throws {
            try ReportFile.write(text, to: output + "/" + name)
            written.append(name)
        }
        for option in LanguageOption.allCases {
            for chart in StateChart.all {
                try write(ChartPicture(chart, language: option.language).svg, "\(chart.id).\(option.rawValue).svg")
            }
            let sheet = CardSheet(StepCard.all, language: option.language)
            try write(sheet.markdown, "cards.\(option.rawValue).md")
            try write(sheet.html, "cards.\(option.rawValue).html")
            let keys = KeySheet(KeySheet.screens, language: option.language)
            try write(keys.markdown, "keys.\(option.rawValue).md")
        }
        if json { return try Talk.json(Written(folder: output, files: written)) }
        for name in written { Talk.say(name) }
    }

    private struct Written: Encodable {
        let schema = 1
        let folder: String
        let files: [String]
    }
}
