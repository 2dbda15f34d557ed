import ISO8583
import Settlement

/// The Hypercom-style dialect of the host: no header, no MAC; the transaction is known by type indicator, processing code and
/// condition code; batch numbers are the terminal's own. Source: public terminal code of this kind and captured frames; what
/// those leave open (codes of a completion and of its void) is this bench's choice.
enum HypercomTongue {
    static func read(_ message: Message) -> Incoming {
        var incoming = Incoming(
            kind: kind(message), mti: message.mti, terminalID: trimmed(message[text: 41]) ?? "",
            merchantID: message[text: 42], batch: nil,
            trace: message[number: 11].flatMap { UInt32(exactly: $0) }, minorUnits: message.minorUnits(4),
            pan: message.pan, currency: message[text: 49] ?? "156", pinBlock: message[bytes: 52])
        incoming.original.authorization = message[text: 38]
        if incoming.kind == .money(.offlineSale) { incoming.authorization = message[text: 38] }
        switch incoming.kind {
        case .money(.void), .money(.completionVoid), .money(.tip), .preAuthorizationVoid:
            // The invoice number is the trace number of the original transaction.
            let invoice = message.digits(62, count: 6)
            // A void of something that its terminal no longer knows has an invoice number of its own.
            incoming.original.trace = invoice == incoming.trace ? nil : invoice
        default: break
        }
        if incoming.kind == .money(.tip) { incoming.original.minorUnits = message.minorUnits(60) }
        // Some terminals say their batch in field 60 of transactions, too; an amount there has twelve digits.
        if message.mti != .batchUpload { incoming.batch = message.digits(60, count: 6) }
        incoming.content = content(message, incoming)
        return incoming
    }

    private static func kind(_ message: Message) -> RequestKind {
        let code = message[text: 3] ?? ""
        switch message.mti {
        case .networkRequest: return code == "990000" ? .echo : code == "920000" ? .signOn : .other
        case .reversalRequest: return .reversal
        case .reconciliationRequest:
            return code == "920000" ? .totals : code == "960000" ? .trailingTotals : .other
        case .batchUpload: return .upload
        default: return financial(message.mti, code, condition: message[text: 25] ?? "")
        }
    }

    /// What a processing code means under a type indicator.
    private static func financial(_ mti: MTI, _ code: String, condition: String) -> RequestKind {
        let isPreAuthorized = condition == "06"
        switch (mti, code.prefix(2)) {
        case (.authorizationRequest, "30"): return .preAuthorization
        case (.authorizationRequest, "02"): return .preAuthorizationVoid
        case (.authorizationRequest, "31"), (.financialRequest, "31"): return .balance
        case (.financialRequest, "00"): return .money(.sale)
        case (.financialRequest, "02"): return .money(isPreAuthorized ? .completionVoid : .void)
        case (.financialRequest, "20"): return .money(.refund)
        case (.financialAdvice, "00"): return .money(isPreAuthorized ? .completion : .offlineSale)
        case (.financialAdvice, "02"): return .money(.tip)
        default: return .other
        }
    }

    private static func content(_ message: Message, _ incoming: Incoming) -> Incoming.Content {
        do {
            switch incoming.kind {
            case .totals, .trailingTotals:
                guard incoming.batch != nil else { return .unreadable("field 60 is no batch number of six digits") }
                return .totals(.hypercom(try SettlementTotals63(message[text: 63] ?? "")))
            case .upload: return try upload(message, incoming)
            default: return .nothing
            }
        } catch let error as ISO8583Error {
            return .unreadable(error.description)
        } catch {
            return .unreadable("\(error)")
        }
    }

    private static func upload(_ message: Message, _ incoming: Incoming) throws -> Incoming.Content {
        let original = try UploadOriginal60(message[text: 60] ?? "")
        guard let pan = incoming.pan, let amount = incoming.minorUnits else {
            return .unreadable("an uploaded record needs account number and amount")
        }
        var item = UploadedItem(
            trace: original.traceNumber, minorUnits: amount, isForeign: !pan.isDomestic, card: pan.masked)
        item.authorization = message[text: 38]
        let code = message[text: 3] ?? ""
        if code.hasPrefix("94") {
            guard message[bytes: 55]?.isEmpty == false else { return .unreadable("a chip record needs field 55") }
            item.isChip = true
            return .records([item])
        }
        guard
            case .money(let kind) = financial(original.mti, code, condition: message[text: 25] ?? ""),
            [.sale, .completion, .offlineSale, .refund, .tip].contains(kind)
        else { return .unreadable("a record of type \(original.mti) and code \(code) is not settled by an upload") }
        item.kind = kind
        item.includesTips = kind != .tip
        return .records([item])
    }

    static func response(
        to incoming: Incoming, _ message: Message, _ decision: Decision, now: ClockTime
    ) throws(ISO8583Error) -> Message {
        var response = Message(message.mti.response)
        var kept = [3, 11, 24, 41, 42]
        switch message.mti.messageClass {
        case 3, 5: kept += [60, 62]
        case 8: break
        default: kept += [4, 25, 49, 62]
        }
        for field in kept { response[bytes: field] = message[bytes: field] }
        response[text: 12] = now.hourMinuteSecond
        response[text: 13] = now.date.monthDay
        response[text: 37] = decision.reference
        response[text: 39] = decision.code
        if !decision.authorization.isEmpty { response[text: 38] = decision.authorization }
        if let balance = decision.balance {
            response[text: 54] = try AdditionalAmount54(minorUnits: balance, currency: incoming.currency).text()
        }
        if message.mti.messageClass == 5 {
            response[bytes: 63] = message[bytes: 63]
            if let totals = decision.totals { response[text: 63] = try totals.text() }
        }
        // Field 62 is text here: the cryptograms go as hexadecimal digits.
        if let keys = decision.keys { response[text: 62] = hexadecimal(keys) }
        return response
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }

    /// Terminals of some countries fill their number with spaces.
    private static func trimmed(_ text: String?) -> String? {
        guard let text, let end = text.utf8.lastIndex(where: { $0 != 0x20 }) else { return text.map { _ in "" } }
        return String(Substring(text.utf8[...end]))
    }
}
