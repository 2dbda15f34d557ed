import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("Messages of a close")
struct CloseMessageTests {
    @Test("UnionPay-style, balanced: totals with operator, the chip's record as 203, the end as 207 with its count")
    func unionPayBalanced() throws {
        var desk = try Desk.fullBatch(.unionPay)
        try desk.settle()
        let sent = try desk.serve()
        #expect(sent.map(\.mti) == [.reconciliationRequest, .batchUpload, .batchUpload, .networkRequest])
        #expect(sent[0][text: 60] == "00000001201" && sent[0][text: 63] == "01 " && sent[0][text: 49] == "156")
        let totals = try ReconciliationTotals48(try #require(sent[0][text: 48]))
        #expect(totals.domestic.debitAmount == 1300 && totals.domestic.debitCount == 2)
        #expect(totals.domestic.creditAmount == 300 && totals.domestic.creditCount == 1)
        #expect(totals.foreign.debitAmount == 2500 && totals.foreign.creditAmount == 400)
        let chip = sent[1]
        #expect(chip[text: 60] == "00000001203" && chip[text: 11] == "000003" && chip[bytes: 55] == Desk.chip)
        #expect(chip[text: 62] == "610100000000002000156" && chip[text: 22] == "052" && !chip.has(35))
        #expect(sent[2][text: 60] == "00000001207" && sent[2][text: 48] == "0001")
        #expect(desk.isSettled && desk.screen == "settled" && desk.says("CNY 31.00"))
    }

    @Test("not balanced: offline sale, stripes in blocks, refund, chip as 205, each counted at the end as 202")
    func unionPayUnbalanced() throws {
        var desk = try Desk.fullBatch(.unionPay)
        try desk.settle()
        let sent = try desk.serve(balanced: false)
        let uploads = sent.filter { $0.mti == .batchUpload }
        #expect(
            uploads.map { $0[text: 60] } == [
                "30000001000", "00000001201", "00000001201", "25000001000", "00000001205", "00000001202",
            ])
        // The advice as it was sent before, but for its type.
        #expect(uploads[0][text: 38] == "778899" && uploads[0][text: 4] == "000000000500")
        let blocks = try uploads[1...2].map { try UploadBlock48(try #require($0[text: 48])).records }
        #expect(blocks.map(\.count) == [2, 1])
        #expect(blocks.joined().map(\.amountMinorUnits) == [1000, 300, 300])
        #expect(uploads[3][text: 61] == "0000000000001120" && uploads[5][text: 48] == "0006")
        #expect(desk.isSettled && desk.paperSays("BALANCED AFTER UPLOAD"))
    }

    @Test(
        "a chip's offline sale that the host refused goes as 204 or 206 with its code, and is named on the slip",
        arguments: [true, false])
    func refused(_ isBalanced: Bool) throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.offlineSale(700, isInserted: true)
        try desk.give(.timer(.retry))
        #expect(desk.requests.first?[bytes: 55] == Desk.chip && desk.requests.first?[text: 22] == "052")
        try desk.answer("51")
        try desk.settle()
        let sent = try desk.serve(balanced: isBalanced)
        let record = try #require(sent.first { $0[text: 60]?.suffix(3) == (isBalanced ? "204" : "206") })
        #expect(record[text: 62] == "71015100000000070015610" && record[text: 11] == "000003")
        #expect(record[bytes: 55] == Desk.chip && record[text: 4] == "000000000700")
        let end = try #require(sent.last { $0.mti == .batchUpload })
        #expect(end[text: 48] == (isBalanced ? "0001" : "0002"))
        #expect(desk.printed.last?.lines.contains { $0.contains("REFUSED BY HOST") } == true)
        #expect(desk.paperSays("000003 51") && desk.paperSays("CNY 7.00") && desk.says("CNY 10.00"))
    }

    @Test(
        "one of a stripe that the host refused has no class: it is named on the slip alone", arguments: [true, false])
    func refusedStripe(_ isBalanced: Bool) throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.offlineSale(700)
        try desk.give(.timer(.retry))
        try desk.answer("51")
        try desk.settle()
        let sent = try desk.serve(balanced: isBalanced).filter { $0.mti == .batchUpload }
        #expect(sent.map { $0[text: 60]?.suffix(3) } == (isBalanced ? ["207"] : ["201", "202"]))
        #expect(sent.last?[text: 48] == (isBalanced ? "0000" : "0001"))
        #expect(desk.isSettled && desk.paperSays("000003 51"))
    }

    @Test("Hypercom-style, balanced: 00 to the totals closes; no sign-on follows, the terminal counts by itself")
    func hypercomBalanced() throws {
        var desk = try Desk.fullBatch(.hypercom)
        try desk.settle()
        let sent = try desk.serve()
        #expect(sent.map(\.kind) == ["0320 940000", "0500 920000"])
        // Net of voids: sales 10, 20 and 5, one refund of 4.
        #expect(sent[1][text: 60] == "000001" && sent[1][text: 63] == "003000000003500001000000000400")
        #expect(desk.isSettled && desk.screen == "settled" && desk.terminal.book.batch?.value == 2)
        #expect(desk.paperSays("BALANCED") && desk.paperSays("NET-SALES") && desk.paperSays("NET-REFUNDS"))
    }

