/// Count and amount of one kind of money movement.
public struct Tally: Equatable, Sendable {
    /// Number of records.
    public private(set) var count: Int
    /// Sum in minor units.
    public private(set) var minorUnits: Int64

    /// A tally, empty unless told otherwise.
    public init(count: Int = 0, minorUnits: Int64 = 0) {
        self.count = count
        self.minorUnits = minorUnits
    }

    /// Adds one record. The sum of a full batch stays far below 2^63: 999 records of at most 12 digits.
    public mutating func add(_ amount: Int64) {
        count += 1
        minorUnits &+= amount
    }
}

/// Debits and credits of one side (domestic or foreign cards).
public struct SideTotals: Equatable, Sendable {
    /// What cardholders paid.
    public var debit: Tally
    /// What cardholders got back.
    public var credit: Tally

    /// Totals of one side, empty unless told otherwise.
    public init(debit: Tally = Tally(), credit: Tally = Tally()) {
        self.debit = debit
        self.credit = credit
    }
}

/// Totals of a batch as a settlement style counts them. Declined and reversed transactions, and what the host refused
/// afterwards, count nowhere; pre-authorizations move no money.
public struct BatchTotals: Equatable, Sendable {
    /// Cards of the domestic organisation.
    public var domestic: SideTotals
    /// All other cards.
    public var foreign: SideTotals

    /// Totals, empty unless told otherwise.
    public init(domestic: SideTotals = SideTotals(), foreign: SideTotals = SideTotals()) {
        self.domestic = domestic
        self.foreign = foreign
    }

    /// The totals of `records`, summed afresh from the records themselves.
    ///
    /// Sources: UnionPay-style field 48 counts a voided sale as debit and its void as credit; Hypercom-style field 63 leaves
    /// both out, adds tips to their sale without counting them, and knows one side only.
    public init(of records: [BatchRecord], style: SettlementStyle) {
        self.init()
        switch style {
        // By their places: a loop over the records themselves would copy each of them.
        case .unionPay: for index in records.indices where records[index].isApproved { add(records[index].transaction) }
        case .hypercom:
            for index in records.indices where records[index].standsAlone {
                if records[index].transaction.kind.isCredit {
                    domestic.credit.add(records[index].fullMinorUnits)
                } else {
                    domestic.debit.add(records[index].fullMinorUnits)
                }
            }
        }
    }

    private mutating func add(_ transaction: Transaction) {
        switch (transaction.card.isForeign, transaction.kind.effect) {
        case (_, .none): break
        case (false, .debit): domestic.debit.add(transaction.minorUnits)
        case (false, .credit): domestic.credit.add(transaction.minorUnits)
        case (true, .debit): foreign.debit.add(transaction.minorUnits)
        case (true, .credit): foreign.credit.add(transaction.minorUnits)
        }
    }

    /// Number of records in all.
    public var count: Int {
        domestic.debit.count + domestic.credit.count + foreign.debit.count + foreign.credit.count
    }

    /// Debits minus credits in minor units.
    public var netMinorUnits: Int64 {
        domestic.debit.minorUnits &+ foreign.debit.minorUnits &- domestic.credit.minorUnits
            &- foreign.credit.minorUnits
    }
}
