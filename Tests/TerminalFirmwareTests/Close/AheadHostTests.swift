import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("A host that is ahead and takes no totals of the old batch")
struct AheadHostTests {
    /// Answers as a centre that has batch 2 open and takes nothing of batch 1: 77 to all of it, 2 to sign-ons.
    ///
    /// - Returns: The messages in their order.
    @discardableResult
    private func serve(_ desk: inout Desk, most: Int = 20) throws -> [String] {
        var seen: [String] = []
        while let request = desk.requests.first, seen.count < most {
            seen.append(request.kind)
            if request.mti == .networkRequest {
                try desk.answerSignOn(batch: "000002")
            } else if request[text: 60]?.dropFirst(2).prefix(6) == "000001" {
                try desk.answer("77")
            } else {
                try desk.answerKindly()
            }
        }
        return seen
    }

    /// Batch 1 is closed once, with what the host had; the next one is 2.
    private func expectClosed(_ desk: Desk, net: Int64, _ comment: Comment? = nil) {
        let book = desk.terminal.book
        #expect(book.close == .open && book.batch?.value == 2, comment)
        #expect(book.closed.map(\.snapshot.totals.netMinorUnits) == [net], comment)
        #expect(book.closed.map(\.confirmation.evidence) == [.refusalAndSignOn], comment)
    }

