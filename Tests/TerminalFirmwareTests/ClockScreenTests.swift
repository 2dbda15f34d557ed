import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("The clock at the terminal")
struct ClockScreenTests {
    private func hostTime(_ message: inout Message, _ time: ClockTime) {
        message[text: 12] = time.hourMinuteSecond
        message[text: 13] = time.date.monthDay
    }

    @Test(
        "a dead battery: nothing is dated by 1970; the host's time is offered with its year, and set when somebody agrees"
    )
    func batteryDead() throws {
        var desk = try Desk(at: ClockTime(secondNumber: 60))
        #expect(desk.screen == "clock-wrong" && desk.lines[2] == "Battery dead")
        #expect(desk.logs("clock.battery-dead").count == 1)
        try desk.press("1")
        #expect(desk.screen == "clock-wrong")
        try desk.press("CANCEL")
        #expect(desk.screen == "clock-wrong", "no date is known at all, so it cannot wait")
        try desk.press("ENTER")
        try desk.answer("00") { hostTime(&$0, Desk.morning) }
        #expect(desk.screen == "signed-on")
        try desk.press("CANCEL")
        #expect(desk.screen == "clock-wrong" && desk.lines[2] == "HOST     26-11-23 09:00")
        try desk.press("ENTER")
        #expect(desk.screen == "idle" && desk.now == Desk.morning)
        try desk.sell()
        #expect(desk.terminal.book.records.first?.transaction.businessDate == Desk.morning.date)
        #expect(desk.terminal.book.lastClockSetting?.by == .host)
    }

    @Test(
        "with records in the batch a dead battery can wait: sales take the batch's last business date, in their order")
    func held() throws {
        var desk = try Desk.ready()
        try desk.sell()
        var again = try Desk(flash: desk.terminal.flash, at: ClockTime(secondNumber: 0))
        #expect(again.screen == "clock-wrong")
        try again.press("CANCEL")
        #expect(again.screen == "idle" && again.lines[4].contains("CHECK THE CLOCK"))
        try again.press("5 0 0 ENTER")
        try again.swipe()
        try again.answer("00")
        try again.answer("00")
        let records = again.terminal.book.records
        #expect(records.count == 2 && records[1].transaction.businessDate == records[0].transaction.businessDate)
        #expect(records[1].transaction.begunAt.date.year == 1970)
        try again.press("CANCEL FUNC 4")
        #expect(again.screen == "confirm-settle" && !again.lines.contains { $0.contains("OPEN FOR") })
    }

    @Test("day and time can be typed; what is no time is asked for again")
    func typed() throws {
        var desk = try Desk(at: ClockTime(secondNumber: 60))
        try desk.press("2")
        #expect(desk.screen == "clock-entry")
        try desk.press("2 0 2 6 0 2 3 0 1 2 0 0 ENTER")
        #expect(desk.screen == "clock-entry" && !desk.lines[2].contains("2"))
        try desk.press("1 9 9 9 0 1 0 1 1 2 0 0 ENTER")
        #expect(desk.screen == "clock-entry")
        try desk.press("2 0 2 8 0 2 2 9 1 2 3 0 ENTER")
        #expect(desk.screen == "idle" && desk.now.description == "2028-02-29 12:30:00")
        #expect(desk.terminal.book.lastClockSetting?.by == .operatorEntry)
    }

    @Test(
        "five minutes of difference to the host are set right and logged in both languages",
        arguments: Language.allCases)
    func drift(_ language: Language) throws {
        var desk = try Desk.ready(language)
        try desk.press("5 0 0 ENTER")
        try desk.swipe()
        let right = desk.now.adding(seconds: -300)
        try desk.answer("00") { hostTime(&$0, right) }
        #expect(desk.now == right && desk.terminal.book.lastTime == right)
        let drift = try #require(desk.logs("clock.drift").first)
        let set = try #require(desk.logs("clock.set").first)
        switch language {
        case .english: #expect(drift.contains("5 min ahead") && set.contains("host"))
        case .chinese: #expect(drift.contains("比主机快5分钟") && set.contains("主机"))
        }
        try desk.press("CANCEL 5 0 0 ENTER")
        try desk.swipe()
        try desk.answer("00") { hostTime(&$0, right) }
        #expect(desk.logs("clock.drift").count == 1)
    }

    @Test("a day of difference is not set by itself: two clocks that look sound disagree, and somebody decides")
    func days() throws {
        var desk = try Desk.ready()
        try desk.press("5 0 0 ENTER")
        try desk.swipe()
        let before = desk.now
        try desk.answer("00") { hostTime(&$0, before.adding(seconds: 86_400)) }
        #expect(desk.now == before)
        try desk.press("CANCEL")
        #expect(desk.screen == "clock-wrong" && desk.lines[2].hasSuffix("26-11-24 09:00"))
        try desk.press("1")
        #expect(desk.screen == "idle" && desk.now == before && desk.logs("clock.confirmed").count == 1)
    }

