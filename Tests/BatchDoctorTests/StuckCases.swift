import AcquirerHost
import BatchDoctor
import BatchEvidence
import FlashStore
import Settlement
import TerminalFirmware
import Testing

@testable import Simulation

/// How each cause comes about.
enum StuckCases {
    typealias Visit = StuckShop.Visit

    static var all: [StuckCase] { [SettlementStyle.unionPay, .hypercom].flatMap { cases($0) } }

    private static func shop(
        _ style: SettlementStyle, _ visits: [Visit], _ rules: [HostRule] = [], hour: Int64 = StuckShop.evening
    ) throws -> StuckShop {
        let shop = try StuckShop(style, visits, rules: rules)
        shop.run(untilHour: hour)
        return shop
    }

    private static func cases(_ style: SettlementStyle) -> [StuckCase] {
        transactions(style) + closes(style) + refusals(style) + numbers(style) + devices(style)
    }

    private static func transactions(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.reversalUnanswered, style, also: [.lineUnstable]) {
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, nth: 2), StuckShop.rule("reversal", .dropBeforeBooking),
                ]
                return try shop(style, StuckShop.sales(3), rules).evidence()
            },
            StuckCase(.lateApproval, style) {
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, nth: 2), StuckShop.rule("reversal", .answer("00")),
                ]
                return try shop(style, StuckShop.sales(3), rules).evidence()
            },
            StuckCase(.advicesWaiting, style) {
                let rules = [StuckShop.rule("offline sale", .dropBeforeBooking)]
                let visits = [Visit("offline", .offlineSale, 2_300, card: "visa-test-1")]
                return try shop(style, StuckShop.sales(2) + visits, rules).evidence(after: 3600)
            },
            StuckCase(.adviceRefused, style) {
                let visits = [
                    Visit("offline", .offlineSale, 2_400, card: "visa-declined"), Visit("send", .sendStored),
                ]
                return try shop(style, StuckShop.sales(2) + visits).evidence()
            },
            StuckCase(.doubleSale, style) {
                let shop = try StuckShop(style, StuckShop.sales(1) + StuckShop.sales(1))
                shop.run(untilHour: StuckShop.evening)
                var evidence = try shop.evidence()
                // Twelve hours of a simulated day hold two customers: that they came within minutes is what is tried.
                evidence.terminal = try hurried(shop)
                return evidence
            },
            StuckCase(.hostRecordsMissing, style) {
                let rules = [StuckShop.rule("sale", .approveWithoutBooking, nth: 2)]
                return try shop(style, StuckShop.sales(3), rules).evidence()
            },
        ]
    }

    /// The same journal, its transactions minutes apart.
    private static func hurried(_ shop: StuckShop) throws -> TerminalEvidence {
        var book = BatchBook()
        var terminal = shop.terminal()
        var count: Int64 = 0
        let begin = shop.now.adding(seconds: -3000)
        for index in terminal.entries.indices {
            if case .transactionBegun(let old) = terminal.entries[index].entry {
                count += 1
                terminal.entries[index].entry = .transactionBegun(
                    Transaction(
                        kind: old.kind, form: old.form, trace: old.trace, batch: old.batch,
                        minorUnits: old.minorUnits, currency: old.currency,
                        begunAt: begin.adding(seconds: count * 90), businessDate: old.businessDate, card: old.card,
                        original: old.original, chip: old.chip))
            }
            try book.apply(terminal.entries[index].entry)
        }
        terminal.book = book
        return terminal
    }

    private static func closes(_ style: SettlementStyle) -> [StuckCase] {
        let sales = StuckShop.sales(3)
        return [
            StuckCase(.closeAnswerLost, style) {
                let last = style == .unionPay ? "end of upload" : "settlement"
                let kind = try #require(kinds(style).first { $0 == last } ?? kinds(style).first)
                return try shop(style, sales + [StuckShop.settle], [StuckShop.rule(kind, .withholdResponse)])
                    .evidence()
            },
            StuckCase(.uploadInterrupted, style, also: [.hostRecordsMissing, .totalsDiffer]) {
                let rules = [
                    StuckShop.rule("sale", .approveWithoutBooking, nth: 2),
                    StuckShop.rule("batch upload", .dropBeforeBooking),
                ]
                return try shop(style, sales + [StuckShop.settle], rules).evidence()
            },
            StuckCase(.settlementForgotten, style) {
                try shop(style, sales, hour: 20).evidence(after: 40 * 3600)
            },
            StuckCase(.signOnRequired, style) {
                try shop(style, sales + [Visit("sign-off", .signOff)]).evidence()
            },
            StuckCase(.confirmedNotCleared, style) {
                // The power fails at each of the last flash operations in turn, until the one after the confirmation is hit.
                let day = sales + [StuckShop.settle]
                let last = try shop(style, day).world.chip.memory.operationCount
                for operation in stride(from: last, through: last - 40, by: -1) {
                    let shop = try StuckShop(style, day, plan: [.cut(operation: operation, .before)])
                    shop.run { shop.world.firmware == nil }
                    if case .confirmed = shop.terminal().book.close { return try shop.evidence() }
                }
                Issue.record("no power cut left a close that is confirmed and not cleared")
                return Evidence(now: ClockTime(secondNumber: 0))
            },
        ]
    }

    /// What the host calls the message that closes.
    private static func kinds(_ style: SettlementStyle) -> [String] {
        HostRule.kinds.filter { $0.contains("end") || $0.contains("settle") }
    }

    private static func refusals(_ style: SettlementStyle) -> [StuckCase] {
        let day = StuckShop.sales(3) + [StuckShop.settle]
        func refused(_ code: String) -> @Sendable () throws -> Evidence {
            { try shop(style, day, [StuckShop.rule("settlement", .answer(code))]).evidence() }
        }
        return [
            StuckCase(.merchantBlocked, style, refused("03")),
            StuckCase(.batchRejected, style, refused("96")),
            StuckCase(.batchNumberRefused, style, refused("77")),
            StuckCase(.keysApart, style, refused("A0")),
            StuckCase(.recordRejected, style, also: [.hostRecordsMissing]) {
                let rules = [
                    StuckShop.rule("sale", .approveWithoutBooking, nth: 2),
                    StuckShop.rule("batch upload", .answer("30")),
                ]
                return try shop(style, day, rules).evidence()
            },
        ]
    }

    private static func numbers(_ style: SettlementStyle) -> [StuckCase] {
        let sales = StuckShop.sales(3)
        return [
            StuckCase(.closedByHost, style) {
                let shop = try shop(style, sales)
                shop.world.closeByForce()
                return try shop.evidence()
            },
            StuckCase(.batchNumberUsedBefore, style) {
                // The terminal was replaced by a fresh one with its number.
                let former = try StuckShop(style, StuckShop.sales(5) + [StuckShop.settle], seed: 2)
                former.run(untilHour: StuckShop.evening + 1)
                let shop = try shop(style, sales)
                var evidence = try shop.evidence()
                evidence.host = try former.host()
                return evidence
            },
            StuckCase(.batchNumberApart, style, also: [.hostRecordsMissing]) {
                let shop = try shop(style, StuckShop.sales(2) + [StuckShop.settle] + StuckShop.sales(3))
                var evidence = try shop.evidence()
                // A host that never heard of the first close.
                evidence.host = try StuckCases.shop(style, []).hostOfNobody()
                return evidence
            },
            StuckCase(.twoTerminalsOneNumber, style) {
                let other = try shop(style, StuckShop.sales(24))
                let shop = try shop(style, sales)
                var evidence = try shop.evidence()
                evidence.host = try other.host()
                return evidence
            },
            StuckCase(.identityChanged, style, also: [.hostRecordsMissing]) {
                let shop = try shop(style, sales)
                var evidence = try shop.evidence()
                let settings = TerminalSettings(terminalID: "29999999", merchantID: "104110070110001")
                evidence.terminal?.settings = settings
                evidence.host = try shop.host(of: settings.terminalID)
                return evidence
            },
        ]
    }

    private static func devices(_ style: SettlementStyle) -> [StuckCase] {
        let sales = StuckShop.sales(4)
        return [
            StuckCase(.slipNotPrinted, style) {
                let shop = try StuckShop(style, sales + [StuckShop.settle])
                // The moment after the close, before the slip is out.
                shop.run { shop.world.firmware?.book.unprintedSlip != nil }
                return try shop.evidence()
            },
            StuckCase(.batchFull, style) {
                let shop = try shop(style, sales)
                var evidence = try shop.evidence()
                evidence.terminal?.settings = TerminalSettings(
                    terminalID: "10000000", merchantID: "104110070110001", limits: BatchLimits(count: 4))
                return evidence
            },
            StuckCase(.journalDamaged, style) {
                let shop = try shop(style, sales)
                shop.world.chip.rot(bit: 3, at: 220)
                return try shop.evidence()
            },
            StuckCase(.clockWrong, style, also: [.signOnRequired]) {
                let shop = try StuckShop(style, sales)
                shop.run(untilHour: StuckShop.evening)
                shop.world.clockError = -15_000 * 86_400
                shop.world.give(.tick)
                return try shop.evidence()
            },
        ]
    }
}

extension StuckShop {
    /// A ledger that knows the terminal and holds nothing of it.
    func hostOfNobody() throws -> HostEvidence {
        HostEvidence(
            terminalID: world.parameters.terminalID, openBatch: 1,
            batches: [
                HostBatchEvidence(
                    terminalID: world.parameters.terminalID, number: 1, isClosed: false, isForced: false,
                    isConfirmed: false, closedAt: nil, postings: [])
            ])
    }
}
