import Settlement
import Testing

@Suite("Watching the clock")
struct ClockWatchTests {
    private func watch(lastKnown: String? = nil, daylight: DaylightRule? = nil) -> ClockWatch {
        var limits = ClockWatch.Limits(builtOn: date("2026-06-01"))
        limits.daylight = daylight
        return ClockWatch(limits: limits, lastKnown: lastKnown.map(time))
    }

    private func host(_ time: String, _ monthDay: String) throws -> HostClock {
        try #require(HostClock(time: time, monthDay: monthDay))
    }

    @Test("a clock that runs is not spoken of, through midnight, the end of the year and a leap day")
    func well() {
        for start in ["2026-11-23 23:59:30", "2026-12-31 23:59:30", "2028-02-28 23:59:30", "2028-02-29 23:59:30"] {
            var watch = watch()
            for second in 0..<90 {
                let now = time(start).adding(seconds: Int64(second))
                #expect(watch.read(now, uptime: Int64(second) * 1000 + 400) == nil)
            }
            #expect(watch.isCredible)
        }
    }

    @Test(
        "a night that passes between two readings is no step when the counter passed too; the same jump without it is one"
    )
    func night() {
        var sleeping = watch()
        _ = sleeping.read(time("2026-11-23 20:00:00"), uptime: 1_000)
        #expect(sleeping.read(time("2026-11-24 08:00:00"), uptime: 43_201_000) == nil)
        var jumping = watch()
        _ = jumping.read(time("2026-11-23 20:00:00"), uptime: 1_000)
        #expect(jumping.read(time("2026-11-24 08:00:00"), uptime: 2_000) == .steppedForward(seconds: 43_199))
        #expect(!jumping.isCredible)
    }

    @Test(
        "a step back is seen with and without a counter; a small one is named only, a large one makes the clock doubtful"
    )
    func steppedBack() {
        var watch = watch()
        _ = watch.read(time("2026-11-23 20:00:00"))
        #expect(watch.read(time("2026-11-23 19:57:00")) == .steppedBack(seconds: 180))
        #expect(watch.isCredible)
        #expect(watch.read(time("2026-11-23 18:00:00")) == .steppedBack(seconds: 7020))
        #expect(watch.standing == .doubtful(.steppedBack(seconds: 7020)))
        #expect(watch.lastGood == time("2026-11-23 19:57:00"))
    }

    @Test("a dead battery is named once, and nobody can talk it away; set, the clock is believed")
    func batteryDead() throws {
        var watch = watch(lastKnown: "2026-11-23 20:00:00")
        let zero = ClockTime(secondNumber: 7)
        #expect(watch.read(zero) == .batteryDead(shows: zero))
        #expect(watch.read(zero.adding(seconds: 1)) == nil)
        #expect(watch.confirm() == nil)
        #expect(!watch.isCredible)
        let word = watch.hear(try host("083000", "1124"), at: zero.adding(seconds: 2))
        #expect(word.correction == time("2026-11-24 08:30:00") && !word.isYearKnown)
        #expect(!watch.isCredible)
        watch.set(to: time("2026-11-24 08:30:00"))
        #expect(watch.isCredible)
        #expect(watch.read(time("2026-11-24 08:30:01")) == nil)
    }

    @Test("the host's month and day before the journal's belong to the next year, never to a year before it")
    func newYear() throws {
        var watch = watch(lastKnown: "2026-12-31 20:00:00")
        let zero = ClockTime(secondNumber: 0)
        _ = watch.read(zero)
        var word = watch.hear(try host("070000", "0101"), at: zero)
        #expect(word.correction == time("2027-01-01 07:00:00"))
        word = watch.hear(try host("070000", "0229"), at: zero)
        #expect(word.correction == time("2028-02-29 07:00:00"))
    }

    @Test("a clock behind the journal at power-up was set back while it was off; far ahead of it, it is doubted")
    func start() {
        var behind = watch(lastKnown: "2026-11-23 20:00:00")
        #expect(behind.read(time("2026-11-23 08:00:00")) == .behindJournal(seconds: 43_200))
        #expect(!behind.isCredible)
        var ahead = watch(lastKnown: "2026-11-23 20:00:00")
        #expect(ahead.read(time("2026-12-03 20:00:00")) == .farAhead(days: 10))
        #expect(!ahead.isCredible)
        #expect(ahead.confirm() == .confirmed)
        #expect(ahead.isCredible)
        var monday = watch(lastKnown: "2026-11-21 20:00:00")
        #expect(monday.read(time("2026-11-23 08:00:00")) == nil)
    }

