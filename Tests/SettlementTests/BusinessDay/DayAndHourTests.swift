import Settlement
import Testing

@Suite("Times of day, cut-over and changes of the clocks")
struct DayAndHourTests {
    @Test(
        "a time of day is read as people write it",
        arguments: ["24:00", "1:00", "12:60", "12.30", "", "12:3a", "-1:30"])
    func wrong(_ text: String) throws {
        #expect(TimeOfDay(text) == nil)
        #expect(TimeOfDay("22:05")?.minute == 1325 && TimeOfDay("22:05")?.description == "22:05")
    }

    @Test("a time of day before the cut-over lies in the next calendar night of its business day")
    func cutOver() throws {
        let day = try #require(BusinessDay(cutOverMinute: 240))
        let monday = date("2026-11-23")
        #expect(day.begin(of: monday) == time("2026-11-23 04:00:00"))
        #expect(day.moment(try #require(TimeOfDay("01:30")), of: monday) == time("2026-11-24 01:30:00"))
        #expect(day.moment(try #require(TimeOfDay("23:00")), of: monday) == time("2026-11-23 23:00:00"))
        #expect(day.moment(try #require(TimeOfDay("04:00")), of: monday) == time("2026-11-23 04:00:00"))
    }

    @Test("every moment lies in the business day that it is counted for, and leap days are days like others")
    func everyMoment() throws {
        for cutOver in [0, 1, 240, 1439] {
            let day = try #require(BusinessDay(cutOverMinute: cutOver))
            for start in ["2024-02-28 00:00:00", "2027-02-28 00:00:00", "2026-12-31 00:00:00", "2100-02-28 00:00:00"] {
                for quarter in 0..<(4 * 72) {
                    let moment = time(start).adding(seconds: Int64(quarter) * 900)
                    let counted = day.date(at: moment)
                    #expect(day.begin(of: counted) <= moment && moment < day.begin(of: counted.adding(days: 1)))
                }
            }
        }
        #expect(BusinessDay.calendar.date(at: time("2024-02-29 12:00:00")) == date("2024-02-29"))
        #expect(date("2024-02-28").adding(days: 1) == date("2024-02-29"))
        #expect(date("2027-02-28").adding(days: 1) == date("2027-03-01"))
    }

    @Test("the weekends of the changes are those of the almanac")
    func daylight() {
        for (day, change) in [
            ("2026-03-29", 3600), ("2026-10-25", -3600), ("2027-03-28", 3600), ("2027-10-31", -3600),
            ("2024-03-31", 3600), ("2024-10-27", -3600),
        ] as [(String, Int64)] {
            #expect(DaylightRule.europe.change(around: date(day)) == change, "\(day)")
        }
        for (day, change) in [("2026-03-08", 3600), ("2026-11-01", -3600), ("2027-03-14", 3600), ("2027-11-07", -3600)]
            as [(String, Int64)]
        {
            #expect(DaylightRule.northAmerica.change(around: date(day)) == change, "\(day)")
        }
        #expect(DaylightRule.europe.change(around: date("2026-03-28")) == 3600)
        #expect(DaylightRule.europe.change(around: date("2026-03-30")) == 3600)
        #expect(DaylightRule.europe.change(around: date("2026-03-31")) == nil)
        #expect(DaylightRule.europe.change(around: date("2026-03-27")) == nil)
        #expect(DaylightRule.northAmerica.change(around: date("2026-03-29")) == nil)
    }
}

/// `2026-11-23`.
func date(_ text: String) -> CalendarDate {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return CalendarDate(year: parts[0], month: parts[1], day: parts[2]) ?? CalendarDate(dayNumber: 0)
}

/// `2026-11-23 09:00:00`.
func time(_ text: String) -> ClockTime {
    let parts = text.split(separator: " ")
    let clock = parts[1].split(separator: ":").compactMap { Int64($0) }
    return ClockTime(secondNumber: Int64(date(String(parts[0])).dayNumber) * 86_400)
        .adding(seconds: clock[0] * 3600 + clock[1] * 60 + clock[2])
}
