import CoreMetrics

extension PrometheusMetrics {
    private func series(_ label: String, _ dimensions: [(String, String)]) -> Series {
        Series(name: PrometheusMetrics.name(label), labels: Dictionary(dimensions) { _, last in last })
    }

    /// A counter.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Cell(metrics: self, series: series(label, dimensions), kind: .counter)
    }

    /// A gauge; a recorder that aggregates becomes a summary without quantiles.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        Cell(metrics: self, series: series(label, dimensions), kind: aggregate ? .summary : .gauge)
    }

    /// A summary of seconds, without quantiles.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Cell(metrics: self, series: series(label, dimensions), kind: .summary)
    }

    /// A gauge that goes up and down.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        Cell(metrics: self, series: series(label, dimensions), kind: .gauge)
    }

    /// Takes a counter away.
    public func destroyCounter(_ handler: any CounterHandler) { (handler as? Cell)?.forget() }
    /// Takes a recorder away.
    public func destroyRecorder(_ handler: any RecorderHandler) { (handler as? Cell)?.forget() }
    /// Takes a timer away.
    public func destroyTimer(_ handler: any TimerHandler) { (handler as? Cell)?.forget() }
    /// Takes a meter away.
    public func destroyMeter(_ handler: any MeterHandler) { (handler as? Cell)?.forget() }
}

/// One time series.
private final class Cell: CounterHandler, RecorderHandler, TimerHandler, MeterHandler, Sendable {
    private let metrics: PrometheusMetrics
    private let series: PrometheusMetrics.Series
    private let kind: PrometheusMetrics.Kind

    init(metrics: PrometheusMetrics, series: PrometheusMetrics.Series, kind: PrometheusMetrics.Kind) {
        self.metrics = metrics
        self.series = series
        self.kind = kind
    }

    func forget() { metrics.forget(series) }

    func increment(by amount: Int64) { metrics.change(series, kind) { $0 += Double(amount) } }
    func reset() { metrics.change(series, kind) { $0 = 0 } }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        let isSum = kind == .summary
        metrics.change(series, kind) { $0 = isSum ? $0 + value : value }
    }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { metrics.change(series, kind) { $0 = value } }
    func increment(by amount: Double) { metrics.change(series, kind) { $0 += amount } }
    func decrement(by amount: Double) { metrics.change(series, kind) { $0 -= amount } }
}
