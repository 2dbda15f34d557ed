/// Field 62 of an uploaded chip record, in its two uses. Source: UnionPay-style field 62, uses 6 and 7.
///
/// - Accepted (0320 class 203 or 205), 21 characters: `61`, card kind 2 (00 domestic, 01 foreign), response 2, amount 12,
///   currency 3.
/// - Refused (class 204 or 206), 23 characters: `71`, the same, then type of the cryptogram 1 and result of the ARPC 1.
public struct ChipUpload62: Equatable, Sendable {
    /// What a refused record says of its cryptogram.
    public struct Refusal: Equatable, Sendable {
        /// 1: the card declined (AAC); 2: the card failed to check the issuer's answer (ARPC).
        public var cryptogram: Int
        /// Result of the ARPC, one digit.
        public var issuerResult: Int

        /// A refusal; by the card itself unless told otherwise.
        public init(cryptogram: Int = 1, issuerResult: Int = 0) {
            self.cryptogram = cryptogram
            self.issuerResult = issuerResult
        }
    }

    /// True for a card of a foreign organisation.
    public var isForeign: Bool
    /// Response code, two characters: `00`; or why the record was refused.
    public var response: String
    /// Minor units.
    public var minorUnits: Int64
    /// Currency, three digits.
    public var currency: String
    /// Nil for an accepted record.
    public var refusal: Refusal?

    /// A record.
    public init(
        isForeign: Bool, response: String = "00", minorUnits: Int64, currency: String, refusal: Refusal? = nil
    ) {
        self.isForeign = isForeign
        self.response = response
        self.minorUnits = minorUnits
        self.currency = currency
        self.refusal = refusal
    }

    /// Reads the field.
    ///
    /// - Throws: `ISO8583Error` with the character at which the layout breaks.
    public init(_ text: String) throws(ISO8583Error) {
        let bytes = [UInt8](text.utf8)
        let isRefused = bytes.starts(with: [0x37, 0x31])
        guard isRefused || bytes.starts(with: [0x36, 0x31]) else {
            throw ISO8583Error(.badLayout, field: 62, offset: 0)
        }
        let expected = isRefused ? 23 : 21
        guard bytes.count == expected else {
            throw ISO8583Error(.wrongLength(length: bytes.count, expected: expected), field: 62, offset: 0)
        }
        guard let kind = Digits.number(bytes[2..<4]), kind <= 1 else {
            throw ISO8583Error(.badLayout, field: 62, offset: 2)
        }
        guard let amount = Digits.number(bytes[6..<18]) else {
            throw ISO8583Error(.notADigit, field: 62, offset: 6)
        }
        guard Digits.number(bytes[18..<21]) != nil else { throw ISO8583Error(.notADigit, field: 62, offset: 18) }
        isForeign = kind == 1
        response = Digits.text(bytes[4..<6])
        minorUnits = Int64(amount)
        currency = Digits.text(bytes[18..<21])
        guard isRefused else { return }
        guard Digits.isDigit(bytes[21]), Digits.isDigit(bytes[22]) else {
            throw ISO8583Error(.notADigit, field: 62, offset: Digits.isDigit(bytes[21]) ? 22 : 21)
        }
        refusal = Refusal(cryptogram: Int(bytes[21] - 0x30), issuerResult: Int(bytes[22] - 0x30))
    }

    /// The field's characters.
    ///
    /// - Throws: `ISO8583Error` for an amount beyond twelve digits, or parts of another length.
    public func text() throws(ISO8583Error) -> String {
        guard response.utf8.count == 2 else {
            throw ISO8583Error(.wrongLength(length: response.utf8.count, expected: 2), field: 62, offset: 4)
        }
        guard minorUnits >= 0, minorUnits <= 999_999_999_999 else {
            throw ISO8583Error(.tooLong(length: String(minorUnits).utf8.count, most: 12), field: 62, offset: 6)
        }
        guard currency.utf8.count == 3 else {
            throw ISO8583Error(.wrongLength(length: currency.utf8.count, expected: 3), field: 62, offset: 18)
        }
        let head = (refusal == nil ? "61" : "71") + (isForeign ? "01" : "00") + response
        let body = head + Digits.padded(UInt64(minorUnits), width: 12) + currency
        guard let refusal else { return body }
        guard (0...9).contains(refusal.cryptogram), (0...9).contains(refusal.issuerResult) else {
            throw ISO8583Error(.tooLong(length: 2, most: 1), field: 62, offset: 21)
        }
        return body + String(refusal.cryptogram) + String(refusal.issuerResult)
    }
}
