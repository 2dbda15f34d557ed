import AcquirerHost
import ISO8583
import Testing

@Suite("Classes of a UnionPay-style upload")
struct UploadClassTests {
    private var terminal: TestTerminal

    init() throws {
        terminal = try TestTerminal()
        try terminal.signOn()
    }

    private func chip(_ trace: UInt32, _ minorUnits: Int64, code: String, refusal: ChipUpload62.Refusal? = nil) throws
        -> Message
    {
        var message = terminal.message(.batchUpload, trace, type: "00", code: code)
        message[text: 2] = try #require(TestCard.named("visa-test-1")?.pan).exposed
        message[number: 4] = UInt64(minorUnits)
        message[text: 22] = "051"
        message[bytes: 55] = [0x9F, 0x26, 0x02, 0x01, 0x02]
        message[text: 62] = try ChipUpload62(
            isForeign: true, response: refusal == nil ? "00" : "11", minorUnits: minorUnits, currency: "156",
            refusal: refusal
        ).text()
        return message
    }

    private func uploaded(_ message: Message) -> Message {
        var message = message
        message.mti = .batchUpload
        return message
    }

    @Test("advices that never arrived are booked from their upload: offline sale, tip, refund")
    mutating func advices() throws {
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        let side = ReconciliationTotals48.Side(debitAmount: 1_800, debitCount: 3, creditAmount: 300, creditCount: 1)
        #expect(try terminal.code(try terminal.totals(10, foreign: side)) == "00")
        #expect(try terminal.code(uploaded(try terminal.transaction(.offlineSale, 2, 700))) == "00")
        let tip = terminal.named(try terminal.transaction(.tip, 3, 100), original: 1)
        #expect(try terminal.code(uploaded(tip)) == "00")
        #expect(try terminal.code(uploaded(tip)) == "00")
        #expect(try terminal.code(uploaded(try terminal.transaction(.refund, 4, 300))) == "00")
        #expect(try terminal.code(try terminal.upload(11, of: 1, 1_000)) == "00")
        let end = try terminal.send(terminal.end(12, balanced: false, count: 4))
        #expect(end.response?[text: 39] == "00")
        #expect(end.answer.notes == ["batch 1 closed, batch 2 opened"])
        #expect(try terminal.postings.map(\.kind) == [.sale, .offlineSale, .tip, .refund])
        #expect(try terminal.postings.first?.tips == 100)
    }

    @Test("an advice of a kind that is no advice, or a field that cannot be read, is 30")
    mutating func unreadable() throws {
        #expect(try terminal.code(try terminal.totals(1, foreign: .init(debitAmount: 1, debitCount: 1))) == "00")
        #expect(try terminal.code(uploaded(try terminal.sale(2, 1))) == "30")
        var record = try chip(3, 1, code: "205")
        record[text: 62] = "61"
        let answer = try terminal.send(record).answer
        #expect(answer.notes == ["field 62 at byte 0: length 2, must be 21"])
        #expect(
            try terminal.code(try chip(4, 1, code: "204")) == "30", "an accepted record in the class of refused ones")
        for (code, refusal) in [("205", nil), ("206", ChipUpload62.Refusal())] {
            var stripe = try chip(5, 1, code: code, refusal: refusal)
            stripe[bytes: 55] = nil
            #expect(try terminal.code(stripe) == "30", "a record of a stripe in the class \(code)")
        }
        #expect(try terminal.postings.isEmpty)
    }

    @Test("a balanced batch uploads its chip records, and those that the card refused; the count is of all of them")
    mutating func chipRecords() throws {
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        let side = ReconciliationTotals48.Side(debitAmount: 1_000, debitCount: 1)
        #expect(try terminal.code(try terminal.totals(10, foreign: side)) == "00")
        #expect(try terminal.code(try chip(1, 1_000, code: "203")) == "00")
        #expect(try terminal.code(try chip(1, 1_000, code: "203")) == "00")
        #expect(try terminal.code(try chip(7, 500, code: "204", refusal: .init())) == "00")
        #expect(try terminal.code(try chip(7, 500, code: "204", refusal: .init())) == "00")
        let answer = try terminal.send(terminal.end(11, balanced: true, count: 2)).answer
        #expect(answer.notes == ["batch 1 closed, batch 2 opened"])
        let batch = try LedgerReport(terminal.ledger).batches[0]
        #expect(batch.postings.map(\.isChipUploaded) == [true] && batch.postings[0].minorUnits == 1_000)
        #expect(batch.refused.map(\.trace) == [7] && batch.refused[0].response == "11")
        #expect(batch.netMinorUnits == 1_000)
    }

    @Test("a count that differs from what arrived is noted, and new totals count from zero")
    mutating func counts() throws {
        #expect(try terminal.code(try terminal.sale(1, 1_000)) == "00")
        let side = ReconciliationTotals48.Side(debitAmount: 1_000, debitCount: 1)
        #expect(try terminal.code(try terminal.totals(10, foreign: side)) == "00")
        #expect(try terminal.code(try chip(1, 1_000, code: "203")) == "00")
        #expect(try terminal.code(try chip(7, 500, code: "204", refusal: .init())) == "00")
        #expect(try terminal.code(try terminal.totals(11, foreign: side)) == "00")
        let answer = try terminal.send(terminal.end(12, balanced: true, count: 2)).answer
        #expect(answer.notes.last == "the terminal counts 2 uploaded record(s), 0 arrived")
    }

    @Test("a chip record that the ledger lacks is booked from class 205")
    mutating func missingChip() throws {
        let side = ReconciliationTotals48.Side(debitAmount: 1_000, debitCount: 1)
        #expect(try terminal.code(try terminal.totals(10, foreign: side)) == "00")
        #expect(try terminal.code(try chip(1, 1_000, code: "205")) == "00")
        #expect(try terminal.code(terminal.end(11, balanced: false, count: 1)) == "00")
        #expect(try terminal.postings.map(\.source) == [.upload])
    }
}
