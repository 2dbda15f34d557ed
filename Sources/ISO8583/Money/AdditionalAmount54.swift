/// One amount of field 54, as the answer to a balance enquiry has it: account type 2, amount type 2, currency 3, sign `C` or
/// `D`, amount 12 digits. Source: ISO 8583:1987, field 54; both terminal dialects write it so.
public struct AdditionalAmount54: Equatable, Sendable {
    /// Characters of one amount.
    public static let characterCount = 20
    /// Amount type of what the cardholder can spend.
    public static let available = "02"

    /// Account type: `00` not said, `10` savings, `20` cheque, `30` credit.
    public var accountType: String
    /// What the amount is: `01` ledger balance, `02` available balance, and others.
    public var amountType: String
    /// Currency, three digits.
    public var currency: String
    /// Minor units; negative for a debit balance.
    public var minorUnits: Int64

    /// An amount.
    public init(
        minorUnits: Int64, currency: String, accountType: String = "00",
        amountType: String = AdditionalAmount54.available
    ) {
        self.accountType = accountType
        self.amountType = amountType
        self.currency = currency
        self.minorUnits = minorUnits
    }

    /// Reads all amounts of a field.
    ///
    /// - Throws: `ISO8583Error` with the character at which the layout breaks.
    public static func all(_ text: String) throws(ISO8583Error) -> [AdditionalAmount54] {
        let bytes = [UInt8](text.utf8)
        guard !bytes.isEmpty, bytes.count % characterCount == 0 else {
            throw ISO8583Error(.badLayout, field: 54, offset: bytes.count / characterCount * characterCount)
        }
        var amounts: [AdditionalAmount54] = []
        for start in stride(from: 0, to: bytes.count, by: characterCount) {
            amounts.append(try AdditionalAmount54(bytes[start..<start + characterCount]))
        }
        return amounts
    }

    private init(_ bytes: ArraySlice<UInt8>) throws(ISO8583Error) {
        let start = bytes.startIndex
        for index in start..<start + 7 where !Digits.isDigit(bytes[index]) {
            throw ISO8583Error(.notADigit, field: 54, offset: index)
        }
        let sign = bytes[start + 7]
        guard sign == 0x43 || sign == 0x44 else { throw ISO8583Error(.notASign, field: 54, offset: start + 7) }
        guard let magnitude = Digits.number(bytes[(start + 8)...]) else {
            throw ISO8583Error(.notADigit, field: 54, offset: start + 8)
        }
        accountType = Digits.text(bytes[start..<start + 2])
        amountType = Digits.text(bytes[start + 2..<start + 4])
        currency = Digits.text(bytes[start + 4..<start + 7])
        minorUnits = sign == 0x43 ? Int64(magnitude) : -Int64(magnitude)
    }

    /// The twenty characters.
    ///
    /// - Throws: `ISO8583Error` for types or a currency of another length, or an amount beyond twelve digits.
    public func text() throws(ISO8583Error) -> String {
        let head = accountType + amountType + currency
        guard accountType.utf8.count == 2, amountType.utf8.count == 2, currency.utf8.count == 3 else {
            throw ISO8583Error(.wrongLength(length: head.utf8.count, expected: 7), field: 54, offset: 0)
        }
        let digits = Digits.padded(minorUnits.magnitude, width: 12)
        guard digits.utf8.count == 12 else {
            throw ISO8583Error(.tooLong(length: digits.utf8.count, most: 12), field: 54, offset: 8)
        }
        return head + (minorUnits < 0 ? "D" : "C") + digits
    }
}
