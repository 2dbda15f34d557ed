import BatchDoctor
import AcquirerHost
import BatchEvidence
import Settlement
import TerminalFirmware
import Testing

@testable import Simulation

@Suite("Healthy terminals")
struct HealthyTests {
    /// A terminal of a shop in which nothing goes wrong, looked at every few hours over its days.
    @Test("no cause is found at any hour of a day in which nothing fails", arguments: 0..<24)
    func nothingFound(_ terminal: Int) throws {
        let settings = SimulationSettings(
            terminals: 24, days: 3, transactions: 12, seed: 7, profile: .calm)
        let world = try World<RealFirmware, RealHost>(settings.world(terminal))
        for hour in stride(from: Int64(9), through: 70, by: 5) {
            world.run(until: hour * 3_600_000 + 1_234_567)
            #expect(world.violation == nil)
            let evidence = Evidence(
                now: world.wallTime, terminal: FlashEvidence.read(world.chip.memory),
                host: LedgerEvidence.read(
                    try LedgerReport(world.ledger), terminalID: world.parameters.terminalID))
            // A card that has no money is refused also when it was taken offline: that is found, and rightly.
            let found = Diagnosis(evidence).findings.filter { $0.cause != .adviceRefused }
            #expect(
                found.isEmpty,
                "hour \(hour): \(found.map { "\($0.cause.rawValue) \($0.evidence.map(\.says.english))" })")
        }
    }
}
