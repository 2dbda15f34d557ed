import Foundation
import GRDB

/// Delivers what waits in the store, each once; what fails is tried again, later and later.
public struct Outbox: Sendable {
    /// What became of a delivery.
    public struct Outcome: Sendable, Equatable {
        /// Its key.
        public let key: String
        /// The channel.
        public let channel: String
        /// Why it failed; nil when it was delivered.
        public let failure: String?
        /// True when it is not tried again.
        public let isFinal: Bool
    }

    private struct Waiting: Sendable {
        let id: Int64
        let channel: String
        let key: String
        let body: String
        let tries: Int

        init(_ row: Row) { (id, channel, key, body, tries) = (row[0], row[1], row[2], row[3], row[4]) }
    }

    /// After so many tries it is given up: by then about two days have passed.
    static let largestTries = 20

    private let store: FleetStore
    private let channels: [String: any AlarmChannel]

    /// Channels by their names.
    public init(_ store: FleetStore, _ channels: [any AlarmChannel]) {
        self.store = store
        self.channels = Dictionary(channels.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Tries what is due. A channel that fails is left alone until the next call: the others do not wait for it.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970-01-01 UTC, by a clock that goes on.
    ///   - isOver: True when no other delivery is to be begun.
    /// - Returns: What became of each that was tried; empty when nothing is due.
    /// - Throws: `FleetError` when the store fails.
    public func deliver(
        at now: Int64, unless isOver: () -> Bool = { false }
    ) throws(FleetError) -> [Outcome] {
        let due = try store.read { database in
            try Int64.fetchAll(
                database,
                sql: "SELECT id FROM delivery WHERE deliveredAt IS NULL AND nextTryAt <= ? ORDER BY id LIMIT 1000",
                arguments: [now])
        }
        var outcomes: [Outcome] = []
        var failed: Set<String> = []
        for id in due where !isOver() {
            guard let delivery = try begin(id, at: now, except: failed) else { continue }
            let failure = attempt(delivery)
            let tries = delivery.tries
            let isFinal = failure == nil || failure?.mayPass == false || tries >= Outbox.largestTries
            try store.write { database in
                try database.execute(
                    sql: """
                        UPDATE delivery SET nextTryAt = ?, deliveredAt = ?, failure = ? WHERE id = ?
                        """,
                    arguments: [
                        isFinal && failure != nil ? Int64.max : now + Outbox.pause(after: tries),
                        failure == nil ? now : nil, failure?.why, delivery.id,
                    ])
            }
            if failure != nil { failed.insert(delivery.channel) }
            outcomes.append(
                Outcome(key: delivery.key, channel: delivery.channel, failure: failure?.why, isFinal: isFinal))
        }
        return outcomes
    }

    /// Counts a try before it is made: an alarm that is over meanwhile knows who may have been told. Nil for one that is not
    /// to be delivered any more.
    private func begin(_ id: Int64, at now: Int64, except failed: Set<String>) throws(FleetError) -> Waiting? {
        try store.write { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT id, channel, key, body, tries + 1 FROM delivery
                    WHERE id = ? AND deliveredAt IS NULL AND nextTryAt <= ?
                    """, arguments: [id, now])
            guard let delivery = row.map(Waiting.init), !failed.contains(delivery.channel) else { return nil }
            try database.execute(
                sql: "UPDATE delivery SET tries = ? WHERE id = ?", arguments: [delivery.tries, id])
            return delivery
        }
    }

    /// Seconds until the next try: 5, 10, 20 and so on, four hours at the most.
    static func pause(after tries: Int) -> Int64 { min(5 << Int64(min(tries, 20) - 1), 4 * 3600) }

    private func attempt(_ delivery: Waiting) -> ChannelError? {
        guard let channel = channels[delivery.channel] else {
            return ChannelError("the configuration has no channel \"\(delivery.channel)\" any more", mayPass: false)
        }
        let report: AlarmReport
        do { report = try JSONDecoder().decode(AlarmReport.self, from: Data(delivery.body.utf8)) } catch {
            return ChannelError("it cannot be read: \(error)", mayPass: false)
        }
        do throws(ChannelError) { try channel.deliver(report, key: delivery.key) } catch { return error }
        return nil
    }
}
