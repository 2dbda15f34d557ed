import AcquirerHost
import BatchDoctor
import Settlement
import Testing

@testable import Simulation

/// A shop that is stuck, and what must come of its treatment.
struct FixCase: Sendable, CustomTestStringConvertible {
    let name: String
    let style: SettlementStyle
    /// Steps that the treatment takes, in order.
    let steps: [TreatmentStep]
    /// True when the fault at the host lasts until the doctor comes, and is mended then.
    var isMended = true
    /// True when the acquirer has to close the batch itself.
    var isForced = false
    /// Makes the shop; amounts differ with the seed.
    let make: @Sendable (_ seed: UInt64) throws -> StuckShop

    var testDescription: String { "\(name), \(style == .unionPay ? "UnionPay" : "Hypercom")" }
}

enum FixCases {
    typealias Visit = StuckShop.Visit

    static var all: [FixCase] { [SettlementStyle.unionPay, .hypercom].flatMap { mended($0) + refused($0) + own($0) } }

    /// Sales of amounts and cards that differ with the seed.
    private static func sales(_ count: Int, _ seed: UInt64) -> [Visit] {
        (0..<count).map { index in
            let chance = Chance.value(seed: seed, stream: 21, place: UInt64(index))
            let cards = ["unionpay-test-2", "visa-test-1", "unionpay-test-3", "mastercard-test-1"]
            return Visit("sale", .sale, 1 + Int64(chance % 99_999), card: cards[Int(chance / 7 % 4)])
        }
    }

    private static func shop(
        _ style: SettlementStyle, _ visits: [Visit], _ rules: [HostRule] = [], hour: Int64 = StuckShop.evening
    ) throws -> StuckShop {
        let shop = try StuckShop(style, visits, rules: rules)
        shop.run(untilHour: hour)
        return shop
    }

    /// The host booked what the terminal has reversed: only the acquirer can undo it.
    static func lateApproval(_ style: SettlementStyle, _ seed: UInt64) throws -> StuckShop {
        let rules = [
            StuckShop.rule("sale", .withholdResponse, nth: 2), StuckShop.rule("reversal", .answer("00")),
        ]
        return try shop(style, sales(3, seed), rules)
    }

    /// The host never takes the reversal of a sale that it booked.
    static func refusedReversal(_ style: SettlementStyle, _ seed: UInt64) throws -> StuckShop {
        let rules = [
            StuckShop.rule("sale", .withholdResponse, nth: 2), StuckShop.rule("reversal", .answer("96")),
        ]
        return try shop(style, sales(3, seed), rules)
    }

    /// Faults of line and host that are over when the doctor comes.
    private static func mended(_ style: SettlementStyle) -> [FixCase] {
        let settle = [StuckShop.settle]
        return [
            FixCase(name: "reversal without answer", style: style, steps: [.sendReversal]) {
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, nth: 2), StuckShop.rule("reversal", .dropBeforeBooking),
                ]
                return try shop(style, sales(3, $0), rules)
            },
            FixCase(name: "stored sale not sent", style: style, steps: [.sendStored]) {
                let visits = sales(2, $0) + [Visit("offline", .offlineSale, 2_300 + Int64($0), card: "visa-test-1")]
                return try shop(style, visits, [StuckShop.rule("offline sale", .dropBeforeBooking)])
            },
            FixCase(name: "totals without answer", style: style, steps: [.resumeClose]) {
                try shop(style, sales(4, $0) + settle, [StuckShop.rule("settlement", .withholdResponse)])
            },
            FixCase(name: "totals that never came", style: style, steps: [.resumeClose]) {
                try shop(style, sales(4, $0) + settle, [StuckShop.rule("settlement", .dropBeforeBooking)])
            },
            FixCase(name: "upload interrupted", style: style, steps: [.resumeClose]) {
                let rules = [
                    StuckShop.rule("sale", .approveWithoutBooking, nth: 2),
                    StuckShop.rule("batch upload", .dropBeforeBooking),
                ]
                return try shop(style, sales(3, $0) + settle, rules)
            },
            FixCase(name: "booking lost at the host", style: style, steps: [.settle]) {
                try shop(style, sales(3, $0), [StuckShop.rule("sale", .approveWithoutBooking, nth: 2)])
            },
            // The clerk has left a refused close, to sell on.
            FixCase(name: "refused for a while", style: style, steps: [.settle]) {
                try shop(style, sales(3, $0) + settle, [StuckShop.rule("settlement", .answer("96"))])
            },
            FixCase(name: "keys out of step", style: style, steps: [.signOn, .settle]) {
                try shop(style, sales(3, $0) + settle, [StuckShop.rule("settlement", .answer("A0"))])
            },
            FixCase(name: "one record refused for a while", style: style, steps: [.settle]) {
                let rules = [
                    StuckShop.rule("sale", .approveWithoutBooking, nth: 2),
                    StuckShop.rule("batch upload", .answer("30")),
                ]
                return try shop(style, sales(3, $0) + settle, rules)
            },
        ]
    }

    /// A host that does not take the close at all: the acquirer closes the batch itself.
    private static func refused(_ style: SettlementStyle) -> [FixCase] {
        func refused(_ name: String, _ code: String, _ steps: [TreatmentStep]) -> FixCase {
            FixCase(name: name, style: style, steps: steps, isMended: false, isForced: true) {
                try shop(style, sales(5, $0) + [StuckShop.settle], [StuckShop.rule("settlement", .answer(code))])
            }
        }
        let forced: [TreatmentStep] = [.settle, .resumeClose, .exportRecords, .closeByForce]
        return [
            refused("merchant blocked", "03", forced),
            refused("close refused for good", "96", forced),
            refused(
                "batch number refused for good", "77",
                // In the Hypercom style nobody may leave a close that was refused so.
                style == .unionPay
                    ? [.resynchronize, .settle, .resynchronize, .resumeClose, .exportRecords, .closeByForce]
                    : [.resumeClose, .exportRecords, .closeByForce]),
        ]
    }

    /// What no fault of the host has brought about.
    private static func own(_ style: SettlementStyle) -> [FixCase] {
        [
            FixCase(name: "nobody settled", style: style, steps: [.settle]) {
                let shop = try shop(style, sales(3, $0))
                // The clerk goes home without a look at the terminal.
                shop.world.clerk.isPresent = false
                // Until the moment in which somebody unlocks the door in the morning.
                shop.world.run(until: (32 * 60 + 50) * 60_000 + 1)
                return shop
            },
            FixCase(name: "somebody signed off", style: style, steps: [.signOn]) {
                try shop(style, sales(3, $0) + [Visit("sign-off", .signOff)])
            },
            FixCase(
                name: "closed by the host", style: style, steps: style == .unionPay ? [.resynchronize] : [.settle]
            ) {
                let shop = try shop(style, sales(3, $0))
                shop.world.closeByForce()
                return shop
            },
            FixCase(name: "wrong clock", style: style, steps: [.setClock, .signOn]) {
                let shop = try shop(style, sales(2, $0))
                shop.world.clockError = 9_000
                shop.world.give(.tick)
                return shop
            },
        ]
    }
}
