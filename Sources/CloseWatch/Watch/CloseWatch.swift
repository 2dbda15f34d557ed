import Settlement

/// Watches the open batches of a fleet: events and the time in, alarms out. It has no clock and does no I/O.
public struct CloseWatch: Sendable {
    /// Rules of a terminal.
    public typealias RulesOf = @Sendable (TerminalKey) -> WatchRules

    private struct Watched: Sendable {
        var terminal: TerminalWatch
        var rules: WatchRules
        var alarms: [UInt32: Alarm] = [:]
        /// The earliest moment at which something is to be done; nil before it was computed, `.max` for never.
        var nextLook: Int64?
    }

    private let rules: RulesOf
    private var fleet: [TerminalKey: Watched] = [:]

    /// A watch over nothing yet.
    ///
    /// - Parameter rules: The rules of each terminal.
    public init(rules: @escaping RulesOf = { _ in WatchRules() }) { self.rules = rules }

    /// Terminals that are known.
    public var terminals: [TerminalKey] { fleet.keys.sorted() }

    /// What is known of a terminal.
    public func state(_ key: TerminalKey) -> TerminalWatch? { fleet[key]?.terminal }

    /// Alarms that are not over, in order of terminals and batches.
    public var alarms: [Alarm] {
        fleet.sorted { $0.key < $1.key }.flatMap { $0.value.alarms.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// Takes over what was known before a restart. Alarms that were raised are not raised again.
    public mutating func restore(_ key: TerminalKey, _ terminal: TerminalWatch, alarms: [Alarm] = []) {
        fleet[key] = Watched(
            terminal: terminal, rules: rules(key),
            alarms: Dictionary(alarms.map { ($0.batch.number, $0) }) { _, last in last })
    }

    /// Takes in what happened. Alarms of batches that it ends are over; new ones come with the next ``look(at:)``.
    public mutating func take(_ event: WatchEvent) -> [WatchEffect] {
        var watched =
            fleet.removeValue(forKey: event.terminal)
            ?? Watched(terminal: TerminalWatch(), rules: rules(event.terminal))
        defer { fleet[event.terminal] = watched }
        var effects: [WatchEffect] = []
        for number in watched.terminal.take(event) {
            if let alarm = watched.alarms.removeValue(forKey: number) {
                effects.append(.cleared(alarm, .closed, at: event.at))
            }
        }
        if case .undone(let number, _, _) = event.kind, watched.terminal.open[number]?.count == 0,
            let alarm = watched.alarms.removeValue(forKey: number)
        {
            effects.append(.cleared(alarm, .emptied, at: event.at))
        }
        watched.nextLook = nil
        return effects
    }

    /// When the open batches of a terminal become overdue.
    public func due(_ key: TerminalKey) -> [UInt32: DueTime] {
        guard let watched = fleet[key] else { return [:] }
        return watched.terminal.open.compactMapValues {
            DueTime($0, habit: watched.terminal.habit, rules: watched.rules)
        }
    }

    /// The earliest moment at which ``look(at:)`` has something to do, seconds since 1970-01-01; nil for none.
    public mutating func nextLook() -> Int64? {
        var best = Int64.max
        for key in Array(fleet.keys) { best = min(best, nextLook(key)) }
        return best == .max ? nil : best
    }

    /// Looks at the clock: raises what is overdue by now, and tells the next ones of what was raised before.
    ///
    /// - Parameter held: Terminals that are left alone: what is known of them is old.
    public mutating func look(at now: ClockTime, except held: Set<TerminalKey> = []) -> [WatchEffect] {
        let moment = now.secondNumber
        var due: [TerminalKey] = []
        for key in Array(fleet.keys) where nextLook(key) <= moment && !held.contains(key) { due.append(key) }
        return due.sorted().flatMap { look($0, at: moment) }
    }

    private mutating func look(_ key: TerminalKey, at now: Int64) -> [WatchEffect] {
        guard var watched = fleet.removeValue(forKey: key) else { return [] }
        defer { fleet[key] = watched }
        watched.nextLook = nil
        var effects: [WatchEffect] = []
        if !watched.rules.isWatched {
            let over = watched.alarms.sorted { $0.key < $1.key }
            watched.alarms = [:]
            return over.map { .cleared($0.value, .unwatched, at: ClockTime(secondNumber: now)) }
        }
        for (number, batch) in watched.terminal.open.sorted(by: { $0.key < $1.key }) {
            let due = DueTime(batch, habit: watched.terminal.habit, rules: watched.rules)
            if watched.alarms[number] == nil, let due, due.at <= now {
                let alarm = Alarm(terminal: key, batch: batch, due: due, raisedAt: now)
                watched.alarms[number] = alarm
                effects.append(.raised(alarm))
            }
            guard var alarm = watched.alarms[number] else { continue }
            while let (step, at) = CloseWatch.nextStep(alarm, due, watched.rules), at <= now {
                alarm.step = step
                effects.append(.told(alarm))
            }
            if let at = CloseWatch.settleTime(alarm, due, watched.rules), at <= now {
                alarm.isSettling = true
                effects.append(.settle(alarm))
            }
            watched.alarms[number] = alarm
        }
        return effects
    }

    private mutating func nextLook(_ key: TerminalKey) -> Int64 {
        guard let watched = fleet[key] else { return .max }
        if let known = watched.nextLook { return known }
        // An alarm of a terminal that is not watched any more is over now.
        if !watched.rules.isWatched { return watched.alarms.isEmpty ? .max : .min }
        var best = Int64.max
        for (number, batch) in watched.terminal.open {
            let due = DueTime(batch, habit: watched.terminal.habit, rules: watched.rules)
            guard let alarm = watched.alarms[number] else {
                best = min(best, due?.at ?? .max)
                continue
            }
            if let next = CloseWatch.nextStep(alarm, due, watched.rules) { best = min(best, next.at) }
            if let at = CloseWatch.settleTime(alarm, due, watched.rules) { best = min(best, at) }
        }
        fleet[key]?.nextLook = best
        return best
    }

    /// The step that comes next, and when. A shop that sells again is left in peace until it is quiet.
    private static func nextStep(_ alarm: Alarm, _ due: DueTime?, _ rules: WatchRules) -> (step: AlarmStep, at: Int64)?
    {
        let last = alarm.step?.rawValue ?? 0
        let next = AlarmStep.allCases.filter { $0.rawValue > last && rules.steps[$0] != nil }.min()
        guard let next, let minutes = rules.steps[next] else { return nil }
        return (next, max(alarm.raisedAt + Int64(minutes) * 60, due?.at ?? 0))
    }

    private static func settleTime(_ alarm: Alarm, _ due: DueTime?, _ rules: WatchRules) -> Int64? {
        guard !alarm.isSettling, let minutes = rules.settleAfter else { return nil }
        return max(alarm.raisedAt + Int64(minutes) * 60, due?.at ?? 0)
    }
}
