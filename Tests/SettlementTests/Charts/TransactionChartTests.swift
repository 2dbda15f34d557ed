import Settlement
import Testing

@Suite("The chart of a transaction")
struct TransactionChartTests {
    private func state(of subject: TraceNumber, in book: BatchBook) -> String {
        let closed = book.closed.lazy.compactMap { $0.records.last { $0.transaction.trace == subject } }.last
        guard let record = book.record(subject) ?? closed else { return "entry" }
        if record.refusal != nil { return "refused" }
        switch record.state {
        case .sent: return "sent"
        case .approved where record.delivery == .waiting: return "stored"
        case .approved:
            if book.record(subject) == nil { return "settled" }
            return record.isVoided ? "voided" : record.isCompleted ? "completed" : "approved"
        case .declined: return "declined"
        case .reversalPending: return "reversal-pending"
        case .reversed: return "reversed"
        }
    }

    /// A small world in which a transaction of that kind can live its whole life; the subject comes first.
    private func world(_ kind: TransactionKind, _ style: SettlementStyle) -> [Transaction] {
        let held = sale(4, 1000, kind: .preAuthorization, style: style)
        let completion = sale(5, 900, kind: .completion, original: 4, style: style)
        let completionVoid = sale(6, 900, kind: .completionVoid, original: 5, style: style)
        let own = sale(1, 1000, kind: kind, style: style)
        switch kind {
        case .sale, .offlineSale: return [own, sale(2, 1000, kind: .void, original: 1, style: style)]
        case .void: return [sale(2, 1000, kind: .void, original: 1, style: style), sale(1, 1000, style: style)]
        case .refund: return [own]
        case .tip: return [sale(3, 100, kind: .tip, original: 1, style: style), sale(1, 1000, style: style)]
        case .preAuthorization:
            return [
                held, sale(3, 1000, kind: .preAuthorizationVoid, original: 4, style: style), completion, completionVoid,
            ]
        case .preAuthorizationVoid:
            return [sale(3, 1000, kind: .preAuthorizationVoid, original: 4, style: style), held]
        case .completion: return [completion, completionVoid, held]
        case .completionVoid: return [completionVoid, completion, held]
        }
    }

    static let all = SettlementStyle.allCases.flatMap { style in TransactionKind.allCases.map { ($0, style) } }

    @Test("has the arrows that the code takes, no more and no fewer", arguments: all)
    func arrows(_ kind: TransactionKind, _ style: SettlementStyle) {
        let world = world(kind, style)
        let subject = world[0].trace
        let walk = Walk({ entries($0, world) }, depth: 11)
        var taken: Set<Arrow> = []
        for step in walk.steps {
            guard let after = step.after else { continue }
            let (before, then) = (state(of: subject, in: step.before), state(of: subject, in: after))
            guard before != then else { continue }
            let other = world.first { $0.trace == step.entry.subject && $0.trace != subject }
            let event = other.map { $0.kind.chartID + step.entry.event.dropFirst("transaction".count) }
            taken.insert(Arrow(from: before, event: event ?? step.entry.event, to: then))
        }
        let chart = StateChart.transaction(kind, style)
        let drawn = Arrow.all(of: chart)
        #expect(taken.subtracting(drawn).isEmpty, "the code takes what the chart does not show")
        #expect(drawn.subtracting(taken).isEmpty, "the chart shows what the code never takes")
        #expect(Set(taken.flatMap { [$0.from, $0.to] }) == Set(chart.states.map(\.id)))
    }

    @Test("the chart of the reversal has the arrows that the code takes")
    func reversal() {
        func state(_ book: BatchBook) -> String {
            guard let record = book.unresolved else { return "free" }
            return record.state == .sent ? "sent" : "reversal-pending"
        }
        let walk = Walk { entries($0, [sale(1, 1000), sale(2, 500, kind: .refund)]) }
        var taken: Set<Arrow> = []
        for step in walk.steps {
            guard let after = step.after, state(step.before) != state(after) else { continue }
            taken.insert(Arrow(from: state(step.before), event: step.entry.event, to: state(after)))
        }
        #expect(taken == Arrow.all(of: .reversal))
    }

    @Test("the chart of the sign-on has the arrows that the code takes")
    func signOn() {
        func state(_ book: BatchBook) -> String {
            book.isSignedOn ? "signed-on" : book.isSignedOff ? "signed-off" : "needed"
        }
        var taken: Set<Arrow> = []
        var books = [BatchBook()]
        for _ in 0..<3 {
            for book in books {
                for entry in entries(book, [sale(1, 1000)]) {
                    var after = book
                    do { try after.apply(entry) } catch { continue }
                    guard state(book) != state(after) else { continue }
                    taken.insert(Arrow(from: state(book), event: entry.event, to: state(after)))
                    books.append(after)
                }
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
