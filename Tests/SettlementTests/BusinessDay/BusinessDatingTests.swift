import Settlement
import TestSupport
import Testing

@Suite("The business date of a record")
struct BusinessDatingTests {
    private let limits = ClockWatch.Limits(builtOn: date("2026-06-01"))

    @Test("it follows a credible clock, and holds when the clock went back past the cut-over")
    func held() throws {
        let bar = try #require(BusinessDay(cutOverMinute: 120))
        var watch = ClockWatch(limits: limits, lastKnown: nil)
        _ = watch.read(time("2026-10-25 02:01:00"))
        #expect(
            watch.businessDate(at: time("2026-10-25 02:01:00"), by: bar, inBatch: date("2026-10-24"), before: nil)
                == .byClock(date("2026-10-25")))
        _ = watch.read(time("2026-10-25 01:58:00"))
        #expect(watch.isCredible)
        #expect(
            watch.businessDate(at: time("2026-10-25 01:58:00"), by: bar, inBatch: date("2026-10-25"), before: nil)
                == .held(date("2026-10-25")))
    }

    @Test("a doubtful clock is not asked: the batch's last date holds, then the last one before, then it is unknown")
    func doubtful() {
        var watch = ClockWatch(limits: limits, lastKnown: nil)
        let zero = ClockTime(secondNumber: 0)
        _ = watch.read(zero)
        let batch = date("2026-11-23")
        let before = date("2026-11-22")
        #expect(watch.businessDate(at: zero, by: .calendar, inBatch: batch, before: before) == .held(batch))
        #expect(watch.businessDate(at: zero, by: .calendar, inBatch: nil, before: before) == .held(before))
        #expect(watch.businessDate(at: zero, by: .calendar, inBatch: nil, before: nil) == .unknown)
        #expect(BusinessDating.unknown.date == nil && BusinessDating.held(batch).date == batch)
    }

    @Test(
        "whatever the clock does, no two records of a batch are out of order, and none is dated by a clock that is doubted",
        arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func neverBack(_ seed: UInt64) throws {
        var random = Random(state: seed)
        for _ in 0..<40 {
            var limits = limits
            limits.daylight = Bool.random(using: &random) ? .europe : nil
            let day = try #require(BusinessDay(cutOverMinute: Int.random(in: 0..<1440, using: &random)))
            var watch = ClockWatch(limits: limits, lastKnown: nil)
            var shown = time("2026-11-23 09:00:00").adding(seconds: Int64.random(in: 0..<63_000_000, using: &random))
            var truth = shown
            var uptime: Int64? = Bool.random(using: &random) ? 0 : nil
            var dates: [CalendarDate] = []
            var before: CalendarDate?
            for _ in 0..<200 {
                let passed = Int64.random(in: 1...20_000, using: &random)
                truth = truth.adding(seconds: passed)
                shown = shown.adding(seconds: passed)
                uptime = uptime.map { $0 + passed * 1000 }
                switch Int.random(in: 0..<12, using: &random) {
                case 0: shown = shown.adding(seconds: Int64.random(in: -200_000...200_000, using: &random))
                case 1: shown = ClockTime(secondNumber: Int64.random(in: 0...1_000_000, using: &random))
                case 2:
                    shown = shown.adding(seconds: [3600, -3600, 86_400, -86_400].randomElement(using: &random) ?? 0)
                case 3:
                    if let host = HostClock(time: truth.hourMinuteSecond, monthDay: truth.date.monthDay),
                        let correction = watch.hear(host, at: shown).correction
                    {
                        shown = correction
                        watch.set(to: shown, uptime: uptime)
                    }
                case 4: _ = watch.confirm()
                case 5:
                    before = dates.last ?? before
                    dates = []
                default: break
                }
                _ = watch.read(shown, uptime: uptime)
                let dating = watch.businessDate(at: shown, by: day, inBatch: dates.last, before: before)
                if case .byClock = dating { #expect(watch.isCredible && shown.date >= limits.builtOn) }
                guard let next = dating.date else { continue }
                if let last = dates.last { #expect(next >= last) }
                dates.append(next)
            }
        }
    }
}
