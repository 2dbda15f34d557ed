import AcquirerHost
import BatchDoctor
import BatchEvidence

import Settlement
import TerminalFirmware
import Testing

@testable import Simulation

/// A shop whose batch gets stuck: real firmware, real link, real host rules, under a virtual clock.
final class StuckShop {
    typealias Visit = CanonicalDay.Visit
    let world: World<RealFirmware, RealHost>
    let style: SettlementStyle
    private let tape = Tape()

    /// Hours after midnight at which the shop has served its customers.
    static let evening: Int64 = 20

    /// - Parameters:
    ///   - visits: The customers, in order, over the day from nine o'clock on.
    ///   - rules: What the host does wrong.
    init(
        _ style: SettlementStyle, _ visits: [Visit], rules: [HostRule] = [], seed: UInt64 = 1, terminal: Int = 0,
        plan: [PlannedFault] = []
    ) throws {
        self.style = style
        var settings = WorldSettings(
            seed: seed, terminal: terminal, days: 3, transactions: visits.count, profile: .calm)
        settings.day = CanonicalDay(visits: visits, rules: [])
        settings.rules = rules
        settings.house = House(
            profile: HostProfile(dialect: style == .hypercom ? .hypercom : .unionPay, imbalance: nil))
        settings.plan = FaultPlan(plan)
        world = try World(settings)
        world.tape = tape
    }

    /// Plays up to an hour after the first midnight.
    func run(untilHour hour: Int64) { world.run(until: hour * 3_600_000) }

    /// Plays moment by moment until something is so, or the evening has come.
    func run(until isSo: () -> Bool) {
        world.run(until: 9 * 3_600_000)
        while !isSo(), let next = world.queue.nextTime, next < StuckShop.evening * 3_600_000 {
            world.run(until: next + 1)
        }
    }

    var now: ClockTime { world.wallTime }

    /// What the flash says.
    func terminal(settings: TerminalSettings? = nil) -> TerminalEvidence {
        var memory = world.chip.memory
        memory.restorePower()
        return FlashEvidence.read(memory, settings: settings)
    }

    /// What the ledger says of a terminal; this one when none is named.
    func host(of terminalID: String? = nil) throws -> HostEvidence {
        let own = world.parameters.terminalID
        return try #require(LedgerEvidence.read(try LedgerReport(world.ledger), terminalID: terminalID ?? own))
    }

    /// What reached the host, and its answers.
    func wire() -> WireEvidence {
        WireEvidence(
            messages: tape.payloads.enumerated().compactMap { index, payload in
                MessageEvidence.read(payload, at: Int64(index) * 1000, connection: nil, packet: index + 1)
            })
    }

    /// All that is known, some minutes later: what is merely under way has come to its end by then.
    func evidence(after seconds: Int64 = 600) throws -> Evidence {
        Evidence(now: now.adding(seconds: seconds), terminal: terminal(), host: try host())
    }

    static func rule(_ kind: String, _ action: HostRule.Action, nth: Int? = nil) -> HostRule {
        var rule = HostRule(name: kind, action: action)
        rule.kind = kind
        rule.nth = nth
        return rule
    }

    static func sales(_ count: Int) -> [Visit] {
        (0..<count).map { Visit("sale", .sale, 1_250 + Int64($0) * 317, card: "unionpay-test-\($0 % 3 + 1)") }
    }

    static let settle = Visit("settle", .settle)
}
