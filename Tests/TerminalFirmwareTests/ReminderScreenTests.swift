import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

extension Desk {
    /// A sale that the host approves, and back to the idle screen.
    mutating func sell(_ amount: String = "5 0 0") throws {
        try press(amount + " ENTER")
        try swipe()
        try answer("00")
        try press("CANCEL")
    }

    /// The clock shows this, and the terminal looks.
    mutating func tick(_ text: String) throws {
        let parts = text.split(separator: ":").compactMap { Int64($0) }
        now = ClockTime(secondNumber: Int64(now.date.dayNumber) * 86_400 + parts[0] * 3600 + parts[1] * 60)
        try give(.tick)
    }

    /// Answers totals and end of a balanced close.
    mutating func balance() throws {
        let side = ReconciliationTotals48.Side(flag: .balanced)
        let text = try ReconciliationTotals48(domestic: side, foreign: side).text()
        try answer("00") { $0[text: 48] = text }
        try answer("00")
    }

    func logs(_ code: String) -> [String] { logged.filter { $0.code == code }.map(\.text) }
}

@Suite("Reminders and automatic settlement at the terminal")
struct ReminderScreenTests {
    private func shop(_ change: (inout TerminalParameters) -> Void) throws -> Desk {
        var desk = try Desk.ready(.english) { parameters in
            parameters.settlement.remindFrom = TimeOfDay("22:00")
            change(&parameters)
        }
        try desk.sell()
        return desk
    }

    private func window(_ from: String, _ to: String) -> SettlementWindow? {
        guard let from = TimeOfDay(from), let to = TimeOfDay(to) else { return nil }
        return SettlementWindow(from: from, to: to, jitterMinutes: 0, retryMinutes: 10)
    }

    @Test(
        "an evening: a line, the whole screen, a slip with a sound, and the end of selling until a supervisor says so")
    func evening() throws {
        var desk = try shop {
            $0.settlement.refuseFrom = 5
            $0.supervisorPassword = "0815"
        }
        try desk.tick("22:00")
        #expect(desk.screen == "idle" && desk.lines[4].contains("NOT SETTLED"))
        try desk.tick("22:15")
        #expect(desk.screen == "settle-reminder" && desk.lines[1].contains("CNY 5.00"))
        try desk.press("5")
        #expect(desk.screen == "settle-reminder")
        let papers = desk.printed.count
        try desk.tick("22:30")
        #expect(desk.sounds == 0)
        try desk.tick("22:45")
        #expect(desk.sounds == 1 && desk.printed.count == papers + 1)
        #expect(desk.printed.last?.content == .reminder(.first))
        #expect(desk.printed.last?.lines.contains { $0.contains("DAY NOT SETTLED") } == true)
        try desk.tick("23:00")
        #expect(desk.screen == "settle-now" && desk.printed.count == papers + 1)
        try desk.press("CANCEL 1 2 ENTER")
        #expect(desk.screen == "supervisor-wrong")
        try desk.press("ENTER")
        #expect(desk.screen == "idle")
        try desk.press("5")
        #expect(desk.screen == "settle-now")
        try desk.press("CANCEL 0 8 1 5")
        #expect(desk.screen == "supervisor" && desk.lines[2].hasSuffix("****"))
        try desk.press("ENTER 5")
        #expect(desk.screen == "amount")
        #expect(desk.logs("settle.reminder").count == 5 && desk.logs("settle.put-off").count == 1)
    }

    @Test("what was put off stays put off over a power cut, and so does the number of reminders")
    func powerCut() throws {
        var desk = try shop { _ in }
        try desk.tick("22:00")
        try desk.tick("22:15")
        try desk.press("CANCEL")
        #expect(desk.screen == "idle")
        var again = try Desk(flash: desk.terminal.flash, at: desk.now) {
            $0.settlement.remindFrom = TimeOfDay("22:00")
        }
        #expect(again.terminal.book.diary?.reminders == 2 && again.terminal.book.diary?.putOffs == 1)
        try again.tick("23:10")
        #expect(again.screen == "idle")
        try again.tick("23:15")
        #expect(again.screen == "settle-reminder")
    }

    @Test("settled, the evening is quiet")
    func settled() throws {
        var desk = try shop { _ in }
        try desk.tick("22:00")
        try desk.tick("22:15")
        try desk.press("ENTER")
        try desk.balance()
        #expect(desk.screen == "busy")
        try desk.answer("00")
        #expect(desk.screen == "settled")
        try desk.press("CANCEL")
        try desk.tick("23:30")
        #expect(desk.screen == "idle" && desk.terminal.book.diary?.reminders == 0)
    }

