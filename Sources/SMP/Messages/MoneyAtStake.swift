/// Why flashing, clearing parameters or another terminal id is refused: the numbers of a refusal with
/// `ResponseCode.moneyAtStake`.
///
/// Every client gets the code and one sentence; who asks for it (`DetailWish`) gets the numbers too.
public struct MoneyAtStake: MessageBody {
    /// Entry of the refusal that holds the numbers.
    public static let key = "guard"

    /// The open batch.
    public var batch: UInt32
    /// Records that it holds.
    public var records: Int
    /// Approved records, in minor units of the currency: what was paid, less what was paid back.
    public var minorUnits: Int64
    /// ISO 4217 numeric code.
    public var currency: UInt16
    /// Transactions that wait for their answer or their reversal.
    public var reversals: Int
    /// Stored advices that the host has not answered.
    public var advices: Int
    /// True while the batch is being closed.
    public var isClosing: Bool
    /// What to do, in words.
    public var next: String

    /// Numbers.
    public init(
        batch: UInt32, records: Int, minorUnits: Int64, currency: UInt16, reversals: Int, advices: Int,
        isClosing: Bool, next: String
    ) {
        self.batch = batch
        self.records = records
        self.minorUnits = minorUnits
        self.currency = currency
        self.reversals = reversals
        self.advices = advices
        self.isClosing = isClosing
        self.next = next
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        batch = try CBORMap.require(try map.number("batch", as: UInt32.self), "batch")
        records = try CBORMap.require(try map.size("count"), "count")
        minorUnits = try CBORMap.require(try map.number("amount"), "amount")
        currency = try CBORMap.require(try map.number("currency", as: UInt16.self), "currency")
        reversals = try map.size("reversals") ?? 0
        advices = try map.size("advices") ?? 0
        isClosing = try map.flag("closing") ?? false
        next = try map.text("next") ?? ""
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("batch", number: batch)
        map.put("count", number: records)
        map.put("amount", number: minorUnits)
        map.put("currency", number: currency)
        map.put("reversals", number: reversals)
        map.put("advices", number: advices)
        map.put("closing", isClosing)
        map.put("next", next)
        return map
    }

    /// The numbers in a refusal; nil when it holds none.
    public static func inside(_ refusal: CBORMap) throws(BodyError) -> MoneyAtStake? {
        guard let map = try refusal.submap(key) else { return nil }
        return try MoneyAtStake(map)
    }
}