    @Test("95: every record that stands with a new trace number, 1 for more and 0 for the last, then 960000")
    func hypercomUnbalanced() throws {
        var desk = try Desk.fullBatch(.hypercom)
        try desk.settle()
        let sent = try desk.serve(balanced: false)
        #expect(
            sent.map(\.kind) == [
                "0320 940000", "0500 920000", "0320 000001", "0320 000001", "0320 200001", "0320 000000", "0500 960000",
            ])
        let details = sent.dropFirst().filter { $0.mti == .batchUpload }
        #expect(
            details.map { $0[text: 60]?.prefix(10) } == ["0200000002", "0200000003", "0200000006", "0220000007"])
        #expect(details.allSatisfy { $0[text: 60]?.hasSuffix("112309000001") == true && !$0.has(35) })
        #expect(details.map { $0[text: 62] } == ["000002", "000003", "000006", "000007"])
        #expect(Set(details.map { $0[text: 11] }).isDisjoint(with: ["000002", "000003", "000006", "000007"]))
        #expect(details[0][text: 12] == "090000" && details[0][text: 13] == "1123" && details[3][text: 38] == "778899")
        #expect(sent[6][text: 63] == sent[1][text: 63] && sent[6][text: 60] == "000001")
        #expect(desk.isSettled && desk.paperSays("BALANCED AFTER UPLOAD"))
    }

    @Test("a sale with its tip is uploaded with what it comes to")
    func hypercomTip() throws {
        var desk = try Desk.ready(.hypercom)
        let trace = try desk.approvedSale(1000)
        try desk.tip(150, on: trace)
        try desk.give(.timer(.retry))
        try desk.answerKindly()
        try desk.settle()
        let sent = try desk.serve(balanced: false)
        #expect(sent.map(\.kind) == ["0500 920000", "0320 000000", "0500 960000"])
        #expect(sent[0][text: 63] == "001000000001150000000000000000" && sent[1][text: 4] == "000000001150")
    }

    @Test("95 once more at the end: nothing is cleared, and it is not tried again by itself")
    func hypercomRefused() throws {
        var desk = try Desk.fullBatch(.hypercom)
        try desk.settle()
        try desk.serve(balanced: false) { $0[text: 3] == "960000" ? "95" : nil }
        #expect(desk.screen == "close-refused" && desk.says("95") && desk.terminal.book.records.count == 6)
        try desk.give(.timer(.retry))
        #expect(desk.requests.isEmpty)
        try desk.press("ENTER")
        try desk.serve()
        #expect(desk.isSettled)
    }

    @Test("Hypercom-style: what chips gave goes before the totals, each under a number of its own, voided ones not")
    func hypercomChips() throws {
        var desk = try Desk.ready(.hypercom)
        for amount in [1000, 2000, 3000] {
            try desk.toIdle()
            try desk.type(amount)
            try desk.insert()
            try desk.answerKindly()
        }
        try desk.void(try desk.lastTrace())
        try desk.answerKindly()
        try desk.offlineSale(500, isInserted: true)
        try desk.settle()
        let sent = try desk.serve()
        #expect(sent.map(\.kind) == ["0220 000000", "0320 940000", "0320 940000", "0500 920000"])
        for (chip, original) in zip(sent[1...2], ["000002", "000003"]) {
            #expect(chip[bytes: 55] == Desk.chip && chip[text: 62] == original && chip[text: 38] == "123456")
            #expect(chip[text: 60] == "0200" + original + "112309000001" && !chip.has(35) && !chip.has(52))
        }
        #expect(Set(sent.compactMap { $0[text: 11] }).count == sent.count)
        #expect(desk.isSettled)
    }

    @Test(
        "a host that does not want chip data, or does not know them, holds up no close", arguments: ["12", "30", "96"])
    func chipsUnwanted(_ code: String) throws {
        var desk = try Desk.fullBatch(.hypercom)
        try desk.settle()
        try desk.serve { $0[text: 3] == "940000" ? code : nil }
        #expect(desk.isSettled && desk.logged.contains { $0.code == "chip.refused" })
    }

    @Test("no answer to chip data pauses the close, and it goes on with them by itself")
    func chipsUnanswered() throws {
        var desk = try Desk.fullBatch(.hypercom)
        try desk.settle()
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        #expect(desk.screen == "close-interrupted" && desk.terminal.book.close.isRunning)
        desk.requests = []
        try desk.give(.timer(.retry))
        #expect(try desk.serve().map(\.kind) == ["0320 940000", "0500 920000"])
        #expect(desk.isSettled)
    }
}
