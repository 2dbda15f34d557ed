/// Asks how the money of a terminal stands.
public struct BatchStateRequest: BareRequest {
    /// What is answered.
    public typealias Answer = BatchState
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.terminal, 1)

    /// A request.
    public init() {}
}

/// How the money of a terminal stands.
public struct BatchState: MessageBody {
    /// What is not settled; its next step is empty when nothing is at stake.
    public var stake: MoneyAtStake
    /// Approved records.
    public var approved: Int
    /// When the oldest approved record was made, `2026-11-29 22:10:05`; nil without one.
    public var oldest: String?
    /// Seconds since then; nil without one.
    public var age: Int64?
    /// True when a record of an earlier business day is not settled.
    public var isOverdue: Bool
    /// True when the host has accepted a sign-on.
    public var isSignedOn: Bool

    /// A state.
    public init(
        stake: MoneyAtStake, approved: Int, oldest: String?, age: Int64?, isOverdue: Bool, isSignedOn: Bool
    ) {
        self.stake = stake
        self.approved = approved
        self.oldest = oldest
        self.age = age
        self.isOverdue = isOverdue
        self.isSignedOn = isSignedOn
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        stake = try MoneyAtStake(map)
        approved = try map.size("approved") ?? 0
        oldest = try map.text("oldest")
        age = try map.number("age")
        isOverdue = try map.flag("overdue") ?? false
        isSignedOn = try map.flag("signed-on") ?? false
    }

    /// It as a map.
    public var map: CBORMap {
        var map = stake.map
        map.put("approved", number: approved)
        map.put("oldest", oldest)
        map.put("age", number: age)
        map.put("overdue", isOverdue)
        map.put("signed-on", isSignedOn)
        return map
    }
}

/// Asks for records of the open batch.
public struct BatchEntriesRequest: ListRequest {
    /// What is answered.
    public typealias Answer = BatchEntries
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.terminal, 2)
    /// The first record that is wanted, counted from 0.
    public var first: Int

    /// A request.
    public init(first: Int) { self.first = first }
}

/// Records of the open batch, as many as one answer holds.
public struct BatchEntries: MessageBody {
    /// Records from the one that was asked for.
    public var records: [BatchEntry]
    /// Records of the batch.
    public var total: Int

    /// An answer.
    public init(records: [BatchEntry], total: Int) {
        self.records = records
        self.total = total
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        records = []
        for record in try map.maps("records") { records.append(try BatchEntry(record)) }
        total = try CBORMap.require(try map.size("total"), "total")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("records", maps: records.map { $0.map })
        map.put("total", number: total)
        return map
    }
}

/// One record of a batch. The card is masked.
public struct BatchEntry: MessageBody {
    /// For example `sale`.
    public var kind: String
    /// Trace number.
    public var trace: UInt32
    /// Minor units.
    public var minorUnits: Int64
    /// `sent`, `approved`, `declined`, `reversal-pending` or `reversed`.
    public var state: String
    /// `waiting`, `delivered` or `refused` for what the host hears of by an advice; nil for others.
    public var delivery: String?
    /// True for what a void has undone.
    public var isVoided: Bool
    /// First six and last four digits.
    public var card: String
    /// Terminal time.
    public var at: String

    /// A record.
    public init(
        kind: String, trace: UInt32, minorUnits: Int64, state: String, delivery: String?, isVoided: Bool, card: String,
        at: String
    ) {
        self.kind = kind
        self.trace = trace
        self.minorUnits = minorUnits
        self.state = state
        self.delivery = delivery
        self.isVoided = isVoided
        self.card = card
        self.at = at
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        kind = try CBORMap.require(try map.text("kind"), "kind")
        trace = try CBORMap.require(try map.number("trace", as: UInt32.self), "trace")
        minorUnits = try CBORMap.require(try map.number("amount"), "amount")
        state = try CBORMap.require(try map.text("state"), "state")
        delivery = try map.text("advice")
        isVoided = try map.flag("voided") ?? false
        card = try map.text("card") ?? ""
        at = try map.text("at") ?? ""
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("kind", kind)
        map.put("trace", number: trace)
        map.put("amount", number: minorUnits)
        map.put("state", state)
        map.put("advice", delivery)
        if isVoided { map.put("voided", true) }
        map.put("card", card)
        map.put("at", at)
        return map
    }
}
