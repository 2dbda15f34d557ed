import ISO8583
import Settlement

/// What a card says of the terminal's own doings, out of the charts.
struct CardFacts {
    /// One line for each state, without repeating what an earlier one said.
    let lines: [String]

    init(_ card: StepCard, _ language: Language) {
        var said: Set<String> = []
        let separator = ": "
        lines = card.states.compactMap(\.found).compactMap { state -> String? in
            var parts: [String] = []
            if let timeout = state.timeout {
                parts.append(Words.waits(language) + " " + CardFacts.seconds(timeout, language))
            }
            if let retry = state.retry { parts.append(Words.noAnswer(language) + separator + retry(language)) }
            if let boot = state.boot { parts.append(Words.atStart(language) + separator + boot.text(language)) }
            let fresh = parts.filter { said.insert($0).inserted }
            guard !fresh.isEmpty else { return nil }
            return state.title(language) + separator + fresh.joined(separator: language == .english ? ". " : "。")
                + (language == .english ? "." : "。")
        }
    }

    private static func seconds(_ timeout: ChartTimeout, _ language: Language) -> String {
        "\(timeout.milliseconds / 1000)" + (language == .english ? " s" : " 秒")
    }
}
