import CoreMetrics
import Synchronization

/// Metrics of swift-metrics as Prometheus reads them: text exposition format 0.0.4.
///
/// Source of the format: prometheus.io, *Exposition formats*.
public final class PrometheusMetrics: MetricsFactory, Sendable {
    enum Kind: String {
        case counter, gauge, summary
    }

    struct Series: Hashable, Comparable {
        let name: String
        let labels: [String: String]

        var shown: String {
            guard !labels.isEmpty else { return name }
            let pairs = labels.sorted { $0.key < $1.key }.map {
                "\(PrometheusMetrics.name($0.key))=\"\(PrometheusMetrics.escaped($0.value))\""
            }
            return name + "{" + pairs.joined(separator: ",") + "}"
        }

        static func < (left: Series, right: Series) -> Bool { left.shown < right.shown }
    }

    struct State {
        var kinds: [String: Kind] = [:]
        var helps: [String: String] = [:]
        var values: [Series: Double] = [:]
        /// How often, for summaries.
        var counts: [Series: Double] = [:]
    }

    private let state = Mutex(State())

    /// No metrics yet.
    public init() {}

    /// Says what a metric is.
    public func describe(_ name: String, _ help: String) { state.withLock { $0.helps[name] = help } }

    /// All of it.
    public var text: String {
        let state = state.withLock { $0 }
        var lines: [String] = []
        for (name, kind) in state.kinds.sorted(by: { $0.key < $1.key }) {
            if let help = state.helps[name] {
                lines.append("# HELP \(name) \(PrometheusMetrics.escaped(help, quotes: false))")
            }
            lines.append("# TYPE \(name) \(kind.rawValue)")
            for (series, value) in state.values.filter({ $0.key.name == name }).sorted(by: { $0.key < $1.key }) {
                guard kind == .summary else {
                    lines.append("\(series.shown) \(PrometheusMetrics.number(value))")
                    continue
                }
                let count = state.counts[series] ?? 0
                lines.append(
                    "\(Series(name: name + "_sum", labels: series.labels).shown) \(PrometheusMetrics.number(value))")
                lines.append(
                    "\(Series(name: name + "_count", labels: series.labels).shown) \(PrometheusMetrics.number(count))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    func change(_ series: Series, _ kind: Kind, _ body: (inout Double) -> Void) {
        state.withLock {
            $0.kinds[series.name] = kind
            body(&$0.values[series, default: 0])
            if kind == .summary { $0.counts[series, default: 0] += 1 }
        }
    }

    func forget(_ series: Series) {
        state.withLock {
            $0.values[series] = nil
            $0.counts[series] = nil
        }
    }

    /// A name with nothing in it that Prometheus does not allow.
    static func name(_ text: String) -> String {
        var name = String(
            text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") ? $0 : "_" })
        if name.first?.isNumber ?? true { name = "_" + name }
        return name
    }

    private static func escaped(_ text: String, quotes: Bool = true) -> String {
        var shown = ""
        for character in text {
            switch character {
            case "\\": shown += "\\\\"
            case "\n", "\r\n": shown += "\\n"
            case "\"" where quotes: shown += "\\\""
            default: shown.append(character)
            }
        }
        return shown
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
        return "\(value)"
    }
}
