import AcquirerHost
import ISO8583
import Testing
import TestSupport

@Suite("Hypercom-style transactions at the host")
struct HypercomTests {
    @Test("a logon gives working keys; an echo is answered; neither needs a merchant")
    func network() throws {
        var terminal = try HypercomTerminal()
        var logon = Message(.networkRequest)
        logon[text: 3] = "920000"
        logon[number: 11] = 2
        logon[text: 41] = "10000001"
        let response = try #require(try terminal.send(logon).response)
        #expect(response[text: 39] == "00" && response[text: 62]?.count == 80)
        #expect(response[bytes: 60] == nil)
        #expect(try terminal.code(terminal.message(.networkRequest, 3, "990000")) == "00")
    }

    @Test("a sale is booked once however often it comes; its reversal undoes it, 25 when there is nothing")
    func sale() throws {
        var terminal = try HypercomTerminal()
        let answer = try terminal.send(try terminal.sale(1, 100))
        #expect(answer.answer.request == "0200 sale 000001 amount 1.00 411111******1111")
        #expect(answer.answer.response == "0210 sale 000001 amount 1.00 F39=00 Approved")
        let first = answer.response
        #expect(first?[text: 39] == "00" && first?[text: 62] == "000001")
        #expect(try terminal.send(try terminal.sale(1, 100)).response == first)
        #expect(try terminal.code(try terminal.sale(1, 200)) == "12")
        #expect(try terminal.postings.count == 1)
        #expect(try terminal.code(terminal.reversal(of: try terminal.sale(1, 100))) == "00")
        #expect(try terminal.code(try terminal.sale(1, 100)) == "12")
        #expect(try terminal.code(terminal.reversal(of: try terminal.sale(9, 100))) == "25")
        #expect(try terminal.postings.map(\.isReversed) == [true])
    }

