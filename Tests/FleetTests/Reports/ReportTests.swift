import CloseWatch
import Fleet
import Foundation
import Settlement
import Testing

@Suite("What the fleet's store tells")
struct ReportTests {
    private let rules: CloseWatch.RulesOf = { _ in WatchRules() }

    @Test("the same trouble on one firmware is one cluster that names it, and what has nothing in common names nothing")
    func clusters() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules)
        let at = Days.time(3, 12)
        var events: [FleetEvent] = []
        for number in 0..<212 {
            let key = TerminalKey(merchantID: "\(number / 4)", terminalID: "\(10_000_000 + number)")
            let isNew = number % 12 == 5
            events.append(
                .about(
                    key,
                    TerminalFacts(model: "virtual-pos", firmware: isNew ? "2.3.1" : "2.2.0", acquirer: "one")))
            events.append(.watch(WatchEvent(key, at: at, .waiting(reversals: 0, advices: 0))))
            if isNew, number < 168 { events.append(.trouble(key, at: at, code: "0500-answered-95")) }
            if number % 20 == 3 { events.append(.trouble(key, at: at, code: "printer-jammed")) }
        }
        try watch.ingest(events, from: "a", at: at)
        let clusters = try Clusters(store, at: at.secondNumber).clusters
        #expect(clusters.map(\.signature) == ["0500-answered-95", "printer-jammed"])
        #expect(clusters.first?.affected == 14 && clusters.first?.terminals == 212)
        #expect(clusters.first?.shared.map(\.value) == ["2.3.1"])
        #expect(clusters.first?.shared.first?.affected == 14)
        #expect(clusters.first?.shared.first?.all == 18)
        #expect(clusters.last?.shared == [])
    }

    @Test(
        "a cost is what the rule says for the hours, above what settling in time costs",
        arguments: [
            (5.0, "qualified", 0), (24, "mid-qualified", 400), (47.9, "mid-qualified", 400), (50, "non-qualified", 930),
        ])
    func cost(_ hours: Double, _ name: String, _ extra: Int) throws {
        let rules = try CostRules(ReportTests.rule, origin: "cost.yaml")
        #expect(rules.feeClass(hours: hours).name == name)
        #expect(rules.extra(minorUnits: 100_000, hours: hours) == Int64(extra))
    }

    private static let rule = """
        name: example
        source: contract
        classes:
          - {from-hours: 0, class: qualified, percent: 0.60}
          - {from-hours: 24, class: mid-qualified, percent: 1.00}
          - {from-hours: 48, class: non-qualified, percent: 1.50, fixed: 30}
        hold-days: 7
        """

    @Test("open batches are dearer by the hour, and the report says whose word it is")
    func costReport() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules)
        try watch.ingest(Days(settled: 2).events, from: "a", at: Days.time(2, 21))
        let report = try CostReport(
            store, try CostRules(ReportTests.rule, origin: "cost.yaml"), at: Days.time(3, 11).secondNumber)
        #expect(report.rule == "example" && report.source == "contract")
        #expect(report.lines.map(\.feeClass) == ["mid-qualified"])
        #expect(report.lines.first?.hours == 25)
        #expect(report.lines.first?.hoursToNext == 23)
        #expect(report.extra.map(\.minorUnits) == [44])
    }

    @Test("a rule file without a source, or that does not begin at zero hours, is refused with its line")
    func badRules() {
        for text in [
            "name: a", "name: a\nsource: b\nclasses:\n  - {from-hours: 24, class: x, percent: 1}", "a: [", "- 1",
        ] {
            #expect(throws: FleetError.self) { try CostRules(text, origin: "cost.yaml") }
        }
    }

    @Test("a week's digest counts records, closes, open batches and batch numbers that were never seen")
    func digest() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules)
        let days = Days(settled: 7)
        // The fourth day was never heard of.
        let events = days.events.filter { event in
            guard case .watch(let event) = event else { return true }
            return switch event.kind {
            case .booked(4, _, _), .closed(4, _): false
            default: true
            }
        }
        try watch.ingest(events, from: "a", at: Days.time(7, 21))
        let week = try FleetDigest(store, last: Days.time(6, 0).date, days: 7)
        let shop = try #require(week.shops.first)
        #expect(week.from == "2026-01-05" && week.to == "2026-01-11")
        #expect(shop.records == 66 && shop.money.map(\.minorUnits) == [66_000])
        #expect(shop.closes.map(\.batch) == [1, 2, 3, 5, 6, 7])
        #expect(shop.closes.first?.hours == 11.3)
        #expect(shop.missingBatches == 1)
        #expect(try FleetDigest(store, last: Days.time(6, 0).date, terminal: "other").shops.isEmpty)
    }
}
