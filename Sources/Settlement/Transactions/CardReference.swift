/// What is kept of a card after authorization. Track data, CVV and PIN are never part of it.
public struct CardReference: Equatable, Sendable {
    /// The account number, first six and last four digits, the rest as `*`.
    public let masked: String
    /// The account number sealed by the secure element; only the element opens it again.
    public let sealedPAN: [UInt8]
    /// Expiry date YYMM, or empty when the card did not say.
    public let expiry: String
    /// Point-of-service entry mode, field 22 (n3), for example `022` swiped without PIN.
    public let entryMode: String
    /// True for a card of a foreign organisation: its totals are counted apart (field 48).
    public let isForeign: Bool

    /// A card as it is kept in the journal.
    public init(masked: String, sealedPAN: [UInt8], expiry: String, entryMode: String, isForeign: Bool) {
        self.masked = masked
        self.sealedPAN = sealedPAN
        self.expiry = expiry
        self.entryMode = entryMode
        self.isForeign = isForeign
    }
}
