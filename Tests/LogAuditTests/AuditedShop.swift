import AcquirerHost
import Foundation
import LogAudit
import Settlement
import StuckShops

/// Audits of simulated shops: the flash and the ledger of real firmware and real host rules.
enum AuditedShop {
    typealias Visit = StuckShop.Visit
    static let styles = [SettlementStyle.unionPay, .hypercom]

    /// What an audit of a shop finds.
    static func audit(
        _ shop: StuckShop, flash: Bool = true, ledger: Bool = true, messages: Bool = true, at now: ClockTime? = nil,
        change: (inout AuditInput) -> Void = { _ in }
    ) throws -> Audit {
        var input = AuditInput(now: now ?? shop.now.adding(seconds: 600))
        if flash { input.read(shop.terminal(settings: shop.settings)) }
        if ledger {
            _ = input.read(try shop.ledger(), answered: messages ? shop.answered : nil, terminalID: nil)
        }
        change(&input)
        return Audit(input)
    }

    /// A shop of several days.
    static func shop(
        _ style: SettlementStyle, _ days: [[Visit]], rules: [HostRule] = [], every: Int? = nil, seed: UInt64 = 1,
        change: (inout StuckShop.Setup) -> Void = { _ in }
    ) throws -> StuckShop {
        var setup = StuckShop.Setup(style, days)
        setup.rules = rules
        setup.every = every
        setup.seed = seed
        change(&setup)
        return try StuckShop(setup)
    }

    /// Sales of an ordinary day.
    static func sales(_ count: Int, seed: UInt64 = 1) -> [Visit] {
        var dice = Dice(seed: seed)
        return Customers.sales(count, &dice)
    }
}

extension Audit {
    /// The checks that found something, in order of their names; notes left out.
    var checks: [AuditCheck] {
        Set(findings.filter { $0.severity != .note }.map(\.check)).sorted { $0.rawValue < $1.rawValue }
    }

    /// The findings of one check.
    func found(_ check: AuditCheck) -> [AuditFinding] { findings.filter { $0.check == check } }
}
