/// The state of a terminal's money: the open batch, the close that may be running, and the batches closed before.
///
/// A value without I/O. It changes only by `apply`, which refuses every entry that would break a settlement rule, so
/// that the same checks guard the running terminal, the start after a power cut, and a reader of somebody's flash image.
public struct BatchBook: Equatable, Sendable {
    /// The open batch; nil before the first entry.
    public internal(set) var batch: BatchNumber?
    /// Records of the open batch, oldest first.
    public var records: [BatchRecord] { list.all }
    var list = RecordList()
    /// How far a close has come.
    public internal(set) var close: CloseState = .open
    /// The code of field 39 with which the host last refused this close.
    public internal(set) var lastRejection: String?
    /// Batches closed before that the journal still holds, oldest first.
    public internal(set) var closed: [ClosedBatch] = []
    /// True when the host accepted a sign-on and has not asked for another one.
    public internal(set) var isSignedOn = false
    /// The host's batch number at the last sign-on in this batch, when it is not the terminal's.
    public internal(set) var differingHostBatch: BatchNumber?
    /// Trace numbers up to this one may have been used.
    public internal(set) var reservedTraces: TraceNumber?

    /// True after the operator signed off: nothing is sold before the next sign-on.
    public internal(set) var isSignedOff = false

    /// What is remembered of reminders and of automatic settlements; nil before the first.
    public internal(set) var diary: SettlementDiary?
    /// The last time in the journal that was not doubted.
    public internal(set) var lastTime: ClockTime?
    /// Why the clock is doubted, since this was found.
    public internal(set) var clockDoubt: ClockFinding?
    /// The last thing that was found out about the clock.
    public internal(set) var lastClockNote: ClockNote?
    /// How the clock was last set.
    public internal(set) var lastClockSetting: ClockSetting?

    /// A book without entries.
    public init() {}

    /// The transaction that must be resolved before anything else that moves money: a request without answer, or one that
    /// waits for its reversal. There is at most one.
    public var unresolved: BatchRecord? { list.unresolvedCount == 0 ? nil : list.all.last { $0.isUnresolved } }

    /// The stored advice that goes next: the oldest that the host has not answered.
    public var pendingAdvice: BatchRecord? {
        list.pendingAdviceCount == 0 ? nil : list.first { $0.isAdvicePending }
    }

    /// Stored advices that the host has not answered.
    public var pendingAdviceCount: Int { list.pendingAdviceCount }

    /// True when the host counts a later batch than the terminal, which still holds records: the centre issues a number
    /// only after it closed the one before, so it has closed this one by itself, or its answer got lost.
    public var isClosedByHost: Bool {
        guard let batch, let hostBatch = differingHostBatch else { return false }
        return (1..<500_000).contains(batch.steps(to: hostBatch))
    }

    /// Why the close that is running was begun; nil when none is.
    public var closeReason: CloseReason? {
        switch close {
        case .open: nil
        case .draining(let reason, _): reason
        case .begun(let snapshot), .uploading(let snapshot, _, _), .confirmed(let snapshot, _): snapshot.reason
        }
    }

    /// True while the acquirer's word may end the close: its totals are frozen, and the host has not confirmed it.
    public var mayConfirmByWord: Bool {
        switch close {
        case .begun, .uploading: true
        case .open, .draining, .confirmed: false
        }
    }

    /// True while a close may be left: nothing is frozen yet, or the host has refused it.
    public var mayAbandonClose: Bool {
        switch close {
        case .draining: true
        case .begun: lastRejection != nil
        case .open, .uploading, .confirmed: false
        }
    }

    /// The number that the next batch will have.
    var batchAfterClose: BatchNumber {
        if isClosedByHost, let hostBatch = differingHostBatch { return hostBatch }
        return batch?.next ?? .first
    }

    /// The record with this trace number in the open batch.
    public func record(_ trace: TraceNumber) -> BatchRecord? { list.place(of: trace).map { list.all[$0] } }

    /// Approved records of the open batch, pre-authorizations too.
    public var approvedCount: Int { list.approvedCount }

    /// Records of the open batch that its totals count by the rules of a style: what displays and slips call transactions.
    public func settledCount(_ style: SettlementStyle) -> Int {
        switch style {
        case .unionPay: list.moneyCount
        case .hypercom: list.standingCount
        }
    }

    /// The last closed batch while its slip is not printed.
    public var unprintedSlip: ClosedBatch? {
        guard let last = closed.last, !last.isSlipPrinted else { return nil }
        return last
    }

    /// When the oldest record of the open batch that moves money was made; nil when nothing waits to be settled. An amount
    /// that is only held keeps nobody from selling, and no money waits for it.
    public var oldestRecordAt: ClockTime? { oldestMoney?.begunAt }

    /// Business date of that record; nil when nothing is to be settled.
    public var openSince: CalendarDate? { oldestMoney?.businessDate }

    private var oldestMoney: Transaction? {
        list.moneyCount == 0 ? nil : list.first { $0.movesMoney }?.transaction
    }

    /// Business date of the last record of the open batch: a later record is never dated before it.
    public var lastBusinessDate: CalendarDate? { records.last?.transaction.businessDate }

    /// The last business date of the batches closed before, as far as the journal still holds them.
    public var lastClosedBusinessDate: CalendarDate? { closed.last?.records.last?.transaction.businessDate }

    /// True when the open batch holds money of a business day before `today`: somebody forgot to settle.
    public func isOverdue(on today: CalendarDate) -> Bool { list.hasMoney(before: today) }
}
