import CoreMetrics
import GRDB
import Synchronization

/// The fleet as numbers that Prometheus scrapes.
public final class FleetMetrics: Sendable {
    private let factory: PrometheusMetrics
    private let currencies = Mutex<Set<UInt16>>([])

    /// Metrics of a fleet.
    public init(_ factory: PrometheusMetrics) {
        self.factory = factory
        for (name, help) in FleetMetrics.helps { factory.describe(name, help) }
    }

    private static let helps = [
        "tillbench_terminals": "Terminals that are known.",
        "tillbench_open_batches": "Batches that hold records and are not closed, by age in hours.",
        "tillbench_overdue_batches": "Batches that are past their time.",
        "tillbench_overdue_minor_units": "Money in them, in minor units of the currency.",
        "tillbench_pending_reversals": "Transactions that wait for a reversal.",
        "tillbench_ingest_lag_seconds": "Time since a source was read last.",
        "tillbench_events_total": "Events that were new.",
        "tillbench_alarms_total": "Alarms that were raised.",
        "tillbench_deliveries_total": "Deliveries that were tried, by channel and result.",
    ]

    /// Takes over how the fleet stands.
    ///
    /// - Parameter now: Seconds since 1970-01-01 of the shops' local time.
    /// - Throws: `FleetError`.
    public func update(_ store: FleetStore, at now: Int64) throws(FleetError) {
        let status = try FleetStatus(store, at: now, limit: 0)
        set("tillbench_terminals", Double(status.terminals))
        for (age, count) in status.open { set("tillbench_open_batches", Double(count), [("age_hours", age)]) }
        set("tillbench_overdue_batches", Double(status.overdueCount))
        // A currency of which nothing is overdue any more goes back to zero.
        let overdue = Dictionary(status.overdueMoney.map { ($0.currency, $0.minorUnits) }) { first, _ in first }
        let known = currencies.withLock {
            $0.formUnion(status.openMoney.map(\.currency))
            return $0
        }
        for currency in known {
            set(
                "tillbench_overdue_minor_units", Double(overdue[currency] ?? 0), [("currency", "\(currency)")])
        }
        set("tillbench_pending_reversals", Double(status.pendingReversals))
        let read = try store.read { database in
            try Row.fetchAll(database, sql: "SELECT name, readAt FROM source").map { ($0[0] as String, $0[1] as Int64) }
        }
        for (name, readAt) in read {
            set("tillbench_ingest_lag_seconds", Double(max(0, now - readAt)), [("source", name)])
        }
    }

    /// Counts.
    public func count(events: Int, alarms: Int) {
        add("tillbench_events_total", events)
        add("tillbench_alarms_total", alarms)
    }

    /// Counts a delivery.
    public func count(_ outcome: Outbox.Outcome) {
        add(
            "tillbench_deliveries_total", 1,
            [("channel", outcome.channel), ("result", outcome.failure == nil ? "delivered" : "failed")])
    }

    private func set(_ name: String, _ value: Double, _ labels: [(String, String)] = []) {
        Gauge(label: name, dimensions: labels, factory: factory).record(value)
    }

    private func add(_ name: String, _ amount: Int, _ labels: [(String, String)] = []) {
        Counter(label: name, dimensions: labels, factory: factory).increment(by: Int64(amount))
    }
}
