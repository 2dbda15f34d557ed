import ISO8583
import Settlement

/// The UnionPay-style dialect of the host. Source: the UnionPay-style message table (type indicator, fields 3, 25, 60.1,
/// 60.3), and the layouts of fields 48, 61 and 62.
enum UnionPayTongue {
    static func read(_ message: Message) -> Incoming {
        let field60 = message[text: 60].flatMap { ReservedField60($0) }
        var incoming = Incoming(
            kind: kind(message.mti, field60), mti: message.mti, terminalID: message[text: 41] ?? "",
            merchantID: message[text: 42] ?? "", batch: field60?.batchNumber ?? 0,
            trace: message[number: 11].flatMap { UInt32(exactly: $0) }, minorUnits: message.minorUnits(4),
            pan: message.pan, currency: message[text: 49] ?? "156", pinBlock: message[bytes: 52])
        incoming.original.authorization = message[text: 38]
        if let field61 = message[text: 61].flatMap({ OriginalReference61($0) }) {
            incoming.original.batch = field61.batchNumber == 0 ? nil : field61.batchNumber
            incoming.original.trace = field61.traceNumber == 0 ? nil : field61.traceNumber
            incoming.original.monthDay =
                field61.monthDay.utf8.count == 4 && field61.monthDay != "0000" ? field61.monthDay : nil
        }
        incoming.authorization = incoming.kind == .money(.offlineSale) ? message[text: 38] : nil
        incoming.content = content(message, incoming, field60)
        return incoming
    }

    private static func kind(_ mti: MTI, _ field60: ReservedField60?) -> RequestKind {
        let networkCode = field60?.networkCode ?? ""
        switch mti {
        case .networkRequest: return .signOn
        case .networkAdvice: return networkCode == "002" ? .signOff : networkCode == "301" ? .echo : .other
        case .reversalRequest: return .reversal
        case .reconciliationRequest: return .totals
        case .batchUpload: return networkCode == "202" || networkCode == "207" ? .uploadEnd : .upload
        default: return financial(mti, field60?.typeCode ?? "")
        }
    }

    /// What a transaction type code means under a type indicator.
    private static func financial(_ mti: MTI, _ typeCode: String) -> RequestKind {
        switch (mti, typeCode) {
        case (.authorizationRequest, "10"): .preAuthorization
        case (.authorizationRequest, "11"): .preAuthorizationVoid
        case (.financialRequest, "01"): .balance
        case (.financialRequest, "22"): .money(.sale)
        case (.financialRequest, "23"): .money(.void)
        case (.financialRequest, "20"), (.financialAdvice, "24"): .money(.completion)
        case (.financialRequest, "21"): .money(.completionVoid)
        case (.financialAdvice, "25"): .money(.refund)
        case (.financialAdvice, "30"): .money(.offlineSale)
        case (.financialAdvice, "34"): .money(.tip)
        default: .other
        }
    }

    private static func content(
        _ message: Message, _ incoming: Incoming, _ field60: ReservedField60?
    ) -> Incoming.Content {
        do {
            switch incoming.kind {
            case .totals: return .totals(.unionPay(try ReconciliationTotals48(message[text: 48] ?? "")))
            case .uploadEnd:
                guard let count = message.digits(48, count: 4) else {
                    return .unreadable("field 48 of the end of an upload is no count of four digits")
                }
                return .end(count: Int(count))
            case .upload: return try upload(message, incoming, field60)
            default: return .nothing
            }
        } catch let error as ISO8583Error {
            return .unreadable(error.description)
        } catch {
            return .unreadable("\(error)")
        }
    }

    private static func upload(
        _ message: Message, _ incoming: Incoming, _ field60: ReservedField60?
    ) throws -> Incoming.Content {
        switch field60?.networkCode {
        case "201":
            let block = try UploadBlock48(message[text: 48] ?? "")
            return .records(
                block.records.map {
                    UploadedItem(
                        trace: $0.traceNumber, minorUnits: $0.amountMinorUnits, isForeign: $0.isForeign,
                        card: $0.pan.masked)
                })
        case "203", "205":
            let record = try ChipUpload62(message[text: 62] ?? "")
            guard var item = item(incoming, kind: nil), record.refusal == nil, hasChip(message) else {
                return .unreadable(
                    "an accepted chip record needs account number, amount, trace number, fields 55 and 62")
            }
            item.isForeign = record.isForeign
            item.minorUnits = record.minorUnits
            item.isChip = true
            return .records([item])
        case "204", "206":
            let record = try ChipUpload62(message[text: 62] ?? "")
            guard record.refusal != nil, incoming.trace != nil, incoming.pan != nil, hasChip(message) else {
                return .unreadable("a refused chip record needs account number, trace number, fields 55 and 62")
            }
            return .refused(record)
        default:
            // An advice comes as it was, with the type of an upload.
            guard case .money(let kind) = financial(.financialAdvice, field60?.typeCode ?? ""),
                var item = item(incoming, kind: kind)
            else { return .unreadable("an advice of type \(field60?.typeCode ?? "?") is not known here") }
            item.original = incoming.original.trace
            item.authorization = message[text: 38]
            return .records([item])
        }
    }

    /// Records of chips have the chip's data; those of a stripe have other classes.
    private static func hasChip(_ message: Message) -> Bool { message[bytes: 55]?.isEmpty == false }

    private static func item(_ incoming: Incoming, kind: PostingKind?) -> UploadedItem? {
        guard let trace = incoming.trace, let pan = incoming.pan, let amount = incoming.minorUnits else { return nil }
        return UploadedItem(
            trace: trace, kind: kind, minorUnits: amount, isForeign: !pan.isDomestic, card: pan.masked)
    }

    static func response(
        to incoming: Incoming, _ message: Message, _ decision: Decision, now: ClockTime
    ) throws(ISO8583Error) -> Message {
        var response = Message(message.mti.response)
        for field in [3, 4, 11, 25, 41, 42, 48, 49, 60] { response[bytes: field] = message[bytes: field] }
        // An upload's field 48 holds account numbers; the answer has no use for them.
        if message.mti == .batchUpload { response[bytes: 48] = nil }
        response[text: 12] = now.hourMinuteSecond
        response[text: 13] = now.date.monthDay
        response[text: 37] = decision.reference
        response[text: 39] = decision.code
        if !decision.authorization.isEmpty { response[text: 38] = decision.authorization }
        if let totals = decision.totals { response[text: 48] = try totals.text() }
        if let balance = decision.balance {
            response[text: 54] = try AdditionalAmount54(minorUnits: balance, currency: incoming.currency).text()
        }
        if let batch = decision.openBatch, var field60 = message[text: 60].flatMap({ ReservedField60($0) }) {
            field60.batchNumber = batch
            response[text: 60] = "00" + field60.text.dropFirst(2).prefix(9)
        }
        if let keys = decision.keys { response[bytes: 62] = keys }
        return response
    }
}

extension PAN {
    /// Cards of the domestic organisation begin with 62. Source: range of UnionPay's issuer numbers, ISO/IEC 7812.
    var isDomestic: Bool { exposed.hasPrefix("62") }
}
