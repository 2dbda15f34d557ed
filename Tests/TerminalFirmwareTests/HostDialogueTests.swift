import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("Talking to the host")
struct HostDialogueTests {
    private func sale(_ desk: inout Desk) throws {
        try desk.press("5 0 0 ENTER")
        try desk.swipe()
    }

    @Test("a terminal that is not signed on signs on before its first sale")
    func signOnFirst() throws {
        var desk = try Desk()
        try sale(&desk)
        #expect(desk.requests.map(\.mti) == [.networkRequest])
        try desk.answer("00")
        #expect(desk.requests.map(\.mti) == [.financialRequest])
    }

    @Test("the sale is in flash before its request leaves; the approval before the display says so")
    func writeAhead() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        #expect(desk.terminal.book.unresolved?.transaction.minorUnits == 500)
        try desk.answer("00")
        #expect(desk.screen == "approved" && desk.terminal.book.approvedCount == 1)
        #expect(desk.printed.count == 1 && desk.printed[0].lines.contains { $0.contains("411111******1111") })
    }

    @Test("flash never holds an account number or a track in clear")
    func flashIsSealed() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        try desk.answer("00")
        let image = desk.terminal.flash.bytes
        for secret in ["4111111111111111", "30122010"] {
            let bytes = Array(secret.utf8)
            #expect(!image.indices.contains { image[$0...].starts(with: bytes) })
        }
    }

    @Test("no answer in time: a reversal with the same trace number and 98, and nothing else before it is answered")
    func noAnswer() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        let request = desk.requests.removeFirst()
        try desk.give(.timer(.response))
        let reversal = try #require(desk.requests.first)
        #expect(
            reversal.mti == .reversalRequest && reversal[text: 11] == request[text: 11] && reversal[text: 39] == "98")
        #expect(!reversal.has(35) && !reversal.has(52))
        try desk.answer("25")
        #expect(desk.screen == "not-completed" && desk.terminal.book.approvedCount == 0 && desk.printed.isEmpty)
    }

    @Test("an unanswered reversal is sent three times, then kept; a new sale begins with it")
    func reversalStays() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        for _ in 0..<4 { try desk.give(.timer(.response)) }
        #expect(
            desk.requests.map(\.mti) == [.financialRequest, .reversalRequest, .reversalRequest, .reversalRequest])
        #expect(desk.screen == "reversal-pending" && desk.timers[.retry] == 30_000)
        desk.requests = []
        try desk.press("CANCEL")
        try sale(&desk)
        #expect(desk.requests.map(\.mti) == [.reversalRequest])
        try desk.answer("00")
        #expect(desk.requests.map(\.mti) == [.financialRequest])
    }

    @Test("an answer with a wrong MAC is no answer: new keys, then a reversal with A0")
    func wrongMAC() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        try desk.answer("00") { $0[bytes: 64] = [UInt8](repeating: 0x39, count: 7) + [0x00] }
        #expect(desk.requests.map(\.mti) == [.networkRequest])
        try desk.answer("00")
        let reversal = try #require(desk.requests.first)
        #expect(reversal.mti == .reversalRequest && reversal[text: 39] == "A0")
    }

    @Test("a host that asks for a sign-on each time does not keep the terminal in a ring")
    func noRing() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        for _ in 0..<2 {
            try desk.answer("A0")
            #expect(desk.requests.first?.mti == .networkRequest)
            try desk.answer("00")
        }
        try desk.answer("A0")
        #expect(desk.requests.isEmpty && desk.terminal.book.unresolved != nil)
    }

    @Test("A0 is no answer to a refund: a copy of it may be booked; signed on, it is sent again")
    func adviceWithOldKeys() throws {
        var desk = try Desk.ready()
        try desk.press("FUNC 3 5 0 0 ENTER ENTER 1 1 2 3 0 9 0 0 0 0 0 1 ENTER")
        try desk.swipe()
        let refund = try #require(desk.requests.first)
        #expect(refund.mti == .financialAdvice)
        try desk.answer("A0")
        #expect(desk.requests.map(\.mti) == [.networkRequest] && desk.terminal.book.pendingAdvice != nil)
        try desk.answer("00")
        #expect(desk.requests.first?.mti == .financialAdvice && desk.requests.first?[text: 11] == refund[text: 11])
        try desk.answer("94")
        #expect(desk.screen == "approved" && desk.terminal.book.approvedCount == 1)
    }

    @Test("an answer ends the request's frame, also without its acknowledgement: the next request leaves at once")
    func answerWithoutAcknowledgement() throws {
        var desk = try Desk.ready()
        desk.losesAcknowledgements = true
        try sale(&desk)
        try desk.answer("00")
        #expect(desk.screen == "approved" && desk.timers[.link(.acknowledgement)] == nil)
        try desk.press("CANCEL")
        try sale(&desk)
        #expect(desk.requests.map(\.mti) == [.financialRequest])
    }

    @Test("a late answer to an earlier request, or one for another terminal, changes nothing")
    func strangers() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        let request = desk.requests[0]
        try desk.answer("00") { $0[text: 41] = "99999999" }
        #expect(desk.screen == "busy")
        desk.requests.append(request)
        try desk.answer("00") { $0[text: 11] = "999999" }
        #expect(desk.screen == "busy")
        desk.requests.append(request)
        try desk.answer("00") { $0[text: 60] = "22000009000" }
        #expect(desk.screen == "busy" && desk.terminal.book.approvedCount == 0)
        desk.requests.append(request)
        try desk.answer("00")
        #expect(desk.terminal.book.approvedCount == 1)
    }

    @Test("a decline leaves no money and prints nothing; 77 asks for a sign-on")
    func declined() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        try desk.answer("77")
        #expect(desk.screen == "declined" && desk.printed.isEmpty && !desk.terminal.book.isSignedOn)
    }

    @Test("power fails while a sale is on its way: the start reverses it with 06")
    func powerCut() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        var again = try Desk(flash: desk.terminal.flash)
        // The secure element of this test forgets its keys, so that they come first.
        #expect(again.requests.map(\.mti) == [.networkRequest])
        try again.answer("00")
        #expect(again.requests.first?.mti == .reversalRequest && again.requests.first?[text: 39] == "06")
    }

    @Test("a receipt that did not come out is printed at the next start")
    func receiptAfterStart() throws {
        var desk = try Desk.ready()
        desk.paperProblem = .noPaper
        try sale(&desk)
        try desk.answer("00")
        #expect(desk.screen == "printer-stopped" || desk.screen == "approved")
        #expect(desk.terminal.book.approvedCount == 1 && desk.printed.isEmpty)
        let again = try Desk(flash: desk.terminal.flash)
        #expect(again.printed.count == 1)
    }

    @Test("yesterday's batch: the display asks to settle before the first sale; put off, it stays put off for the day")
    func forgotten() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        try desk.answer("00")
        try desk.press("CANCEL")
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.give(.tick)
        #expect(desk.screen == "settle-first")
        #expect(
            desk.lines[1].contains("1 trans.") && desk.lines[1].hasSuffix("CNY 5.00")
                && desk.lines[3] == "OPEN FOR 24 H")
        try desk.press("5")
        #expect(desk.screen == "settle-first")
        try desk.press("CANCEL 5")
        #expect(desk.screen == "amount")
        try desk.press("CANCEL")
        try desk.give(.tick)
        #expect(desk.screen == "idle")
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.give(.tick)
        #expect(desk.screen == "settle-first")
    }

    @Test("a full batch refuses sales with the reason")
    func full() throws {
        var desk = try Desk()
        var parameters = desk.terminal.parameters
        parameters.batchLimit = 1
        desk.terminal = try Terminal(
            flash: desk.terminal.flash, element: TestElement(), parameters: parameters, at: desk.now)
        try desk.signOn()
        try sale(&desk)
        try desk.answer("00")
        try desk.press("CANCEL 5")
        #expect(desk.screen == "batch-full")
    }

    @Test("a declined end of upload clears nothing, and is not tried again by itself")
    func declinedEnd() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        try desk.answer("00")
        try desk.press("CANCEL FUNC 4 ENTER")
        let text = try ReconciliationTotals48(domestic: .init(flag: .balanced), foreign: .init(flag: .unbalanced))
            .text()
        try desk.answer("00") { $0[text: 48] = text }
        try desk.answer("00")
        try desk.answer("95")
        #expect(desk.screen == "close-refused" && desk.terminal.book.approvedCount == 1)
        try desk.press("CANCEL 5")
        #expect(desk.screen == "close-unfinished")
        try desk.give(.timer(.retry))
        #expect(desk.requests.isEmpty)
    }

    @Test("a reversal that waits for its next try does not wipe an entry off the display")
    func retryWaits() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        for _ in 0..<4 { try desk.give(.timer(.response)) }
        desk.requests = []
        try desk.press("CANCEL 7 7")
        try desk.give(.timer(.retry))
        #expect(desk.screen == "amount" && desk.requests.isEmpty && desk.timers[.retry] == 30_000)
        try desk.press("CANCEL")
        try desk.give(.timer(.retry))
        #expect(desk.requests.map(\.mti) == [.reversalRequest])
    }

    @Test("a close that is done is shown as done, also when the sign-on after it gets no answer")
    func settledThenSilent() throws {
        var desk = try Desk.ready()
        try sale(&desk)
        try desk.answer("00")
        try desk.press("FUNC 4 ENTER")
        let balanced = try ReconciliationTotals48(domestic: .init(flag: .balanced), foreign: .init(flag: .balanced))
            .text()
        try desk.answer("00") { $0[text: 48] = balanced }
        try desk.answer("00")
        #expect(desk.requests.map(\.mti) == [.networkRequest])
        for _ in 0..<3 { try desk.give(.timer(.response)) }
        #expect(desk.screen == "settled" && desk.terminal.book.closed.count == 1)
    }
}
