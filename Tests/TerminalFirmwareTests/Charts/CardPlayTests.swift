import FlashStore
import ISO8583
import Procedure
import Settlement
import Testing

@testable import TerminalFirmware

/// The cards for staff, played on the firmware: where a card says *press* and *the display shows*, it does.
@Suite("A step card, played on a terminal")
struct CardPlayTests {
    /// The situation in which somebody takes the card out.
    private func scene(_ card: StepCard, _ language: Language) throws -> ChartBench {
        var bench = try ChartBench.ready { $0.language = language }
        switch card.id {
        case "stored-sales":
            try bench.offlineSale()
            return bench
        case "line-down":
            try bench.press("FUNC 5")
            try bench.silence()
            return bench
        case "reversal-pending", "power-cut":
            try bench.press("5 0 0 ENTER")
            try bench.swipe()
            if card.id == "reversal-pending" { try bench.silence() }
            return bench
        case "change-paper":
            bench.problem = .noPaper
            try bench.press("5 0 0 ENTER")
            try bench.swipe()
            try bench.answerAll()
            return bench
        default: break
        }
        try bench.sale()
        switch card.id {
        case "settlement-forgotten":
            bench.now = ClockTime(secondNumber: bench.now.secondNumber + 86_400)
            try bench.give(.tick)
        case "settlement-interrupted":
            try bench.press("FUNC 4 ENTER")
            try bench.silence()
        case "settlement-refused":
            try bench.press("FUNC 4 ENTER")
            try bench.answer("96")
        case "paper-out-at-slip":
            bench.problem = .noPaper
            try bench.press("FUNC 4 ENTER")
            try bench.answerAll()
            try bench.give(.timer(.result))
        default: break
        }
        return bench
    }

    private func play(_ step: CardStep, _ bench: inout ChartBench) throws {
        bench.shown = [bench.terminal.display]
        if step.world == .paperIn { bench.problem = nil }
        if step.world == .powerBack {
            let parameters = bench.terminal.parameters
            bench = try ChartBench(bench.terminal.flash, hasKeys: true, at: bench.now) {
                $0.language = parameters.language
            }
        }
        if let keys = step.keys {
            bench.shown = []
            if bench.screen != "idle", keys.hasPrefix("FUNC") { try bench.press("CANCEL") }
            try bench.press(keys)
        }
        switch step.world {
        case .hostAnswers, .powerBack: try bench.answerAll()
        case .hostRefuses: try bench.answer("96")
        case .hostIsSilent: try bench.silence()
        case .paperIn, nil: break
        }
        try bench.print()
        bench.shown.append(bench.terminal.display)
    }

    static let all = StepCard.all.flatMap { card in Language.allCases.map { (card, $0) } }

    @Test("shows what the card says, in its words", arguments: all)
    func card(_ card: StepCard, _ language: Language) throws {
        var bench = try scene(card, language)
        for step in card.steps {
            try play(step, &bench)
            guard let screen = step.screen else { continue }
            let matching = bench.shown.filter { $0.screen == screen }
            #expect(!matching.isEmpty, "\(card.id): \(step.action.english) shows \(bench.shown.map(\.screen))")
            guard let words = step.shows?(language) else { continue }
            #expect(matching.contains { $0.lines.contains { $0.contains(words) } }, "\(card.id): \(words)")
        }
        #expect(bench.screen != "halted")
    }

    @Test("after the cards of the close, nothing is left in the open batch")
    func settled() throws {
        for card in StepCard.all where card.steps.contains(where: { $0.screen == "settled" }) {
            var bench = try scene(card, .english)
            for step in card.steps { try play(step, &bench) }
            #expect(bench.terminal.book.records.isEmpty && bench.terminal.book.closed.count == 1, "\(card.id)")
        }
    }

    @Test("every screen that a card names exists in the firmware", arguments: StepCard.all)
    func screens(_ card: StepCard) throws {
        let known = try KeyWalk.all.get().screens.union(["halted", "busy"])
        for screen in card.screens + card.steps.compactMap(\.screen) { #expect(known.contains(screen), "\(screen)") }
    }
}
