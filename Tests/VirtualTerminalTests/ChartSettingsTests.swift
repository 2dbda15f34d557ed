import Settlement
import Testing
import VirtualTerminal

@Suite("Settings that the charts name")
struct ChartSettingsTests {
    /// Every text of a chart, in both languages.
    private func texts(_ chart: StateChart) -> [String] {
        let states = chart.states.flatMap { state in
            [state.title, state.meaning] + [state.retry, state.boot?.text].compactMap { $0 } + state.keys.map(\.meaning)
        }
        let arrows = chart.transitions.flatMap { [$0.label] + [$0.condition].compactMap { $0 } }
        return ([chart.title, chart.summary] + states + arrows).flatMap { [$0.english, $0.chinese] }
    }

    /// What is written like a key: lower-case words joined by hyphens, the first one of a group of settings.
    private func keys(_ text: String) -> [String] {
        let groups = Set(TerminalConfiguration.keyNames.compactMap { $0.split(separator: "-").first.map(String.init) })
        return text.split { !($0.isASCII && ($0.isLowercase || $0 == "-")) }.map(String.init).filter { word in
            let parts = word.split(separator: "-")
            return parts.count > 1 && groups.contains(String(parts[0]))
        }
    }

    @Test("every timer of a chart is a key of the terminal file")
    func timers() {
        let named = Set(StateChart.all.flatMap(\.states).compactMap { $0.timeout?.parameter })
        #expect(!named.isEmpty && named.isSubset(of: TerminalConfiguration.keyNames), "\(named)")
    }

    @Test("so is every key that its texts name, and both languages name the same ones")
    func words() {
        var named: Set<String> = []
        for chart in StateChart.all {
            let texts = texts(chart)
            for place in stride(from: 0, to: texts.count, by: 2) {
                #expect(Set(keys(texts[place])) == Set(keys(texts[place + 1])), "\(chart.id): \(texts[place])")
            }
            named.formUnion(texts.flatMap(keys))
        }
        #expect(named.isSuperset(of: ["settle-remind-from", "settle-put-off", "settle-refuse-from"]), "\(named)")
        #expect(named.subtracting(TerminalConfiguration.keyNames).isEmpty, "\(named)")
    }
}
