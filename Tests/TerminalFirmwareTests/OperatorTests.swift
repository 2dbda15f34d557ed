import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("At the keypad")
struct OperatorTests {
    @Test("the first digit begins a sale, amounts are typed in minor units")
    func amount() throws {
        var desk = try Desk.ready()
        try desk.press("1 2 5 0")
        #expect(desk.screen == "amount" && desk.lines[2].hasSuffix("CNY 12.50"))
        try desk.press("CLEAR")
        #expect(desk.lines[2].hasSuffix("CNY 1.25"))
        try desk.press("ENTER")
        #expect(desk.screen == "card")
        try desk.press("CANCEL")
        #expect(desk.screen == "idle" && desk.requests.isEmpty)
    }

    @Test("an amount of zero is not taken, a thirteenth digit neither")
    func limits() throws {
        var desk = try Desk.ready()
        try desk.press("0 ENTER")
        #expect(desk.screen == "amount")
        try desk.press("9 9 9 9 9 9 9 9 9 9 9 9 9")
        #expect(desk.lines[2].hasSuffix("9999999999.99"))
    }

    @Test("a card that asks for a PIN gets one asked for; digits show as stars and never reach the message in clear")
    func pin() throws {
        var desk = try Desk.ready()
        try desk.press("5 0 0 ENTER")
        try desk.swipe("6212345678901232=30122200000123400000")
        #expect(desk.screen == "pin")
        try desk.press("1 2 3 ENTER")
        #expect(desk.screen == "pin" && desk.lines[3] == "***")
        try desk.press("4 ENTER")
        let request = try #require(desk.requests.first)
        #expect(request[text: 22] == "021" && request[bytes: 52] == [UInt8](repeating: 0xEE, count: 8))
    }

    @Test("a card that was not read is asked for again")
    func misread() throws {
        var desk = try Desk.ready()
        try desk.press("5 0 0 ENTER")
        try desk.give(.card(.misread))
        #expect(desk.screen == "card" && desk.lines[3].contains("AGAIN"))
        try desk.swipe("garbage")
        #expect(desk.screen == "card" && desk.requests.isEmpty)
        // Field 55 holds 255 bytes: cut data would be no data.
        let tooMuch = [UInt8](repeating: 0, count: 256)
        try desk.give(.card(.chip(Track2Text("4111111111111111=30122010000000000000"), data: tooMuch)))
        #expect(desk.screen == "card" && desk.says("AGAIN") && desk.requests.isEmpty)
    }

    @Test(
        "no key and no card does harm on any screen",
        arguments: ["", "5", "5 ENTER", "FUNC", "FUNC 2", "FUNC 3", "FUNC 4", "FUNC 7"])
    func anyKey(_ path: String) throws {
        for key in ["0", "7", "ENTER", "CLEAR", "CANCEL", "FUNC"] {
            var desk = try Desk.ready()
            if !path.isEmpty { try desk.press(path) }
            try desk.press(key)
            try desk.swipe("x")
            #expect(desk.screen != "halted")
            #expect(desk.lines.count == DisplayContent.lineCount)
        }
    }

    @Test("every screen fits into 24 columns, Chinese characters take two", arguments: Language.allCases)
    func width(_ language: Language) throws {
        var desk = try Desk.ready(language)
        let notices: [Notice] = [
            .approved(.refund, .first, minorUnits: 999_999_999_999), .declined(code: "64"),
            .notCompleted(reversed: true),
            .reversalUnanswered, .adviceUnanswered, .reversalRefused(code: "58"), .signedOn(.first),
            .signOnFailed(code: "97"), .keysWrong, .noAnswer(.signOn), .settled(.first, count: 999, netMinorUnits: -1),
            .nothingToSettle, .closeInterrupted, .closeRefused(code: "95"), .closeUnfinished, .batchFull(limit: 500),
            .memoryFull, .noSuchSale, .alreadyVoided, .nothingToPrint, .elementFault,
        ]
        for notice in notices {
            for line in notice.lines(desk.terminal.parameters) {
                #expect(TextLayout.width(line) <= DisplayContent.columns, "\(notice.screen): \(line)")
            }
        }
        try desk.press("FUNC")
        #expect(desk.lines.allSatisfy { TextLayout.width($0) <= DisplayContent.columns })
    }

    @Test("a void names the sale by its trace number; unknown, declined and voided ones are refused")
    func void() throws {
        var desk = try Desk.ready()
        try desk.press("5 0 0 ENTER")
        try desk.swipe()
        let number = try #require(desk.requests.first?[text: 11])
        try desk.answer("00")
        try desk.press("CANCEL FUNC 2 9 9 ENTER")
        #expect(desk.screen == "no-such-sale")
        try desk.press("CANCEL FUNC 2 \(number.map { "\($0) " }.joined())ENTER")
        #expect(desk.screen == "confirm-void" && desk.lines[1] == "CNY 5.00")
        try desk.press("ENTER")
        let request = try #require(desk.requests.first)
        #expect(request[text: 60] == "23000001000" && request[text: 61] == "000001" + number)
        #expect(request[text: 37] == "112309000001" && request[text: 3] == "200000")
        try desk.answer("00")
        try desk.press("CANCEL FUNC 2 \(number.map { "\($0) " }.joined())ENTER")
        #expect(desk.screen == "already-voided")
    }

    @Test("a refund asks for date and reference of the sale, and goes out without the track")
    func refund() throws {
        var desk = try Desk.ready()
        try desk.press("FUNC 3 2 0 0 ENTER")
        #expect(desk.screen == "original-date")
        try desk.press("1 3 4 0 ENTER")
        #expect(desk.screen == "original-date")
        try desk.press("1 1 2 0 ENTER")
        #expect(desk.screen == "original-reference")
        try desk.press("1 2 3 ENTER")
        #expect(desk.screen == "original-reference")
        try desk.press("4 5 6 7 8 9 0 1 2 ENTER")
        try desk.swipe()
        let request = try #require(desk.requests.first)
        #expect(request.mti == .financialAdvice && !request.has(35) && !request.has(52))
        #expect(request[text: 37] == "123456789012" && request[text: 61] == "0000000000001120")
    }
}
