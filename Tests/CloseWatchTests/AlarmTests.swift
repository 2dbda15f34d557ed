import CloseWatch
import ISO8583
import Settlement
import Testing

@Suite("When an alarm is raised, and when it is over")
struct AlarmTests {
    /// Four weeks of closes at 21:20.
    private func known(_ rules: WatchRules = WatchRules()) -> Shop {
        var shop = Shop(rules)
        for day in 0..<28 { shop.day(day, from: 10, to: 21, settles: 21) }
        return shop
    }

    @Test("a batch that is not closed is told to terminal, shop, supervisor and acquirer, once each")
    func escalates() throws {
        var shop = known()
        for hour in 10..<21 { shop.sale(Shop.time(28, hour), 12_345) }
        let effects = shop.wait(from: Shop.time(28, 20), until: Shop.time(29, 9))
        let raised = effects.map(\.effect).raised
        #expect(raised.count == 1)
        let alarm = try #require(raised.first)
        #expect(alarm.due.reason == .pastUsualClose)
        #expect(alarm.batch.count == 11 && alarm.batch.money == [156: 135_795])
        #expect(effects.map(\.effect).told == [.terminal, .shop, .supervisor, .acquirer])
        let at = try #require(effects.first).at
        #expect(at > Shop.time(28, 22) && at < Shop.time(29, 0, 20))
        #expect(effects.last?.at == at.adding(seconds: 240 * 60))
        #expect(shop.settle(Shop.time(29, 9, 5)).cleared == [.closed])
        #expect(shop.watch.alarms.isEmpty)
    }

    @Test("an honest night, an empty batch and a batch whose sales were all reversed raise nothing")
    func quiet() {
        var shop = known()
        shop.day(28, from: 10, to: 21, settles: 22)
        shop.sale(Shop.time(29, 12), 700)
        shop.tell(Shop.time(29, 12, 1), .undone(batch: shop.batch, record: 1, BookedMoney(700, currency: 156)))
        #expect(shop.wait(from: Shop.time(29, 12, 2), until: Shop.time(31, 12)).isEmpty)
    }

    @Test("a shop that sells late into the night is left in peace until it was quiet")
    func lateNight() {
        var shop = known()
        for half in 20..<50 { shop.sale(Shop.time(28, 0, half * 30)) }
        #expect(shop.watch.alarms.isEmpty)
        let effects = shop.wait(from: Shop.time(28, 24, 31), until: Shop.time(28, 28))
        #expect(effects.map(\.effect).raised.count == 1)
        #expect((effects.first?.at ?? Shop.time(0, 0)) >= Shop.time(28, 25, 30))
    }

    @Test("sales after an alarm hold its next steps back, and raise no second one")
    func sellsAgain() {
        var shop = known()
        for hour in 10..<21 { shop.sale(Shop.time(28, hour)) }
        let before = shop.wait(from: Shop.time(28, 21), until: Shop.time(28, 23, 50)).map(\.effect)
        #expect(before.raised.count == 1)
        shop.sale(Shop.time(28, 23, 51))
        let selling = shop.wait(from: Shop.time(28, 23, 52), until: Shop.time(28, 24, 50)).map(\.effect)
        #expect(selling.isEmpty)
        let after = shop.wait(from: Shop.time(28, 24, 51), until: Shop.time(29, 9)).map(\.effect)
        #expect(after.raised.isEmpty)
        #expect((before + after).told == [.terminal, .shop, .supervisor, .acquirer])
    }

    @Test("sales of a day that is over raise an alarm although the shop sells again")
    func dayTurned() throws {
        // A shop that never shuts is not quiet for hours.
        var shop = Shop()
        for day in 0..<14 {
            for half in 15..<62 { shop.sale(Shop.time(day, 0, half * 30)) }
            shop.settle(Shop.time(day + 1, 7, 10))
        }
        var effects: [WatchEffect] = []
        for half in 15..<80 { effects += shop.sale(Shop.time(14, 0, half * 30)) }
        #expect(effects.raised.map(\.due.reason) == [.dayTurned])
    }

    @Test("a deadline and the host's cut-off count without anything learned")
    func fixed() throws {
        var rules = WatchRules()
        rules.deadline = 22 * 60
        var shop = Shop(rules)
        shop.sale(Shop.time(0, 21, 55))
        #expect(shop.wait(from: Shop.time(0, 21, 56), until: Shop.time(0, 21, 59)).isEmpty)
        #expect(shop.watch.look(at: Shop.time(0, 22)).raised.first?.due.reason == .deadline)
        rules.deadline = nil
        rules.cutOff = 23 * 60 + 30
        rules.cutOffLead = 45
        var other = Shop(rules)
        other.sale(Shop.time(0, 12))
        let effects = other.wait(from: Shop.time(0, 12), until: Shop.time(0, 22, 45))
        #expect(effects.first?.at == Shop.time(0, 22, 45))
        #expect(effects.map(\.effect).raised.first?.due.reason == .cutOff)
    }

