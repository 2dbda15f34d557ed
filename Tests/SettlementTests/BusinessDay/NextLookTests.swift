import TestSupport
import Testing

@testable import Settlement

@Suite("When the clock is worth a look")
struct NextLookTests {
    /// Any policy, any diary, any moment of a few days.
    private struct Shop {
        let reminder: SettlementReminder
        var diary: SettlementDiary
        var situation: SettlementSituation

        init(_ random: inout Random) {
            func anyTime() -> TimeOfDay? { TimeOfDay(minute: Int.random(in: 0..<1440, using: &random)) }
            var policy = SettlementPolicy()
            if Bool.random(using: &random) { policy.remindFrom = anyTime() }
            policy.remindEvery = Int.random(in: 1...90, using: &random)
            policy.putOffMinutes = Int.random(in: 1...120, using: &random)
            if Bool.random(using: &random) { policy.refuseFrom = Int.random(in: 1...4, using: &random) }
            if Bool.random(using: &random), let from = anyTime(), let to = anyTime() {
                policy.automatic = SettlementWindow(
                    from: from, to: to, jitterMinutes: Int.random(in: 0...30, using: &random),
                    retryMinutes: Int.random(in: 1...60, using: &random))
            }
            policy.morning = MorningPolicy.allCases.randomElement(using: &random) ?? .ask
            let businessDay = BusinessDay(cutOverMinute: Int.random(in: 0..<1440, using: &random)) ?? .calendar
            reminder = SettlementReminder(policy: policy, businessDay: businessDay, terminalID: "10000001")
            let now = time("2026-11-23 00:00:00").adding(seconds: Int64.random(in: 0..<86_400, using: &random))
            let opened = now.adding(seconds: -Int64.random(in: 0..<130_000, using: &random))
            situation = SettlementSituation(
                now: now, isClockCredible: true, openedAt: opened, openSince: businessDay.date(at: opened),
                isIdle: true,
                isClosing: false)
            diary = SettlementDiary(day: businessDay.date(at: now))
            // What the evening before has left in it.
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                situation.now = situation.now.adding(seconds: -Int64.random(in: 0..<30_000, using: &random))
                let actions = reminder.look(at: situation, &diary)
                if case .settle? = actions.first {
                    if Bool.random(using: &random) { diary.failed(refused: Bool.random(using: &random)) }
                } else if Bool.random(using: &random) {
                    let who = PutOffBy.allCases.randomElement(using: &random) ?? .clerk
                    _ = reminder.putOff(by: who, in: situation, &diary)
                }
            }
            situation.now = now
        }

        func actions(at moment: ClockTime) -> [ReminderAction] {
            var situation = situation
            var diary = diary
            situation.now = moment
            return reminder.look(at: situation, &diary)
        }
    }

    @Test("nothing becomes due before the next look: looking then is as good as looking every twenty seconds")
    func nothingBefore() {
        var random = Random(state: 41)
        var due = 0
        for number in 0..<1200 {
            let shop = Shop(&random)
            let begin = shop.situation.now
            guard shop.actions(at: begin).isEmpty else { continue }
            var next = shop.reminder.nextLook(after: begin, shop.diary)
            for step in 1...6000 {
                let moment = begin.adding(seconds: Int64(step) * 20)
                var wanted: [ReminderAction] = []
                while wanted.isEmpty, next <= moment {
                    wanted = shop.actions(at: next)
                    if wanted.isEmpty { next = shop.reminder.nextLook(after: next, shop.diary) }
                }
                let found = shop.actions(at: moment)
                // A window that is shorter than twenty seconds does not exist.
                #expect(found == wanted, "shop \(number), \(moment): \(found), at the next look \(next): \(wanted)")
                guard found.isEmpty, wanted.isEmpty else {
                    due += 1
                    break
                }
            }
        }
        #expect(due > 150)
    }

    @Test("the evening's first reminder, the pause after it, the window, the next day")
    func moments() throws {
        let window = SettlementWindow(
            from: try #require(TimeOfDay("23:00")), to: try #require(TimeOfDay("23:30")), jitterMinutes: 0)
        var shop = Evening(
            policy {
                $0.remindFrom = TimeOfDay("22:00")
                $0.automatic = window
            })
        func next(_ after: String) -> String { shop.reminder.nextLook(after: time(after), shop.diary).description }
        #expect(next("2026-11-23 09:00:00") == "2026-11-23 22:00:00")
        #expect(shop.look("2026-11-23 22:00:00") == [.remind(.line, number: 1)])
        #expect(next("2026-11-23 22:00:00") == "2026-11-23 22:15:00")
        let isPutOff = shop.putOff(.clerk, "2026-11-23 22:05:00")
        #expect(isPutOff)
        #expect(next("2026-11-23 22:20:00") == "2026-11-23 23:00:00")
        #expect(next("2026-11-23 23:05:00") == "2026-11-23 23:30:00")
        #expect(next("2026-11-23 23:40:00") == "2026-11-24 00:00:00")
    }
}
