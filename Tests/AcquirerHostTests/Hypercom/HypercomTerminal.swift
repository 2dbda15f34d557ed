import AcquirerHost
import ISO8583
import Settlement
import Testing
import TestSupport

/// A Hypercom-style terminal as a host sees it: messages of the codec, no header, no MAC.
struct HypercomTerminal {
    var host: HostLogic<SQLiteLedger>
    let ledger: SQLiteLedger
    var now = ClockTime(secondNumber: 1_795_424_400)

    init(_ file: String = "profile: {dialect: hypercom}", configuration: HostConfiguration? = nil) throws {
        ledger = try SQLiteLedger(path: ":memory:")
        host = HostLogic(
            store: ledger, configuration: try configuration ?? HostConfiguration.parse(file, origin: "test"))
    }

    /// Sends the body of a message.
    mutating func send(body: [UInt8]) throws -> (response: Message?, answer: HostAnswer) {
        let envelope = Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 0x0010, origin: 0), header: nil, body: body)
        let answer = try host.answer(envelope.bytes, at: now)
        guard let reply = answer.reply else { return (nil, answer) }
        let back = try Envelope(parsing: reply, hasHeader: false)
        #expect(back.tpdu == envelope.tpdu.swapped)
        let response = try Dialect.hypercom.decode(back.body)
        let findings = MessageChecker(.hypercom).findings(response).filter { $0.severity == .error }
        #expect(findings.isEmpty, "\(response): \(findings.map(\.text.english))")
        return (response, answer)
    }

    mutating func send(_ message: Message) throws -> (response: Message?, answer: HostAnswer) {
        try send(body: try Dialect.hypercom.encode(message))
    }

    mutating func code(_ message: Message) throws -> String? { try send(message).response?[text: 39] }

    func message(_ mti: MTI, _ trace: UInt32, _ code: String) -> Message {
        var message = Message(mti)
        message[text: 3] = code
        message[number: 11] = UInt64(trace)
        message[text: 24] = "010"
        message[text: 41] = "10000001"
        message[text: 42] = "104110070110001"
        return message
    }

    func transaction(
        _ mti: MTI, _ trace: UInt32, _ code: String, _ minorUnits: UInt64?, condition: String = "00",
        invoice: UInt32? = nil, card: String = "visa-test-1"
    ) throws -> Message {
        var message = message(mti, trace, code)
        message[text: 2] = try #require(TestCard.named(card)?.pan).exposed
        if let minorUnits { message[number: 4] = minorUnits }
        message[text: 22] = "022"
        message[text: 25] = condition
        message[text: 62] = digits(invoice ?? trace, 6)
        return message
    }

    func sale(_ trace: UInt32, _ minorUnits: UInt64) throws -> Message {
        try transaction(.financialRequest, trace, "000000", minorUnits)
    }

    func void(_ trace: UInt32, of invoice: UInt32, _ minorUnits: UInt64) throws -> Message {
        try transaction(.financialRequest, trace, "020000", minorUnits, invoice: invoice)
    }

    func refund(_ trace: UInt32, _ minorUnits: UInt64) throws -> Message {
        try transaction(.financialRequest, trace, "200000", minorUnits)
    }

    /// A tip: the new total, and the sale's amount.
    func tip(_ trace: UInt32, on invoice: UInt32, total: UInt64, sale: UInt64) throws -> Message {
        var message = try transaction(.financialAdvice, trace, "020000", total, invoice: invoice)
        message[text: 60] = digits(UInt32(sale), 12)
        return message
    }

    func reversal(of message: Message) -> Message {
        var reversal = message
        reversal.mti = .reversalRequest
        return reversal
    }

    func totals(
        _ trace: UInt32, batch: UInt32 = 1, sales: (Int, Int64), refunds: (Int, Int64) = (0, 0),
        isTrailing: Bool = false
    ) throws -> Message {
        var message = message(.reconciliationRequest, trace, isTrailing ? "960000" : "920000")
        message[text: 60] = digits(batch, 6)
        message[text: 63] = try SettlementTotals63(
            sales: .init(count: sales.0, minorUnits: sales.1), refunds: .init(count: refunds.0, minorUnits: refunds.1)
        ).text()
        return message
    }

    /// An uploaded record: its original with a number of its own.
    func upload(_ trace: UInt32, of original: Message, _ minorUnits: UInt64, isLast: Bool) throws -> Message {
        var message = original
        message.mti = .batchUpload
        message[number: 11] = UInt64(trace)
        message[number: 4] = minorUnits
        message[text: 3] = String(try #require(original[text: 3]).dropLast()) + (isLast ? "0" : "1")
        message[text: 60] = try UploadOriginal60(
            mti: original.mti, traceNumber: UInt32(try #require(original[number: 11])), reference: nil
        ).text()
        return message
    }

    func digits(_ number: UInt32, _ width: Int) -> String {
        String(repeating: "0", count: width - String(number).count) + String(number)
    }

    var report: LedgerReport { get throws { try LedgerReport(ledger) } }
    var postings: [Posting] { get throws { try report.batches.flatMap(\.postings) } }
}
