import AcquirerHost
import ISO8583
import Testing

@Suite("What a void, a completion or a tip refers to, at the host")
struct ReferenceTests {
    @Test("UnionPay style: 25 for what is not there, another card or another batch; 64 amount; 12 undone already")
    func unionPay() throws {
        var terminal = try TestTerminal()
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        let refund = terminal.named(try terminal.transaction(.refund, 2, 400), original: nil, date: "1120")
        #expect(try terminal.code(refund) == "00")
        #expect(try terminal.code(try terminal.void(10, of: 9, 1_000)) == "25")
        #expect(try terminal.code(try terminal.void(11, of: 2, 400)) == "25", "a refund is not voided")
        var other = try terminal.void(12, of: 1, 1_000)
        other[text: 2] = try #require(TestCard.named("mastercard-test-1")?.pan).exposed
        #expect(try terminal.code(other) == "25")
        var elsewhere = try terminal.void(13, of: 1, 1_000)
        elsewhere[text: 61] = OriginalReference61(batchNumber: 7, traceNumber: 1).text
        #expect(try terminal.code(elsewhere) == "25")
        var nameless = try terminal.void(14, of: 1, 1_000)
        nameless[text: 61] = nil
        #expect(try terminal.code(nameless) == "25")
        #expect(try terminal.code(try terminal.void(15, of: 1, 999)) == "64")
        let tip = terminal.named(try terminal.transaction(.tip, 16, 100), original: 1)
        #expect(try terminal.code(tip) == "00")
        #expect(try terminal.code(try terminal.void(17, of: 1, 1_000)) == "64", "the tip is missing in it")
        #expect(
            try terminal.code(terminal.named(try terminal.transaction(.completionVoid, 18, 1_100), original: 1)) == "25"
        )
        #expect(try terminal.code(try terminal.void(19, of: 1, 1_100)) == "00")
        #expect(try terminal.code(try terminal.void(20, of: 1, 1_100)) == "12")
        #expect(try terminal.code(terminal.named(try terminal.transaction(.tip, 21, 100), original: 1)) == "12")
        #expect(try terminal.postings.map(\.kind) == [.sale, .refund, .tip, .void])
    }

    @Test("a sale that is voided is not reversed as well: it would be given back twice")
    func reversedAndVoided() throws {
        var terminal = try TestTerminal()
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        #expect(try terminal.code(try terminal.void(2, of: 1, 1_000)) == "00")
        #expect(try terminal.code(try terminal.reversal(1, 1_000)) == "12")
        #expect(try LedgerReport(terminal.ledger).batches[0].netMinorUnits == 0)
        // Once the void is undone, the sale can be.
        #expect(try terminal.code(terminal.reversal(of: try terminal.void(2, of: 1, 1_000))) == "00")
        #expect(try LedgerReport(terminal.ledger).batches[0].netMinorUnits == 1_000)
    }

    @Test("Hypercom style: the same, with originals named by their invoice")
    func hypercom() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        #expect(
            try terminal.code(
                try terminal.transaction(
                    .financialRequest, 2, "020000", 1_000, invoice: 1, card: "mastercard-test-1")) == "25")
        #expect(
            try terminal.code(
                try terminal.transaction(.financialRequest, 3, "020000", 1_000, condition: "06", invoice: 1)) == "25")
        var completion = try terminal.transaction(.financialAdvice, 4, "004000", 500, condition: "06")
        completion[text: 38] = "999999"
        #expect(try terminal.code(completion) == "25")
        let held = try terminal.send(
            try terminal.transaction(.authorizationRequest, 5, "300000", 1_000, condition: "06"))
        completion[number: 11] = 6
        completion[number: 4] = 1_151
        completion[text: 38] = held.response?[text: 38]
        #expect(try terminal.code(completion) == "61")
        completion[number: 11] = 7
        completion[number: 4] = 1_150
        #expect(try terminal.code(completion) == "00")
        completion[number: 11] = 8
        #expect(try terminal.code(completion) == "12")
        let void = try terminal.void(9, of: 1, 1_000)
        #expect(try terminal.code(void) == "00")
        #expect(try terminal.code(terminal.reversal(of: try terminal.sale(1, 1_000))) == "12")
        #expect(try terminal.report.batches[0].netMinorUnits == 1_150)
    }
}
