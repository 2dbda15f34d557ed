/// The records of the open batch, oldest first, with what is asked of them at every key press: kept while they change, so
/// that a full batch costs no more than an empty one. A test holds all of it against a count of the records.
struct RecordList: Equatable, Sendable {
    /// The records.
    private(set) var all: [BatchRecord] = []
    /// Approved records.
    private(set) var approvedCount = 0
    /// Approved records that move money, voided ones and voids too.
    private(set) var moneyCount = 0
    /// Records that totals net of voids count.
    private(set) var standingCount = 0
    /// Records that must be resolved before anything else that moves money.
    private(set) var unresolvedCount = 0
    /// Stored advices that the host has not answered.
    private(set) var pendingAdviceCount = 0
    /// Records that the running upload carries, counted when it began: no record changes while totals are frozen.
    var uploadCount = 0
    /// Highest trace number; zero without records.
    private var highestTrace: UInt32 = 0
    /// Business days of records that move money, with their number.
    private var days: [Day] = []

    private struct Day {
        let date: CalendarDate
        var count: Int
    }

    init() {}

    init(_ records: [BatchRecord]) {
        all.reserveCapacity(records.count)
        for record in records { append(record) }
    }

    /// What is counted follows from the records.
    static func == (left: RecordList, right: RecordList) -> Bool { left.all == right.all }

    var isEmpty: Bool { all.isEmpty }

    /// A record; what is changed in it is counted anew.
    subscript(index: Int) -> BatchRecord {
        // A `_read` that yields the element hands out a copy that is destroyed too early (Swift 6.3.1, debug build).
        get { all[index] }
        _modify {
            count(index, -1)
            yield &all[index]
            count(index, 1)
        }
    }

    mutating func append(_ record: BatchRecord) {
        all.append(record)
        highestTrace = max(highestTrace, record.transaction.trace.value)
        count(all.count - 1, 1)
    }

    /// Place of the record with this trace number.
    func place(of trace: TraceNumber) -> Int? {
        // A new transaction has a number above all others, unless the numbers have begun anew.
        guard trace.value <= highestTrace else { return nil }
        return all.lastIndex { $0.transaction.trace == trace }
    }

    /// The first record of which something is true. Only that one is copied, which is what costs time with a record.
    func first(where isWanted: (BatchRecord) -> Bool) -> BatchRecord? {
        all.firstIndex(where: isWanted).map { all[$0] }
    }

    /// True when a record that moves money is of a business day before this one.
    func hasMoney(before day: CalendarDate) -> Bool { days.contains { $0.date < day } }

    /// Counts the record at a place, which is looked at there: a copy of it costs more than the counting.
    private mutating func count(_ index: Int, _ step: Int) {
        if all[index].isUnresolved { unresolvedCount += step }
        if all[index].isAdvicePending { pendingAdviceCount += step }
        guard all[index].isApproved else { return }
        approvedCount += step
        if all[index].standsAlone { standingCount += step }
        guard all[index].movesMoney else { return }
        moneyCount += step
        let date = all[index].transaction.businessDate
        guard let place = days.lastIndex(where: { $0.date == date }) else {
            days.append(Day(date: date, count: step))
            return
        }
        days[place].count += step
        if days[place].count == 0 { days.remove(at: place) }
    }
}
