import CloseWatch
import Fleet
import Foundation
import GRDB
import Settlement
import TestSupport
import Testing

@Suite("The watch over its store")
struct FleetWatchTests {
    private let rules: CloseWatch.RulesOf = { _ in WatchRules() }
    private let plan = ChannelPlan(steps: ["office": [.shop, .supervisor]], settling: [])
    private let night = Days.time(29, 0, 30)

    private func count(_ status: FleetStatus) -> Int { status.open.values.reduce(0, +) }

    @Test("what is told twice counts once, in one ingest or in two, and by two sources")
    func idempotent() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules)
        let days = Days()
        let first = try watch.ingest(days.events + days.events, from: "a", at: night)
        #expect(first.fresh == days.events.count)
        #expect(try watch.ingest(days.events, from: "a", at: night).fresh == 0)
        #expect(try watch.ingest(days.events.reversed(), from: "b", at: night).fresh == 0)
        let status = try FleetStatus(store, at: night.secondNumber)
        #expect(count(status) == 1)
        #expect(status.openMoney.map(\.minorUnits) == [11_000])
        #expect(watch.state(days.key)?.open[days.open]?.count == 11)
        #expect(watch.state(days.key)?.history.count == 28)
    }

    @Test("a record that is reversed counts no more, whichever is told first")
    func undone() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules)
        let days = Days(settled: 0)
        func undone(_ record: UInt32) -> FleetEvent {
            .watch(
                WatchEvent(
                    days.key, at: Days.time(0, 12), .undone(batch: 1, record: record, BookedMoney(1000, currency: 156)))
            )
        }
        try watch.ingest(
            [undone(1), days.booked(0, 10, record: 1), days.booked(0, 11, record: 2)], from: "a", at: night)
        #expect(watch.state(days.key)?.open[1]?.count == 1)
        try watch.ingest([undone(2), undone(2)], from: "a", at: night)
        #expect(watch.state(days.key)?.open[1]?.count == 0)
        let status = try FleetStatus(store, at: night.secondNumber)
        #expect(count(status) == 0)
    }

    @Test("a watch that is started again raises nothing twice, goes on with its steps, and hears of the close")
    func restart() throws {
        let folder = try Folder()
        let path = folder.file("fleet.sqlite")
        let days = Days()
        do {
            let watch = try FleetWatch(try FleetStore(path: path), rules: rules, plan: plan)
            try watch.ingest(days.events, from: "a", position: 7, at: night)
            let effects = try watch.look(at: night)
            #expect(effects.count == 2)
        }
        let store = try FleetStore(path: path)
        let again = try FleetWatch(store, rules: rules, plan: plan)
        #expect(try again.position(of: "a") == 7)
        #expect(again.alarms.map(\.batch.number) == [days.open])
        #expect(try again.look(at: night.adding(seconds: 60)).isEmpty)
        let later = try again.look(at: night.adding(seconds: 3600))
        let told = later.compactMap { effect -> AlarmStep? in
            if case .told(let alarm) = effect { alarm.step } else { nil }
        }
        #expect(told == [.shop, .supervisor])
        let third = try FleetWatch(store, rules: rules, plan: plan)
        let over = try third.ingest([days.closed(28, 26)], from: "a", at: night.adding(seconds: 7200))
        #expect(over.effects.count == 1)
        #expect(third.alarms.isEmpty)
        #expect(try FleetStatus(store, at: night.adding(seconds: 7200).secondNumber).overdueCount == 0)
        let digest = try FleetDigest(store, last: Days.time(29, 0).date)
        #expect(digest.shops.first?.alarms.map(\.step) == ["supervisor"])
        #expect(digest.shops.first?.alarms.first?.clearedAt == "2026-02-03 02:20")
    }

    @Test("a restart at any place of a random life gives the same alarms as none", arguments: 0..<12)
    func restartAnywhere(_ seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let days = Days(settled: 12)
        // A shop that forgets now and then.
        let events = (0..<20).flatMap { day in
            days.day(day) + (Int.random(in: 0..<4, using: &random) == 0 ? [] : [days.closed(day)])
        }
        let cut = Int.random(in: 1..<events.count, using: &random)
        func run(cut: Int?) throws -> [WatchEffect] {
            let folder = try Folder()
            let path = folder.file("fleet.sqlite")
            var watch = try FleetWatch(try FleetStore(path: path), rules: rules, plan: plan)
            var effects: [WatchEffect] = []
            for (index, event) in events.enumerated() {
                if index == cut { watch = try FleetWatch(try FleetStore(path: path), rules: rules, plan: plan) }
                let at = try #require(event.at)
                effects += try watch.look(at: at)
                effects += try watch.ingest([event], from: "a", at: at).effects
            }
            return effects
        }
        #expect(try run(cut: cut) == run(cut: nil))
    }

    @Test("when a write fails nothing is changed, in the store or in memory, and it is taken in when it works again")
    func failedWrite() throws {
        let folder = try Folder()
        let path = folder.file("fleet.sqlite")
        let days = Days()
        let watch = try FleetWatch(try FleetStore(path: path), rules: rules, plan: plan)
        try watch.ingest(Array(days.events.dropLast(5)), from: "a", position: 1, at: night)
        let before = watch.state(days.key)
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "ALTER TABLE source RENAME TO gone") }
        #expect(throws: FleetError.self) { try watch.ingest(days.events, from: "a", position: 2, at: night) }
        #expect(watch.state(days.key) == before)
        try other.write { try $0.execute(sql: "ALTER TABLE gone RENAME TO source") }
        #expect(try watch.position(of: "a") == 1)
        #expect(try watch.ingest(days.events, from: "a", position: 2, at: night).fresh == 5)
        try other.write { try $0.execute(sql: "ALTER TABLE alarm RENAME TO gone") }
        #expect(throws: FleetError.self) { try watch.look(at: night) }
        #expect(watch.alarms.isEmpty)
        try other.write { try $0.execute(sql: "ALTER TABLE gone RENAME TO alarm") }
        #expect(try watch.look(at: night).count == 2)
    }

    @Test("a number that is used again a day after its close is watched; what is told again of the first use is not")
    func numberUsedAgain() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules)
        let days = Days()
        let first = days.day(0) + [days.closed(0)]
        func sale(_ record: UInt32, _ day: Int, _ minorUnits: Int64 = 700) -> FleetEvent {
            .watch(
                WatchEvent(
                    days.key, at: Days.time(day, 12),
                    .booked(batch: 1, record: record, BookedMoney(minorUnits, currency: 156))))
        }
        try watch.ingest(first, from: "a", at: night)
        // The same sale again, with another clock, is no new batch.
        #expect(try watch.ingest([sale(10, 9, 1000)], from: "b", at: night).fresh == 0)
        try watch.ingest([sale(1, 9), sale(2, 9)] + first, from: "a", at: night)
        #expect(watch.state(days.key)?.open[1]?.count == 2)
        #expect(watch.state(days.key)?.open[1]?.money == [156: 1400])
        let again = try FleetWatch(try FleetStore(path: store.path), rules: rules)
        #expect(again.state(days.key)?.open == watch.state(days.key)?.open)
        #expect(try FleetStatus(store, at: night.secondNumber).openMoney.map(\.minorUnits) == [1400])
        #expect(try watch.look(at: Days.time(12, 0)).raised.count == 1)
        let close = WatchEvent(days.key, at: Days.time(12, 1), .closed(batch: 1, by: .terminal))
        #expect(try watch.ingest([.watch(close)], from: "a", at: night).effects.count == 1)
    }

    @Test("a number that is used again within one ingest stands for its last use")
    func numberUsedAgainAtOnce() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules)
        let days = Days()
        let sale = WatchEvent(
            days.key, at: Days.time(9, 12), .booked(batch: 1, record: 1, BookedMoney(700, currency: 840)))
        try watch.ingest(days.day(0) + [days.closed(0), .watch(sale)], from: "a", at: night)
        #expect(watch.state(days.key)?.open[1]?.money == [840: 700])
        let status = try FleetStatus(store, at: night.secondNumber)
        #expect(status.openMoney.map(\.minorUnits) == [700] && status.openMoney.map(\.currency) == [840])
    }

    @Test("one terminal with a wrong clock does not make the fleet forget its habits")
    func wrongClock() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules)
        let days = Days()
        let wrong = Days(key: TerminalKey(merchantID: "1", terminalID: "2"))
        try watch.ingest(days.events + wrong.day(2000) + [wrong.closed(2000)], from: "a", at: night)
        let again = try FleetWatch(store, rules: rules)
        #expect(again.state(days.key)?.history.count == 28)
    }

    @Test(
        "a file of another program is refused, and neither it nor a store is changed by reading",
        arguments: [true, false])
    func foreign(_ mayMake: Bool) throws {
        let folder = try Folder()
        let path = folder.file("other.sqlite")
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "CREATE TABLE note (text TEXT)") }
        try other.close()
        let before = try Data(contentsOf: URL(filePath: path))
        let error = #expect(throws: FleetError.self) { try FleetStore(path: path, mayMake: mayMake) }
        #expect(error?.what == "\(path) is no store of a fleet")
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        let store = folder.file("fleet.sqlite")
        _ = try FleetWatch(try FleetStore(path: store), rules: rules)
        let made = try Data(contentsOf: URL(filePath: store))
        let reading = try FleetStore(path: store, mayMake: false)
        #expect(try FleetStatus(reading, at: 0).terminals == 0)
        #expect(throws: FleetError.self) { try FleetWatch(reading, rules: rules).ingest([], from: "a", at: night) }
        #expect(try Data(contentsOf: URL(filePath: store)) == made)
    }

    @Test("a store that is not there is not made for a question")
    func missing() throws {
        let folder = try Folder()
        let error = #expect(throws: FleetError.self) { try FleetStore(path: folder.file("no.sqlite"), mayMake: false) }
        #expect(error?.what.contains("there is no store") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.file("no.sqlite")))
    }

    @Test("a file that is no store is refused, and left as it is")
    func noStore() throws {
        let folder = try Folder()
        let path = folder.file("letter.txt")
        let text = String(repeating: "not a store\n", count: 100)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: FleetError.self) { try FleetStore(path: path) }
        #expect(error?.why.contains("not a database") == true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
}

extension [WatchEffect] {
    fileprivate var raised: [Alarm] { compactMap { if case .raised(let alarm) = $0 { alarm } else { nil } } }
}
