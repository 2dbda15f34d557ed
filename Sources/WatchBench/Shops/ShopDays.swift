import CloseWatch
import Foundation
import Settlement

/// A batch as it really was.
struct TrueBatch {
    let number: UInt32
    let firstAt: Int64
    var lastAt: Int64
    /// When it was closed.
    var closedAt: Int64
    /// When the staff would have closed it, had they not forgotten; nil when they did not forget.
    var forgottenAt: Int64?
    /// Days that the shop was watched when it began.
    let day: Int
}

/// What happened in a shop, and the truth about it.
struct ShopDays {
    /// How often people do what.
    struct Rates {
        var forgotten = 0.02
        var lateNight = 0.03
        var earlyNight = 0.02
        var lateSale = 0.005
        /// Median minutes from the last customer to the settlement, from shop to shop.
        var tidying = 5.0...30.0
        /// Spread of its logarithm, from shop to shop.
        var tidyingSpread = 0.2...0.45
        /// Shops that settle at a change of shifts as well, and shops that settle only when they open the next day.
        var twice = 0.05
        var nextMorning = 0.02

        /// People who are later, and more shops of odd habits.
        static let harsh = Rates(
            tidying: 6...40, tidyingSpread: 0.25...0.6, twice: 0.08, nextMorning: 0.05)
    }

    private(set) var events: [WatchEvent] = []
    private(set) var batches: [TrueBatch] = []

    private let key: TerminalKey
    private let shop: Shop
    var kind: String { shop.kind.rawValue + (shop.settlesNextMorning ? ", next morning" : "") }
    private var number: UInt32 = 1
    private var record: UInt32 = 1
    private var begun: (firstAt: Int64, lastAt: Int64, day: Int)?
    private var forgottenAt: Int64?
    /// Monday, 2026-01-05.
    private static let start: Int64 = 20_458

    init(key: TerminalKey, days: Int, rates: Rates, _ chance: inout Chance) {
        self.key = key
        shop = Shop(days: days, rates, &chance)
        for day in 0..<days { play(day, rates, &chance) }
        events.sort { $0.at < $1.at }
    }

    private mutating func play(_ day: Int, _ rates: Rates, _ chance: inout Chance) {
        let midnight = (ShopDays.start + Int64(day)) * 86_400
        guard let usual = shop.closes[day % 7], !shop.vacation.contains(day) else { return }
        // Eight public holidays a year, the same for all shops.
        let isHoliday = day % 45 == 30
        if isHoliday, shop.shutsOnHolidays { return }
        var opens = shop.opens
        var closes = usual + chance.normal(0, shop.jitter)
        var lull: Double?
        if let shift = shop.shift, day >= shift.day {
            closes += shift.minutes
            opens += shift.minutes / 2
        }
        if isHoliday { closes -= chance.between(60, 240) }
        if shop.kind == .allNight {
            opens = usual - 1440 + chance.between(5, 10)
        } else if chance.happens(rates.lateNight) {
            lull = closes
            closes += chance.between(60, 180)
        } else if chance.happens(rates.earlyNight) {
            closes -= chance.between(60, 150)
        }
        guard closes > opens + 60 else { return }
        morning(midnight, opens, &chance)
        sell(midnight, day, opens, closes, lull, &chance)
        let tidying = shop.tidying * exp(chance.normal(0, shop.tidyingSpread))
        let settles = midnight + Int64((closes + tidying) * 60)
        if shop.settlesNextMorning || begun == nil { return }
        if chance.happens(rates.forgotten) {
            // The batch that was forgotten first counts.
            forgottenAt = forgottenAt ?? settles
        } else {
            settle(at: settles)
            if chance.happens(rates.lateSale) { lateSale(after: settles, day, &chance) }
        }
    }

    /// What was forgotten is often settled in the morning; otherwise it waits for the next evening.
    private mutating func morning(_ midnight: Int64, _ opens: Double, _ chance: inout Chance) {
        guard begun != nil, shop.kind != .allNight else { return }
        let at = midnight + Int64((opens + chance.between(2, 45)) * 60)
        if shop.settlesNextMorning {
            if forgottenAt == nil, chance.happens(0.02) { forgottenAt = at } else { settle(at: at) }
        } else if chance.happens(0.6) {
            settle(at: at)
        }
    }

    private mutating func sell(
        _ midnight: Int64, _ day: Int, _ opens: Double, _ closes: Double, _ lull: Double?, _ chance: inout Chance
    ) {
        let change = shop.settlesTwice ? (opens + closes) / 2 + chance.normal(0, 15) : .infinity
        var hasChanged = false
        var minute = opens
        // Shops differ in how long they are empty before they shut.
        while true {
            var rate = shop.rate / 60
            if let lull, minute > lull { rate *= 0.4 }
            if shop.kind == .allNight, minute - opens > 930, minute - opens < 1290 { rate *= 0.15 }
            if shop.kind == .restaurant, minute > 870, minute < 1050 { rate *= 0.2 }
            minute += chance.wait(rate)
            if shop.kind == .siesta, minute > 810, minute < 1020 { minute = 1020 + chance.wait(rate) }
            guard minute < closes else { return }
            if minute > change, !hasChanged {
                hasChanged = true
                if forgottenAt == nil { settle(at: midnight + Int64(change * 60)) }
            }
            sale(at: midnight + Int64(minute * 60), day)
        }
    }

    private mutating func sale(at: Int64, _ day: Int) {
        // What was not settled in the morning is settled before the first sale, or not at all: no batch goes back in time.
        let at = max(at, batches.last.map { $0.closedAt + 1 } ?? at)
        events.append(
            WatchEvent(
                key, at: ClockTime(secondNumber: at),
                .booked(batch: number, record: record, BookedMoney(1000, currency: 156))))
        record += 1
        begun = (min(begun?.firstAt ?? at, at), max(begun?.lastAt ?? at, at), begun?.day ?? day)
    }

    private mutating func settle(at: Int64) {
        guard let batch = begun else { return }
        let at = max(at, batch.lastAt + 1)
        events.append(WatchEvent(key, at: ClockTime(secondNumber: at), .closed(batch: number, by: .terminal)))
        batches.append(
            TrueBatch(
                number: number, firstAt: batch.firstAt, lastAt: batch.lastAt, closedAt: at, forgottenAt: forgottenAt,
                day: batch.day))
        number += 1
        begun = nil
        forgottenAt = nil
    }

    /// One more customer after the settlement: settled again, or left for the next day.
    private mutating func lateSale(after settled: Int64, _ day: Int, _ chance: inout Chance) {
        let at = settled + Int64(chance.between(3, 25) * 60)
        sale(at: at, day)
        let again = at + Int64(chance.between(3, 20) * 60)
        if chance.happens(0.7) { settle(at: again) } else { forgottenAt = again }
    }
}