    @Test("policy lets the terminal settle by itself, once")
    func settlesByItself() {
        var rules = WatchRules()
        rules.settleAfter = 30
        rules.steps = [.supervisor: 10]
        var shop = known(rules)
        for hour in 10..<21 { shop.sale(Shop.time(28, hour)) }
        let effects = shop.wait(from: Shop.time(28, 21), until: Shop.time(29, 9)).map(\.effect)
        #expect(effects.settles == 1)
        #expect(effects.told == [.supervisor])
    }

    @Test("a terminal whose shop sells again is not made to settle before the shop is quiet")
    func settlesWhenQuiet() throws {
        var rules = WatchRules()
        rules.settleAfter = 30
        var shop = known(rules)
        for hour in 10..<21 { shop.sale(Shop.time(28, hour)) }
        var now = Shop.time(28, 21)
        while shop.watch.alarms.isEmpty {
            _ = shop.watch.look(at: now)
            now = now.adding(seconds: 60)
        }
        shop.sale(now)
        let due = try #require(shop.watch.due(shop.key)[shop.batch])
        #expect(due.at > now.secondNumber + 1800)
        let settled = shop.wait(from: now, until: now.adding(seconds: 36_000)).first {
            if case .settle = $0.effect { true } else { false }
        }
        #expect(settled?.at.secondNumber ?? 0 >= due.at)
    }

    @Test("a terminal that is not watched raises nothing")
    func unwatched() {
        var rules = WatchRules()
        rules.isWatched = false
        rules.deadline = 600
        var shop = Shop(rules)
        shop.sale(Shop.time(0, 9))
        #expect(shop.wait(from: Shop.time(0, 9), until: Shop.time(2, 9)).isEmpty)
    }

    @Test("an alarm is over when its terminal is not watched any more")
    func watchedNoMore() throws {
        var shop = known()
        for hour in 10..<21 { shop.sale(Shop.time(28, hour)) }
        #expect(shop.wait(from: Shop.time(28, 21), until: Shop.time(29, 1)).map(\.effect).raised.count == 1)
        var again = CloseWatch { _ in
            var rules = WatchRules()
            rules.isWatched = false
            return rules
        }
        again.restore(shop.key, try #require(shop.watch.state(shop.key)), alarms: shop.watch.alarms)
        #expect(again.look(at: Shop.time(29, 2)).cleared == [.unwatched])
        #expect(again.look(at: Shop.time(29, 3)).isEmpty)
    }

    @Test("a terminal that says which batch is open ends the alarms of those before it")
    func present() {
        var shop = known()
        for hour in 10..<21 { shop.sale(Shop.time(28, hour)) }
        #expect(shop.wait(from: Shop.time(28, 21), until: Shop.time(28, 24)).map(\.effect).raised.count == 1)
        #expect(shop.tell(Shop.time(28, 24, 1), .present(batch: shop.batch)).cleared.isEmpty)
        #expect(shop.tell(Shop.time(28, 24, 2), .present(batch: shop.batch + 1)).cleared == [.closed])
    }

    @Test("an alarm names batch, money, weekday, median, deviation and limits in both languages")
    func words() throws {
        var shop = known()
        for hour in 10..<21 { shop.sale(Shop.time(28, hour), 12_345) }
        shop.sale(Shop.time(28, 20, 45), 500, currency: 840)
        let alarm = try #require(
            shop.wait(from: Shop.time(28, 21), until: Shop.time(29, 9)).map(\.effect).raised.first)
        let english = AlarmWords(alarm, .english).lines.joined(separator: "\n")
        #expect(english.contains("batch 000029, 12 record(s), 1357.95 CNY, 5.00 USD"))
        #expect(
            english.contains("On Mondays this shop closes at 21:20: the median of 4 closes, standard deviation 0 min."))
        #expect(english.contains("last of 2026-02-02 20:45"))
        let chinese = AlarmWords(alarm, .chinese).lines.joined(separator: "\n")
        #expect(chinese.contains("忘记结算:终端 10000001,批次 000029,12 笔"))
        #expect(chinese.contains("周一通常 21:20 结算:4 次结算的中位数"))
    }
}
