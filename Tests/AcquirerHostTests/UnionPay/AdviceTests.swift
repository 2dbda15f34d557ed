import AcquirerHost
import ISO8583
import Testing

@Suite("Offline sales, tips and enquiries at the centre")
struct AdviceTests {
    private var terminal: TestTerminal

    init() throws {
        terminal = try TestTerminal()
        try terminal.signOn()
    }

    private func tip(_ trace: UInt32, _ minorUnits: UInt64, on sale: UInt32) throws -> Message {
        terminal.named(try terminal.transaction(.tip, trace, minorUnits), original: sale)
    }

    @Test("an offline sale is booked when it arrives, once, and a bad card refuses it with its code")
    mutating func offline() throws {
        let sale = try terminal.transaction(.offlineSale, 1, 700)
        #expect(try terminal.code(sale) == "00")
        #expect(try terminal.code(sale) == "00")
        #expect(try terminal.postings.map(\.kind) == [.offlineSale])
        #expect(try terminal.code(try terminal.transaction(.offlineSale, 2, 700, card: "visa-stolen")) == "43")
        #expect(try terminal.postings.count == 1)
    }

    @Test("a tip is a debit of its own; the void of its sale takes sale and tips, and no other amount")
    mutating func tips() throws {
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        #expect(try terminal.code(try tip(2, 150, on: 1)) == "00")
        #expect(try terminal.code(try tip(2, 150, on: 1)) == "00")
        #expect(try terminal.code(try tip(3, 50, on: 1)) == "00")
        #expect(try terminal.postings.map(\.tips) == [200, 0, 0])
        #expect(try terminal.code(try terminal.void(4, of: 1, 1_000)) == "64")
        #expect(try terminal.code(try terminal.void(5, of: 1, 1_200)) == "00")
        #expect(try terminal.postings.map(\.isVoided) == [true, true, true, false])
        #expect(try terminal.code(try tip(6, 50, on: 1)) == "12")
        let side = ReconciliationTotals48.Side(
            debitAmount: 1_200, debitCount: 3, creditAmount: 1_200, creditCount: 1)
        let totals = try #require(try terminal.send(try terminal.totals(7, foreign: side)).response?[text: 48])
        #expect(try ReconciliationTotals48(totals).foreign.flag == .balanced)
    }

    @Test("a tip without its sale is 25; on an offline sale it is taken")
    mutating func tipOriginals() throws {
        #expect(try terminal.code(try tip(1, 50, on: 9)) == "25")
        #expect(try terminal.code(try terminal.transaction(.offlineSale, 2, 700)) == "00")
        #expect(try terminal.code(try tip(3, 50, on: 2)) == "00")
        #expect(try terminal.code(try terminal.transaction(.tip, 4, 50)) == "25")
    }

    @Test("a balance enquiry answers the card's balance in field 54, books nothing, and can be asked again")
    mutating func balance() throws {
        for _ in 0..<2 {
            let response = try #require(
                try terminal.send(try terminal.transaction(.balance, 1, nil)).response)
            #expect(response[text: 39] == "00")
            let amounts = try AdditionalAmount54.all(try #require(response[text: 54]))
            #expect(amounts == [AdditionalAmount54(minorUnits: 500_000, currency: "156")])
        }
        #expect(try terminal.postings.isEmpty)
        #expect(try terminal.code(try terminal.transaction(.balance, 2, nil, card: "visa-expired")) == "54")
        #expect(try terminal.code(try terminal.transaction(.balance, 3, nil, card: "unionpay-test-1")) == "55")
        #expect(try terminal.code(try terminal.sale(1, 100)) == "12", "the number stands for an enquiry")
    }

    @Test("sign-off and echo are answered")
    mutating func network() throws {
        let off = terminal.message(.networkAdvice, 1, type: "00", code: "002")
        let answer = try terminal.send(off)
        #expect(answer.response?[text: 39] == "00" && answer.answer.request.contains("sign-off"))
        #expect(try terminal.code(terminal.message(.networkAdvice, 2, type: "00", code: "301")) == "00")
    }

    @Test("a trace number whose record an upload brought is not booked again by the late advice")
    mutating func late() throws {
        let side = ReconciliationTotals48.Side(debitAmount: 700, debitCount: 1)
        #expect(try terminal.code(try terminal.totals(2, foreign: side)) == "00")
        let advice = try terminal.transaction(.offlineSale, 1, 700)
        var upload = advice
        upload.mti = .batchUpload
        let answer = try terminal.send(upload).answer
        #expect(answer.notes == ["offline sale 1 was missing in the ledger: booked from the upload"])
        #expect(try terminal.code(advice) == "00")
        #expect(try terminal.postings.count == 1)
        #expect(try terminal.code(try terminal.transaction(.offlineSale, 1, 701)) == "12")
    }
}
