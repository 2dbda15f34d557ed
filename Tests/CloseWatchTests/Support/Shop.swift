import CloseWatch
import Settlement

/// A terminal whose days are told to a watch.
struct Shop {
    let key = TerminalKey(merchantID: "104110070110001", terminalID: "10000001")
    var watch: CloseWatch
    var batch: UInt32 = 1
    private var record: UInt32 = 0

    init(_ rules: WatchRules = WatchRules()) { watch = CloseWatch { _ in rules } }

    /// A moment of a day counted from Monday 2026-01-05; minutes may go past midnight.
    static func time(_ day: Int, _ hour: Int, _ minute: Int = 0) -> ClockTime {
        ClockTime(secondNumber: (20_458 + Int64(day)) * 86_400 + Int64(hour * 60 + minute) * 60)
    }

    @discardableResult
    mutating func sale(_ at: ClockTime, _ minorUnits: Int64 = 1000, currency: UInt16 = 156) -> [WatchEffect] {
        record += 1
        return tell(at, .booked(batch: batch, record: record, BookedMoney(minorUnits, currency: currency)))
    }

    @discardableResult
    mutating func settle(_ at: ClockTime, by closer: WatchEvent.Closer = .terminal) -> [WatchEffect] {
        defer { batch += 1 }
        return tell(at, .closed(batch: batch, by: closer))
    }

    @discardableResult
    mutating func tell(_ at: ClockTime, _ kind: WatchEvent.Kind) -> [WatchEffect] {
        watch.look(at: at) + watch.take(WatchEvent(key, at: at, kind))
    }

    /// A day with a sale each half an hour, and a close.
    mutating func day(_ day: Int, from opens: Int, to closes: Int, settles: Int, minute: Int = 20) {
        for half in opens * 2..<closes * 2 { sale(Shop.time(day, 0, half * 30)) }
        settle(Shop.time(day, settles, minute))
    }

    /// Effects up to a moment, minute by minute.
    mutating func wait(from: ClockTime, until: ClockTime) -> [(at: ClockTime, effect: WatchEffect)] {
        var all: [(at: ClockTime, effect: WatchEffect)] = []
        var now = from
        while now <= until {
            all += watch.look(at: now).map { (now, $0) }
            now = now.adding(seconds: 60)
        }
        return all
    }
}

extension [WatchEffect] {
    var raised: [Alarm] { compactMap { if case .raised(let alarm) = $0 { alarm } else { nil } } }
    var told: [AlarmStep] { compactMap { if case .told(let alarm) = $0 { alarm.step } else { nil } } }
    var cleared: [Clearing] { compactMap { if case .cleared(_, let why, _) = $0 { why } else { nil } } }
    var settles: Int { filter { if case .settle = $0 { true } else { false } }.count }
}
