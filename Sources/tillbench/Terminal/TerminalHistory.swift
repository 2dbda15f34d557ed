import ArgumentParser
import Foundation
import TerminalService

struct TerminalHistory: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What was done with a terminal on this workstation, and what is due.",
        discussion: """
            Self-tests, flashed firmware, settings and keys, the oldest first; then when its parts are due. Kept in \
            tillbench/devices in the state folder.

            A due date is where the straight line through the counts of the history (least squares) reaches what the part \
            stands. A part that was replaced begins anew: only counts since its counter last went back are used. Shares of \
            errors are those since the count before.
            """)

    @Argument(help: "Serial number.") var serial: String
    @Flag(help: "JSON, one line for each event, and a last one of kind \"maintenance\".") var json = false
    @Flag(name: .shortAndLong, help: "Also the details.") var verbose = false
    @Option(help: "Language of the text: en or zh.") var lang = LanguageOption.en

    func run() throws {
        let entries = try StateFolder.history.entries(of: serial)
        if entries.isEmpty { Talk.error("nothing is known of \(TextTable.shown(serial)) on this workstation") }
        for entry in entries {
            if json {
                try Talk.json(entry, isLine: true)
                continue
            }
            Talk.say(TextTable.shown("\(entry.at) \(entry.kind): \(entry.outcome)"))
            if verbose { for detail in entry.details { Talk.say("  " + TextTable.shown(detail)) } }
        }
        let maintenance = Maintenance(serial, entries)
        if json { return try Talk.json(Line(maintenance: maintenance), isLine: true) }
        guard !maintenance.items.isEmpty else { return }
        for line in MaintenanceText(maintenance, lang).lines { Talk.say(line) }
    }

    private struct Line: Encodable {
        let schema = 1
        let kind = "maintenance"
        let maintenance: Maintenance
    }
}

/// What is due, as a table for people.
struct MaintenanceText {
    private let maintenance: Maintenance
    private let language: LanguageOption

    init(_ maintenance: Maintenance, _ language: LanguageOption) {
        self.maintenance = maintenance
        self.language = language
    }

    private func say(_ english: String, _ chinese: String) -> String { language == .en ? english : chinese }

    var lines: [String] {
        let head = [
            say("PART", "部件"), say("NOW", "当前"), say("LIMIT", "极限"), say("PER DAY", "每日"), say("DUE", "到期"),
            say("FROM", "依据"),
        ]
        return TextTable(
            rows: [head]
                + maintenance.items.map { item in
                    [
                        name(item.part), "\(number(item.value)) \(item.unit)", number(item.limit),
                        item.perDay.map { number($0) } ?? "-",
                        item.isDue ? say("NOW", "现在") : item.due ?? "-", item.basis,
                    ]
                }
        ).lines
    }

    private func name(_ part: String) -> String {
        switch part {
        case "printer-head": say("printer head", "打印头")
        case "reader-head": say("magnetic head", "磁头")
        case "chip-contacts": say("chip contacts", "芯片触点")
        case "flash-program": say("program flash", "程序闪存")
        case "flash-journal": say("journal flash", "流水闪存")
        case "battery": say("battery", "电池")
        case "card-reading": say("card reading", "磁卡读取")
        case "chip-reading": say("chip reading", "芯片读取")
        case "line": say("line", "线路")
        default: part
        }
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() ? String(format: "%.0f", value) : String(format: "%.2f", value)
    }
}

/// Where this program keeps what outlives a run.
enum StateFolder {
    static var history: DeviceHistory { DeviceHistory(folder: path("devices")) }

    /// A folder of this program in it.
    static func path(_ name: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? ".") + "/.local/state"
        return state + "/tillbench/" + name
    }
}