    @Test("an hour on the weekend of a change is named so and waits for the host's word; on another day it is a step")
    func daylight() throws {
        var autumn = watch(daylight: .europe)
        _ = autumn.read(time("2026-10-25 02:59:59"))
        #expect(autumn.read(time("2026-10-25 02:00:00")) == .daylightSaving(seconds: -3600))
        #expect(autumn.isCredible)
        var word = autumn.hear(try host("020010", "1025"), at: time("2026-10-25 02:00:05"))
        #expect(word.finding == .agreed)
        word = autumn.hear(try host("020020", "1025"), at: time("2026-10-25 02:00:15"))
        #expect(word.finding == nil)
        var spring = watch(daylight: .europe)
        _ = spring.read(time("2027-03-28 01:59:59"), uptime: 1000)
        #expect(spring.read(time("2027-03-28 03:00:00"), uptime: 2000) == .daylightSaving(seconds: 3600))
        #expect(spring.confirm() == .confirmed)
        var wrongWay = watch(daylight: .europe)
        _ = wrongWay.read(time("2027-03-28 03:00:00"))
        #expect(wrongWay.read(time("2027-03-28 02:00:00")) == .steppedBack(seconds: 3600))
        var china = watch()
        _ = china.read(time("2026-10-25 02:59:59"))
        #expect(china.read(time("2026-10-25 02:00:00")) == .steppedBack(seconds: 3599))
    }

    @Test("the host's word against a change of the clocks: the difference is named as that")
    func daylightDenied() throws {
        var watch = watch(daylight: .europe)
        _ = watch.read(time("2026-10-25 03:30:00"))
        let word = watch.hear(try host("023000", "1025"), at: time("2026-10-25 03:30:00"))
        #expect(word.finding == .drift(seconds: 3600, cause: .daylightSaving))
        #expect(word.correction == time("2026-10-25 02:30:00") && word.isYearKnown)
    }

    @Test(
        "two minutes of difference pass; more is named once, with the host's moment; an hour makes the clock doubtful")
    func drift() throws {
        var watch = watch()
        let now = time("2026-11-23 09:02:00")
        _ = watch.read(now)
        var word = watch.hear(try host("090000", "1123"), at: now)
        #expect(word.finding == nil)
        word = watch.hear(try host("085900", "1123"), at: now)
        #expect(word.finding == .drift(seconds: 180, cause: .unknown) && word.correction == time("2026-11-23 08:59:00"))
        #expect(watch.isCredible && watch.drift == 180)
        word = watch.hear(try host("085905", "1123"), at: now)
        #expect(word.finding == nil)
        word = watch.hear(try host("080000", "1123"), at: now)
        #expect(word.finding == .drift(seconds: 3720, cause: .unknown))
        #expect(!watch.isCredible)
        word = watch.hear(try host("090100", "1123"), at: now)
        #expect(word.finding == .agreed)
        #expect(watch.isCredible)
    }

    @Test("around the turn of the year the host's day is the near one")
    func yearsEnd() throws {
        var watch = watch()
        let now = time("2027-01-01 00:00:30")
        _ = watch.read(now)
        let word = watch.hear(try host("235950", "1231"), at: now)
        #expect(word.finding == nil)
        #expect(watch.drift == 40)
    }

    @Test(
        "a leap day that one side does not know is named; a 29 February that the year cannot have makes the year doubtful"
    )
    func leapDay() throws {
        var skipped = watch(lastKnown: "2028-02-28 20:00:00")
        let march = time("2028-03-01 09:00:00")
        _ = skipped.read(march)
        let word = skipped.hear(try host("090000", "0229"), at: march)
        #expect(word.finding == .drift(seconds: 86_400, cause: .leapDay) && !skipped.isCredible)
        #expect(word.correction == time("2028-02-29 09:00:00"))
        var wrongYear = watch(lastKnown: "2028-02-28 20:00:00")
        let shown = time("2027-03-01 09:00:00")
        #expect(wrongYear.read(shown) == .behindJournal(seconds: 31_489_200))
        let other = wrongYear.hear(try host("090000", "0229"), at: shown)
        #expect(other.correction == time("2028-02-29 09:00:00") && !other.isYearKnown)
        var fresh = watch()
        _ = fresh.read(shown)
        let impossible = fresh.hear(try host("090000", "0229"), at: shown)
        #expect(impossible.finding == .noSuchDay(monthDay: "0229") && !fresh.isCredible && !impossible.isYearKnown)
    }

    @Test("a year too far ahead agrees with the host's month and day, and is still not believed without somebody")
    func wrongYear() throws {
        var watch = watch(lastKnown: "2026-11-23 20:00:00")
        let now = time("2027-11-24 08:00:00")
        #expect(watch.read(now) == .farAhead(days: 365))
        let word = watch.hear(try host("080000", "1124"), at: now)
        #expect(word.correction == time("2026-11-24 08:00:00") && !word.isYearKnown && !watch.isCredible)
        #expect(watch.confirm() == .confirmed)
        #expect(watch.isCredible)
    }

    @Test(
        "fields that hold no time say nothing",
        arguments: [
            ("240000", "1123"), ("090000", "1323"), ("0900", "1123"), ("09:000", "1123"), ("090000", "0230"), ("", ""),
        ])
    func unreadable(_ fields: (String, String)) {
        #expect(HostClock(time: fields.0, monthDay: fields.1) == nil)
    }
}
