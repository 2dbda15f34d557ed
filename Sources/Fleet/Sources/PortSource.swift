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
        try use { client throws(ManagementError) in
            let identity = try client.ask(IdentityRequest())
            let state = try client.ask(BatchStateRequest())
            let images = try client.ask(ImageStateRequest()).images
            var entries: [BatchEntry] = []
            while entries.count < state.stake.records {
                let page = try client.ask(BatchEntriesRequest(first: entries.count))
                guard !page.records.isEmpty else { break }
                entries += page.records
            }
            return PortSource.news(
                identity, state, entries, firmware: images.first(where: \.isActive)?.version, at: now)
        }
    }

    /// Changes settings of the terminal, all of them or none.
    ///
    /// - Returns: What they were.
    /// - Throws: `FleetError`.
    public func change(_ settings: [String: String]) throws(FleetError) -> [String: String] {
        try use { client throws(ManagementError) in
            var before: [String: String] = [:]
            for name in settings.keys.sorted() {
                before[name] = String(decoding: try client.ask(ReadSettingRequest(name: name)).value, as: UTF8.self)
            }
            for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
                _ = try client.ask(WriteSettingRequest(name: name, value: Array(value.utf8)))
            }
            _ = try client.ask(CommitSettingsRequest())
            return before
        }
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
    ) -> News {
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
            let money = BookedMoney(isCredit ? -entry.minorUnits : entry.minorUnits, currency: state.stake.currency)
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
