import CloseWatch
import Foundation
import GRDB
import ISO8583
import Settlement

/// Tells the terminal itself, through its service port: from now on it shows its own reminder and prints its slip; or, by policy,
/// it settles by itself. When the alarm is over its settings are as they were.
public struct TerminalChannel: AlarmChannel {
    /// What a terminal is told to do.
    public enum Deed: Sendable {
        /// Remind.
        case remind
        /// Settle by itself.
        case settle
    }

    /// Its name in the configuration.
    public let name: String
    private let deed: Deed
    private let store: FleetStore
    private let port: @Sendable (TerminalKey) -> PortSource?
    private let mayAnswer: @Sendable () -> Bool
    private let clock: @Sendable () -> ClockTime

    /// A channel.
    ///
    /// - Parameters:
    ///   - port: The port of a terminal; nil for one that is not connected.
    ///   - mayAnswer: True while a port has not said yet which terminal is at it.
    ///   - clock: The shop's local time.
    public init(
        name: String, _ deed: Deed, store: FleetStore, port: @escaping @Sendable (TerminalKey) -> PortSource?,
        mayAnswer: @escaping @Sendable () -> Bool = { false }, clock: @escaping @Sendable () -> ClockTime
    ) {
        self.name = name
        self.deed = deed
        self.store = store
        self.port = port
        self.mayAnswer = mayAnswer
        self.clock = clock
    }

    /// Changes the terminal's settings, or gives it the old ones back.
    public func deliver(_ report: AlarmReport, key: String) throws(ChannelError) {
        let terminal = TerminalKey(merchantID: report.merchant, terminalID: report.terminal)
        guard let port = port(terminal) else {
            throw ChannelError(
                "terminal \(report.terminal) is at none of the ports of this watch", mayPass: mayAnswer())
        }
        do throws(FleetError) {
            if report.event == .cleared { try restore(terminal, port) } else { try change(terminal, port) }
        } catch { throw ChannelError(error.what + (error.why.isEmpty ? "" : ": " + error.why)) }
    }

    private var settings: [String: String] {
        let now = clock()
        func minute(_ later: Int64) -> String { now.adding(seconds: later * 60).hourMinute }
        switch deed {
        // Its first reminder takes the whole screen, the next one prints a slip.
        case .remind:
            return ["settle-remind-from": now.hourMinute, "settle-screen-from": "1", "settle-slip-from": "2"]
        // A window of the terminal's own automatic settlement that is open now.
        case .settle: return ["settle-automatic": now.hourMinute + "-" + minute(30), "settle-jitter": "0"]
        }
    }

    private func change(_ terminal: TerminalKey, _ port: PortSource) throws(FleetError) {
        // Written down first: whatever happens then, the terminal gets it back.
        let before = try port.settings(settings.keys.sorted())
        try store.write { database in
            for (name, value) in before {
                // What was set by an earlier alarm is not what the shop had set.
                try database.execute(
                    sql: """
                        INSERT INTO changedSetting (terminal, name, was)
                        SELECT id, ?, ? FROM terminal WHERE merchantID = ? AND terminalID = ? ON CONFLICT DO NOTHING
                        """, arguments: [name, value, terminal.merchantID, terminal.terminalID])
            }
        }
        try port.change(settings)
    }

    private func restore(_ terminal: TerminalKey, _ port: PortSource) throws(FleetError) {
        let names = Set(settings.keys)
        let arguments: StatementArguments = [terminal.merchantID, terminal.terminalID]
        let was = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT name, was FROM changedSetting JOIN terminal ON terminal.id = changedSetting.terminal
                    WHERE merchantID = ? AND terminalID = ?
                    """, arguments: arguments
            ).map { (name: $0[0] as String, value: $0[1] as String) }.filter { names.contains($0.name) }
        }
        guard !was.isEmpty else { return }
        try port.change(Dictionary(was.map { ($0.name, $0.value) }) { first, _ in first })
        try store.write { database in
            for (name, _) in was {
                try database.execute(
                    sql: """
                        DELETE FROM changedSetting WHERE name = ? AND terminal =
                        (SELECT id FROM terminal WHERE merchantID = ? AND terminalID = ?)
                        """, arguments: [name, terminal.merchantID, terminal.terminalID])
            }
        }
    }
}
