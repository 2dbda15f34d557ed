import Settlement
import Testing

@Suite("The chart of the close of day")
struct CloseChartTests {
    private let chart = StateChart.closeOfDay

    private func state(_ book: BatchBook) -> String {
        guard book.batch != nil else { return "blank" }
        return switch book.close {
        case .open: "open"
        case .draining: "draining"
        case .begun: book.lastRejection == nil ? "begun" : "refused"
        case .uploading: "uploading"
        case .confirmed: "confirmed"
        }
    }

    private static let walk = Walk { book in
        entries(book, [sale(1, 1000), sale(2, 500, kind: .offlineSale)])
    }

    @Test("has the arrows that the code takes, no more and no fewer")
    func arrows() {
        var taken: Set<Arrow> = []
        for step in CloseChartTests.walk.steps where !chart.indifferent.contains(step.entry.event) {
            guard let after = step.after else { continue }
            taken.insert(Arrow(from: state(step.before), event: step.entry.event, to: state(after)))
        }
        let drawn = Arrow.all(of: chart)
        #expect(taken.subtracting(drawn).isEmpty, "the code takes what the chart does not show")
        #expect(drawn.subtracting(taken).isEmpty, "the chart shows what the code never takes")
    }

    @Test("has the states that the code knows, each of them reached")
    func states() {
        let reached = Set(CloseChartTests.walk.steps.map { state($0.before) })
        #expect(reached == Set(chart.states.map(\.id)))
        #expect(CloseChartTests.walk.bookCount > 100)
    }

    @Test("names as indifferent what every state takes and none changes by")
    func indifferent() {
        for step in CloseChartTests.walk.steps where chart.indifferent.contains(step.entry.event) {
            #expect(step.after.map(state) == state(step.before), "\(step.entry.event) in \(state(step.before))")
        }
        let tried = Set(CloseChartTests.walk.steps.map { $0.entry.event })
        #expect(tried == Set(chart.indifferent).union(chart.transitions.flatMap(\.events)))
    }

    @Test("says for each state that waits for the host its timer, its retry rule, and what a start does")
    func completeness() {
        for state in chart.states {
            #expect(state.isDurable && state.boot != nil, "\(state.id)")
            #expect(state.timeout == nil || state.retry != nil, "\(state.id)")
        }
        #expect(chart.states.filter { $0.timeout != nil }.map(\.id) == ["draining", "begun", "uploading"])
    }
}
