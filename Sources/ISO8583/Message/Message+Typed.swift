/// Fields as values of their own kind: what must not be shown has a type that does not show it.
extension Message {
    /// Account number: field 2, or else that of track 2 (field 35).
    public var pan: PAN? {
        if let digits = self[bytes: 2] { return PAN(bytes: digits) }
        return track2?.pan
    }

    /// Track 2: field 35.
    public var track2: Track2? { self[text: 35].flatMap { Track2($0) } }

    /// Expiry date: field 14.
    public var expiry: ExpiryDate? { self[text: 14].flatMap { ExpiryDate($0) } }

    /// PIN block: field 52.
    public var pinBlock: SecretBytes? { self[bytes: 52].map { SecretBytes($0) } }

    /// Amount of the transaction: field 4 in the currency of field 49; in ISO 8583:2003 field 4 says both.
    public var amount: Amount? { amount(4, currency: 49) }

    /// An amount field in the currency that another field names; nil when either is absent or no such value.
    ///
    /// In a message of version 2003 a field of 16 digits says its own currency: currency n3, exponent n1, amount n12.
    public func amount(_ field: Int, currency currencyField: Int) -> Amount? {
        guard let digits = self[bytes: field] else { return nil }
        let code: UInt64?
        let amount: UInt64?
        if digits.count == 16, mti.version == 2 {
            code = Digits.number(digits[..<3])
            amount = Digits.number(digits[4...])
        } else {
            code = currencyField == field ? nil : self[number: currencyField]
            amount = Digits.number(digits)
        }
        guard let code, let currency = UInt16(exactly: code).flatMap({ Currency(numeric: $0) }),
            let minorUnits = amount.flatMap({ Int64(exactly: $0) })
        else { return nil }
        return Amount(minorUnits: minorUnits, currency: currency)
    }

    /// A signed amount (x+n), for example field 28: a debit (D) is negative, a credit (C) is not.
    public func signedAmount(_ field: Int, currency currencyField: Int) -> Amount? {
        guard let content = self[bytes: field], let sign = content.first, Characters.isSign(sign),
            let magnitude = Digits.number(content.dropFirst()).flatMap({ Int64(exactly: $0) }),
            let currency = self[number: currencyField].flatMap({ UInt16(exactly: $0) }).flatMap({
                Currency(numeric: $0)
            })
        else { return nil }
        let isNegative = sign == 0x44 || sign == 0x2D
        return Amount(minorUnits: isNegative ? -magnitude : magnitude, currency: currency)
    }

    /// Trace number: field 11, six digits, twelve in ISO 8583:2003.
    public var traceNumber: UInt64? { self[number: 11] }

    /// Retrieval reference: field 37.
    public var retrievalReference: String? { self[text: 37] }

    /// Response or action code: field 39.
    public var responseCode: String? { self[text: 39] }

    /// Transmission date and time: field 7.
    public var transmissionTime: MessageTime? { self[text: 7].flatMap { MessageTime($0, .monthDayTime) } }

    /// Local date and time: field 12, with field 13 where that holds only a time.
    public var localTime: MessageTime? {
        guard let time = self[text: 12] else { return nil }
        switch time.utf8.count {
        case 6:
            guard let date = self[text: 13] else { return MessageTime(time, .time) }
            return MessageTime(date + time, .monthDayTime)
        case 12: return MessageTime(time, .dateTime)
        case 14: return MessageTime(time, .longDateTime)
        default: return nil
        }
    }
}
