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

    /// Tries what is due.
    ///
    /// - Parameter now: Seconds since 1970-01-01 UTC, by a clock that goes on.
    /// - Throws: `FleetError` when the store fails.
    public func deliver(at now: Int64) throws(FleetError) -> [Outcome] {
        let waiting = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, channel, key, body, tries FROM delivery
                    WHERE deliveredAt IS NULL AND nextTryAt <= ? ORDER BY id LIMIT 100
                    """, arguments: [now]
            ).map { Waiting(id: $0[0], channel: $0[1], key: $0[2], body: $0[3], tries: $0[4]) }
        }
        var outcomes: [Outcome] = []
        for delivery in waiting {
            let failure = attempt(delivery)
            let tries = delivery.tries + 1
            let isFinal = failure == nil || failure?.mayPass == false || tries >= Outbox.largestTries
            try store.write { database in
                try database.execute(
                    sql: """
                        UPDATE delivery SET tries = ?, nextTryAt = ?, deliveredAt = ?, failure = ? WHERE id = ?
                        """,
                    arguments: [
                        tries, isFinal && failure != nil ? Int64.max : now + Outbox.pause(after: tries),
                        failure == nil ? now : nil, failure?.why, delivery.id,
                    ])
            }
            outcomes.append(
                Outcome(key: delivery.key, channel: delivery.channel, failure: failure?.why, isFinal: isFinal))
        }
        return outcomes
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
