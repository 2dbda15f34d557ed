/// What the host says of one side's totals. Source: UnionPay-style field 48, positions 31 and 62.
public enum BalanceFlag: UInt8, Sendable, CaseIterable {
    /// Not said (requests).
    case notSaid = 0
    /// Both sides agree.
    case balanced = 1
    /// They do not.
    case unbalanced = 2
    /// The host could not compare.
    case error = 3
}

/// Field 48 of 0500 and 0510: 62 digits, totals of domestic and of foreign cards.
///
/// For each side: debit amount 12, debit count 3, credit amount 12, credit count 3, flag 1. The amount stands before the
/// count.
public struct ReconciliationTotals48: Equatable, Sendable {
    /// One side's totals.
    public struct Side: Equatable, Sendable {
        /// Debits in minor units.
        public var debitAmount: Int64
        /// Number of debits.
        public var debitCount: Int
        /// Credits in minor units.
        public var creditAmount: Int64
        /// Number of credits.
        public var creditCount: Int
        /// The host's word.
        public var flag: BalanceFlag

        /// Totals, empty unless told otherwise.
        public init(
            debitAmount: Int64 = 0, debitCount: Int = 0, creditAmount: Int64 = 0, creditCount: Int = 0,
            flag: BalanceFlag = .notSaid
        ) {
            self.debitAmount = debitAmount
            self.debitCount = debitCount
            self.creditAmount = creditAmount
            self.creditCount = creditCount
            self.flag = flag
        }

        /// True when amounts and counts are the same, whatever the flags.
        public func agrees(with other: Side) -> Bool {
            debitAmount == other.debitAmount && debitCount == other.debitCount
                && creditAmount == other.creditAmount && creditCount == other.creditCount
        }
    }

    /// Digits of the whole field.
    public static let digitCount = 62

    /// Cards of the domestic organisation.
    public var domestic: Side
    /// All other cards.
    public var foreign: Side

    /// Totals.
    public init(domestic: Side = Side(), foreign: Side = Side()) {
        self.domestic = domestic
        self.foreign = foreign
    }

    /// Reads the field's digits.
    ///
    /// - Throws: `ISO8583Error.badLayout` when there are not 62 digits or a flag is not 0 to 3.
    public init(_ text: String) throws(ISO8583Error) {
        let digits = [UInt8](text.utf8)
        guard digits.count == ReconciliationTotals48.digitCount else {
            throw ISO8583Error(.badLayout, field: 48, offset: digits.count)
        }
        domestic = try ReconciliationTotals48.side(digits[..<31])
        foreign = try ReconciliationTotals48.side(digits[31...])
    }

    private static func side(_ digits: ArraySlice<UInt8>) throws(ISO8583Error) -> Side {
        let start = digits.startIndex
        guard let debitAmount = Digits.number(digits[start..<start + 12]),
            let debitCount = Digits.number(digits[start + 12..<start + 15]),
            let creditAmount = Digits.number(digits[start + 15..<start + 27]),
            let creditCount = Digits.number(digits[start + 27..<start + 30]),
            let flag = BalanceFlag(rawValue: digits[start + 30] &- 0x30)
        else { throw ISO8583Error(.badLayout, field: 48, offset: start) }
        return Side(
            debitAmount: Int64(debitAmount), debitCount: Int(debitCount), creditAmount: Int64(creditAmount),
            creditCount: Int(creditCount), flag: flag)
    }

    /// The field's 62 digits.
    ///
    /// - Throws: `ISO8583Error.tooLong` for a count beyond 999 or an amount beyond twelve digits.
    public func text() throws(ISO8583Error) -> String { try text(domestic) + text(foreign) }

    private func text(_ side: Side) throws(ISO8583Error) -> String {
        try digits(side.debitAmount, 12) + digits(Int64(side.debitCount), 3) + digits(side.creditAmount, 12)
            + digits(Int64(side.creditCount), 3) + String(side.flag.rawValue)
    }

    private func digits(_ value: Int64, _ width: Int) throws(ISO8583Error) -> String {
        let text = value < 0 ? "" : Digits.padded(UInt64(value), width: width)
        guard text.utf8.count == width else {
            throw ISO8583Error(.tooLong(length: String(value).utf8.count, most: width), field: 48, offset: 0)
        }
        return text
    }
}
