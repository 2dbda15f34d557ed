/// A batch that is not closed. Moments are seconds since 1970-01-01 00:00 of the shop's local time.
public struct OpenBatch: Sendable, Equatable, Codable {
    /// Its number.
    public var number: UInt32
    /// Its oldest record.
    public var firstAt: Int64
    /// Its newest record.
    public var lastAt: Int64
    /// Records that stand.
    public var count: Int
    /// Net minor units that stand, by ISO 4217 numeric code.
    public var money: [UInt16: Int64]

    /// A batch.
    public init(number: UInt32, firstAt: Int64, lastAt: Int64, count: Int = 0, money: [UInt16: Int64] = [:]) {
        self.number = number
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.count = count
        self.money = money
    }

    mutating func take(_ booked: BookedMoney, at: Int64) {
        firstAt = min(firstAt, at)
        lastAt = max(lastAt, at)
        count += 1
        money[booked.currency, default: 0].add(booked.minorUnits)
    }

    mutating func drop(_ booked: BookedMoney) {
        count = max(0, count - 1)
        money[booked.currency, default: 0].add(-max(booked.minorUnits, -.max))
    }
}

extension Int64 {
    /// Sums that no shop has stay where they are: a watch does not end over them.
    fileprivate mutating func add(_ other: Int64) {
        let (sum, isTooMuch) = addingReportingOverflow(other)
        self = isTooMuch ? (other < 0 ? .min : .max) : sum
    }
}

/// A batch that was closed, as far as habits are learned from it. Moments as in ``OpenBatch``.
public struct BatchSpan: Sendable, Equatable {
    /// Its oldest record.
    public var firstAt: Int64
    /// Its newest record.
    public var lastAt: Int64
    /// Its close.
    public var closedAt: Int64

    /// A closed batch.
    public init(firstAt: Int64, lastAt: Int64, closedAt: Int64) {
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.closedAt = closedAt
    }
}
