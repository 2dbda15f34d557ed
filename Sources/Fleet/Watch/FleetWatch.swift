import CloseWatch
import GRDB
import Settlement

/// The close-watch over a store: what happens is written down, and so is every alarm, so that a watch which is started again
/// goes on where it was and raises nothing twice.
public final class FleetWatch {
    private let store: FleetStore
    private let plan: ChannelPlan
    private let ids = TerminalIDs()
    private var watch: CloseWatch
    /// Terminals by the ledger that tells of them.
    private var followed: [String: Set<TerminalKey>] = [:]

    /// Takes over what the store holds.
    ///
    /// - Parameters:
    ///   - rules: The rules of each terminal.
    ///   - plan: Who is told by what.
    /// - Throws: `FleetError`.
    public init(_ store: FleetStore, rules: @escaping CloseWatch.RulesOf, plan: ChannelPlan = .none) throws(FleetError)
    {
        self.store = store
        self.plan = plan
        watch = CloseWatch(rules: rules)
        for terminal in try store.read({ try KnownFleet($0) }).terminals.values {
            watch.restore(
                terminal.key,
                TerminalWatch(
                    open: terminal.open, history: terminal.spans, closed: terminal.closed.suffix(8),
                    pendingReversals: terminal.reversals, pendingAdvices: terminal.advices),
                alarms: terminal.alarms)
        }
        let rows = try store.read {
            try Row.fetchAll(
                $0, sql: "SELECT ledger, merchantID, terminalID FROM terminal WHERE ledger IS NOT NULL")
        }
        for row in rows {
            followed[row[0], default: []].insert(TerminalKey(merchantID: row[1], terminalID: row[2]))
        }
        try refresh()
    }

    /// Rules may be others than those of the watch before.
    private func refresh() throws(FleetError) {
        try store.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE batch SET dueAt = ?1 WHERE terminal = ?2 AND number = ?3 AND closedAt IS NULL
                    AND dueAt IS NOT ?1
                    """)
            for key in watch.terminals {
                guard let open = watch.state(key)?.open, !open.isEmpty else { continue }
                let due = watch.due(key)
                let terminal = try ids.id(key, database)
                for number in open.keys { try statement.execute(arguments: [due[number]?.at, terminal, number]) }
            }
        }
    }

    /// Alarms that are not over.
    public var alarms: [Alarm] { watch.alarms }

    /// What is known of a terminal.
    public func state(_ key: TerminalKey) -> TerminalWatch? { watch.state(key) }

    /// Takes in what a source tells, all of it or nothing.
    ///
    /// - Parameters:
    ///   - isLedger: True for a ledger: when it cannot be read, its terminals are not accused (``look(at:without:)``).
    ///   - position: How far the source is read by then.
    ///   - now: When it is read, for the lag.
    /// - Returns: What follows, and how many events were new.
    /// - Throws: `FleetError`; nothing was changed then.
    @discardableResult
    public func ingest(
        _ events: [FleetEvent], from source: String, isLedger: Bool = false, position: Int64 = 0, at now: ClockTime
    ) throws(FleetError) -> (effects: [WatchEffect], fresh: Int) {
        let keys = isLedger ? Set(events.map(\.terminal)).subtracting(followed[source] ?? []) : []
        let result = try change { database, watch in
            var ingest = Ingest(database, ids)
            for event in events { try ingest.take(event) }
            try ingest.finish()
            var effects: [WatchEffect] = []
            var touched = Touched()
            for event in ingest.fresh {
                touched.note(event, watch)
                effects += watch.take(event)
            }
            touched.late = ingest.late
            try touched.write(database, ids, watch)
            for key in keys {
                try database.execute(
                    sql: "UPDATE terminal SET ledger = ? WHERE id = ?", arguments: [source, try ids.id(key, database)])
            }
            try database.execute(
                sql: """
                    INSERT INTO source (name, position, eventAt, readAt) VALUES (?, ?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET position = excluded.position,
                    eventAt = max(coalesce(eventAt, excluded.eventAt), coalesce(excluded.eventAt, eventAt)),
                    readAt = excluded.readAt
                    """,
                arguments: [source, position, events.compactMap { $0.at?.secondNumber }.max(), now.secondNumber])
            return (effects, ingest.fresh.count)
        }
        if !keys.isEmpty { followed[source, default: []].formUnion(keys) }
        return result
    }

    /// How far a source was read; zero for one that is new.
    ///
    /// - Throws: `FleetError`.
    public func position(of source: String) throws(FleetError) -> Int64 {
        try store.read {
            try Int64.fetchOne($0, sql: "SELECT position FROM source WHERE name = ?", arguments: [source]) ?? 0
        }
    }

    /// Field 42 of the terminals whose field 41 only one merchant has, as far as is known.
    public var merchants: [String: String] {
        Dictionary(grouping: watch.terminals.filter { $0.merchantID != LedgerSource.unknown }, by: \.terminalID)
            .compactMapValues { $0.count == 1 ? $0[0].merchantID : nil }
    }

    /// Looks at the clock.
    ///
    /// - Parameter ledger: A ledger that cannot be read now: its terminals are left alone.
    /// - Throws: `FleetError`; nothing was raised then.
    @discardableResult
    public func look(at now: ClockTime, without ledger: String? = nil) throws(FleetError) -> [WatchEffect] {
        let held = ledger.flatMap { followed[$0] } ?? []
        guard let next = watch.nextLook(), next <= now.secondNumber else { return [] }
        return try change { _, watch in (watch.look(at: now, except: held), 0) }.effects
    }

    /// What changes in memory and in the store, or in neither.
    private func change(
        _ body: (Database, inout CloseWatch) throws -> (effects: [WatchEffect], fresh: Int)
    ) throws(FleetError) -> (effects: [WatchEffect], fresh: Int) {
        var changed = watch
        let result: (effects: [WatchEffect], fresh: Int)
        do throws(FleetError) {
            result = try store.write { database in
                let result = try body(database, &changed)
                let keeper = AlarmKeeper(database: database, ids: ids, plan: plan)
                for effect in result.effects { try keeper.keep(effect) }
                return result
            }
        } catch {
            ids.forget()
            throw error
        }
        watch = changed
        return result
    }
}
