/// How full a batch may get: by count, by age, by space in flash, and by stored offline transactions.
///
/// The limits keep new sales out; what is in the batch stays, and can always be voided, reversed and settled.
public struct BatchLimits: Equatable, Sendable {
    /// Records from which the operator is warned.
    public var warnCount: Int
    /// Records at which new sales are refused.
    public var refuseCount: Int
    /// Records at which corrections (voids, refunds) are refused too. Source: field 48 counts to 999 on each side.
    public var mostRecords = 950
    /// Hours after the oldest record from which the operator is warned; nil for no warning.
    public var warnHours: Int? = 26
    /// Hours after the oldest record at which new sales are refused; nil for never.
    public var refuseHours: Int?
    /// Free bytes of flash, beyond what the open batch needs to be settled, below which the operator is warned.
    public var warnBytes = 8192
    /// Pending advices at which further offline sales are refused.
    public var mostAdvices = 50

    /// Limits by count: sales are refused at `count` records, the warning comes a tenth before.
    public init(count: Int) {
        refuseCount = count
        warnCount = count - count / 10
    }
}

/// How full the batch is.
public struct BatchLoad: Equatable, Sendable {
    /// Records in the batch, declined and reversed ones too: each takes place in the journal.
    public var records: Int
    /// Seconds since the oldest approved record; nil in an empty batch, and when the clock is doubtful.
    public var age: Int64?
    /// Free bytes of flash, beyond what the open batch needs to be settled; negative when that is touched.
    public var freeBytes: Int
    /// Stored transactions that the host has not taken yet.
    public var advices: Int

    /// A load.
    public init(records: Int, age: Int64?, freeBytes: Int, advices: Int) {
        self.records = records
        self.age = age
        self.freeBytes = freeBytes
        self.advices = advices
    }
}

/// Which limit is near or reached.
public enum BatchLimit: Equatable, Sendable {
    /// Records of the batch, and how many it may hold.
    case count(Int, of: Int)
    /// Hours since the oldest record, and how many it may be.
    case age(hours: Int, of: Int)
    /// Bytes of flash left before the reserve.
    case space(freeBytes: Int)
    /// Stored transactions that wait for the host, and how many may.
    case advices(Int, of: Int)
}

/// Whether something new may be begun.
public enum LimitVerdict: Equatable, Sendable {
    /// Yes.
    case allowed
    /// Yes, but the batch should be settled soon.
    case warning(BatchLimit)
    /// No, for this reason.
    case refused(BatchLimit)
}

/// What somebody wants to begin, as the limits see it.
public enum LimitedWork: Sendable, CaseIterable {
    /// A sale that is sent at once.
    case sale
    /// A sale that is stored and sent later.
    case offlineSale
    /// A void or a refund: what went wrong can be put right also in a full batch.
    case correction
}

extension BatchLimits {
    /// Whether `work` may be begun at this load. Of several reasons the one that leaves the least room is told: space, then
    /// count, stored transactions, age.
    public func verdict(on work: LimitedWork, at load: BatchLoad) -> LimitVerdict {
        let countLimit = work == .correction ? max(mostRecords, refuseCount) : refuseCount
        let hours = load.age.map { Int(clamping: max(0, $0) / 3600) }
        if load.freeBytes <= 0 { return .refused(.space(freeBytes: load.freeBytes)) }
        if load.records >= countLimit { return .refused(.count(load.records, of: countLimit)) }
        if work == .offlineSale, load.advices >= mostAdvices {
            return .refused(.advices(load.advices, of: mostAdvices))
        }
        if work != .correction, let hours, let refuseHours, hours >= refuseHours {
            return .refused(.age(hours: hours, of: refuseHours))
        }
        if load.freeBytes < warnBytes { return .warning(.space(freeBytes: load.freeBytes)) }
        if load.records >= warnCount { return .warning(.count(load.records, of: refuseCount)) }
        if let hours, let warnHours, hours >= warnHours {
            return .warning(.age(hours: hours, of: refuseHours ?? warnHours))
        }
        return .allowed
    }
}
