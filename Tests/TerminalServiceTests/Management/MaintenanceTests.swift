import Foundation
import TerminalService
import Testing

@Suite("When parts of a terminal are due")
struct MaintenanceTests {
    private static let begin = Date(timeIntervalSince1970: 1_795_000_000)

    private func entry(_ day: Double, _ counters: [String: Int64]) -> DeviceHistory.Entry {
        DeviceHistory.Entry(
            kind: "self-test", outcome: "passed", details: [], counters: counters,
            at: MaintenanceTests.begin.addingTimeInterval(day * 86_400))
    }

    private func printer(_ day: Double, metres: Int64) -> DeviceHistory.Entry {
        entry(day, ["printer.millimetres": metres * 1000, "printer.millimetres-life": 50_000_000])
    }

    private func day(_ number: Double) -> String {
        MaintenanceTests.begin.addingTimeInterval(number * 86_400).formatted(.iso8601.year().month().day())
    }

    private func item(_ entries: [DeviceHistory.Entry], _ part: String) throws -> Maintenance.Item {
        let all = Maintenance("S", entries, now: MaintenanceTests.begin.addingTimeInterval(40 * 86_400))
        return try #require(all.items.first { $0.part == part })
    }

    @Test("a straight line through the counts tells the day on which the limit is reached")
    func trend() throws {
        // 100 m a day; 40,000 m on day 30, so 10,000 m are left: 100 days more.
        let head = try item(
            [printer(0, metres: 37_000), printer(10, metres: 38_000), printer(30, metres: 40_000)], "printer-head")
        #expect(head.value == 40_000 && head.limit == 50_000 && head.perDay.map { Int($0.rounded()) } == 100)
        #expect(head.due == day(130) && !head.isDue && head.basis.contains("3 counts of 30 day(s)"))
    }

    @Test("without two counts of different days there is no day, and a count that stands still is never due")
    func withoutTrend() throws {
        let one = try item([printer(0, metres: 100)], "printer-head")
        #expect(one.due == nil && one.perDay == nil && one.basis.contains("no trend yet"))
        #expect(try item([printer(0, metres: 100), printer(0.5, metres: 200)], "printer-head").due == nil)
        let still = try item([printer(0, metres: 100), printer(9, metres: 100)], "printer-head")
        #expect(still.due == nil && still.perDay == 0 && !still.isDue)
        #expect(Maintenance("S", []).items.isEmpty)
    }

    @Test("a count that went back is that of a new part")
    func replaced() throws {
        let head = try item(
            [printer(0, metres: 49_000), printer(10, metres: 0), printer(20, metres: 1000)], "printer-head")
        #expect(head.perDay.map { Int($0.rounded()) } == 100 && head.due == day(20 + 490))
    }

    @Test("a limit that is reached is due now, and so is a battery below its least capacity")
    func reached() throws {
        #expect(try item([printer(0, metres: 50_001)], "printer-head").isDue)
        func battery(_ number: Double, _ percent: Int64) -> DeviceHistory.Entry {
            entry(number, ["battery.capacity-percent": percent, "battery.capacity-percent-least": 70])
        }
        #expect(try item([battery(0, 69)], "battery").isDue)
        let falling = try item([battery(0, 90), battery(30, 85)], "battery")
        #expect(falling.due == day(120) && !falling.isDue)
        // What a trend says for a day that is over is due.
        #expect(try item([battery(0, 80), battery(9, 71)], "battery").isDue)
    }

    @Test("an event's time tells its zone, and is read again in any zone")
    func times() throws {
        let entry = entry(0, [:])
        #expect(entry.date == MaintenanceTests.begin)
        #expect(entry.at.hasSuffix("Z") || entry.at.dropFirst(19).contains { "+-".contains($0) }, "\(entry.at)")
    }

    @Test("misread cards count since the count before, and only when there are enough")
    func misreads() throws {
        func reader(_ number: Double, _ swipes: Int64, _ misreads: Int64) -> DeviceHistory.Entry {
            entry(number, ["reader.swipes": swipes, "reader.misreads": misreads])
        }
        let good = try item([reader(0, 100, 50), reader(1, 200, 52)], "card-reading")
        #expect(good.value == 2 && !good.isDue && good.basis == "2 of 100 since the count before")
        #expect(try item([reader(0, 100, 50), reader(1, 200, 60)], "card-reading").isDue)
        let few = try item([reader(0, 100, 0), reader(1, 103, 3)], "card-reading")
        #expect(!few.isDue && few.basis.contains("too few"))
    }
}
