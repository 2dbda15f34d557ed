import AcquirerHost
import BatchDoctor
import BatchEvidence
import ISO8583
import Settlement
import TerminalFirmware
import Testing

@testable import Simulation

@Suite("Treatment: the next safe step, until the batch is in order")
struct TreatmentTests {
    @Test(
        "each case ends healthy, by the steps that are told; journal and ledger are equal, and no record is lost",
        arguments: FixCases.all, [1, 2, 3] as [UInt64])
    func endsHealthy(_ fix: FixCase, _ seed: UInt64) throws {
        let treated = TreatedShop(try fix.make(seed))
        let before = try treated.approved()
        #expect(!before.isEmpty)
        treated.givesConfirmation = fix.isForced
        try treated.treat(isMended: fix.isMended)
        let comment: Comment = "\(fix.testDescription), \(treated.steps.map(\.rawValue))"
        #expect(treated.lastChoice == .healthy, comment)
        #expect(treated.steps == fix.steps, comment)
        #expect(Diagnosis(try treated.evidence()).isHealthy, comment)
        #expect(treated.world.firmware?.book.close == .open, comment)
        #expect(try treated.approved() == before, comment)
        try treated.compare(comment, isForced: fix.isForced)
    }
}