    @Test("watched only, the clock is left alone and the difference offered; ignored, it is not spoken of")
    func watched() throws {
        var desk = try Desk.ready(.english) { $0.clock.hostTime = .watched }
        try desk.press("5 0 0 ENTER")
        try desk.swipe()
        let before = desk.now
        try desk.answer("00") { hostTime(&$0, before.adding(seconds: 200)) }
        try desk.press("CANCEL")
        #expect(desk.screen == "clock-wrong" && desk.now == before)
        try desk.press("CANCEL")
        #expect(desk.screen == "idle" && desk.lines[4].hasPrefix("Host differs"))
        var deaf = try Desk.ready(.english) { $0.clock.hostTime = .ignored }
        try deaf.press("5 0 0 ENTER")
        try deaf.swipe()
        try deaf.answer("00") { hostTime(&$0, before.adding(seconds: 40_000)) }
        try deaf.press("CANCEL")
        #expect(deaf.screen == "idle" && deaf.logs("clock.drift").isEmpty)
    }

    @Test("an answer to something that was sent before says nothing of the time: a host may repeat its old answer")
    func oldAnswer() throws {
        var desk = try Desk.ready()
        try desk.press("5 0 0 ENTER")
        try desk.swipe()
        let before = desk.now
        // No answer to the sale; its reversal is answered with an old time.
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        #expect(desk.requests.map(\.mti) == [.reversalRequest])
        try desk.answer("00") { hostTime(&$0, before.adding(seconds: -9000)) }
        #expect(desk.now == before && desk.logs("clock.drift").isEmpty)
        // The second attempt of a sign-on is answered late.
        try desk.press("CANCEL FUNC 5")
        try desk.give(.timer(.response))
        desk.requests.removeFirst()
        try desk.answer("00") { hostTime(&$0, before.adding(seconds: -170)) }
        #expect(desk.now == before && desk.logs("clock.drift").isEmpty)
    }

    @Test("a clock that goes back past the cut-over does not take the batch back a day")
    func cutOver() throws {
        var desk = try Desk.ready(.english) {
            $0.businessDay = BusinessDay(cutOverMinute: 120) ?? .calendar
            $0.settlement.morning = .ask
        }
        try desk.tick("23:00")
        desk.now = desk.now.adding(seconds: 3 * 3600 + 60)
        try desk.give(.tick)
        try desk.sell()
        let date = desk.terminal.book.records[0].transaction.businessDate
        #expect(date.description == "2026-11-24")
        desk.now = desk.now.adding(seconds: -180)
        try desk.give(.tick)
        #expect(desk.logs("clock.stepped-back").count == 1)
        try desk.sell()
        #expect(desk.terminal.book.records[1].transaction.businessDate == date)
    }

    @Test("a doubt outlasts a power cut, and the host's word ends it")
    func doubtStays() throws {
        var desk = try Desk.ready()
        try desk.sell()
        desk.now = desk.now.adding(seconds: -7200)
        try desk.give(.tick)
        #expect(desk.screen == "clock-wrong")
        var again = try Desk(flash: desk.terminal.flash, at: desk.now.adding(seconds: 60))
        #expect(again.screen == "clock-wrong" && again.terminal.book.lastTime == Desk.morning)
        try again.press("ENTER")
        try again.answer("00") { hostTime(&$0, Desk.morning.adding(seconds: 120)) }
        try again.press("CANCEL")
        #expect(again.screen == "idle" && again.now == Desk.morning.adding(seconds: 120))
        #expect(again.terminal.book.clockDoubt == nil)
    }

    @Test("with a counter of its own the board tells a night from a clock that was set forward")
    func counter() throws {
        var desk = try Desk.ready()
        desk.uptime = 1_000
        try desk.give(.tick)
        desk.now = desk.now.adding(seconds: 40_000)
        desk.uptime = 40_001_000
        try desk.give(.tick)
        #expect(desk.screen == "idle")
        desk.now = desk.now.adding(seconds: 40_000)
        desk.uptime = 40_002_000
        try desk.give(.tick)
        #expect(desk.screen == "clock-wrong" && desk.logs("clock.stepped-forward").count == 1)
    }

    @Test("summer time is named where it is known, and nobody is asked")
    func summerTime() throws {
        let before = ClockTime(secondNumber: 1_792_897_199)  // 2026-10-25 02:59:59
        var desk = try Desk(at: before) { $0.clock.limits.daylight = .europe }
        desk.now = before.adding(seconds: -3599)
        try desk.give(.tick)
        #expect(desk.screen == "idle" && desk.logs("clock.daylight-saving").count == 1)
    }

    @Test("while the clock is doubted, nothing settles and nothing reminds by it")
    func doubtIsQuiet() throws {
        var desk = try Desk.ready(.english) {
            $0.settlement.remindFrom = TimeOfDay("08:00")
            $0.settlement.automatic = TimeOfDay("05:00").flatMap { from in
                TimeOfDay("08:30").map { SettlementWindow(from: from, to: $0, jitterMinutes: 0, retryMinutes: 1) }
            }
        }
        try desk.sell()
        desk.now = desk.now.adding(seconds: -7200)
        try desk.give(.tick)
        try desk.press("CANCEL")
        try desk.give(.tick)
        #expect(desk.requests.isEmpty && desk.screen == "idle")
    }
}
