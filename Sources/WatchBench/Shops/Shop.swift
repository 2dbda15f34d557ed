/// What kind of shop, and when its kind usually sells: minutes after the midnight on which its day begins.
enum ShopKind: String, CaseIterable, Codable {
    case retail, restaurant, bar, bakery, siesta, corner, allNight = "all-night", quiet

    /// How common it is.
    var weight: Double {
        switch self {
        case .retail: 0.25
        case .restaurant: 0.22
        case .bar: 0.13
        case .bakery: 0.08
        case .siesta: 0.10
        case .corner: 0.10
        case .allNight: 0.02
        case .quiet: 0.10
        }
    }

    static func pick(_ chance: inout Chance) -> ShopKind {
        var rest = chance.unit()
        for kind in allCases {
            rest -= kind.weight
            if rest < 0 { return kind }
        }
        return .retail
    }

    /// Opens and closes within these minutes.
    fileprivate var hours: (opens: (Double, Double), closes: (Double, Double)) {
        switch self {
        case .retail: ((540, 630), (1110, 1260))
        case .restaurant: ((660, 720), (1260, 1400))
        case .bar: ((1020, 1140), (1440, 1680))
        case .bakery: ((270, 390), (780, 960))
        case .siesta: ((540, 600), (1200, 1290))
        case .corner: ((390, 450), (1320, 1430))
        case .allNight: ((420, 430), (1850, 1860))
        case .quiet: ((570, 660), (1020, 1170))
        }
    }

    /// Sales an hour.
    fileprivate var rate: (Double, Double) {
        switch self {
        case .quiet: (0.4, 1.2)
        case .siesta, .retail: (1.5, 6)
        default: (2, 10)
        }
    }
}

/// A shop's habits, drawn once.
struct Shop {
    let kind: ShopKind
    /// Minutes after midnight.
    let opens: Double
    /// Close of each weekday, Monday first; nil for the weekly closing day.
    let closes: [Double?]
    /// Sales an hour.
    let rate: Double
    /// Standard deviation of the hour at which the last customer has gone; minutes.
    let jitter: Double
    /// Median minutes from there to the settlement.
    let tidying: Double
    /// Spread of its logarithm.
    let tidyingSpread: Double
    /// First day of new hours, and by how much later (earlier below zero); nil for none.
    let shift: (day: Int, minutes: Double)?
    /// Days on which it is shut for holidays of its own.
    let vacation: Range<Int>
    /// Settles at the change of shifts as well.
    let settlesTwice: Bool
    /// Always settles when it opens the next day, never in the evening.
    let settlesNextMorning: Bool
    /// Closes half the public holidays wholly.
    let shutsOnHolidays: Bool

    init(days: Int, _ rates: ShopDays.Rates, _ chance: inout Chance) {
        let kind = ShopKind.pick(&chance)
        self.kind = kind
        opens = chance.between(kind.hours.opens.0, kind.hours.opens.1)
        let usual = chance.between(kind.hours.closes.0, kind.hours.closes.1)
        let weekend = kind == .bar || kind == .restaurant ? chance.between(0, 120) : chance.between(-60, 60)
        var closes = (0..<7).map { weekday -> Double? in
            kind == .allNight ? usual : weekday == 4 || weekday == 5 ? usual + weekend : usual
        }
        if kind == .retail || kind == .siesta, chance.happens(0.5) {
            // A short Saturday.
            closes[5] = usual - chance.between(120, 300)
        }
        if kind != .allNight, chance.happens(0.6) { closes[chance.happens(0.5) ? 6 : chance.whole(0..<7)] = nil }
        self.closes = closes
        rate = chance.between(kind.rate.0, kind.rate.1)
        jitter = chance.between(6, 25)
        tidying = chance.between(rates.tidying.lowerBound, rates.tidying.upperBound)
        tidyingSpread = chance.between(rates.tidyingSpread.lowerBound, rates.tidyingSpread.upperBound)
        shift =
            kind != .allNight && chance.happens(0.2)
            ? (chance.whole(20..<max(21, days)), chance.between(30, 120) * (chance.happens(0.5) ? 1 : -1)) : nil
        if chance.happens(0.3) {
            let first = chance.whole(0..<days)
            vacation = first..<first + chance.whole(4..<15)
        } else {
            vacation = days..<days
        }
        let habit = chance.unit()
        settlesTwice = habit < rates.twice && kind != .allNight
        settlesNextMorning = habit > 1 - rates.nextMorning && kind != .allNight && kind != .bar
        shutsOnHolidays = chance.happens(0.5)
    }
}
