import ISO8583
import Settlement

/// What stands in the box of a state.
struct StateText {
    /// Inner width of every box.
    static let width = 260.0

    let lines: [TextLine]
    /// What the corner says of flash.
    let tag: String

    init(_ state: ChartState, _ language: Language) {
        tag = (state.isDurable ? Words.durable : Words.volatile)(language)
        let separator = ": "
        var lines: [TextLine] = []
        lines.add(state.title(language), .title, width: StateText.width - StateText.tagWidth(tag) - 6)
        lines.add(state.id, .name, width: StateText.width)
        lines.add(state.meaning(language), .plain, width: StateText.width)
        func fact(_ name: Bilingual, _ text: String) {
            lines.add(text, .plain, lead: name(language) + separator, width: StateText.width)
        }
        if let timeout = state.timeout { fact(Words.waits, Words.time(timeout, language)) }
        if let retry = state.retry { fact(Words.noAnswer, retry(language)) }
        if let boot = state.boot { fact(Words.atStart, boot.text(language)) }
        for key in state.keys {
            // The same key may mean different things on different screens.
            let isAlone = state.keys.count { $0.keys == key.keys } == 1
            lines.add(
                key.meaning(language) + (isAlone ? "" : " (\(key.screen))"), .plain,
                lead: KeyNames.shown(key.keys, language) + separator, width: StateText.width)
        }
        self.lines = lines
    }

    /// Width of the tag in the corner.
    static func tagWidth(_ tag: String) -> Double { TextWidth.of(tag, size: 9.5, isBold: true) + 10 }
}
