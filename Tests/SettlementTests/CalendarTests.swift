import Settlement
import Testing

@Suite("Days and times")
struct CalendarTests {
    @Test("day numbers and dates belong together over four centuries")
    func days() throws {
        for number in stride(from: -80_000, through: 80_000, by: 1) {
            let date = CalendarDate(dayNumber: number)
            #expect(date.dayNumber == number)
            #expect(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
        }
        #expect(CalendarDate(year: 1970, month: 1, day: 1)?.dayNumber == 0)
        #expect(CalendarDate(year: 2000, month: 2, day: 29)?.dayNumber == 11_016)
    }

    @Test("there is no 30 February, and 1900 was no leap year")
    func noSuchDay() {
        #expect(CalendarDate(year: 2024, month: 2, day: 30) == nil)
        #expect(CalendarDate(year: 1900, month: 2, day: 29) == nil)
        #expect(CalendarDate(year: 2026, month: 13, day: 1) == nil)
    }

    @Test("a bar's sale at 02:30 counts for the evening before when the day begins at 04:00")
    func cutOver() throws {
        let night = try #require(ClockTime(date: monday.date, secondOfDay: 9000))
        let bar = try #require(BusinessDay(cutOverMinute: 240))
        #expect(bar.date(at: night) == monday.date.adding(days: -1))
        #expect(BusinessDay.calendar.date(at: night) == monday.date)
        #expect(BusinessDay(cutOverMinute: 1440) == nil)
    }

    @Test("times are written as fields 12 and 13 take them")
    func fields() {
        #expect(monday.description == "2026-11-23 09:00:00")
        #expect(monday.hourMinuteSecond == "090000" && monday.date.monthDay == "1123")
        #expect(monday.adding(seconds: -9 * 3600 - 1).description == "2026-11-22 23:59:59")
    }

    @Test("amounts are written with their decimals")
    func amounts() {
        #expect(decimalAmount(-123_405, exponent: 2) == "-1234.05")
        #expect(decimalAmount(5, exponent: 3) == "0.005")
        #expect(decimalAmount(7, exponent: 0) == "7")
        #expect(decimalAmount(Int64.min, exponent: 2) == "-92233720368547758.08")
    }
}
