import Foundation
import ISO8583
import Settlement
import Testing

@testable import Procedure

@Suite("tillbench sop")
struct SopCommandTests {
    private let program = Program()

    @Test("lists every chart and card, as text and as JSON")
    func list() throws {
        defer { program.remove() }
        let text = try program.run("list")
        try #require(text.code == 0, "\(text.err)")
        for name in StateChart.all.map(\.id) + StepCard.all.map(\.id) { #expect(text.out.contains(" \(name) ")) }
        #expect(try program.run("list", "--lang", "zh").out.contains(StateChart.closeOfDay.title.chinese))
        let report = try JSONDecoder().decode(
            ProcedureListReport.self, from: Data(try program.run("list", "--json").out.utf8))
        #expect(report == ProcedureListReport())
    }

    @Test("prints a chart as a picture, into a file when one is named, and as JSON")
    func chart() throws {
        defer { program.remove() }
        let printed = try program.run("chart", "close-of-day")
        #expect(printed.code == 0 && printed.out == ChartPicture(.closeOfDay, language: .english).svg)
        let written = try program.run("chart", "close-of-day", "--lang", "zh", "--output", "close.svg")
        #expect(written.code == 0 && written.out.isEmpty)
        #expect(try program.file("close.svg") == ChartPicture(.closeOfDay, language: .chinese).svg)
        let json = try program.run("chart", "sale", "--json")
        let report = try JSONDecoder().decode(ChartReport.self, from: Data(json.out.utf8))
        #expect(report == ChartReport(.transaction(.sale, .unionPay)) && report.schema == 1)
    }

    @Test("prints one card or all, in each form")
    func cards() throws {
        defer { program.remove() }
        let one = try program.run("cards", "settlement-forgotten", "--lang", "zh")
        #expect(one.code == 0 && one.out == CardSheet([.settlementForgotten], language: .chinese).text)
        let page = try program.run("cards", "--format", "html", "--output", "cards.html")
        #expect(page.code == 0 && page.out.isEmpty)
        #expect(try program.file("cards.html") == CardSheet(StepCard.all, language: .english).html)
        #expect(
            try program.run("cards", "--format", "markdown").out == CardSheet(StepCard.all, language: .english).markdown
        )
        let report = try JSONDecoder().decode(
            CardsReport.self, from: Data(try program.run("cards", "--json").out.utf8))
        #expect(report == CardsReport(StepCard.all))
    }

    @Test("shows what the keys do on a screen, and which screens there are")
    func keys() throws {
        defer { program.remove() }
        let idle = try program.run("keys", "idle", "--lang", "zh")
        #expect(idle.code == 0 && idle.out.contains("功能") && !idle.out.contains("confirm-settle "))
        let text = try program.run("keys")
        let chinese = try program.run("keys", "--lang", "zh")
        for screen in KeySheet.screens {
            #expect(text.out.contains("\(screen) "))
            let title = try #require(ScreenTitles.titles[screen], "\(screen) has no title")
            #expect(chinese.out.contains(title.chinese) && title.chinese != screen)
        }
        #expect(Set(ScreenTitles.titles.keys).subtracting(KeySheet.screens).isSubset(of: ["busy"]))
        let table = try program.run("keys", "--format", "markdown")
        #expect(table.out == KeySheet(KeySheet.screens, language: .english).markdown)
        let json = try program.run("keys", "idle", "--json")
        let report = try JSONDecoder().decode(KeysReport.self, from: Data(json.out.utf8))
        #expect(report == KeysReport(["idle"]) && report.rules.count == 2 && report.screens.map(\.title.zh) == ["待机"])
        #expect(try program.run("keys", "nowhere").code == 2)
    }

    @Test("writes everything into a folder, in both languages")
    func all() throws {
        defer { program.remove() }
        let ended = try program.run("all", "--output", "deep/sop")
        try #require(ended.code == 0, "\(ended.err)")
        let names = Set(ended.out.split(separator: "\n").map(String.init))
        #expect(names.count == 2 * (StateChart.all.count + 3))
        let found = try FileManager.default.contentsOfDirectory(atPath: program.folder.path + "/deep/sop")
        #expect(Set(found) == names)
        #expect(try program.file("deep/sop/close-of-day.zh.svg").contains("日终结算"))
        #expect(try program.run("all", "--output", "deep/sop", "--json").out.contains("\"schema\" : 1"))
    }

    @Test("an unknown name ends with code 2, the names that there are, and the next step")
    func unknown() throws {
        defer { program.remove() }
        for (verb, known) in [("chart", "close-of-day"), ("cards", "close-the-day")] {
            let ended = try program.run(verb, "4111111111111111")
            #expect(ended.code == 2 && ended.out.isEmpty)
            #expect(ended.err.contains(known) && ended.err.contains("next:"))
            #expect(!ended.err.contains("4111111111111111"))
        }
        let folder = try program.run("chart", "sale", "--output", "/nonexistent/sale.svg")
        #expect(folder.code == 2 && folder.err.contains("/nonexistent/sale.svg"))
        #expect(try program.run("all", "--output", "out").code == 2)
        for both in [
            try program.run("chart", "sale", "--json", "--output", "x"),
            try program.run("cards", "--json", "--output", "x"),
        ] {
            #expect(both.code == 2 && both.out.isEmpty && both.err.contains("leave one of them out"), "\(both)")
        }
    }
}
