/// The business date of a new record.
public enum BusinessDating: Equatable, Sendable {
    /// What the clock says.
    case byClock(CalendarDate)
    /// The date of the record before: the clock is doubtful, or it says an earlier day.
    case held(CalendarDate)
    /// The clock is doubtful and there is no record to go by: nothing may be begun before it is set.
    case unknown

    /// The date, or nil when it is unknown.
    public var date: CalendarDate? {
        switch self {
        case .byClock(let date), .held(let date): date
        case .unknown: nil
        }
    }
}

extension ClockWatch {
    /// The business date of a record that is begun now.
    ///
    /// Within a batch it never goes back, whatever the clock does: it is the later of what a credible clock says and the
    /// date of the record before. A doubtful clock is not asked.
    ///
    /// - Parameters:
    ///   - time: What the clock shows.
    ///   - day: The shop's cut-over.
    ///   - inBatch: Business date of the last record of the open batch; nil in an empty batch.
    ///   - before: The last business date that the journal knows from batches before.
    public func businessDate(
        at time: ClockTime, by day: BusinessDay, inBatch: CalendarDate?, before: CalendarDate?
    ) -> BusinessDating {
        guard isCredible else {
            guard let known = inBatch ?? before else { return .unknown }
            return .held(known)
        }
        let shown = day.date(at: time)
        guard let inBatch, inBatch > shown else { return .byClock(shown) }
        return .held(inBatch)
    }
}
