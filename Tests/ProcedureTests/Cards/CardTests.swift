import Foundation
import ISO8583
import Settlement
import Testing

@testable import Procedure

@Suite("Step cards")
struct CardTests {
    @Test("each card has a name of its own, says when to use it, and leans on states that its charts have")
    func cards() {
        let names = StepCard.all.map(\.id)
        #expect(Set(names).count == names.count && names.count >= 12)
        for card in StepCard.all {
            #expect(card.steps.count >= 3, "\(card.id)")
            for state in card.states { #expect(state.found != nil, "\(card.id): \(state.chart)/\(state.state)") }
        }
    }

    @Test("Chinese cards and charts write one kind of colon")
    func colons() {
        #expect(!CardSheet(StepCard.all, language: .chinese).markdown.contains("："))
        for chart in StateChart.all { #expect(!ChartPicture(chart, language: .chinese).svg.contains("：")) }
    }

    @Test("every text is there in both languages", arguments: StepCard.all)
    func languages(_ card: StepCard) {
        let texts =
            [card.title, card.when] + card.steps.map(\.action) + card.steps.compactMap(\.shows) + card.never
            + card.contacts.flatMap { [$0.role, $0.when] }
        for text in texts {
            #expect(
                !text.english.isEmpty && !text.english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
            #expect(text.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
        }
    }

    @Test("what the terminal does by itself is what the chart says", arguments: Language.allCases)
    func facts(_ language: Language) throws {
        let sheet = CardSheet([.settlementInterrupted], language: language)
        let state = try #require(StateChart.closeOfDay.state("begun"))
        let retry = try #require(state.retry)
        let boot = try #require(state.boot)
        for text in [sheet.text, sheet.markdown] {
            #expect(text.contains(retry(language)) && text.contains(boot.text(language)))
        }
    }

    @Test("a page to print holds every card once, four to a sheet, and is well-formed", arguments: Language.allCases)
    func page(_ language: Language) throws {
        let html = CardSheet(StepCard.all, language: language).html
        for card in StepCard.all {
            #expect(html.components(separatedBy: "<section class=\"card\" id=\"\(card.id)\">").count == 2)
            for step in card.steps { #expect(html.contains(escaped(step.action(language)))) }
        }
        #expect(html.components(separatedBy: "class=\"sheet\"").count - 1 == (StepCard.all.count + 3) / 4)
        // The page is written as XML would be, but for its first line.
        _ = try SVGParts(html.replacingOccurrences(of: "<!DOCTYPE html>\n", with: ""))
    }

    @Test("keys stand in the words of each keypad")
    func keys() {
        let card = StepCard.closeTheDay
        #expect(CardSheet([card], language: .english).text.contains("-> FUNC 4\n"))
        #expect(CardSheet([card], language: .chinese).text.contains("-> 功能 4\n"))
    }
}

@Suite("Text in boxes")
struct TextWidthTests {
    @Test("breaks English between words and Chinese between characters, and loses nothing")
    func wrap() {
        let english = "The host is asked to compare the totals (0500)."
        let lines = TextWidth.wrap(english, width: 120, size: 12)
        #expect(lines.count > 1 && lines.joined(separator: " ") == english)
        let chinese = "停止交易，请主机核对总额。断电后继续。"
        let rows = TextWidth.wrap(chinese, width: 60, size: 12)
        #expect(rows.count > 2 && rows.joined() == chinese)
        for row in lines + rows { #expect(TextWidth.of(row, size: 12) <= 120) }
        #expect(rows.allSatisfy { !"，。".contains($0.first ?? "，") })
    }

    @Test("a word that is too long stands alone")
    func longWord() {
        #expect(TextWidth.wrap("a responseTimeoutOfTheTerminal b", width: 40, size: 12).count == 3)
    }
}
