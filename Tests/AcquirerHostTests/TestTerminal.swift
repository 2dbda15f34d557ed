import AcquirerHost
import ISO8583
import PaymentCrypto
import Settlement
import Testing

/// A terminal as a host sees it: messages with real MACs under the keys of its sign-on.
struct TestTerminal {
    var host: HostLogic<SQLiteLedger>
    let ledger: SQLiteLedger
    private let master: SecretKey
    private var macKey: SecretKey?
    private(set) var pinKey: SecretKey?
    var batch: UInt32 = 1
    var now = ClockTime(secondNumber: 1_795_424_400)

    init(rules: String = "", path: String = ":memory:") throws {
        ledger = try SQLiteLedger(path: path)
        let configuration = try HostConfiguration.parse(rules, origin: "test")
        host = HostLogic(store: ledger, configuration: configuration)
        master = try SecretKey(hex: "0123456789ABCDEFFEDCBA9876543210")
    }

    /// Sends a message and returns the host's answer, decoded; nil when it keeps silent.
    mutating func send(_ message: Message, mac: [UInt8]? = nil) throws -> (response: Message?, answer: HostAnswer) {
        var message = message
        if Dialect.unionPay.carriesMAC(message.mti) {
            let input = try Dialect.unionPay.macInput(of: message)
            message[bytes: 64] =
                try mac ?? macKey.map { try UnionPayMAC.compute(key: $0, over: input) } ?? Array("00000000".utf8)
        }
        let envelope = Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 1), header: .terminalRequest,
            body: try Dialect.unionPay.encode(message))
        let answer = try host.answer(envelope.bytes, at: now)
        let response = try answer.reply.map { try Dialect.unionPay.decode(try Envelope(parsing: $0).body) }
        if let response, Dialect.unionPay.carriesMAC(response.mti), let macKey {
            let right = try UnionPayMAC.compute(key: macKey, over: try Dialect.unionPay.macInput(of: response))
            #expect(response[bytes: 64] == right)
        }
        if let response {
            let findings = MessageChecker(.unionPay).findings(response)
            #expect(findings.isEmpty, "\(MessageView(response).summary()): \(findings.map(\.text.english))")
        }
        return (response, answer)
    }

    /// Code of field 39, or nil for silence.
    mutating func code(_ message: Message) throws -> String? { try send(message).response?[text: 39] }

    mutating func signOn() throws {
        let response = try #require(try send(message(.networkRequest, 900_000, type: "00", code: "003")).response)
        #expect(response[text: 39] == "00")
        let keys = try #require(response[bytes: 62])
        pinKey = try SecretKey(try TripleDES.decryptECB(Array(keys[0..<16]), key: master))
        macKey = try SecretKey(try TripleDES.decryptECB(Array(keys[20..<36]), key: master))
        #expect(Array(keys[36..<40]) == (try macKey.map { try TripleDES.checkValue(of: $0) }))
        batch = try #require(response[text: 60].flatMap { ReservedField60($0)?.batchNumber })
    }

    func message(_ mti: MTI, _ trace: UInt32, type: String, code: String) -> Message {
        var message = Message(mti)
        message[number: 11] = UInt64(trace)
        message[text: 41] = "10000001"
        message[text: 42] = "104110070110001"
        message[text: 60] = ReservedField60(typeCode: type, batchNumber: batch, networkCode: code).text
        return message
    }

    func sale(_ trace: UInt32, _ minorUnits: UInt64, card: String = "visa-test-1", mti: MTI = .financialRequest) throws
        -> Message
    {
        var message = message(mti, trace, type: "22", code: "000")
        message[text: 2] = try #require(TestCard.named(card)?.pan).exposed
        message[text: 3] = "000000"
        message[number: 4] = minorUnits
        message[text: 49] = "156"
        return message
    }

    func reversal(_ trace: UInt32, _ minorUnits: UInt64) throws -> Message {
        var message = try sale(trace, minorUnits, mti: .reversalRequest)
        message[text: 39] = "98"
        return message
    }

    func void(_ trace: UInt32, of original: UInt32, _ minorUnits: UInt64) throws -> Message {
        var message = try sale(trace, minorUnits)
        message[text: 3] = "200000"
        message[text: 60] = ReservedField60(typeCode: "23", batchNumber: batch, networkCode: "000").text
        message[text: 61] = OriginalReference61(batchNumber: batch, traceNumber: original).text
        return message
    }

    func totals(_ trace: UInt32, foreign: ReconciliationTotals48.Side) throws -> Message {
        var message = message(.reconciliationRequest, trace, type: "00", code: "201")
        message[text: 48] = try ReconciliationTotals48(foreign: foreign).text()
        return message
    }

    func upload(_ trace: UInt32, of original: UInt32, _ minorUnits: Int64) throws -> Message {
        var message = message(.batchUpload, trace, type: "00", code: "201")
        let pan = try #require(TestCard.named("visa-test-1")?.pan)
        message[text: 48] = try UploadBlock48(records: [
            UploadedRecord48(isForeign: true, traceNumber: original, pan: pan, amountMinorUnits: minorUnits)
        ]).text()
        return message
    }

    func end(_ trace: UInt32, balanced: Bool, count: Int) -> Message {
        var message = message(.batchUpload, trace, type: "00", code: balanced ? "207" : "202")
        message[text: 48] = "000\(count)"
        return message
    }

    /// A transaction of any row of the table: type indicator, type code, processing code and condition code.
    func transaction(
        _ row: Row, _ trace: UInt32, _ minorUnits: UInt64?, card: String = "visa-test-1"
    ) throws -> Message {
        var message = message(row.mti, trace, type: row.typeCode, code: "000")
        message[text: 2] = try #require(TestCard.named(card)?.pan).exposed
        message[text: 3] = row.processing
        if let minorUnits { message[number: 4] = minorUnits }
        message[text: 22] = "022"
        message[text: 25] = row.condition
        message[text: 49] = "156"
        return message
    }

    /// A row of the UnionPay-style message table.
    struct Row {
        let mti: MTI
        let typeCode: String
        let processing: String
        let condition: String

        static let preAuthorization = Row(
            mti: .authorizationRequest, typeCode: "10", processing: "030000", condition: "06")
        static let preAuthorizationVoid = Row(
            mti: .authorizationRequest, typeCode: "11", processing: "200000", condition: "06")
        static let completion = Row(mti: .financialRequest, typeCode: "20", processing: "000000", condition: "06")
        static let completionVoid = Row(mti: .financialRequest, typeCode: "21", processing: "200000", condition: "06")
        static let offlineSale = Row(mti: .financialAdvice, typeCode: "30", processing: "000000", condition: "00")
        static let tip = Row(mti: .financialAdvice, typeCode: "34", processing: "000000", condition: "00")
        static let refund = Row(mti: .financialAdvice, typeCode: "25", processing: "200000", condition: "00")
        static let balance = Row(mti: .financialRequest, typeCode: "01", processing: "310000", condition: "00")
    }

    /// The same transaction as a reversal.
    func reversal(of message: Message) -> Message {
        var reversal = message
        reversal.mti = .reversalRequest
        reversal[text: 39] = "98"
        return reversal
    }

    /// Names the original of a transaction of this batch, or only its date.
    func named(_ message: Message, original: UInt32?, authorization: String? = nil, date: String = "") -> Message {
        var message = message
        message[text: 38] = authorization
        message[text: 61] =
            OriginalReference61(
                batchNumber: original == nil ? 0 : batch, traceNumber: original ?? 0, monthDay: date
            ).text
        return message
    }

    var holds: [Hold] { get throws { try LedgerReport(ledger).batches.flatMap(\.holds) } }

    var postings: [Posting] { get throws { try LedgerReport(ledger).batches.flatMap(\.postings) } }
}
