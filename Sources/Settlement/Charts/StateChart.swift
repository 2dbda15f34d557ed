/// A state machine of the terminal as data: what people draw and teach it from, and what the code is checked against.
///
/// States and arrows are those of the code, no more and no fewer: tests apply every event in every state and compare.
public struct StateChart: Equatable, Sendable {
    /// Stable name, for example `close-of-day`.
    public let id: String
    /// What the chart is of.
    public let title: Bilingual
    /// What it is for, in one or two sentences.
    public let summary: Bilingual
    /// The state in which it begins.
    public let initial: String
    /// The states, in the order in which they are told.
    public let states: [ChartState]
    /// The arrows.
    public let transitions: [ChartTransition]
    /// Events that are taken in every state and change none.
    public let indifferent: [String]

    /// A chart.
    public init(
        id: String, title: Bilingual, summary: Bilingual, initial: String, states: [ChartState],
        transitions: [ChartTransition], indifferent: [String] = []
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.initial = initial
        self.states = states
        self.transitions = transitions
        self.indifferent = indifferent
    }

    /// The state of that name.
    public func state(_ id: String) -> ChartState? { states.first { $0.id == id } }
}

/// An arrow of a chart. What no arrow allows is refused.
public struct ChartTransition: Equatable, Sendable {
    /// The state that it leaves.
    public let from: String
    /// The events that take it, by the names of what is written into the journal, for example `close-begun`.
    public let events: [String]
    /// What happens, as staff would say it.
    public let label: Bilingual
    /// The state that it reaches; the same one for an event that only counts.
    public let to: String
    /// What must hold besides, or nil.
    public let condition: Bilingual?

    /// An arrow.
    public init(_ from: String, _ events: [String], to: String, _ label: Bilingual, only condition: Bilingual? = nil) {
        self.from = from
        self.events = events
        self.label = label
        self.to = to
        self.condition = condition
    }
}
