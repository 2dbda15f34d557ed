import Settlement
import Testing

/// A shop's evening, minute by minute.
struct Evening {
    var reminder: SettlementReminder
    var diary: SettlementDiary
    var openedAt: ClockTime? = time("2026-11-23 09:00:00")
    var isIdle = true

    init(_ policy: SettlementPolicy, cutOver: Int = 0, terminalID: String = "10000001") {
        reminder = SettlementReminder(
            policy: policy, businessDay: BusinessDay(cutOverMinute: cutOver) ?? .calendar, terminalID: terminalID)
        diary = SettlementDiary(day: date("2026-11-23"))
    }

    func situation(_ at: String) -> SettlementSituation {
        SettlementSituation(
            now: time(at), isClockCredible: true, openedAt: openedAt,
            openSince: openedAt.map { reminder.businessDay.date(at: $0) }, isIdle: isIdle, isClosing: false)
    }

    mutating func look(_ at: String) -> [ReminderAction] { reminder.look(at: situation(at), &diary) }

    mutating func putOff(_ by: PutOffBy, _ at: String) -> Bool { reminder.putOff(by: by, in: situation(at), &diary) }
}

func policy(_ change: (inout SettlementPolicy) -> Void) -> SettlementPolicy {
    var policy = SettlementPolicy()
    change(&policy)
    return policy
}

@Suite("Reminding of an open batch")
struct ReminderTests {
    private let evening = policy {
        $0.remindFrom = TimeOfDay("22:00")
        $0.refuseFrom = 5
    }

    @Test("from its time on, every so many minutes, ever more urgent: line, screen, slip, refusal")
    func escalation() {
        var shop = Evening(evening)
        #expect(shop.look("2026-11-23 21:59:59").isEmpty)
        #expect(shop.look("2026-11-23 22:00:00") == [.remind(.line, number: 1)])
        #expect(shop.look("2026-11-23 22:14:59").isEmpty)
        #expect(shop.look("2026-11-23 22:15:00") == [.remind(.screen, number: 2)])
        #expect(shop.look("2026-11-23 22:30:00") == [.remind(.screen, number: 3)])
        #expect(shop.look("2026-11-23 22:45:00") == [.remind(.slip, number: 4), .printSlip])
        #expect(shop.reminder.refusal(in: shop.situation("2026-11-23 22:50:00"), shop.diary) == nil)
        #expect(shop.look("2026-11-23 23:00:00") == [.remind(.refusal, number: 5)])
        #expect(shop.reminder.refusal(in: shop.situation("2026-11-23 23:00:01"), shop.diary) == .reminded)
        #expect(shop.reminder.level(in: shop.situation("2026-11-23 23:00:01"), shop.diary) == .refusal)
    }

    @Test("an empty batch, a doubtful clock, a close under way and a customer are left in peace")
    func quiet() {
        var shop = Evening(evening)
        shop.isIdle = false
        #expect(shop.look("2026-11-23 22:00:00").isEmpty)
        shop.isIdle = true
        var situation = shop.situation("2026-11-23 22:00:00")
        situation.isClockCredible = false
        #expect(shop.reminder.look(at: situation, &shop.diary).isEmpty)
        #expect(shop.reminder.level(in: situation, shop.diary) == .none)
        situation.isClockCredible = true
        situation.isClosing = true
        #expect(shop.reminder.look(at: situation, &shop.diary).isEmpty)
        shop.openedAt = nil
        #expect(shop.look("2026-11-23 22:00:00").isEmpty)
        shop.openedAt = time("2026-11-23 21:00:00")
        #expect(shop.look("2026-11-23 22:07:00") == [.remind(.line, number: 1)])
    }

    @Test("put off, it keeps quiet for its minutes; after so many times only a supervisor can")
    func putOff() {
        var shop = Evening(evening)
        _ = shop.look("2026-11-23 22:00:00")
        #expect(shop.putOff(.clerk, "2026-11-23 22:00:00") == true)
        #expect(shop.look("2026-11-23 22:59:59").isEmpty)
        #expect(shop.look("2026-11-23 23:00:00") == [.remind(.screen, number: 2)])
        #expect(shop.putOff(.clerk, "2026-11-23 23:00:00") == true)
        #expect(shop.putOff(.clerk, "2026-11-23 23:01:00") == true)
        let before = shop.diary
        #expect(shop.putOff(.clerk, "2026-11-23 23:02:00") == false)
        #expect(shop.diary == before)
        #expect(shop.putOff(.supervisor, "2026-11-23 23:02:00") == true)
        #expect(shop.diary.supervisorPutOffs == 1)
    }

