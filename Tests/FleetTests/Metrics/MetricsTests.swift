import CloseWatch
import CoreMetrics
import Fleet
import Foundation
import Settlement
import TestSupport
import Testing

@Suite("Metrics as Prometheus reads them")
struct MetricsTests {
    @Test("Prometheus' own parser reads the page, with open batches by age, overdue money and lag")
    func scrape() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: { _ in WatchRules() })
        let now = Days.time(29, 0, 30)
        let days = Days()
        try watch.ingest(
            days.events + [.watch(WatchEvent(days.key, at: now, .waiting(reversals: 2, advices: 0)))],
            from: "ledger \"a\\b\"", at: now.adding(seconds: -90))
        let metrics = PrometheusMetrics()
        let numbers = FleetMetrics(metrics)
        numbers.count(events: 337, alarms: 1)
        try numbers.update(store, at: now.secondNumber)
        let server = try MetricsServer(port: 0) { metrics.text }
        defer { server.stop() }
        let read = try FinishedProgram(
            try FinishedProgram.python(), [Peer.path("metrics.py"), "http://127.0.0.1:\(server.port)/metrics"])
        try #require(read.status == 0, "\(read.complaint)")
        let samples = read.text.split(separator: "\n").map { $0.split(separator: " | ")[0] }
        #expect(samples.contains("gauge tillbench_open_batches {age_hours=12-24} 1"))
        #expect(samples.contains("gauge tillbench_open_batches {age_hours=48-} 0"))
        #expect(samples.contains("gauge tillbench_overdue_batches {} 1"))
        #expect(samples.contains("gauge tillbench_overdue_minor_units {currency=156} 11000"))
        #expect(samples.contains("gauge tillbench_pending_reversals {} 2"))
        #expect(samples.contains("gauge tillbench_ingest_lag_seconds {source=ledger \"a\\b\"} 90"))
        #expect(samples.contains("counter tillbench_events_total {} 337"))
        #expect(read.text.split(separator: "\n").allSatisfy { !$0.hasSuffix("| ") })
    }

    @Test("what is settled goes back to zero, and is not forgotten on the page")
    func backToZero() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: { _ in WatchRules() })
        let now = Days.time(29, 0, 30)
        let metrics = PrometheusMetrics()
        let numbers = FleetMetrics(metrics)
        try watch.ingest(Days().events, from: "a", at: now)
        try numbers.update(store, at: now.secondNumber)
        #expect(metrics.text.contains("tillbench_overdue_minor_units{currency=\"156\"} 11000\n"))
        try watch.ingest([Days().closed(28, 25)], from: "a", at: now)
        try numbers.update(store, at: now.secondNumber)
        #expect(metrics.text.contains("tillbench_overdue_minor_units{currency=\"156\"} 0\n"))
        #expect(metrics.text.contains("tillbench_overdue_batches 0\n"))
    }

    @Test("counters, timers and recorders of swift-metrics have their kinds")
    func kinds() {
        let metrics = PrometheusMetrics()
        Counter(label: "2 bad.name", dimensions: [("a b", "line\nbreak")], factory: metrics).increment(by: 3)
        Timer(label: "took", dimensions: [], preferredDisplayUnit: .seconds, factory: metrics).recordNanoseconds(
            1_500_000_000)
        Recorder(label: "size", dimensions: [], aggregate: true, factory: metrics).record(Int64(4))
        #expect(metrics.text.contains("_2_bad_name{a_b=\"line\\nbreak\"} 3\n"))
        #expect(metrics.text.contains("# TYPE took summary\ntook_sum 1.5\ntook_count 1\n"))
        #expect(metrics.text.contains("size_sum 4\nsize_count 1\n"))
    }

    @Test("other pages are not found, and a port that is taken is said")
    func others() throws {
        let server = try MetricsServer(port: 0) { "" }
        defer { server.stop() }
        let error = #expect(throws: FleetError.self) { try MetricsServer(port: server.port) { "" } }
        #expect(error?.kind == .port)
        let answer = try FinishedProgram(
            "/usr/bin/env",
            ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "http://127.0.0.1:\(server.port)/other"])
        #expect(answer.text == "404")
    }
}
