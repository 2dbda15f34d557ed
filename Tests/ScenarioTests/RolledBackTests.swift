import AcquirerHost
import Foundation
import Settlement
import Testing
import VirtualTerminal

@testable import Scenario

@Suite("A flash image that was put back as a whole", .serialized)
struct RolledBackTests {
    /// A bench without steps, and the hands of its clerk.
    private func bench(in folder: URL) throws -> (bench: Bench, clerk: Operator) {
        let scenario = try ScenarioFile.parse(
            """
            scenario: a flash from yesterday
            start: "2026-11-23T09:00"
            terminal: {response-timeout: 2, acknowledge-timeout: 0.4}
            steps: [sign-on]
            """, origin: "rolled-back.yaml")
        let bench = try Bench(
            scenario: scenario, folder: folder, program: Shipped.program, console: Console(.silent) { _ in })
        return (
            bench, Operator(client: bench.client) { [switches = bench.switches] in switches.isPowerCut.withLock { $0 } }
        )
    }

    private func putBack(_ image: Data, on bench: Bench) throws {
        bench.powerOff()
        try image.write(to: URL(fileURLWithPath: bench.terminalFolder.flash))
        try bench.powerOn()
    }

    @Test("the journal cannot see it, the host does: nothing is booked into the batch that it closed")
    func closedBatch() throws {
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (bench, clerk) = try bench(in: folder)
        defer { bench.tearDown() }
        let card = try #require(TestCard.named("unionpay-test-3"))
        try clerk.signOn()
        try clerk.sale(card: card, minorUnits: 1000, pin: nil)
        let image = try Data(contentsOf: URL(fileURLWithPath: bench.terminalFolder.flash))
        try clerk.settle()
        let settled = try bench.ledger()
        #expect(settled.batches.first?.isClosed == true && settled.batches.first?.postings.count == 1)
        try putBack(image, on: bench)
        #expect(try bench.journal().batches.map(\.number) == [1], "the journal is in good order")
        // Whatever the terminal says of this customer: it is not approved.
        try? clerk.sale(card: card, minorUnits: 2000, pin: nil)
        let papers = try bench.papers()
        #expect(!papers.contains { $0.contains("AMOUNT") && $0.contains("20.00") })
        #expect(
            try bench.journal().batches.flatMap(\.records).allSatisfy {
                $0.minorUnits != 2000 || $0.state != "approved"
            })
        let first = try #require(try bench.ledger().batches.first { $0.number == 1 })
        #expect(first.isClosed && first.postings == settled.batches.first?.postings)
    }

    @Test("within an open batch its next sales come with trace numbers that are taken: the host refuses them with 12")
    func openBatch() throws {
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (bench, clerk) = try bench(in: folder)
        defer { bench.tearDown() }
        let card = try #require(TestCard.named("unionpay-test-3"))
        try clerk.signOn()
        try clerk.sale(card: card, minorUnits: 1000, pin: nil)
        let image = try Data(contentsOf: URL(fileURLWithPath: bench.terminalFolder.flash))
        // So many that a new reservation of trace numbers begins, of which the image knows nothing.
        for number in 1...17 { try clerk.sale(card: card, minorUnits: 2000 + Int64(number), pin: nil) }
        let before = try bench.ledger()
        try putBack(image, on: bench)
        try clerk.sale(card: card, minorUnits: 5000, pin: nil)
        let record = try #require(try bench.journal().batches.last?.records.last)
        #expect(record.minorUnits == 5000 && record.state == "declined" && record.code == "12", "\(record)")
        #expect(try bench.ledger() == before)
    }
}
