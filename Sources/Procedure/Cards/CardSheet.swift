import ISO8583
import Settlement

/// Cards for people: plain text, Markdown, or a page to print and cut.
public struct CardSheet: Sendable {
    private let cards: [StepCard]
    private let language: Language

    /// Cards in a language.
    public init(_ cards: [StepCard], language: Language) {
        self.cards = cards
        self.language = language
    }

    /// Plain text for a console.
    public var text: String {
        cards.map { card in
            var lines = [card.title(language), "", CardWords.when(language) + ": " + card.when(language), ""]
            for (index, step) in card.steps.enumerated() {
                lines.append("\(index + 1). " + step.action(language))
                if let keys = step.keys { lines.append("   -> " + KeyNames.shown(keys, language)) }
                if let shows = shown(step) { lines.append("   " + CardWords.shows(language) + ": " + shows) }
            }
            if !card.never.isEmpty {
                lines += ["", CardWords.never(language) + ":"] + card.never.map { "  x " + $0(language) }
            }
            lines += section(CardWords.itself, CardFacts(card, language).lines) { "  - " + $0 }
            lines += section(CardWords.call, card.contacts.map(contact)) { "  " + $0 }
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n" + String(repeating: "-", count: 72) + "\n\n")
    }

    /// Markdown.
    public var markdown: String {
        let body = cards.map { card in
            var lines = [
                "## " + card.title(language), "", "**\(CardWords.when(language)):** " + card.when(language), "",
            ]
            for (index, step) in card.steps.enumerated() {
                var line = "\(index + 1). " + step.action(language)
                if let keys = step.keys { line += " **[" + KeyNames.shown(keys, language) + "]**" }
                if let shows = shown(step) { line += " → `\(shows)`" }
                lines.append(line)
            }
            if !card.never.isEmpty {
                lines += ["", "**\(CardWords.never(language)):**", ""] + card.never.map { "- ✗ " + $0(language) }
            }
            let facts = CardFacts(card, language).lines
            if !facts.isEmpty { lines += ["", "**\(CardWords.itself(language)):**", ""] + facts.map { "- " + $0 } }
            if !card.contacts.isEmpty {
                lines += ["", "**\(CardWords.call(language)):**", ""] + card.contacts.map { "- " + contact($0) }
            }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n\n")
        return "# " + CardWords.cards(language) + "\n\n" + body + "\n"
    }

    private func section(_ title: Bilingual, _ lines: [String], _ form: (String) -> String) -> [String] {
        lines.isEmpty ? [] : ["", title(language) + ":"] + lines.map(form)
    }

    func shown(_ step: CardStep) -> String? { step.shows?(language) }

    private func contact(_ contact: CardContact) -> String {
        contact.role(language) + " (" + contact.when(language) + "): ____________________"
    }

    /// A page of A6 cards, four to a sheet of A4.
    public var html: String { CardPage(cards, language).html }
}
