import Settlement
import Testing

@Suite("The chart of a transaction")
struct TransactionChartTests {
    private func state(of subject: TraceNumber, in book: BatchBook) -> String {
        let isClosed = book.closed.contains { $0.records.contains { $0.transaction.trace == subject } }
        let closed = book.closed.lazy.compactMap { $0.records.last { $0.transaction.trace == subject } }.last
        guard let record = book.record(subject) ?? closed else { return "entry" }
        return switch record.state {
        case .sent: "sent"
        case .approved: isClosed ? "settled" : record.isVoided ? "voided" : "approved"
        case .declined: "declined"
        case .reversalPending: "reversal-pending"
        case .reversed: "reversed"
        }
    }

    /// A small world in which a transaction of that kind can live its whole life; the subject comes first.
    private func world(_ kind: TransactionKind) -> [Transaction] {
        switch kind {
        case .sale: [sale(1, 1000), sale(2, 1000, kind: .void, original: 1)]
        case .void: [sale(2, 1000, kind: .void, original: 1), sale(1, 1000)]
        case .refund: [sale(3, 500, kind: .refund)]
        }
    }

    @Test("has the arrows that the code takes, no more and no fewer", arguments: TransactionKind.allCases)
    func arrows(_ kind: TransactionKind) {
        let world = world(kind)
        let subject = world[0].trace
        let walk = Walk { entries($0, world) }
        var taken: Set<Arrow> = []
        for step in walk.steps {
            guard let after = step.after else { continue }
            let (before, then) = (state(of: subject, in: step.before), state(of: subject, in: after))
            guard before != then else { continue }
            let isOwn = step.entry.subject == nil || step.entry.subject == subject
            let event = isOwn ? step.entry.event : step.entry.event == "transaction-approved" ? "void-approved" : "?"
            taken.insert(Arrow(from: before, event: event, to: then))
        }
        let chart = StateChart.transaction(kind)
        let drawn = Arrow.all(of: chart)
        #expect(taken.subtracting(drawn).isEmpty, "the code takes what the chart does not show")
        #expect(drawn.subtracting(taken).isEmpty, "the chart shows what the code never takes")
        #expect(Set(taken.flatMap { [$0.from, $0.to] }) == Set(chart.states.map(\.id)))
    }

    @Test("the chart of the sign-on has the arrows that the code takes")
    func signOn() {
        func state(_ book: BatchBook) -> String { book.isSignedOn ? "signed-on" : "signed-off" }
        var taken: Set<Arrow> = []
        var book = BatchBook()
        for _ in 0..<2 {
            for entry in entries(book, [sale(1, 1000)]) {
                var after = book
                do { try after.apply(entry) } catch { continue }
                guard state(book) != state(after) else { continue }
                taken.insert(Arrow(from: state(book), event: entry.event, to: state(after)))
                book = after
            }
        }
        #expect(taken == Arrow.all(of: .signOn))
    }
}

@Suite("Every chart")
struct ChartTests {
    @Test("can be read: names once, arrows between known states, every state reached", arguments: StateChart.all)
    func wellFormed(_ chart: StateChart) {
        let names = chart.states.map(\.id)
        #expect(Set(names).count == names.count && names.contains(chart.initial))
        var reached: Set = [chart.initial]
        for _ in names {
            for arrow in chart.transitions where reached.contains(arrow.from) { reached.insert(arrow.to) }
        }
        #expect(reached == Set(names))
        for arrow in chart.transitions { #expect(names.contains(arrow.from) && !arrow.events.isEmpty) }
        let arrows = chart.transitions.flatMap { arrow in arrow.events.map { "\(arrow.from) \($0) \(arrow.to)" } }
        #expect(Set(arrows).count == arrows.count)
    }

    @Test("says everything in both languages, and durable states say what a start does", arguments: StateChart.all)
    func texts(_ chart: StateChart) {
        var texts = [chart.title, chart.summary]
        for state in chart.states {
            texts += [state.title, state.meaning] + [state.retry, state.boot?.text].compactMap { $0 }
            texts += state.keys.map(\.meaning)
            #expect(state.isDurable == (state.boot != nil), "\(state.id)")
        }
        texts += chart.transitions.flatMap { [$0.label] + [$0.condition].compactMap { $0 } }
        for text in texts {
            #expect(!text.english.isEmpty && text.english.unicodeScalars.allSatisfy { $0.isASCII })
            #expect(text.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text.chinese)")
        }
    }

    @Test("has a name of its own")
    func names() {
        let names = StateChart.all.map(\.id)
        #expect(Set(names).count == names.count && names.first == "close-of-day")
    }
}
