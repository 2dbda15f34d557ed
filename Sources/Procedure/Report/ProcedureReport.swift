import Settlement

/// A text in both languages, as JSON.
public struct BilingualReport: Codable, Sendable, Equatable {
    /// English.
    public var en: String
    /// Chinese.
    public var zh: String

    init(_ text: Bilingual) {
        en = text.english
        zh = text.chinese
    }
}

/// A chart as JSON.
public struct ChartReport: Codable, Sendable, Equatable {
    /// A state.
    public struct State: Codable, Sendable, Equatable {
        /// Stable name.
        public var id: String
        /// Its name for staff.
        public var title: BilingualReport
        /// What happens there.
        public var meaning: BilingualReport
        /// True when flash knows it.
        public var isDurable: Bool
        /// How long it waits, in milliseconds.
        public var timeout: Int?
        /// The terminal's parameter that sets the wait.
        public var timeoutParameter: String?
        /// What is done without an answer.
        public var retry: BilingualReport?
        /// What a start does in it.
        public var atStart: BilingualReport?
        /// Type of the first message after a start.
        public var messageAtStart: String?
        /// Keys that count there.
        public var keys: [Key]
    }

    /// Keys of a state.
    public struct Key: Codable, Sendable, Equatable {
        /// The keys.
        public var keys: String
        /// The screen on which they count.
        public var screen: String
        /// What they do.
        public var meaning: BilingualReport
    }

    /// An arrow.
    public struct Transition: Codable, Sendable, Equatable {
        /// The state that it leaves.
        public var from: String
        /// The events that take it.
        public var events: [String]
        /// The state that it reaches.
        public var to: String
        /// What happens.
        public var label: BilingualReport
        /// What must hold besides.
        public var condition: BilingualReport?
    }

    /// Version of this form.
    public var schema = 1
    /// Stable name.
    public var id: String
    /// What the chart is of.
    public var title: BilingualReport
    /// What it is for.
    public var summary: BilingualReport
    /// Where it begins.
    public var initial: String
    /// Its states.
    public var states: [State]
    /// Its arrows.
    public var transitions: [Transition]
    /// Events that every state takes and none changes by.
    public var indifferent: [String]

    /// The report of a chart.
    public init(_ chart: StateChart) {
        id = chart.id
        title = BilingualReport(chart.title)
        summary = BilingualReport(chart.summary)
        initial = chart.initial
        indifferent = chart.indifferent
        states = chart.states.map { state in
            State(
                id: state.id, title: BilingualReport(state.title), meaning: BilingualReport(state.meaning),
                isDurable: state.isDurable, timeout: state.timeout?.milliseconds,
                timeoutParameter: state.timeout?.parameter, retry: state.retry.map(BilingualReport.init),
                atStart: state.boot.map { BilingualReport($0.text) }, messageAtStart: state.boot?.message,
                keys: state.keys.map {
                    Key(keys: $0.keys, screen: $0.screen, meaning: BilingualReport($0.meaning))
                })
        }
        transitions = chart.transitions.map {
            Transition(
                from: $0.from, events: $0.events, to: $0.to, label: BilingualReport($0.label),
                condition: $0.condition.map(BilingualReport.init))
        }
    }
}

/// Cards as JSON.
public struct CardsReport: Codable, Sendable, Equatable {
    /// A card.
    public struct Card: Codable, Sendable, Equatable {
        /// Stable name.
        public var id: String
        /// What it is for.
        public var title: BilingualReport
        /// When to take it out.
        public var when: BilingualReport
        /// Screens on which it is the right one.
        public var screens: [String]
        /// What to do.
        public var steps: [Step]
        /// What must not be done.
        public var never: [BilingualReport]
        /// Chart and state that it leans on, as `chart/state`.
        public var states: [String]
        /// Whom to call.
        public var contacts: [BilingualReport]
    }

    /// A step.
    public struct Step: Codable, Sendable, Equatable {
        /// What to do.
        public var action: BilingualReport
        /// Keys to press.
        public var keys: String?
        /// The screen that is shown then.
        public var screen: String?
        /// Words on it.
        public var shows: BilingualReport?
    }

    /// Version of this form.
    public var schema = 1
    /// The cards.
    public var cards: [Card]

    /// The report of cards.
    public init(_ cards: [StepCard]) {
        self.cards = cards.map { card in
            Card(
                id: card.id, title: BilingualReport(card.title), when: BilingualReport(card.when),
                screens: card.screens,
                steps: card.steps.map {
                    Step(
                        action: BilingualReport($0.action), keys: $0.keys, screen: $0.screen,
                        shows: $0.shows.map(BilingualReport.init))
                }, never: card.never.map(BilingualReport.init), states: card.states.map { $0.chart + "/" + $0.state },
                contacts: card.contacts.map { BilingualReport($0.role) })
        }
    }
}

/// What there is, as JSON.
public struct ProcedureListReport: Codable, Sendable, Equatable {
    /// A chart or a card.
    public struct Item: Codable, Sendable, Equatable {
        /// Stable name.
        public var id: String
        /// What it is.
        public var title: BilingualReport
    }

    /// Version of this form.
    public var schema = 1
    /// Charts.
    public var charts: [Item]
    /// Cards.
    public var cards: [Item]

    /// All that there is.
    public init() {
        charts = StateChart.all.map { Item(id: $0.id, title: BilingualReport($0.title)) }
        cards = StepCard.all.map { Item(id: $0.id, title: BilingualReport($0.title)) }
    }
}
