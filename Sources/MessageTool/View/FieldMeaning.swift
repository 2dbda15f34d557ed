import ISO8583

/// What the content of a field means, in words. Nothing that must stay secret is in them.
struct FieldMeaning {
    let message: Message
    let dialect: Dialect

    /// The meaning of a field; nil when there is nothing to say.
    func words(_ field: Int) -> FieldName? {
        guard let text = message[text: field], dialect.secrets(of: field, in: message).isEmpty else { return nil }
        switch field {
        case 3: return FieldWords.processingCode(text, dialect.responseTable)
        case 4, 5, 6: return amount(text).map { FieldName($0) }
        case 7, 12, 13, 14, 15, 16, 17, 73: return DateDigits.shown(field, text).map { FieldName($0) }
        case 22 where text.utf8.count == 3: return FieldWords.entryMode(text)
        case 25 where text.utf8.count == 2: return FieldWords.condition(text)
        case 39: return FieldWords.response(text, dialect.responseTable)
        case 49, 50, 51: return UInt16(text).flatMap { Currency(numeric: $0) }.map { FieldName($0.alpha) }
        case 60 where dialect.responseTable == .unionPay:
            return FieldWords.bilingual { TransactionType(message).name($0) }
        default: return nil
        }
    }

    /// An amount with the currency of the message; without one the decimals are not known.
    private func amount(_ text: String) -> String? {
        guard let minorUnits = Int64(text) else { return nil }
        let code = message[text: 49].flatMap { UInt16($0) }.flatMap { Currency(numeric: $0) }
        if let code { return Amount(minorUnits: minorUnits, currency: code).description }
        return dialect.responseTable == .unionPay ? Amount(minorUnits: minorUnits, currency: .cny).decimal : nil
    }
}
