import Settlement

/// The money that a finding is about.
public struct Stake: Equatable, Sendable {
    /// Transactions.
    public var count: Int
    /// Debits minus credits, in minor units of the shop's currency.
    public var netMinorUnits: Int64
    /// When the oldest of them was made; nil when the clock cannot say, or when there is none.
    public var oldest: ClockTime?

    /// A stake.
    public init(count: Int, netMinorUnits: Int64, oldest: ClockTime?) {
        self.count = count
        self.netMinorUnits = netMinorUnits
        self.oldest = oldest
    }

    /// Nothing.
    public static let none = Stake(count: 0, netMinorUnits: 0, oldest: nil)

    /// The records of a journal.
    public init(_ records: [BatchRecord]) {
        self = .none
        for record in records {
            count += 1
            netMinorUnits &+= record.transaction.kind.signed(record.transaction.minorUnits)
            oldest = min(oldest ?? record.transaction.begunAt, record.transaction.begunAt)
        }
    }

    /// Bookings of a ledger.
    public init(_ postings: [HostPosting]) {
        self = .none
        for posting in postings {
            count += 1
            netMinorUnits &+= posting.kind.signed(posting.minorUnits)
        }
    }
}

extension TransactionKind {
    /// An amount as it counts for the shop: credits to the cardholder are negative, holds are nothing.
    func signed(_ minorUnits: Int64) -> Int64 {
        switch effect {
        case .debit: minorUnits
        case .credit: -minorUnits
        case .none: 0
        }
    }
}
