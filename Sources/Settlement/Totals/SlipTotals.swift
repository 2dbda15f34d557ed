/// Totals of one business day by kind, as the settlement slip shows them.
public struct DayTotals: Equatable, Sendable {
    /// The business day.
    public let date: CalendarDate
    /// Sales that stand or were voided.
    public internal(set) var sales = Tally()
    /// Voids.
    public internal(set) var voids = Tally()
    /// Refunds.
    public internal(set) var refunds = Tally()

    /// Sales minus voids and refunds, in minor units.
    public var netMinorUnits: Int64 { sales.minorUnits - voids.minorUnits - refunds.minorUnits }
}

extension DayTotals {
    /// One entry for each business day that has an approved record, in order of the days.
    public static func days(of records: [BatchRecord]) -> [DayTotals] {
        var days: [DayTotals] = []
        for record in records where record.isApproved {
            let date = record.transaction.businessDate
            let index: Int
            if let known = days.firstIndex(where: { $0.date == date }) {
                index = known
            } else {
                index = days.firstIndex(where: { $0.date > date }) ?? days.count
                days.insert(DayTotals(date: date), at: index)
            }
            let amount = record.transaction.minorUnits
            switch record.transaction.kind {
            case .sale: days[index].sales.add(amount)
            case .void: days[index].voids.add(amount)
            case .refund: days[index].refunds.add(amount)
            }
        }
        return days
    }
}