    @Test("selling ended by reminders goes on for a supervisor's put-off, and ends again after it")
    func refusal() {
        var shop = Evening(evening)
        for quarter in ["22:00", "22:15", "22:30", "22:45", "23:00"] { _ = shop.look("2026-11-23 \(quarter):00") }
        #expect(shop.putOff(.clerk, "2026-11-23 23:01:00") == false)
        #expect(shop.putOff(.supervisor, "2026-11-23 23:01:00") == true)
        #expect(shop.reminder.refusal(in: shop.situation("2026-11-23 23:30:00"), shop.diary) == nil)
        shop.diary.settled()
        shop.openedAt = nil
        #expect(shop.reminder.refusal(in: shop.situation("2026-11-23 23:30:00"), shop.diary) == nil)
    }

    @Test("a shop that closes after midnight is reminded in the night of its business day")
    func afterMidnight() {
        var bar = Evening(
            policy { $0.remindFrom = TimeOfDay("01:30") }, cutOver: 240)
        #expect(bar.look("2026-11-23 23:00:00").isEmpty)
        #expect(bar.look("2026-11-24 01:30:00") == [.remind(.line, number: 1)])
        #expect(bar.look("2026-11-24 03:59:00") == [.remind(.screen, number: 2)])
        #expect(bar.look("2026-11-24 04:00:00") == [.askInTheMorning])
    }

    @Test(
        "a batch of an earlier day takes the whole screen at the first reminder, and a line of the idle screen always")
    func overdue() {
        var shop = Evening(evening)
        #expect(shop.putOff(.clerk, "2026-11-24 09:00:00") == true)
        #expect(shop.reminder.level(in: shop.situation("2026-11-24 10:00:00"), shop.diary) == .line)
        #expect(shop.look("2026-11-24 22:00:00") == [.remind(.screen, number: 1)])
    }

    @Test("a clock that goes back by an hour makes a reminder come early, never late")
    func clockBack() {
        var shop = Evening(evening)
        _ = shop.look("2026-11-23 23:30:00")
        #expect(shop.look("2026-11-23 22:31:00") == [.remind(.screen, number: 2)])
        #expect(shop.putOff(.clerk, "2026-11-23 23:50:00") == true)
        #expect(shop.look("2026-11-23 22:10:00") == [.remind(.screen, number: 3)])
    }
}

@Suite("The morning after a forgotten settlement")
struct MorningTests {
    @Test("ask: the question stands until it is answered, and put off it stays so for the day")
    func ask() {
        var shop = Evening(policy { _ in })
        #expect(shop.look("2026-11-23 23:59:59").isEmpty)
        #expect(shop.look("2026-11-24 08:00:00") == [.askInTheMorning])
        #expect(shop.reminder.refusal(in: shop.situation("2026-11-24 08:00:00"), shop.diary) == .unanswered)
        #expect(shop.putOff(.clerk, "2026-11-24 08:00:00") == true)
        #expect(shop.look("2026-11-24 20:00:00").isEmpty)
        #expect(shop.reminder.refusal(in: shop.situation("2026-11-24 20:00:00"), shop.diary) == nil)
        #expect(shop.look("2026-11-25 08:00:00") == [.askInTheMorning])
    }

    @Test("settle first: nothing is sold before, but for a supervisor's hour")
    func settleFirst() {
        var shop = Evening(policy { $0.morning = .settleFirst })
        #expect(shop.look("2026-11-24 08:00:00") == [.askInTheMorning])
        #expect(shop.putOff(.clerk, "2026-11-24 08:00:00") == false)
        #expect(shop.putOff(.supervisor, "2026-11-24 08:00:00") == true)
        #expect(shop.reminder.refusal(in: shop.situation("2026-11-24 08:59:59"), shop.diary) == nil)
        #expect(shop.look("2026-11-24 08:59:59").isEmpty)
        #expect(shop.look("2026-11-24 09:00:00") == [.askInTheMorning])
        #expect(shop.reminder.refusal(in: shop.situation("2026-11-24 09:00:00"), shop.diary) == .settleFirst)
    }

    @Test("automatic: it settles by itself, tries three times, and then asks")
    func automatic() {
        var shop = Evening(policy { $0.morning = .automatic })
        #expect(shop.look("2026-11-24 08:00:00") == [.settle(.morning, for: date("2026-11-24"))])
        #expect(shop.diary.outcome == .running)
        shop.diary.failed(refused: false)
        #expect(shop.look("2026-11-24 08:09:59").isEmpty)
        for minute in ["10", "20"] {
            #expect(shop.look("2026-11-24 08:\(minute):00") == [.settle(.morning, for: date("2026-11-24"))])
            shop.diary.failed(refused: false)
        }
        #expect(shop.look("2026-11-24 08:30:00") == [.askInTheMorning])
    }

    @Test("automatic: a host that refuses is not asked again by itself")
    func refused() {
        var shop = Evening(policy { $0.morning = .automatic })
        _ = shop.look("2026-11-24 08:00:00")
        shop.diary.failed(refused: true)
        #expect(shop.look("2026-11-24 08:30:00") == [.askInTheMorning])
    }
}