    @Test("in its window the terminal settles by itself, once, and says why in the log")
    func automatic() throws {
        var desk = try shop { $0.settlement.automatic = window("23:00", "23:30") }
        try desk.tick("22:15")
        try desk.tick("22:30")
        #expect(desk.screen == "settle-reminder" && desk.requests.isEmpty)
        try desk.tick("23:00")
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest] && desk.logs("settle.automatic").count == 1)
        try desk.balance()
        try desk.answer("00")
        #expect(desk.terminal.book.closed.last?.snapshot.reason == .automatic)
        #expect(desk.terminal.book.diary?.outcome == .done)
        try desk.press("CANCEL")
        try desk.sell()
        try desk.tick("23:20")
        #expect(desk.requests.isEmpty)
    }

    @Test("not while somebody types; but an entry that was left alone does not hold it up all night")
    func customer() throws {
        var desk = try shop {
            $0.settlement.remindFrom = nil
            $0.settlement.automatic = window("23:00", "23:30")
        }
        try desk.tick("22:58")
        try desk.press("7 7")
        try desk.tick("23:00")
        #expect(desk.screen == "amount" && desk.requests.isEmpty)
        try desk.tick("23:02")
        #expect(desk.screen == "amount")
        try desk.tick("23:04")
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest])
    }

    @Test("a printer without paper does not hold it up either")
    func noPaper() throws {
        var desk = try shop { $0.settlement.automatic = window("23:00", "23:30") }
        desk.paperProblem = .noPaper
        try desk.press("FUNC 6")
        #expect(desk.screen == "printer-stopped")
        try desk.tick("23:00")
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest])
    }

    @Test("a host that is silent before the close began: the terminal is free, and tries again after the pause")
    func silent() throws {
        let desk = try shop { _ in }
        // Another secure element has no keys: a sign-on comes first.
        var again = try Desk(flash: desk.terminal.flash, at: desk.now) {
            $0.settlement.automatic = window("23:00", "23:30")
        }
        try again.tick("23:00")
        #expect(again.requests.map(\.mti) == [.networkRequest])
        for _ in 0..<3 { try again.give(.timer(.response)) }
        again.requests = []
        #expect(again.screen == "idle" && again.terminal.book.diary?.outcome == .unanswered)
        try again.tick("23:09")
        #expect(again.requests.isEmpty)
        try again.tick("23:10")
        #expect(again.requests.map(\.mti) == [.networkRequest] && again.logs("settle.automatic-failed").count == 1)
    }

    @Test("a terminal that was off in its window settles at the next start")
    func missed() throws {
        let desk = try shop { _ in }
        var again = try Desk(flash: desk.terminal.flash, at: desk.now.adding(seconds: 80_000)) {
            $0.settlement.automatic = window("23:00", "23:30")
        }
        #expect(again.requests.map(\.mti) == [.networkRequest])
        try again.answer("00")
        #expect(again.requests.map(\.mti) == [.reconciliationRequest])
        #expect(again.logs("settle.automatic").first?.contains("missed") == true)
    }

    @Test("settle first: no sale before it, not even put off; a void is still possible")
    func settleFirst() throws {
        var desk = try shop {
            $0.settlement.remindFrom = nil
            $0.settlement.morning = .settleFirst
        }
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.give(.tick)
        #expect(desk.screen == "settle-first" && desk.lines[5] == "No sales before that")
        try desk.press("CANCEL")
        #expect(desk.screen == "settle-first")
        try desk.press("FUNC 1")
        #expect(desk.screen == "settle-first")
        try desk.press("FUNC 2")
        #expect(desk.screen == "void-trace")
    }

    @Test("automatic in the morning: the batch of yesterday is settled without anybody")
    func morning() throws {
        var desk = try shop { $0.settlement.morning = .automatic }
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.give(.tick)
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest])
        try desk.balance()
        #expect(desk.terminal.book.closed.last?.snapshot.reason == .nextMorning)
    }

    @Test("a reminder left unanswered turns into the question of the morning")
    func overnight() throws {
        var desk = try shop { _ in }
        try desk.tick("22:00")
        try desk.tick("22:15")
        #expect(desk.screen == "settle-reminder")
        desk.now = desk.now.adding(seconds: 36_000)
        try desk.give(.tick)
        #expect(desk.screen == "settle-first")
        try desk.give(.tick)
        #expect(desk.logs("settle.overdue").count == 1)
    }

    @Test("a batch of two days shows each of them on the slip, in their order")
    func twoDays() throws {
        var desk = try shop { $0.settlement.remindFrom = nil }
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.give(.tick)
        try desk.press("CANCEL")
        try desk.sell("7 0 0")
        try desk.press("FUNC 4 ENTER")
        try desk.balance()
        let slip = try #require(desk.printed.last)
        let days = slip.lines.filter { $0.contains("- 2026-") }.map { $0.filter { $0 != " " } }
        #expect(days == ["-2026-11-23-", "-2026-11-24-"])
        #expect(slip.lines.contains { $0.contains("SALE") && $0.hasSuffix("7.00") })
        #expect(slip.lines.last { $0.hasPrefix("TOTAL") }?.hasSuffix("12.00") == true)
    }

    @Test("a batch that the host closed by itself is learned of at the sign-on, closed, and said so")
    func closedByHost() throws {
        var desk = try shop { _ in }
        try desk.press("FUNC 5")
        try desk.answer("00") { $0[text: 60] = "00000002003" }
        #expect(desk.requests.map(\.mti) == [.reconciliationRequest])
        try desk.balance()
        #expect(desk.terminal.book.closed.last?.snapshot.reason == .closedByHost)
        #expect(desk.terminal.book.batch?.description == "000002" && !desk.logs("close.by-host").isEmpty)
        try desk.answer("00")
        #expect(desk.screen == "settled" && desk.lines[3] == "The host closed it.")
        #expect(desk.printed.last?.lines.contains { $0.contains("CLOSED BY HOST") } == true)
    }

    @Test("a batch that is nearly full says so once and on the idle screen, a full or old one refuses sales only")
    func limits() throws {
        var desk = try Desk.ready(.english) {
            $0.batchLimit = 3
            $0.batchWarning = 1
            $0.batchRefuseHours = 5
        }
        try desk.sell()
        #expect(desk.screen == "batch-limit-near" && desk.lines[1] == "1 of 3 records")
        try desk.press("CANCEL")
        #expect(desk.screen == "idle" && desk.lines[4].contains("NEARLY FULL"))
        try desk.sell()
        #expect(desk.screen == "idle" && desk.logs("batch.limit-near").count == 1)
        try desk.tick("14:00")
        try desk.press("5")
        #expect(desk.screen == "batch-too-old" && desk.lines[1] == "open for 5 hours")
        try desk.press("CANCEL")
        try desk.press("FUNC 2")
        #expect(desk.screen == "void-trace")
    }

    @Test("every new screen fits into 24 columns", arguments: Language.allCases)
    func width(_ language: Language) throws {
        var desk = try Desk.ready(language) { $0.supervisorPassword = "1" }
        try desk.sell("9 9 9 9 9 9 9 9 9 9 9 9")
        let findings: [ClockFinding] = [
            .batteryDead(shows: desk.now), .behindJournal(seconds: 9_999_999), .farAhead(days: 99_999),
            .steppedBack(seconds: 7199), .steppedForward(seconds: 172_799), .daylightSaving(seconds: 3600),
            .drift(seconds: -7199, cause: .leapDay), .noSuchDay(monthDay: "0229"), .agreed, .confirmed,
        ]
        for finding in findings {
            #expect(TextLayout.width(finding.short(language)) <= DisplayContent.columns)
            #expect(!finding.phrase(language).isEmpty && !finding.code.isEmpty)
        }
        let limits: [BatchLimit] = [
            .count(900, of: 900), .age(hours: 999, of: 999), .space(freeBytes: 99_999), .advices(900, of: 900),
        ]
        var notices: [Notice] = [
            .supervisorWrong, .clockUnset, .settled(.first, count: 1, netMinorUnits: 1, isByHost: true),
        ]
        for limit in limits { notices += [.limitNear(limit), limit.notice] }
        var contents = notices.map { DisplayContent(screen: $0.screen, lines: $0.lines(desk.terminal.parameters)) }
        for level in [ReminderLevel.screen, .refusal] { contents.append(desk.terminal.reminderContent(level)) }
        contents.append(desk.terminal.supervisorContent("1234"))
        contents.append(desk.terminal.clockEntryContent("202611240830"))
        contents.append(desk.terminal.clockWrongContent)
        desk.terminal.proposedTime = desk.now
        contents.append(desk.terminal.clockWrongContent)
        for content in contents {
            for line in content.lines {
                #expect(TextLayout.width(line) <= DisplayContent.columns, "\(content.screen): \(line)")
            }
        }
        // Nothing was cut off: the lines are the ones that were meant.
        for notice in notices {
            for line in notice.lines(desk.terminal.parameters) {
                #expect(TextLayout.width(line) <= DisplayContent.columns, "\(notice.screen): \(line)")
            }
        }
        for line in desk.terminal.settleOrLater { #expect(TextLayout.width(line) <= DisplayContent.columns) }
    }
}
