/// What the two faults of a pair are.
enum PairKind: Int, Sendable, CaseIterable {
    /// The power twice, the second time in the recovery from the first.
    case cuts
    /// Two messages.
    case messages
    /// The power and a message, whichever comes first.
    case mixed
}

/// The second faults that may follow each first one in pairs of one kind.
struct SecondFaults: Sendable {
    /// What follows one first fault.
    private enum Following: Sendable {
        case none
        case cuts(ClosedRange<Int>)
        case messages(after: MessageCounts, upTo: MessageCounts)
    }

    let kind: PairKind
    /// How many follow each first fault.
    private(set) var counts: [Int] = []
    private var following: [Following] = []
    private let settings: SweepSettings

    init(_ kind: PairKind, _ settings: SweepSettings) {
        self.kind = kind
        self.settings = settings
    }

    /// Takes the next first fault, and how its day went.
    mutating func append(_ first: PlannedFault, _ outcome: SweepOutcome) {
        let isCut = first.isCut
        let later: Following =
            switch kind {
            case .cuts where isCut: SecondFaults.cuts(outcome, upTo: outcome.recoveredAt ?? outcome.operations)
            case .messages where !isCut: .messages(after: outcome.messagesAtStrike, upTo: outcome.messages)
            case .mixed where settings.kind == .all:
                isCut
                    ? .messages(after: outcome.messagesAtStrike, upTo: outcome.messages)
                    : SecondFaults.cuts(outcome, upTo: outcome.operations)
            default: .none
            }
        following.append(later)
        switch later {
        case .none: counts.append(0)
        case .cuts(let operations): counts.append(operations.count * SweepSettings.cutForms.count)
        case .messages(let before, let after): counts.append(settings.messageCount(before, after))
        }
    }

    private static func cuts(_ outcome: SweepOutcome, upTo last: Int) -> Following {
        let before = outcome.operationsAtStrike
        return last > before ? .cuts(before + 1...last) : .none
    }

    /// The second fault of this number, from 0, after a first one; nil beyond the last one.
    subscript(first: Int, number: Int) -> PlannedFault? {
        switch following[first] {
        case .none: nil
        case .cuts(let operations): settings.cut(operations, number)
        case .messages(let before, let after): settings.message(before, after, number)
        }
    }
}
