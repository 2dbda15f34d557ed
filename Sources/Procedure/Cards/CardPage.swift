import ISO8583
import Settlement

/// Cards as a page that prints: A6 cards, four to a sheet of A4, with lines to cut along.
struct CardPage {
    private let cards: [StepCard]
    private let language: Language

    init(_ cards: [StepCard], _ language: Language) {
        self.cards = cards
        self.language = language
    }

    var html: String {
        let sheets = stride(from: 0, to: cards.count, by: 4).map { first in
            let parts = (first..<min(first + 4, cards.count)).map { card(cards[$0], number: $0 + 1) }
            return "<main class=\"sheet\">\n" + parts.joined(separator: "\n") + "\n</main>"
        }
        return """
            <!DOCTYPE html>
            <html lang="\(language == .english ? "en" : "zh-CN")">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(escaped(CardWords.cards(language)))</title>
            <style>\(CardPage.style)</style>
            </head>
            <body>
            \(sheets.joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private static let style = """

        @page { size: A4; margin: 0; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #fff; color: #111;
          font: 9pt/1.33 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', Arial, \
        'DejaVu Sans', sans-serif; }
        .sheet { width: 210mm; height: 297mm; display: grid; grid-template-columns: 105mm 105mm;
          grid-template-rows: 148.5mm 148.5mm; break-after: page; }
        .card { padding: 6mm 6mm 5mm; border: 0.2mm dashed #888; overflow: hidden; display: flex; flex-direction: column; }
        h2 { font-size: 14pt; line-height: 1.15; margin: 0 0 1.5mm; padding-bottom: 1mm; border-bottom: 0.6mm solid #111; }
        h2 small { float: right; font-size: 8pt; font-weight: normal; line-height: 14pt; }
        h3 { font-size: 9pt; margin: 1.8mm 0 0.5mm; }
        p { margin: 0 0 1.5mm; }
        ol, ul { margin: 0; padding-left: 5mm; }
        .steps li { margin-bottom: 1.1mm; }
        .steps li::marker { font-weight: bold; }
        kbd { font: bold 8.6pt 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace; border: 0.3mm solid #111;
          border-radius: 0.8mm; padding: 0 1mm; white-space: nowrap; }
        samp { font: 8.6pt 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace; background: #e8ecef; padding: 0 1mm;
          white-space: nowrap; }
        .never { border: 0.5mm solid #111; padding: 0.8mm 2mm; margin-top: 1.8mm; }
        .never ul { list-style: '\\2717\\00a0'; padding-left: 4mm; }
        .never h3 { margin-top: 0; }
        .facts { font-size: 7.6pt; color: #333; }
        .contacts { border-collapse: collapse; width: 100%; }
        .contacts td { border-bottom: 0.2mm solid #888; padding: 0.6mm 1mm 0.6mm 0; vertical-align: top; }
        .contacts td:last-child { width: 32%; }
        footer { margin-top: auto; font-size: 6.8pt; color: #555; }
        @media screen { body { background: #ddd; } .sheet { background: #fff; margin: 4mm auto; } }

        """

    private func card(_ card: StepCard, number: Int) -> String {
        var parts = [
            "<h2><small>\(number)/\(cards.count)</small>\(text(card.title))</h2>",
            "<p><b>\(text(CardWords.when)):</b> \(text(card.when))</p>",
            "<ol class=\"steps\">" + card.steps.map(step).joined(separator: "\n") + "</ol>",
        ]
        if !card.never.isEmpty {
            parts.append(
                "<div class=\"never\"><h3>\(text(CardWords.never))</h3><ul>"
                    + card.never.map { "<li>\(text($0))</li>" }.joined() + "</ul></div>")
        }
        let facts = CardFacts(card, language).lines
        if !facts.isEmpty {
            parts.append(
                "<div class=\"facts\"><h3>\(text(CardWords.itself))</h3><ul>"
                    + facts.map { "<li>\(escaped($0))</li>" }.joined() + "</ul></div>")
        }
        if !card.contacts.isEmpty {
            parts.append(
                "<h3>\(text(CardWords.call))</h3><table class=\"contacts\">"
                    + card.contacts.map {
                        "<tr><td><b>\(text($0.role))</b><br/>\(text($0.when))</td><td>\(text(CardWords.number)):</td></tr>"
                    }.joined() + "</table>")
        }
        parts.append("<footer>tillbench sop cards \(card.id)</footer>")
        return "<section class=\"card\" id=\"\(card.id)\">\n" + parts.joined(separator: "\n") + "\n</section>"
    }

    private func step(_ step: CardStep) -> String {
        var line = text(step.action)
        if let keys = step.keys {
            line += keys.split(separator: " ").map { " <kbd>\(escaped(KeyNames.shown(String($0), language)))</kbd>" }
                .joined()
        }
        if let shows = step.shows { line += " &#8594; <samp>\(text(shows))</samp>" }
        return "<li>\(line)</li>"
    }

    private func text(_ text: Bilingual) -> String { escaped(text(language)) }
}
