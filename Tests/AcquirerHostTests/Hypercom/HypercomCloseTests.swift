import AcquirerHost
import ISO8583
import Testing

@Suite("Hypercom-style settlement at the host")
struct HypercomCloseTests {
    @Test("totals are net of voids; balanced ones close at once, and the next batch is open")
    func balanced() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.sale(2, 300)) == "00")
        #expect(try terminal.code(try terminal.void(3, of: 1, 100)) == "00")
        #expect(try terminal.code(try terminal.refund(4, 50)) == "00")
        #expect(try terminal.code(try terminal.totals(5, sales: (1, 300), refunds: (1, 50))) == "00")
        #expect(try terminal.report.batches.map(\.isClosed) == [true, false])
        // The trace number of the old batch is free in the new one, for another transaction than a late copy.
        #expect(try terminal.code(try terminal.sale(1, 120)) == "00")
        #expect(try terminal.report.batches[1].postings.count == 1)
        #expect(try terminal.code(try terminal.totals(6, batch: 2, sales: (1, 120))) == "00")
    }

    @Test("95, every valid record, 960000: what is missing is booked, and the batch closes")
    func upload() throws {
        var terminal = try HypercomTerminal(
            """
            profile: {dialect: hypercom}
            rules: [{name: forgets, when: {amount-up-to: "2.00"}, do: approve-without-booking}]
            """)
        let forgotten = try terminal.sale(1, 200)
        let known = try terminal.sale(2, 1_000)
        let refund = try terminal.refund(3, 150)
        var offline = try terminal.transaction(.financialAdvice, 4, "000000", 700)
        offline[text: 38] = "A12345"
        for message in [forgotten, known, refund, offline] { #expect(try terminal.code(message) == "00") }
        #expect(try terminal.postings.count == 2)
        let answer = try terminal.send(try terminal.totals(5, sales: (3, 2_000), refunds: (1, 150)))
        #expect(answer.response?[text: 39] == "95")
        #expect(
            answer.answer.notes == [
                "totals do not agree: ledger 2 sales 17.00, 0 refunds 0.00; terminal 3 sales 19.00, 1 refunds 1.50"
                    .replacing("19.00", with: "20.00")
            ])
        #expect(try terminal.code(try terminal.upload(6, of: forgotten, 200, isLast: false)) == "00")
        // A tip whose advice never arrived is in the amount of its sale.
        #expect(try terminal.code(try terminal.upload(7, of: known, 1_100, isLast: false)) == "00")
        #expect(try terminal.code(try terminal.upload(7, of: known, 1_100, isLast: false)) == "00")
        #expect(try terminal.code(try terminal.upload(8, of: refund, 150, isLast: false)) == "00")
        #expect(try terminal.code(try terminal.upload(9, of: offline, 700, isLast: true)) == "00")
        let end = try terminal.send(
            try terminal.totals(10, sales: (3, 2_000), refunds: (1, 150), isTrailing: true))
        #expect(end.response?[text: 39] == "00")
        #expect(try terminal.postings.map(\.kind) == [.sale, .offlineSale, .sale, .tip, .refund])
        #expect(try terminal.postings.map(\.minorUnits) == [1_000, 700, 200, 100, 150])
        #expect(try terminal.postings.last?.source == .upload)
    }

    @Test(
        "the totals that closed get their answer again under the same trace number, what the profile says under another",
        arguments: [("repeat", "00"), ("77", "77"), ("95", "95")])
    func copyOfTotals(_ profile: String, _ other: String) throws {
        var terminal = try HypercomTerminal("profile: {dialect: hypercom, repeated-close: \"\(profile)\"}")
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.totals(2, sales: (1, 100))) == "00")
        #expect(try terminal.code(try terminal.totals(2, sales: (1, 100))) == "00")
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 100))) == other)
        // Refused once, also its copies are.
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 100))) == other)
        #expect(try terminal.report.batches.map(\.isClosed) == [true, false])
    }

    @Test("a booking that the terminal does not know: 95 again and its name, or taken out by profile")
    func extra() throws {
        for policy in ["exceptions", "terminal"] {
            var terminal = try HypercomTerminal("profile: {dialect: hypercom, after-upload: \(policy)}")
            let known = try terminal.sale(1, 100)
            #expect(try terminal.code(known) == "00")
            #expect(try terminal.code(try terminal.sale(2, 300)) == "00")
            #expect(try terminal.code(try terminal.totals(3, sales: (1, 100))) == "95")
            #expect(try terminal.code(try terminal.upload(4, of: known, 100, isLast: true)) == "00")
            let isTerminal = policy == "terminal"
            #expect(
                try terminal.code(try terminal.totals(5, sales: (1, 100), isTrailing: true))
                    == (isTerminal ? "00" : "95"))
            let batch = try terminal.report.batches[0]
            #expect(batch.isClosed == isTerminal && batch.postings.map(\.isReversed) == [false, isTerminal])
            #expect(
                batch.exceptions == [
                    "sale 000002 over 3.00, card 411111******1111: booked here, not uploaded"
                        + (isTerminal ? ", taken out" : "")
                ])
        }
    }

    @Test("chip data come before the totals: kept with their booking, booked by none, and no word on what is uploaded")
    func chips() throws {
        var terminal = try HypercomTerminal("profile: {dialect: hypercom, after-upload: terminal}")
        func chip(_ trace: UInt32, of original: Message, hasData: Bool = true) throws -> Message {
            var message = try terminal.upload(trace, of: original, 100, isLast: true)
            message[text: 3] = "940000"
            if hasData { message[bytes: 55] = [0x9F, 0x26, 0x02, 0x01, 0x02] }
            return message
        }
        let known = try terminal.sale(1, 100)
        let extra = try terminal.sale(2, 300)
        for message in [known, extra] { #expect(try terminal.code(message) == "00") }
        for message in [known, known, extra] { #expect(try terminal.code(try chip(5, of: message)) == "00") }
        let stranger = try terminal.send(try chip(7, of: try terminal.sale(9, 100)))
        #expect(stranger.response?[text: 39] == "00")
        #expect(stranger.answer.notes == ["chip data of record 9, which is missing in the ledger"])
        #expect(try terminal.postings.count == 2)
        #expect(try terminal.code(try terminal.totals(10, sales: (1, 100))) == "95")
        #expect(try terminal.code(try chip(6, of: known, hasData: false)) == "30")
        #expect(try terminal.code(try terminal.upload(11, of: known, 100, isLast: true)) == "00")
        #expect(try terminal.code(try terminal.totals(12, sales: (1, 100), isTrailing: true)) == "00")
        #expect(try terminal.postings.map(\.isReversed) == [false, true])
        #expect(try terminal.postings.map(\.isChipUploaded) == [true, true])
    }

    @Test("a void that only the host knows is taken out by profile: the sale stands again")
    func extraVoid() throws {
        var terminal = try HypercomTerminal("profile: {dialect: hypercom, after-upload: terminal}")
        let sale = try terminal.sale(1, 100)
        #expect(try terminal.code(sale) == "00")
        #expect(try terminal.code(try terminal.void(2, of: 1, 100)) == "00")
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 100))) == "95")
        #expect(try terminal.code(try terminal.upload(4, of: sale, 100, isLast: true)) == "00")
        #expect(try terminal.code(try terminal.totals(5, sales: (1, 100), isTrailing: true)) == "00")
        #expect(try terminal.postings.map(\.isReversed) == [false, true])
        #expect(try terminal.postings.map(\.isVoided) == [false, false])
    }

    @Test("another batch is 77 or what the profile says; an upload without totals is 77; unreadable fields are 30")
    func refused() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.totals(2, batch: 999_999, sales: (1, 100))) == "77", "it lies behind")
        #expect(try terminal.code(try terminal.upload(3, of: try terminal.sale(1, 100), 100, isLast: true)) == "77")
        var totals = try terminal.totals(4, sales: (1, 100))
        totals[text: 60] = "12"
        #expect(try terminal.code(totals) == "30")
        #expect(try terminal.code(try terminal.totals(5, sales: (0, 0))) == "95")
        var record = try terminal.upload(6, of: try terminal.sale(1, 100), 100, isLast: true)
        record[text: 60] = "0200"
        #expect(try terminal.send(record).answer.notes == ["field 60 at byte 0: length 4, must be 22"])
        #expect(
            try terminal.code(try terminal.upload(7, of: try terminal.void(9, of: 1, 100), 100, isLast: true)) == "30")
        var other = try HypercomTerminal("profile: {dialect: hypercom, wrong-batch: \"80\"}")
        #expect(try other.code(try other.totals(1, batch: 1, sales: (0, 0))) == "00")
        #expect(try other.code(try other.totals(2, batch: 7, sales: (0, 0))) == "80")
    }

    @Test("a completion that the host forgot is booked from its upload and takes the hold")
    func completion() throws {
        var terminal = try HypercomTerminal(
            """
            profile: {dialect: hypercom}
            rules: [{name: forgets, when: {kind: completion}, do: approve-without-booking}]
            """)
        let hold = try terminal.transaction(.authorizationRequest, 1, "300000", 1_000, condition: "06")
        let authorization = try #require(try terminal.send(hold).response?[text: 38])
        var completion = try terminal.transaction(.financialAdvice, 2, "004000", 900, condition: "06")
        completion[text: 38] = authorization
        #expect(try terminal.code(completion) == "00")
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 900))) == "95")
        #expect(try terminal.code(try terminal.upload(4, of: completion, 900, isLast: true)) == "00")
        #expect(try terminal.code(try terminal.totals(5, sales: (1, 900), isTrailing: true)) == "00")
        #expect(try terminal.postings.map(\.kind) == [.completion])
        #expect(try terminal.report.batches[0].holds.map(\.state) == [.completed])
    }

    @Test("a tip that was told after a forced close is booked in the next batch, and counts there for itself")
    func lateTip() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        _ = try #require(try terminal.host.forceClose("10000001", at: terminal.now))
        let tip = try terminal.tip(2, on: 1, total: 1_100, sale: 1_000)
        #expect(try terminal.code(tip) == "77")
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 1_000))) == "00")
        #expect(try terminal.code(tip) == "00")
        #expect(try terminal.report.batches.map { $0.postings.map(\.minorUnits) } == [[1_000], [100]])
        #expect(try terminal.code(try terminal.totals(4, batch: 2, sales: (1, 100))) == "00")
    }

    @Test("after a forced close the terminal's batch takes no money until it is settled; its reversal is still taken")
    func forced() throws {
        var terminal = try HypercomTerminal()
        let first = try terminal.sale(1, 100)
        let undone = try terminal.sale(2, 300)
        #expect(try terminal.code(first) == "00")
        #expect(try terminal.code(undone) == "00")
        let answer = try #require(try terminal.host.forceClose("10000001", at: terminal.now))
        #expect(answer.isUnasked && answer.notes == ["2 booking(s), net 4.00; batch 000002 opened"])
        #expect(try terminal.host.forceClose("10000001", at: terminal.now) == nil, "batch 2 is empty")
        #expect(try terminal.code(try terminal.sale(3, 50)) == "77")
        #expect(try terminal.code(first) == "00", "a repeated request is answered as before")
        #expect(try terminal.code(terminal.reversal(of: undone)) == "00")
        #expect(try terminal.code(try terminal.totals(4, sales: (2, 400))) == "95")
        #expect(try terminal.code(try terminal.totals(5, sales: (1, 100))) == "00")
        let batch = try terminal.report.batches[0]
        #expect(batch.isClosed && batch.isForced && batch.isCorrected && batch.confirmedAt != nil)
        // The stored offline sale goes into the next batch.
        #expect(try terminal.code(try terminal.sale(3, 50)) == "00")
        #expect(try terminal.report.batches[1].postings.map(\.trace) == [3])
        #expect(try terminal.code(try terminal.totals(6, batch: 2, sales: (1, 50))) == "00")
    }
}
