import Foundation
import GRDB

/// The same thing at several terminals, and what these terminals have in common.
public struct Clusters: Codable, Sendable, Equatable {
    /// What most of the affected terminals share, more than chance explains.
    public struct Shared: Codable, Sendable, Equatable {
        /// `firmware`, `model`, `acquirer` or `merchant`.
        public var property: String
        /// Its value.
        public var value: String
        /// Affected terminals that have it.
        public var affected: Int
        /// All terminals that have it.
        public var all: Int
        /// How likely so many would have it if it did not matter (hypergeometric tail).
        public var chance: Double
    }

    /// One thing.
    public struct Cluster: Codable, Sendable, Equatable {
        /// What happened.
        public var signature: String
        /// Terminals at which it did.
        public var affected: Int
        /// Terminals that were heard of in that time.
        public var terminals: Int
        /// How often it happened.
        public var times: Int
        /// What they share, the most telling first; empty when they share nothing that tells.
        public var shared: [Shared]
    }

    /// Number of this form.
    public var schema = 1
    /// First day.
    public var from: String
    /// Last day.
    public var to: String
    /// The largest first.
    public var clusters: [Cluster]

    /// Fewer terminals are no cluster.
    static let least = 3
    /// Chance below which something shared is said.
    static let telling = 0.001

    /// Reads it.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970-01-01 of the shops' local time.
    ///   - days: Days back from then.
    /// - Throws: `FleetError`.
    public init(_ store: FleetStore, at now: Int64, days: Int = 7) throws(FleetError) {
        let last = now / 86_400
        let first = last - Int64(days) + 1
        from = String(WallTime.shown(first * 86_400).prefix(10))
        to = String(WallTime.shown(last * 86_400).prefix(10))
        clusters = try store.read { try Clusters.read($0, first...last) }
    }

    private static func read(_ database: Database, _ days: ClosedRange<Int64>) throws -> [Cluster] {
        var terminals: [Int64: [String: String]] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT id, firmware, model, acquirer, merchantID FROM terminal WHERE seenAt >= ?",
            arguments: [days.lowerBound * 86_400])
        while let row = try rows.next() {
            var properties: [String: String] = ["merchant": row[4]]
            for (index, name) in ["firmware", "model", "acquirer"].enumerated() {
                if let value = row[index + 1] as String? { properties[name] = value }
            }
            terminals[row[0]] = properties
        }
        var affected: [String: [Int64: Int]] = [:]
        for row in try Row.fetchAll(
            database, sql: "SELECT code, terminal, sum(times) FROM sign WHERE day BETWEEN ? AND ? GROUP BY 1, 2",
            arguments: [days.lowerBound, days.upperBound]) where terminals[row[1]] != nil
        { affected[row[0], default: [:]][row[1]] = row[2] }
        return affected.filter { $0.value.count >= least }.map { code, times in
            Cluster(
                signature: code, affected: times.count, terminals: terminals.count, times: times.values.reduce(0, +),
                shared: shared(Set(times.keys), terminals))
        }.sorted { ($1.affected, $0.signature) < ($0.affected, $1.signature) }
    }

    private static func shared(_ affected: Set<Int64>, _ terminals: [Int64: [String: String]]) -> [Shared] {
        var counts: [String: [String: (affected: Int, all: Int)]] = [:]
        for (terminal, properties) in terminals {
            for (name, value) in properties {
                counts[name, default: [:]][value, default: (0, 0)].all += 1
                if affected.contains(terminal) { counts[name, default: [:]][value, default: (0, 0)].affected += 1 }
            }
        }
        var found: [Shared] = []
        for (name, values) in counts {
            for (value, count) in values where count.affected * 2 > affected.count {
                let chance = tail(
                    drawn: affected.count, hits: count.affected, marked: count.all, total: terminals.count)
                guard chance <= telling else { continue }
                found.append(
                    Shared(property: name, value: value, affected: count.affected, all: count.all, chance: chance))
            }
        }
        return found.sorted { ($0.chance, $0.property, $0.value) < ($1.chance, $1.property, $1.value) }
    }

    /// Chance that of `drawn` terminals, drawn from `total` of which `marked` have something, `hits` or more have it.
    static func tail(drawn: Int, hits: Int, marked: Int, total: Int) -> Double {
        func choose(_ n: Int, _ k: Int) -> Double {
            lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
        }
        guard hits <= min(drawn, marked) else { return 0 }
        var sum = 0.0
        for count in hits...min(drawn, marked) where drawn - count <= total - marked {
            sum += exp(choose(marked, count) + choose(total - marked, drawn - count) - choose(total, drawn))
        }
        return min(1, sum)
    }
}
