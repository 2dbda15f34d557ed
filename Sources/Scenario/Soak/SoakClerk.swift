import BenchSupport
import AcquirerHost
import Foundation
import Synchronization
import VirtualTerminal

/// A shop of a soak: one terminal, and the clerk who serves customers at it.
final class SoakClerk: Sendable {
    /// What a clerk remembers.
    struct Diary {
        var approved = 0
        var settlements = 0
        /// Seconds from first key to receipt.
        var counter: [Double] = []
        var problems: [String] = []
    }

    let configuration: TerminalConfiguration
    let folder: TerminalFolder
    private let plan: SoakPlan
    private let number: Int
    private let diary = Mutex(Diary())

    init(_ plan: SoakPlan, number: Int, folder: URL) {
        self.plan = plan
        self.number = number
        var configuration = TerminalConfiguration()
        configuration.terminalID = String(10_000_000 + number)
        configuration.baud = plan.baud
        self.configuration = configuration
        self.folder = TerminalFolder(folder.appendingPathComponent("t\(number)").path)
    }

    var notes: Diary { diary.withLock { $0 } }
    var client: ControlClient { ControlClient(folder, timeout: 30_000) }

    private var hands: Operator { Operator(client: client, isPowerCut: { false }, pause: 50_000) }

    func note(_ problem: String) {
        diary.withLock { $0.problems.append("terminal \(configuration.terminalID): \(problem)") }
    }

    /// Serves customers until the shop closes, settles now and then, and once at the end.
    func live(until isOver: () -> Bool) {
        var random = SplitMix64(state: plan.seed &+ UInt64(number) &* 0xD134_2543_DE82_EF95)
        do {
            try hands.signOn()
            var left = customers(&random)
            while !isOver() {
                Thread.sleep(forTimeInterval: random.fraction() * plan.pause)
                try serve(&random)
                left -= 1
                guard left <= 0 else { continue }
                left = customers(&random)
                try settle()
            }
            try settleUp()
        } catch {
            note("\(error)")
        }
    }

    /// Customers until the next settlement.
    private func customers(_ random: inout SplitMix64) -> Int {
        plan.settleAfter / 2 + Int(random.fraction() * Double(plan.settleAfter)) + 1
    }

    /// Mostly sales; now and then a card that its issuer declines, a void or a refund.
    private func serve(_ random: inout SplitMix64) throws {
        let good = TestCard.all.filter { $0.decline == nil }
        let bad = TestCard.all.filter { $0.decline != nil }
        let cards = random.fraction() < 0.04 ? bad : good
        let card = cards[Int(random.next() % UInt64(cards.count))]
        let isApproved = try measure {
            try hands.sale(card: card, minorUnits: 100 + Int64(random.next() % 50_000), pin: nil)
        }
        guard isApproved != (card.decline != nil) else {
            return note("a card that is \(card.decline == nil ? "good" : "bad") was taken for the other kind")
        }
        let more = random.fraction()
        guard isApproved, more < 0.12 else { return }
        guard let sale = try lastSale() else { return note("an approved sale has no receipt") }
        let done = try measure {
            if more < 0.08 {
                try hands.void(trace: sale.trace)
            } else {
                try hands.refund(
                    card: card, minorUnits: min(sale.minorUnits, 100), monthDay: SoakPlan.start.date.monthDay,
                    reference: sale.reference)
            }
        }
        if !done { note("a void or a refund was not approved") }
    }

    /// - Returns: True when the terminal says *approved* at the end.
    private func measure(_ customer: () throws -> Void) throws -> Bool {
        let begun = ContinuousClock.now
        try customer()
        let took = (ContinuousClock.now - begun).components
        let screen = try client.ask(.show).display.screen
        diary.withLock {
            $0.counter.append(Double(took.seconds) + Double(took.attoseconds) / 1e18)
            if screen == "approved" { $0.approved += 1 }
        }
        if screen != "approved", screen != "declined" { note("after a customer it shows \"\(screen)\"") }
        return screen == "approved"
    }

    private func settle() throws {
        try hands.settle()
        let screen = try client.ask(.show).display.screen
        guard screen == "settled" else { return note("after the settlement it shows \"\(screen)\"") }
        diary.withLock { $0.settlements += 1 }
    }

    private func settleUp() throws {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            guard let journal = try client.ask(.journal).journal, !journal.isSettled else { return }
            guard let display = try hands.rest() else { return }
            if display.screen == "idle" { try settle() } else { try hands.answerOrSettle(display.screen) }
        }
        note("the batch could not be settled within a minute")
    }

    /// The newest receipt, with the reference that a refund asks for.
    private func lastSale() throws -> (trace: UInt32, minorUnits: Int64, reference: String)? {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.papers.path).sorted()
        guard let name = names.last(where: { $0.contains("receipt") }) else { return nil }
        let paper = try String(contentsOf: folder.papers.appendingPathComponent(name), encoding: .utf8)
        let reference = paper.split(separator: "\n").first { $0.hasPrefix("REF ") }?.split(separator: " ").last
        guard let receipt = ReceiptCheck.read(paper), let reference else { return nil }
        return (receipt.trace, receipt.minorUnits, String(reference))
    }
}
