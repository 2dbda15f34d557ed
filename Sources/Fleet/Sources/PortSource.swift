import CloseWatch
import Foundation
import SMP
import Settlement
import TerminalService

/// A terminal at its service port: it says which batch is open in it, and what the batch holds. One user at a time.
public final class PortSource: Sendable {
    /// What a terminal said.
    public struct News: Sendable, Equatable {
        /// Who it is.
        public var terminal: TerminalKey
        /// Events.
        public var events: [FleetEvent]
    }

    /// Name of this source in the store.
    public var name: String { "port " + path }
    /// The port.
    public let path: String
    private let options: ManagementOptions
    private let lock = NSLock()

    /// A port; it is opened when it is read.
    public init(path: String, _ options: ManagementOptions = ManagementOptions()) {
        self.path = path
        self.options = options
    }

    /// Asks the terminal.
    ///
    /// - Parameter now: The time of the workstation, for what the terminal gives no time for.
    /// - Throws: `FleetError`.
    public func read(at now: ClockTime) throws(FleetError) -> News {
        let (identity, state, entries, firmware) = try use { client throws(ManagementError) in
            let identity = try client.ask(IdentityRequest())
            let state = try client.ask(BatchStateRequest())
            let images = try client.ask(ImageStateRequest()).images
            var entries: [BatchEntry] = []
            while entries.count < state.stake.records {
                let page = try client.ask(BatchEntriesRequest(first: entries.count))
                guard !page.records.isEmpty else { break }
                entries += page.records
            }
            return (identity, state, entries, images.first(where: \.isActive)?.version)
        }
        guard let news = PortSource.news(identity, state, entries, firmware: firmware, at: now) else {
            throw FleetError(
                .silent, "the terminal at \(path) tells of amounts or numbers that no shop has", why: "",
                next: "look at its batch: `tillbench doctor batch --port \(path)`")
        }
        return news
    }

    /// Reads settings.
    ///
    /// - Throws: `FleetError`.
    public func settings(_ names: [String]) throws(FleetError) -> [String: String] {
        try use { client throws(ManagementError) in
            var values: [String: String] = [:]
            for name in names {
                values[name] = String(decoding: try client.ask(ReadSettingRequest(name: name)).value, as: UTF8.self)
            }
            return values
        }
    }

    /// Changes settings of the terminal, all of them or none.
    ///
    /// - Returns: What they were.
    /// - Throws: `FleetError`.
    @discardableResult
    public func change(_ settings: [String: String]) throws(FleetError) -> [String: String] {
        let before = try self.settings(settings.keys.sorted())
        try use { client throws(ManagementError) in
            for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
                _ = try client.ask(WriteSettingRequest(name: name, value: Array(value.utf8)))
            }
            _ = try client.ask(CommitSettingsRequest())
        }
        return before
    }

    private func use<Value>(
        _ body: (ManagementClient) throws(ManagementError) -> Value
    ) throws(FleetError) -> Value {
        lock.lock()
        defer { lock.unlock() }
        do throws(ManagementError) {
            let client = try ManagementClient(opening: path, options)
            defer { client.close() }
            return try body(client)
        } catch {
            var kind = FleetError.Kind.silent
            if case .port = error.kind { kind = .port }
            throw FleetError(kind, error.what, why: error.why, next: error.nextStep)
        }
    }

    private static func news(
        _ identity: TerminalIdentity, _ state: BatchState, _ entries: [BatchEntry], firmware: String?,
        at now: ClockTime
    ) -> News? {
        guard EventBounds.counts.contains(state.stake.reversals), EventBounds.counts.contains(state.stake.advices)
        else {
            return nil
        }
        let key = TerminalKey(merchantID: identity.merchantID, terminalID: identity.terminalID)
        var events: [FleetEvent] = [
            .about(key, TerminalFacts(shop: identity.merchantName, model: identity.model, firmware: firmware)),
            .watch(
                WatchEvent(
                    key, at: now, .waiting(reversals: state.stake.reversals, advices: state.stake.advices))),
        ]
        let batch = state.stake.batch
        if batch > 0 { events.append(.watch(WatchEvent(key, at: now, .present(batch: batch)))) }
        for entry in entries {
            let isCredit = ["void", "refund", "completion-void"].contains(entry.kind)
            let movesMoney = !["pre-authorization", "pre-authorization-void"].contains(entry.kind)
            guard movesMoney, ["approved", "reversed"].contains(entry.state) else { continue }
            let at = WallTime.parse(entry.at) ?? now
            guard
                let money = EventBounds.money(entry.minorUnits, isCredit: isCredit, currency: state.stake.currency)
            else { return nil }
            events.append(.watch(WatchEvent(key, at: at, .booked(batch: batch, record: entry.trace, money))))
            if entry.state == "reversed" {
                events.append(.watch(WatchEvent(key, at: at, .undone(batch: batch, record: entry.trace, money))))
            }
        }
        if !["ready", ""].contains(identity.printer) {
            events.append(.trouble(key, at: now, code: "printer-" + identity.printer))
        }
        return News(terminal: key, events: events)
    }
}