    @Test("it closed on totals whose answer got lost: 77, a later number, and 77 once more end the close")
    func lostAnswer() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.settle()
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        #expect(try serve(&desk) == ["0500", "0800", "0500", "0500", "0800"])
        expectClosed(desk, net: 1000)
        #expect(desk.screen == "settled" && desk.says("The host closed it."))
        #expect(desk.paperSays("CLOSED BY HOST") && desk.paperSays("TOTALS NOT COMPARED"))
        #expect(desk.logged.contains { $0.code == "close.not-compared" })
        try desk.approvedSale(200)
        #expect(desk.terminal.book.records.map(\.transaction.batch.value) == [2])
    }

    @Test("it forced the close: a sale leads there, what is stored is carried on")
    func forced() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.offlineSale(700)
        try desk.sale(300)
        try serve(&desk, most: 1)
        #expect(desk.screen == "declined" && desk.terminal.book.close == .open)
        try desk.press("CANCEL FUNC 5")
        try serve(&desk)
        expectClosed(desk, net: 1000)
        #expect(desk.terminal.book.records.map(\.transaction.kind) == [.offlineSale])
    }

    @Test("what is stored is not sent while the close is frozen, whoever asks for it: it goes into the next batch")
    func frozen() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.offlineSale(700)
        try desk.sale(300)
        try serve(&desk, most: 1)
        try desk.press("CANCEL FUNC 5")
        try desk.answerSignOn(batch: "000002")
        try desk.answer("77")
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest] && desk.terminal.book.close.isFrozen)
        while desk.screen == "busy" {
            try desk.give(.timer(.response))
            if !desk.requests.isEmpty { desk.requests.removeFirst() }
        }
        #expect(desk.screen == "close-interrupted" && desk.terminal.book.pendingAdvice != nil)
        try desk.press("CANCEL FUNC 9 5")
        #expect(desk.screen == "close-unfinished" && desk.requests.isEmpty)
        #expect(desk.terminal.refusal(of: .sendStored) != nil)
        try desk.press("ENTER")
        try desk.serveClosed()
        #expect(desk.terminal.book.closed.map(\.snapshot.totals.netMinorUnits) == [1000])
        #expect(desk.terminal.book.records.map(\.transaction.kind) == [.offlineSale])
    }

    @Test(
        "it took the totals and forgot them amid the close: they go once more, and the batch is settled by its answer",
        arguments: [true, false])
    func forgotTotals(_ isBalanced: Bool) throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.sale(300)
        try serve(&desk, most: 1)
        try desk.press("CANCEL FUNC 5")
        try desk.answerSignOn(batch: "000002")
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest])
        try desk.answerKindly(balanced: isBalanced)
        // Balanced totals: this is the end of the upload; else its first record.
        #expect(desk.requests.map(\.mti) == [.batchUpload])
        try desk.answer("77")
        var seen: [MTI] = []
        while let request = desk.requests.first, seen.count < 20 {
            seen.append(request.mti)
            if request.mti == .networkRequest {
                try desk.answerSignOn(batch: "000002")
            } else {
                try desk.answerKindly(balanced: isBalanced)
            }
        }
        #expect(seen.count { $0 == .reconciliationRequest } == 1)
        #expect(desk.terminal.book.closed.map(\.confirmation.evidence) == [.answer])
        #expect(desk.terminal.book.batch?.value == 2)
    }

    /// Answers totals of one sale as balanced, with the host's own sums.
    private func agree(_ desk: inout Desk) throws {
        let side = ReconciliationTotals48.Side(debitAmount: 1000, debitCount: 1, flag: .balanced)
        let totals = try ReconciliationTotals48(domestic: side, foreign: .init(flag: .balanced)).text()
        try desk.answer("00") { $0[text: 48] = totals }
    }

    /// A host that took the totals, refuses the end of the upload, and counts a later batch.
    private func refusedEnd(hasUnanswered: Bool) throws -> Desk {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.settle()
        try agree(&desk)
        #expect(desk.requests.map(\.mti) == [.batchUpload])
        if hasUnanswered {
            try desk.give(.timer(.response))
            desk.requests.removeFirst()
        }
        try desk.answer("77")
        try desk.answerSignOn(batch: "000002")
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest] && desk.terminal.book.closed.isEmpty)
        return desk
    }

    @Test(
        "77 to the end of the upload and a later number: a host that takes the totals anew had forgotten them",
        arguments: [true, false])
    func forgotBeforeEnd(_ hasUnanswered: Bool) throws {
        var desk = try refusedEnd(hasUnanswered: hasUnanswered)
        try agree(&desk)
        try desk.serveClosed()
        #expect(desk.terminal.book.closed.map(\.confirmation.evidence) == [.answer])
    }

    @Test("one that refuses the totals, too, or has nothing of that batch, has closed it on an end without an answer")
    func closedOnEnd() throws {
        for refuses in [true, false] {
            var desk = try refusedEnd(hasUnanswered: true)
            if refuses {
                try desk.answer("77")
            } else {
                let nothing = try ReconciliationTotals48().text()
                try desk.answer("95") { $0[text: 48] = nothing }
            }
            #expect(desk.terminal.book.closed.map(\.confirmation.evidence) == [.signOn], "refuses: \(refuses)")
        }
    }

    @Test("a batch in which nothing stands goes the same way")
    func nothingStands() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.sale(300)
        try desk.answer("51")
        try desk.press("CANCEL FUNC 5")
        try serve(&desk)
        expectClosed(desk, net: 0)
    }

    @Test("the power fails at any step: the same end")
    func powerCuts() throws {
        for cut in 0..<7 {
            var desk = try Desk.ready(.unionPay)
            try desk.approvedSale(1000)
            try desk.settle()
            try serve(&desk, most: cut)
            var again = try desk.afterPowerCut()
            try serve(&again)
            if again.terminal.book.closed.isEmpty {
                try again.settle()
                try serve(&again)
            }
            expectClosed(again, net: 1000, "cut at \(cut)")
        }
    }

    @Test("77 of a host that counts the same batch closes nothing, however often it is asked")
    func sameNumber() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.settle()
        for _ in 0..<4 {
            while let request = desk.requests.first {
                try request.mti == .networkRequest ? desk.answer("00") : desk.answer("77")
            }
            #expect(desk.screen == "close-refused" && desk.terminal.book.batch == .first)
            try desk.press("ENTER")
        }
        #expect(desk.terminal.book.closed.isEmpty && desk.terminal.book.records.count == 1)
    }

    @Test("a host that is ahead and still compares the old batch settles it as before")
    func stillCompares() throws {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.press("CANCEL FUNC 5")
        try desk.answerSignOn(batch: "000002")
        try desk.serveClosed()
        #expect(desk.terminal.book.closed.map(\.confirmation.evidence) == [.answer])
        #expect(desk.paperSays("CLOSED BY HOST") && !desk.paperSays("NOT COMPARED"))
    }

    /// A close that does not balance, before its upload, at a host that is ahead.
    private func uploading() throws -> Desk {
        var desk = try Desk.ready(.unionPay)
        try desk.approvedSale(1000)
        try desk.press("CANCEL FUNC 5")
        try desk.answerSignOn(batch: "000002")
        try desk.answerKindly(balanced: false)
        #expect(desk.requests.first?[text: 60] == "00000001201" && desk.requests.first?.mti == .batchUpload)
        return desk
    }

    @Test("77 to a record is no word on the totals: the host may have forgotten them, and is asked once more")
    func refusedRecord() throws {
        var desk = try uploading()
        try desk.answer("77")
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest] && desk.terminal.book.closed.isEmpty)
        var other = desk
        try desk.serveClosed(balanced: false)
        #expect(desk.terminal.book.closed.map(\.confirmation.evidence) == [.answer])
        // Refuses it those, too, the batch is closed there.
        try serve(&other)
        expectClosed(other, net: 1000)
    }

    @Test("a host that takes totals and no records clears nothing, however often it is asked")
    func takesNoRecords() throws {
        var desk = try uploading()
        for _ in 0..<4 {
            try desk.answer("77")
            try desk.answerKindly(balanced: false)
            try desk.answer("77")
            #expect(desk.screen == "close-refused" && desk.requests.isEmpty && desk.terminal.book.closed.isEmpty)
            try desk.give(.timer(.retry))
            #expect(desk.requests.map(\.mti) == [.batchUpload])
        }
        try desk.serveClosed(balanced: false)
        #expect(desk.terminal.book.closed.map(\.confirmation.evidence) == [.answer])
    }

    @Test("in the Hypercom style 77 to a sale and to the totals closes nothing: neither says which batch it means")
    func hypercom() throws {
        var desk = try Desk.ready(.hypercom)
        try desk.approvedSale(1000)
        try desk.sale(300)
        try desk.answer("77")
        try desk.settle()
        for _ in 0..<3 {
            #expect(desk.requests.first?.kind == "0500 920000")
            try desk.answer("77")
            #expect(desk.screen == "close-refused" && desk.terminal.book.closed.isEmpty)
            try desk.press("ENTER")
        }
        // Once it compares them, they close.
        try desk.answerKindly()
        #expect(desk.screen == "settled" && desk.paperSays("CLOSED BY HOST"))
    }
}
