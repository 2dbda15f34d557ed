import AcquirerHost
import Foundation
import ISO8583
import PaymentCrypto
import Testing

@Suite("Rules of the acquirer's centre")
struct HostLogicTests {
    private func signedOn(_ rules: String = "") throws -> TestTerminal {
        var terminal = try TestTerminal(rules: rules)
        try terminal.signOn()
        return terminal
    }

    @Test("a request before the sign-on, or with a wrong MAC, is refused with A0 and books nothing")
    func macs() throws {
        var terminal = try TestTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "A0")
        try terminal.signOn()
        let refused = try terminal.send(try terminal.sale(1, 100), mac: Array("FFFFFFFF".utf8)).response
        #expect(refused?[text: 39] == "A0")
        #expect(try terminal.postings.isEmpty)
        // The same request with the right MAC is not taken for a repetition.
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
    }

    @Test("unknown terminal 97, merchant of another terminal 03, other batch 77, unknown card 14")
    func strangers() throws {
        var terminal = try signedOn()
        var message = terminal.message(.networkRequest, 1, type: "00", code: "003")
        message[text: 41] = "99999999"
        #expect(try terminal.code(message) == "97")
        message = try terminal.sale(2, 100)
        message[text: 42] = "104110070110009"
        #expect(try terminal.code(message) == "03")
        message = try terminal.sale(3, 100)
        message[text: 60] = "22000009000"
        #expect(try terminal.code(message) == "77")
        message = try terminal.sale(4, 100)
        message[text: 2] = "4222222222222"
        #expect(try terminal.code(message) == "14")
        #expect(try terminal.postings.isEmpty)
    }

    @Test("a request that comes twice is answered the same twice and booked once")
    func repeated() throws {
        var terminal = try signedOn()
        let first = try #require(try terminal.send(try terminal.sale(1, 100)).response)
        let second = try #require(try terminal.send(try terminal.sale(1, 100)).response)
        #expect(first == second)
        #expect(try terminal.postings.count == 1)
    }

    @Test("a trace number that comes again for something else is refused, and its reversal spares what was booked")
    func reused() throws {
        var terminal = try signedOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.sale(1, 200)) == "12")
        #expect(try terminal.code(try terminal.sale(1, 100, card: "mastercard-test-1")) == "12")
        #expect(try terminal.code(try terminal.reversal(1, 200)) == "25")
        #expect(try terminal.postings.map(\.minorUnits) == [100])
        #expect(try terminal.postings.map(\.isReversed) == [false])
    }

    @Test("a reversal undoes a sale, once or twice; one without a sale is 25, and keeps the sale out for good")
    func reversals() throws {
        var terminal = try signedOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.reversal(1, 100)) == "00")
        #expect(try terminal.code(try terminal.reversal(1, 100)) == "00")
        #expect(try terminal.postings.map(\.isReversed) == [true])
        #expect(try terminal.code(try terminal.sale(1, 100)) == "12", "a late repetition is not approved again")
        #expect(try terminal.code(try terminal.reversal(2, 100)) == "25")
        #expect(try terminal.code(try terminal.sale(2, 100)) == "12")
        #expect(try terminal.postings.count == 1)
    }

    @Test(
        "a void needs its sale, the same amount, and a sale that still stands; its reversal lets the sale stand again")
    func voids() throws {
        var terminal = try signedOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.void(2, of: 9, 100)) == "25")
        #expect(try terminal.code(try terminal.void(3, of: 1, 99)) == "64")
        #expect(try terminal.code(try terminal.void(4, of: 1, 100)) == "00")
        #expect(try terminal.code(try terminal.void(5, of: 1, 100)) == "12")
        var reversal = try terminal.void(4, of: 1, 100)
        reversal.mti = .reversalRequest
        reversal[text: 39] = "98"
        #expect(try terminal.code(reversal) == "00")
        #expect(try terminal.postings.first?.isVoided == false)
        #expect(try terminal.code(try terminal.void(6, of: 1, 100)) == "00")
    }

    @Test("a PIN is checked inside its block: right 00, wrong 55, missing 55, no block 99")
    func pins() throws {
        var terminal = try signedOn()
        let card = try #require(TestCard.named("unionpay-test-1"))
        func message(_ trace: UInt32, _ block: [UInt8]?) throws -> Message {
            var message = try terminal.sale(trace, 100, card: card.name)
            message[bytes: 52] = block
            return message
        }
        let key = try #require(terminal.pinKey)
        func block(_ pin: String) throws -> [UInt8] {
            let clear = try PINBlockISO0.encode(pin: try #require(PIN(pin)), pan: try #require(card.pan).exposed)
            return try TripleDES.encryptECB(clear, key: key)
        }
        #expect(try terminal.code(try message(1, try block("123456"))) == "00")
        #expect(try terminal.code(try message(2, try block("654321"))) == "55")
        #expect(try terminal.code(try message(3, nil)) == "55")
        #expect(try terminal.code(try message(4, [1, 2, 3, 4, 5, 6, 7, 8])) == "99")
    }

    @Test("totals that agree close with the end; the end again is confirmed again, other totals for it are 77")
    func balanced() throws {
        var terminal = try signedOn()
        _ = try terminal.code(try terminal.sale(1, 100))
        let side = ReconciliationTotals48.Side(debitAmount: 100, debitCount: 1)
        let response = try #require(try terminal.send(try terminal.totals(2, foreign: side)).response)
        let flags = try ReconciliationTotals48(try #require(response[text: 48]))
        #expect(flags.foreign.flag == .balanced && flags.domestic.flag == .balanced)
        #expect(try terminal.code(terminal.end(3, balanced: true, count: 0)) == "00")
        #expect(try terminal.code(terminal.end(4, balanced: true, count: 0)) == "00")
        #expect(try terminal.code(try terminal.totals(5, foreign: side)) == "00")
        #expect(try terminal.code(try terminal.totals(6, foreign: .init(debitAmount: 1, debitCount: 1))) == "77")
        #expect(try terminal.code(try terminal.sale(7, 100)) == "77")
        try terminal.signOn()
        #expect(terminal.batch == 2)
        #expect(try LedgerReport(terminal.ledger).batches.map(\.isClosed) == [true, false])
    }

    @Test("a forgotten sale is flagged, booked from the upload with its name, and only then the batch closes")
    func upload() throws {
        var terminal = try signedOn("rules: [{name: forgets, when: {amount: \"1.00\"}, do: approve-without-booking}]")
        let sale = try terminal.send(try terminal.sale(1, 100))
        #expect(sale.response?[text: 39] == "00" && sale.answer.rule == "forgets")
        _ = try terminal.code(try terminal.sale(2, 200))
        let side = ReconciliationTotals48.Side(debitAmount: 300, debitCount: 2)
        let response = try #require(try terminal.send(try terminal.totals(3, foreign: side)).response)
        #expect(try ReconciliationTotals48(try #require(response[text: 48])).foreign.flag == .unbalanced)
        #expect(try terminal.code(terminal.end(4, balanced: false, count: 0)) == "95")
        let answer = try terminal.send(try terminal.upload(5, of: 1, 100)).answer
        #expect(answer.notes == ["record 1 was missing in the ledger: booked from the upload"])
        #expect(try terminal.code(try terminal.upload(6, of: 1, 100)) == "00")
        #expect(try terminal.code(try terminal.upload(7, of: 2, 200)) == "00")
        #expect(try terminal.code(terminal.end(8, balanced: false, count: 2)) == "00")
        #expect(try terminal.postings.map(\.source) == [.online, .upload])
    }

    @Test("a booking that the terminal does not know keeps the batch open, and is named")
    func extra() throws {
        var terminal = try signedOn()
        _ = try terminal.code(try terminal.sale(1, 100))
        _ = try terminal.code(try terminal.sale(2, 200))
        _ = try terminal.code(try terminal.totals(3, foreign: .init(debitAmount: 100, debitCount: 1)))
        _ = try terminal.code(try terminal.upload(4, of: 1, 100))
        let answer = try terminal.send(terminal.end(5, balanced: false, count: 1))
        #expect(answer.response?[text: 39] == "95")
        #expect(answer.answer.notes == ["still not balanced; booked here, not uploaded: 2"])
        #expect(try LedgerReport(terminal.ledger).batches[0].isClosed == false)
    }

    @Test("rules fire in order, by count, and say their name")
    func rules() throws {
        var terminal = try signedOn(
            """
            rules:
              - {name: second, when: {kind: sale, nth: 2}, do: {answer: "96"}}
              - {name: silent, when: {amount: "5.00", times: 1}, do: withhold-response}
              - {name: flag, when: {kind: settlement}, do: {balance-flag: 3}}
            """)
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.sale(2, 100)) == "96")
        #expect(try terminal.code(try terminal.sale(3, 500)) == nil)
        #expect(try terminal.code(try terminal.sale(3, 500)) == "00")
        #expect(try terminal.postings.count == 2)
        let totals = try #require(try terminal.send(try terminal.totals(4, foreign: .init())).response?[text: 48])
        #expect(try ReconciliationTotals48(totals).foreign.flag == .error)
    }

    @Test("a ledger file keeps everything over a restart of the host, keys included")
    func restart() throws {
        let path = NSTemporaryDirectory() + "ledger-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        var terminal = try TestTerminal(path: path)
        try terminal.signOn()
        _ = try terminal.code(try terminal.sale(1, 100))
        terminal.host = HostLogic(store: try SQLiteLedger(path: path), configuration: .test)
        #expect(try terminal.code(try terminal.sale(2, 100)) == "00")
        #expect(try terminal.postings.count == 2)
        let content = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(content.range(of: Data("4111111111111111".utf8)) == nil)
    }

    @Test("bytes that are no request change nothing and close the connection")
    func garbage() throws {
        var terminal = try signedOn()
        for payload in [[], [0x60], [UInt8](repeating: 0xFF, count: 60), [UInt8](repeating: 0, count: 300)] {
            let answer = try terminal.host.answer(payload, at: terminal.now)
            #expect(answer.reply == nil && answer.closesConnection)
        }
        #expect(try terminal.postings.isEmpty)
    }
}
