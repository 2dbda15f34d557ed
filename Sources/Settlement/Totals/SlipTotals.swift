/// Totals of one business day by kind, as the settlement slip shows them.
public struct DayTotals: Equatable, Sendable {
    /// The business day.
    public let date: CalendarDate
    /// One tally for each kind that moves money, in the order of `TransactionKind.allCases`; voided records are in it.
    private var tallies: [Tally]

    init(date: CalendarDate) {
        self.date = date
        tallies = [Tally](repeating: Tally(), count: TransactionKind.allCases.count + 1)
    }

    /// The tally of one kind.
    public internal(set) subscript(kind: TransactionKind) -> Tally {
        get { tallies[Int(kind.rawValue)] }
        set { tallies[Int(kind.rawValue)] = newValue }
    }

    /// Debits minus credits in minor units.
    public var netMinorUnits: Int64 {
        var net: Int64 = 0
        for kind in TransactionKind.allCases {
            switch kind.effect {
            case .debit: net &+= self[kind].minorUnits
            case .credit: net &-= self[kind].minorUnits
            case .none: break
            }
        }
        return net
    }
}

extension DayTotals {
    /// One entry for each business day that has an approved record, in order of the days.
    public static func days(of records: [BatchRecord]) -> [DayTotals] {
        var days: [DayTotals] = []
        for record in records where record.isApproved && record.transaction.kind.effect != .none {
            let date = record.transaction.businessDate
            let index: Int
            if let known = days.firstIndex(where: { $0.date == date }) {
                index = known
            } else {
                index = days.firstIndex(where: { $0.date > date }) ?? days.count
                days.insert(DayTotals(date: date), at: index)
            }
            days[index][record.transaction.kind].add(record.transaction.minorUnits)
        }
        return days
    }
}
