import CloseWatch
import Settlement
import Testing

@Suite("What a shop's closes teach")
struct HabitTests {
    private func habit(_ shop: Shop) -> CloseHabit { shop.watch.state(shop.key)?.habit ?? .none }

    @Test("the median of a weekday's closes is its usual close, and one forgotten night does not move it")
    func median() throws {
        var shop = Shop()
        for day in 0..<35 {
            shop.day(day, from: 10, to: 21, settles: day == 21 ? 34 : day % 7 == 4 ? 23 : 21)
        }
        let known = habit(shop)
        let monday = try #require(known.on(day: 20_458 + 35))
        let friday = try #require(known.on(day: 20_458 + 39))
        #expect(monday.usual == 21 * 60 + 20)
        #expect(friday.usual == 23 * 60 + 20)
        #expect(monday.samples == 5 && monday.isOwn)
        #expect(monday.deviation == 0)
    }

    @Test("a bar's night that ends after midnight belongs to the day on which it began")
    func afterMidnight() throws {
        var shop = Shop()
        for day in 0..<21 { shop.day(day, from: 18, to: 27, settles: 27) }
        let known = habit(shop)
        #expect((27 * 3600 - 86_400..<18 * 3600).contains(Int(known.turn)))
        #expect(known.day(of: Shop.time(3, 26).secondNumber) == 20_461)
        #expect(known.on(day: 20_461)?.usual == Double(27 * 60 + 20))
    }

    @Test("a bakery that opens before five has its day turn in the evening before")
    func bakery() throws {
        var shop = Shop()
        for day in 0..<14 { shop.day(day, from: 4, to: 14, settles: 14) }
        let known = habit(shop)
        #expect(known.day(of: Shop.time(3, 4).secondNumber) == 20_461)
        #expect(known.on(day: 20_461)?.usual == Double(14 * 60 + 20))
    }

    @Test("a shop that never shuts has its day from close to close")
    func neverShuts() throws {
        var shop = Shop()
        for day in 0..<14 {
            for half in 15..<62 { shop.sale(Shop.time(day, 0, half * 30)) }
            shop.settle(Shop.time(day + 1, 7, 10))
        }
        let known = habit(shop)
        #expect(known.on(day: known.day(of: Shop.time(14, 8).secondNumber))?.usual == Double(31 * 60 + 10))
    }

    @Test("of two closes a day the last one counts")
    func twice() throws {
        var shop = Shop()
        for day in 0..<21 {
            shop.day(day, from: 9, to: 14, settles: 14)
            shop.day(day, from: 15, to: 22, settles: 22)
        }
        #expect(habit(shop).on(day: 20_458)?.usual == Double(22 * 60 + 20))
    }

    @Test("hours that shift are counted in after four closes")
    func shifted() throws {
        var shop = Shop()
        for day in 0..<28 { shop.day(day, from: 10, to: 20, settles: 20) }
        for day in 28..<31 { shop.day(day, from: 10, to: 22, settles: 22) }
        #expect(habit(shop).on(day: 20_458 + 31)?.shift == 0)
        shop.day(31, from: 10, to: 22, settles: 22)
        let known = try #require(habit(shop).on(day: 20_458 + 32))
        #expect(known.shift == 120)
        #expect(known.usual == Double(22 * 60 + 20))
    }

    @Test("what the host closed by force teaches nothing")
    func forced() {
        var shop = Shop()
        for day in 0..<10 {
            shop.sale(Shop.time(day, 12))
            shop.settle(Shop.time(day, 23, 30), by: .host)
        }
        #expect(habit(shop) == .none)
    }

    @Test("few closes are taken together for all weekdays")
    func few() throws {
        var shop = Shop()
        for day in 0..<4 { shop.day(day, from: 10, to: 21, settles: 21, minute: day * 10) }
        let known = try #require(habit(shop).on(day: 20_458 + 6))
        #expect(!known.isOwn && known.samples == 4)
        #expect(known.usual == 21 * 60 + 15)
        #expect(habit(Shop()).days == [CloseHabit.Day?](repeating: nil, count: 7))
    }
}
