import Settlement
import TestSupport
import Testing

@Suite("Settling by itself in a window")
struct AutomaticTests {
    private func window(_ from: String, _ to: String, jitter: Int = 0) throws -> SettlementWindow {
        SettlementWindow(
            from: try #require(TimeOfDay(from)), to: try #require(TimeOfDay(to)), jitterMinutes: jitter,
            retryMinutes: 10)
    }

    private func night(_ window: SettlementWindow, cutOver: Int = 0) -> Evening {
        Evening(policy { $0.automatic = window }, cutOver: cutOver)
    }

    private let monday = date("2026-11-23")

    @Test("it begins with the window, is tried again after the pause, and ends with the window; the morning asks then")
    func window() throws {
        var shop = night(try window("23:00", "23:30"))
        #expect(shop.look("2026-11-23 22:59:59").isEmpty)
        #expect(shop.look("2026-11-23 23:00:00") == [.settle(.window, for: monday)])
        shop.diary.failed(refused: false)
        #expect(shop.look("2026-11-23 23:09:59").isEmpty)
        #expect(shop.look("2026-11-23 23:10:00") == [.settle(.window, for: monday)])
        shop.diary.failed(refused: false)
        #expect(shop.look("2026-11-23 23:30:00").isEmpty)
        #expect(shop.look("2026-11-24 08:00:00") == [.askInTheMorning])
    }

    @Test("a window over midnight closes the day on which it began")
    func overMidnight() throws {
        var shop = night(try window("23:50", "00:20"))
        #expect(shop.look("2026-11-24 00:05:00") == [.settle(.window, for: monday)])
        shop.diary.settled()
        shop.openedAt = time("2026-11-24 00:07:00")
        #expect(shop.look("2026-11-24 00:10:00").isEmpty)
        #expect(shop.look("2026-11-24 23:50:00") == [.settle(.window, for: date("2026-11-24"))])
    }

    @Test("never while a customer is served; it waits for a quiet moment within the window")
    func customer() throws {
        var shop = night(try window("23:00", "23:30"))
        shop.isIdle = false
        #expect(shop.look("2026-11-23 23:00:00").isEmpty)
        shop.isIdle = true
        #expect(shop.look("2026-11-23 23:12:00") == [.settle(.window, for: monday)])
    }

    @Test("a terminal that was off settles when it is on again, once; what was sold after the window is the next day's")
    func missed() throws {
        var shop = night(try window("23:00", "23:30"))
        #expect(shop.look("2026-11-24 08:00:00") == [.settle(.missed, for: monday)])
        shop.diary.failed(refused: false)
        #expect(shop.look("2026-11-24 08:30:00") == [.askInTheMorning])
        var late = night(try window("23:00", "23:30"))
        late.openedAt = time("2026-11-23 23:40:00")
        #expect(late.look("2026-11-23 23:45:00").isEmpty)
        #expect(late.look("2026-11-24 08:00:00") == [.askInTheMorning])
    }

    @Test("a host that refused is not asked again in this window")
    func refused() throws {
        var shop = night(try window("23:00", "23:30"))
        _ = shop.look("2026-11-23 23:00:00")
        shop.diary.failed(refused: true)
        #expect(shop.look("2026-11-23 23:15:00").isEmpty)
    }

    @Test(
        "terminals of a fleet spread over the jitter, each at the same second whenever it is asked, within the window")
    func jitter() throws {
        let window = try window("23:00", "23:30", jitter: 20)
        var minutes = [Int](repeating: 0, count: 20)
        for number in 0..<2000 {
            let terminal = String(10_000_000 + number)
            let call = window.firstCall(of: terminal, on: monday, by: .calendar)
            #expect(call == window.firstCall(of: terminal, on: monday, by: .calendar))
            let offset = Int(call.secondNumber - time("2026-11-23 23:00:00").secondNumber)
            #expect((0...1200).contains(offset))
            minutes[min(19, offset / 60)] += 1
        }
        // A hundred calls in each minute on average; five standard deviations are 49.
        #expect(minutes.allSatisfy { (50...150).contains($0) }, "\(minutes)")
        let other = window.firstCall(of: "10000001", on: date("2026-11-24"), by: .calendar)
        #expect(other.secondOfDay != window.firstCall(of: "10000001", on: monday, by: .calendar).secondOfDay)
        var short = window
        short.to = try #require(TimeOfDay("23:02"))
        for number in 0..<200 {
            let call = short.firstCall(of: String(number), on: monday, by: .calendar)
            #expect(call < short.bounds(of: monday, by: .calendar).to)
        }
    }

    @Test(
        "for weeks of random shops: at most one success in a window, no try outside of windows but for a missed one and the morning, tries apart by the pause",
        arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func property(_ seed: UInt64) throws {
        var random = Random(state: seed)
        for _ in 0..<30 {
            let cutOver = Int.random(in: 0..<1440, using: &random)
            let day = try #require(BusinessDay(cutOverMinute: cutOver))
            var window = try window("00:00", "00:00", jitter: Int.random(in: 0...30, using: &random))
            window.from = try #require(TimeOfDay(minute: Int.random(in: 0..<1440, using: &random)))
            window.to = try #require(
                TimeOfDay(minute: (window.from.minute + Int.random(in: 20...300, using: &random)) % 1440))
            let settings = policy {
                $0.automatic = window
                $0.morning = MorningPolicy.allCases.randomElement(using: &random) ?? .ask
            }
            let reminder = SettlementReminder(policy: settings, businessDay: day, terminalID: "10000001")
            var diary = SettlementDiary(day: day.date(at: time("2026-11-23 12:00:00")))
            var now = time("2026-11-23 12:00:00")
            var openedAt: ClockTime?
            var successes: [CalendarDate: Int] = [:]
            var lastTry: [CalendarDate: ClockTime] = [:]
            for _ in 0..<3000 {
                now = now.adding(seconds: Int64.random(in: 30...900, using: &random))
                if Int.random(in: 0..<200, using: &random) == 0 { now = now.adding(seconds: 40_000) }
                if openedAt == nil, Int.random(in: 0..<4, using: &random) == 0 { openedAt = now }
                let situation = SettlementSituation(
                    now: now, isClockCredible: true, openedAt: openedAt, openSince: openedAt.map { day.date(at: $0) },
                    isIdle: Int.random(in: 0..<5, using: &random) != 0, isClosing: false)
                let before = diary
                let actions = reminder.look(at: situation, &diary)
                if !situation.isIdle || openedAt == nil { #expect(actions.isEmpty && diary == before) }
                for action in actions {
                    guard case .settle(let reason, let date) = action else { continue }
                    let bounds = window.bounds(of: date, by: day)
                    switch reason {
                    case .window:
                        #expect(bounds.from <= now && now < bounds.to)
                        if let last = lastTry[date] { #expect(now.secondNumber - last.secondNumber >= 600) }
                        lastTry[date] = now
                    case .missed: #expect(now >= bounds.to && lastTry[date] == nil)
                    case .morning:
                        #expect(settings.morning == .automatic && (situation.openSince ?? date) < day.date(at: now))
                    }
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: diary.failed(refused: false)
                    case 1: diary.failed(refused: true)
                    default:
                        diary.settled()
                        openedAt = nil
                        if reason != .morning { successes[date, default: 0] += 1 }
                    }
                }
            }
            #expect(successes.values.allSatisfy { $0 == 1 })
        }
    }
}
