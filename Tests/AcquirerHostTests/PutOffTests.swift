import AcquirerHost
import ISO8583
import Testing

@Suite("What the host put off is decided anew")
struct PutOffTests {
    @Test(
        "an advice that was put off is booked when it comes again, once, and keeps that answer",
        arguments: ["09", "68", "77", "79", "90", "91", "92", "96", "98", "99", "97"])
    func advice(code: String) throws {
        var terminal = try TestTerminal(rules: PutOffTests.once("offline sale", code))
        try terminal.signOn()
        let advice = try terminal.transaction(.offlineSale, 1, 700)
        #expect(try terminal.code(advice) == code)
        #expect(try terminal.postings.isEmpty)
        let taken = try #require(try terminal.send(advice).response)
        #expect(taken[text: 39] == "00")
        #expect(try terminal.send(advice).response == taken)
        #expect(try terminal.postings.map(\.minorUnits) == [700])
        let audit = try terminal.ledger.inTransaction { try $0.answers("10000001", terminal.batch, 1, mti: "0220") }
        #expect(audit.map(\.code) == [code, "00"])
    }

    @Test("a reversal that was put off undoes its sale when it comes again; until then the sale is not approved again")
    func reversal() throws {
        var terminal = try TestTerminal(rules: PutOffTests.once("reversal", "96"))
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.reversal(1, 100)) == "96")
        #expect(try terminal.postings.map(\.isReversed) == [false])
        #expect(try terminal.code(try terminal.sale(1, 100)) == "12")
        #expect(try terminal.code(try terminal.reversal(1, 100)) == "00")
        #expect(try terminal.postings.map(\.isReversed) == [true])
    }

    @Test("a declined advice stays declined; a sale's terminal is done with any code, so a copy changes nothing")
    func forGood() throws {
        var terminal = try TestTerminal(rules: PutOffTests.once("offline sale", "51"))
        try terminal.signOn()
        let advice = try terminal.transaction(.offlineSale, 1, 700)
        for _ in 0..<2 { #expect(try terminal.code(advice) == "51") }
        terminal = try TestTerminal(rules: PutOffTests.once("sale", "96"))
        try terminal.signOn()
        for _ in 0..<2 { #expect(try terminal.code(try terminal.sale(1, 100)) == "96") }
        #expect(try terminal.postings.isEmpty)
    }

    @Test("an advice that was put off before its batch was closed is taken in the next one")
    func nextBatch() throws {
        var terminal = try HypercomTerminal("profile: {dialect: hypercom}\n" + PutOffTests.once("offline sale", "96"))
        let advice = try terminal.transaction(.financialAdvice, 1, "000000", 300)
        #expect(try terminal.code(advice) == "96")
        #expect(try terminal.code(try terminal.totals(2, sales: (0, 0))) == "00")
        #expect(try terminal.code(advice) == "00")
        #expect(try terminal.code(advice) == "00")
        #expect(try terminal.report.batches.map(\.postings.count) == [0, 1])
    }

    /// A rule that answers one request of a kind with a code.
    private static func once(_ kind: String, _ code: String) -> String {
        "rules: [{name: once, when: {kind: \(kind), times: 1}, do: {answer: \"\(code)\"}}]"
    }
}