    @Test("a void names its sale by the invoice; a refund can be reversed")
    func voids() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.void(2, of: 7, 100)) == "25")
        #expect(try terminal.code(try terminal.void(3, of: 1, 90)) == "64")
        #expect(try terminal.code(try terminal.void(4, of: 1, 100)) == "00")
        #expect(try terminal.code(try terminal.void(5, of: 1, 100)) == "12")
        #expect(try terminal.code(terminal.reversal(of: try terminal.void(4, of: 1, 100))) == "00")
        #expect(try terminal.postings.map(\.isVoided) == [false, false])
        #expect(try terminal.code(try terminal.refund(6, 40)) == "00")
        #expect(try terminal.code(terminal.reversal(of: try terminal.refund(6, 40))) == "00")
        #expect(try terminal.code(try terminal.totals(7, sales: (1, 100))) == "00")
    }

    @Test("a tip is told as the new total, and is what it has more than the ledger")
    func tips() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        #expect(try terminal.code(try terminal.tip(2, on: 1, total: 1_100, sale: 1_000)) == "00")
        #expect(try terminal.code(try terminal.tip(3, on: 1, total: 1_250, sale: 1_000)) == "00")
        #expect(try terminal.postings.map(\.minorUnits) == [1_000, 100, 150])
        // Named by what the sale came to before, or by the sale alone: both are the same tip.
        #expect(try terminal.code(try terminal.tip(10, on: 1, total: 1_260, sale: 1_250)) == "00")
        #expect(try terminal.postings.last?.minorUnits == 10)
        #expect(try terminal.code(try terminal.tip(4, on: 1, total: 1_260, sale: 1_000)) == "13")
        #expect(try terminal.code(try terminal.tip(5, on: 1, total: 1_300, sale: 900)) == "64")
        #expect(try terminal.code(try terminal.tip(6, on: 9, total: 1_300, sale: 1_000)) == "25")
        // The tip adds to the amount, not to the count.
        #expect(try terminal.code(try terminal.totals(7, sales: (1, 1_260))) == "00")
    }

    @Test("pre-authorization, completion as an advice, and the void of either")
    func preAuthorization() throws {
        var terminal = try HypercomTerminal()
        func hold(_ trace: UInt32) throws -> Message {
            try terminal.transaction(.authorizationRequest, trace, "300000", 1_000, condition: "06")
        }
        let authorization = try #require(try terminal.send(try hold(1)).response?[text: 38])
        var completion = try terminal.transaction(.financialAdvice, 2, "004000", 1_150, condition: "06")
        completion[text: 38] = authorization
        #expect(try terminal.send(completion).response?[text: 38] == authorization)
        #expect(try terminal.code(completion) == "00")
        #expect(try terminal.postings.map(\.kind) == [.completion])
        let void = try terminal.transaction(
            .financialRequest, 3, "020000", 1_150, condition: "06", invoice: 2)
        #expect(try terminal.code(void) == "00")
        #expect(try terminal.report.batches[0].holds.map(\.state) == [.standing])
        var end = try terminal.transaction(
            .authorizationRequest, 4, "020000", 1_000, condition: "06")
        end[text: 38] = authorization
        #expect(try terminal.code(end) == "00")
        #expect(try terminal.report.batches[0].holds.map(\.state) == [.voided])
        #expect(try terminal.code(try terminal.totals(5, sales: (0, 0))) == "00")
    }

    @Test("offline sale and balance enquiry")
    func offline() throws {
        var terminal = try HypercomTerminal()
        var offline = try terminal.transaction(.financialAdvice, 1, "000000", 300)
        offline[text: 38] = "A12345"
        let response = try terminal.send(offline).response
        #expect(response?[text: 39] == "00" && response?[text: 38] == "A12345")
        #expect(try terminal.postings.map(\.kind) == [.offlineSale])
        let balance = try terminal.send(try terminal.transaction(.authorizationRequest, 2, "310000", nil)).response
        #expect(try AdditionalAmount54.all(try #require(balance?[text: 54])).map(\.minorUnits) == [500_000])
        #expect(try terminal.postings.count == 1)
    }

    @Test("captured frames: a sale of one terminal, and the settlement that closes it; strangers are refused")
    func frames() throws {
        let terminals = [
            ("12345678", "000000000000000"), ("60060060", "600600600600600"), ("98709803", "987013001300001"),
            ("60060004", "600600600600600"), ("12121138", "000000000024638"),
        ]
        let cards = ["4863990000001423", "5264220000003576", "9496250000004287"]
        var terminal = try HypercomTerminal(
            configuration: HostConfiguration(
                terminals: terminals.map {
                    HostTerminal(
                        terminalID: $0.0, merchantID: $0.1, masterKey: "0123456789ABCDEFFEDCBA9876543210")
                },
                cards: cards.map { TestCard(name: $0, track2: $0 + "=30121010000012300000") },
                profile: HostProfile(dialect: .hypercom)))
        func send(_ name: String) throws -> (response: Message?, answer: HostAnswer) {
            let vector = try #require(Vector.hypercom.first { $0.name == name })
            return try terminal.send(body: bytes(vector.hex))
        }
        #expect(try send("log_on request").response?[text: 39] == "00")
        #expect(try send("sales request").response?[text: 39] == "00")
        #expect(try send("void_reversal request").response?[text: 39] == "25")
        #expect(try send("void 0200 020000").response?[text: 39] == "25")
        #expect(try send("batch_upload request").response?[text: 39] == "77")
        let settled = try send("settlement 920000 request")
        #expect(settled.response?[text: 39] == "00" && settled.response?[text: 63] == "001000000050000")
        #expect(settled.answer.notes == ["batch 1 closed, batch 2 opened"])
        // The confirmation got lost: the same totals again, and those that follow an upload.
        #expect(try send("settlement 920000 request").response?[text: 39] == "00")
        #expect(try send("final_settlement 960000 request").response?[text: 39] == "00")
        #expect(try send("settlement 0500 920000, F63 30 chars").response?[text: 39] == "95")
        #expect(try send("sales_reversal 0410 response").response == nil)
        #expect(try terminal.report.batches.filter(\.isClosed).map(\.terminalID) == ["60060060"])
    }
}
