/// A message for people's eyes: nothing that must stay secret is in any text that comes from here.
public struct MessageView: Sendable {
    private let message: Message
    private let dialect: Dialect

    /// A view of a message.
    public init(_ message: Message, dialect: Dialect = .unionPay) {
        self.message = message
        self.dialect = dialect
    }

    /// One line: `0210 sale 000003 batch 000001 amount 125.00 CNY F39=00 Approved`.
    public func summary(_ language: Language = .english) -> String {
        var parts = [message.mti.description, kind(language)]
        if let trace = message[text: 11] { parts.append(trace) }
        // Field 60 has this layout in one dialect only.
        if isUnionPay, let field60 = message[text: 60].flatMap({ ReservedField60($0) }) {
            parts.append(
                (language == .english ? "batch " : "批次 ") + Digits.padded(UInt64(field60.batchNumber), width: 6))
            if field60.networkCode != "000", !field60.networkCode.isEmpty {
                parts.append((language == .english ? "code " : "代码 ") + field60.networkCode)
            }
        }
        if let amount {
            parts.append(amount.description)
        } else if isHypercom, let minorUnits = message[number: 4].flatMap({ Int64(exactly: $0) }) {
            // Terminal and host agree on the currency; the message does not say it.
            parts.append(Amount(minorUnits: minorUnits, currency: .cny).decimal)
        }
        if let pan = message[text: 2].flatMap({ PAN($0) }) { parts.append(pan.masked) }
        if let code = message[text: 39] {
            parts.append("F39=" + code)
            if !message.mti.isRequest { parts.append(dialect.responseTable.meaning(of: code).text(language)) }
        }
        if isUnionPay, message.mti.messageClass == 5, let totals = totals {
            parts.append(
                (language == .english ? "flags " : "标志 ")
                    + "\(totals.domestic.flag.rawValue)/\(totals.foreign.flag.rawValue)")
        }
        return parts.joined(separator: " ")
    }

    /// What kind of message it is, by what its dialect says it with.
    private func kind(_ language: Language) -> String {
        if isUnionPay { return TransactionType(message).name(language) }
        let type = isHypercom ? TransactionType(hypercom: message) : .other
        return type == .other ? MTIWords.text(message.mti.rawValue, language) : type.name(language)
    }

    /// One line for each field: number, name, content, meaning.
    public func lines(_ language: Language = .english) -> [String] {
        message.fields.map { field in
            let name = dialect.name(of: field)
            let title = (language == .english ? name?.english : name?.chinese) ?? "?"
            let number = "F" + String(field)
            let meaning = meaning(of: field, language)
            return number + String(repeating: " ", count: max(1, 5 - number.utf8.count)) + title + ": "
                + shown(field) + (meaning.isEmpty ? "" : "  (" + meaning + ")")
        }
    }

    /// The content of a field, masked where it must be: `Dialect.secrets(of:in:)` says where.
    public func shown(_ field: Int) -> String {
        guard let content = message[bytes: field] else { return "" }
        if field == 48, message.mti.messageClass == 3 { return shownUpload(content) }
        let secrets = dialect.secrets(of: field, in: message)
        let isBinary = dialect.format(of: field).map { $0.content == .binary } ?? true
        if secrets.isEmpty, !(isBinary && dialect.format(of: field)?.isSensitive ?? true) {
            return MessageView.printable(content)
        }
        if isBinary || secrets.first?.range == 0..<content.count { return "<" + String(content.count) + " hidden>" }
        var shown = content
        for secret in secrets {
            for place in secret.range.clamped(to: 0..<shown.count) { shown[place] = 0x2A }
        }
        return MessageView.printable(shown)
    }

    private func shownUpload(_ content: [UInt8]) -> String {
        if content.count <= 4 { return Digits.text(content) }
        do {
            return try UploadBlock48(Digits.text(content)).records.map { record in
                Digits.padded(UInt64(record.traceNumber), width: 6) + " " + record.pan.masked + " "
                    + Amount(minorUnits: record.amountMinorUnits, currency: .cny).decimal
            }.joined(separator: ", ")
        } catch {
            return "<" + String(content.count) + " hidden>"
        }
    }

    private func meaning(of field: Int, _ language: Language) -> String {
        switch field {
        case 4: return amount?.description ?? ""
        case 39: return message[text: 39].map { dialect.responseTable.meaning(of: $0).text(language) } ?? ""
        case 49:
            return message[number: 49].flatMap { UInt16(exactly: $0) }.flatMap { Currency(numeric: $0) }?.alpha ?? ""
        case 60 where isUnionPay: return TransactionType(message).name(language)
        default: return ""
        }
    }

    private var isUnionPay: Bool { dialect.responseTable == .unionPay }
    private var isHypercom: Bool { dialect.responseTable == .hypercom }

    /// The amount. Only where the dialect is of one country, a currency that is not said is that country's.
    private var amount: Amount? {
        if let amount = message.amount { return amount }
        guard isUnionPay, !message.has(49), let minorUnits = message[number: 4].flatMap({ Int64(exactly: $0) }) else {
            return nil
        }
        return Amount(minorUnits: minorUnits, currency: .cny)
    }

    private var totals: ReconciliationTotals48? {
        guard let text = message[text: 48] else { return nil }
        do { return try ReconciliationTotals48(text) } catch { return nil }
    }

    /// Text in another character set is shown as hexadecimal: a log must not guess.
    private static func printable(_ content: [UInt8]) -> String {
        content.allSatisfy { (0x20..<0x7F).contains($0) } ? Digits.text(content) : Digits.hex(content)
    }
}
