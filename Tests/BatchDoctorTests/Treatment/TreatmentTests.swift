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
        arguments: FixCases.all, [1, 2] as [UInt64])
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

    @Test(
        "the power goes amid a step: the terminal goes on by itself or the doctor does, and nothing is lost",
        arguments: FixCases.all, [0, 350, 2_600] as [Int64])
    func powerCut(_ fix: FixCase, _ pause: Int64) throws {
        let treated = TreatedShop(try fix.make(4))
        let before = try treated.approved()
        treated.givesConfirmation = fix.isForced
        treated.cutAfter = pause
        try treated.treat(isMended: fix.isMended)
        let comment: Comment = "\(fix.testDescription), after \(pause) ms, \(treated.steps.map(\.rawValue))"
        #expect(treated.lastChoice == .healthy, comment)
        #expect(treated.world.firmware?.book.close == .open, comment)
        #expect(try treated.approved() == before, comment)
        try treated.compare(comment, isForced: fix.isForced)
    }

    @Test(
        "what only people elsewhere can mend gets no step at the terminal but an export", arguments: [1, 2] as [UInt64])
    func forPeople(_ seed: UInt64) throws {
        for style in [SettlementStyle.unionPay, .hypercom] {
            let treated = TreatedShop(try FixCases.lateApproval(style, seed))
            let before = try treated.approved()
            try treated.treat(isMended: true)
            #expect(treated.lastChoice == .forPeople([.lateApproval]) && treated.steps == [.exportRecords])
            #expect(try treated.approved() == before && treated.world.firmware?.book.close == .open)
        }
    }

    @Test(
        "a reversal that the host never takes waits for the acquirer's number, ends by it, and the batch settles",
        arguments: [SettlementStyle.unionPay, .hypercom], [1, 2, 3] as [UInt64])
    func reversalByWord(_ style: SettlementStyle, _ seed: UInt64) throws {
        let treated = TreatedShop(try FixCases.refusedReversal(style, seed))
        let record = try #require(treated.world.firmware?.book.unresolved)
        let before = try treated.approved()
        try treated.treat(isMended: false)
        #expect(treated.lastChoice == .needsConfirmation(.reversalUnanswered) && treated.steps == [.sendReversal])
        #expect(treated.world.firmware?.book.unresolved == record)
        treated.givesReversalWord = true
        try treated.treat(isMended: false)
        #expect(treated.lastChoice == .healthy && treated.steps == [.sendReversal, .reverseByForce])
        let book = try #require(treated.world.firmware?.book)
        let trace = record.transaction.trace
        let number = try #require(book.record(trace)?.state.reversalWord)
        #expect(try treated.approved() == before && Diagnosis(try treated.evidence()).isHealthy)
        // A number is taken once, and for nothing else.
        for work in [ServiceWork.confirmReversal(number, trace: 9), .confirmClose(number, batch: 1)] {
            #expect(treated.world.firmware?.refusal(of: work)?.contains("already") == true)
        }
        let next = TreatedShop(treated.shop)
        try next.settle()
        #expect(next.world.firmware?.book.records.isEmpty == true)
        try next.compare("settled", isForced: false)
    }

    @Test("a close that the host does not take waits for the acquirer's number, and nothing is forced before")
    func waits() throws {
        let fix = try #require(FixCases.all.first { $0.isForced })
        let treated = TreatedShop(try fix.make(5))
        let before = try treated.approved()
        try treated.treat(isMended: false)
        #expect(treated.lastChoice == .needsConfirmation(.merchantBlocked))
        #expect(!treated.steps.contains(.closeByForce) && treated.steps.last == .exportRecords)
        #expect(try treated.approved() == before && treated.world.firmware?.book.closed.isEmpty == true)
    }
}
