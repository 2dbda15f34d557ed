import CloseWatch
import Settlement
import TestSupport
import Testing

@Suite("What holds for any shop")
struct PropertyTests {
    /// Events of some weeks by chance: sales, reversals, closes forgotten and not, in order of time.
    private func events(_ key: TerminalKey, _ random: inout Random) -> [WatchEvent] {
        var events: [WatchEvent] = []
        var batch = UInt32.random(in: 1...900_000, using: &random)
        var record: UInt32 = 0
        for day in 0..<Int.random(in: 3...40, using: &random) {
            let opens = Int.random(in: 240...1200, using: &random)
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                record += 1
                let at = Shop.time(day, 0, opens + Int.random(in: 0...600, using: &random))
                let money = BookedMoney(Int64.random(in: 1...9999, using: &random), currency: 156)
                events.append(WatchEvent(key, at: at, .booked(batch: batch, record: record, money)))
                if Int.random(in: 0..<6, using: &random) == 0 {
                    events.append(
                        WatchEvent(key, at: at.adding(seconds: 40), .undone(batch: batch, record: record, money)))
                }
            }
            if Int.random(in: 0..<5, using: &random) > 0 {
                let closer = Int.random(in: 0..<9, using: &random) == 0 ? WatchEvent.Closer.host : .terminal
                events.append(WatchEvent(key, at: Shop.time(day, 0, opens + 620), .closed(batch: batch, by: closer)))
                batch += 1
            }
        }
        return events
    }

    private struct Life {
        var raised: [UInt32: Int] = [:]
        var told: [UInt32: [AlarmStep]] = [:]
        var open: Set<UInt32> = []
        var wrong: [String] = []

        mutating func take(_ effects: [WatchEffect]) {
            for effect in effects {
                switch effect {
                case .raised(let alarm):
                    if open.contains(alarm.batch.number) { wrong.append("raised twice") }
                    raised[alarm.batch.number, default: 0] += 1
                    told[alarm.batch.number] = []
                    if alarm.batch.count == 0 { wrong.append("an empty batch") }
                    if alarm.raisedAt < alarm.due.at { wrong.append("before its time") }
                    open.insert(alarm.batch.number)
                case .told(let alarm):
                    guard let step = alarm.step else { return wrong.append("told to nobody") }
                    told[alarm.batch.number, default: []].append(step)
                    if !open.contains(alarm.batch.number) { wrong.append("told without an alarm") }
                case .cleared(let alarm, _, _):
                    if open.remove(alarm.batch.number) == nil { wrong.append("cleared without an alarm") }
                case .settle: break
                }
            }
        }
    }

    @Test("one alarm for a batch, each step once and in order, and none outlives its batch", arguments: 0..<60)
    func oneAlarm(_ seed: Int) {
        var random = Random(state: UInt64(seed))
        let key = TerminalKey(merchantID: "1", terminalID: "2")
        var watch = CloseWatch()
        var life = Life()
        var closed: Set<UInt32> = []
        var emptied: [UInt32: Int] = [:]
        for event in events(key, &random).sorted(by: { $0.at < $1.at }) {
            while let next = watch.nextLook(), next <= event.at.secondNumber {
                life.take(watch.look(at: ClockTime(secondNumber: next)))
            }
            let effects = watch.take(event)
            life.take(effects)
            for case .cleared(let alarm, .emptied, _) in effects { emptied[alarm.batch.number, default: 0] += 1 }
            if case .closed(let batch, _) = event.kind { closed.insert(batch) }
        }
        while let next = watch.nextLook() { life.take(watch.look(at: ClockTime(secondNumber: next))) }
        #expect(life.wrong == [])
        // A batch that was emptied and is late again is a new alarm.
        for (batch, count) in life.raised { #expect(count <= 1 + emptied[batch, default: 0], "batch \(batch)") }
        for steps in life.told.values { #expect(steps == steps.sorted() && Set(steps).count == steps.count) }
        #expect(life.open.isDisjoint(with: closed))
        #expect(Set(watch.alarms.map(\.batch.number)) == life.open)
    }

    @Test("a watch that is restarted at any moment raises and tells the same as one that is not", arguments: 0..<60)
    func restart(_ seed: Int) {
        var random = Random(state: UInt64(1000 + seed))
        let key = TerminalKey(merchantID: "1", terminalID: "2")
        let events = events(key, &random).sorted { $0.at < $1.at }
        let cut = Int.random(in: 0...events.count, using: &random)
        func run(restartAt: Int?) -> [WatchEffect] {
            var watch = CloseWatch()
            var effects: [WatchEffect] = []
            for (index, event) in events.enumerated() {
                if index == restartAt, let state = watch.state(key) {
                    var again = CloseWatch()
                    again.restore(
                        key,
                        TerminalWatch(
                            open: Array(state.open.values), history: state.history, closed: state.closed,
                            pendingReversals: state.pendingReversals, pendingAdvices: state.pendingAdvices),
                        alarms: watch.alarms)
                    watch = again
                }
                while let next = watch.nextLook(), next <= event.at.secondNumber {
                    effects += watch.look(at: ClockTime(secondNumber: next))
                }
                effects += watch.take(event)
            }
            return effects
        }
        #expect(run(restartAt: cut) == run(restartAt: nil))
    }
}
