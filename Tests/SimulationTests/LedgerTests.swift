import Simulation
import Testing

@testable import AcquirerHost

@Suite("The ledger in memory")
struct LedgerTests {
    private struct Stop: Error {}

    @Test("ten thousand operations by chance, some transactions failing, leave the same as the SQLite ledger")
    func sameAsSQLite() throws {
        let memory = MemoryLedger()
        let file = try SQLiteLedger(path: ":memory:")
        for seed in 0..<400 {
            let fails = seed % 5 == 4
            let one = try outcome { try run(memory, seed: UInt64(seed), fails: fails) }
            let other = try outcome { try run(file, seed: UInt64(seed), fails: fails) }
            try #require(one == other, "transaction \(seed)")
        }
        #expect(try LedgerReport(memory) == LedgerReport(file))
    }

    private func outcome(_ body: () throws -> [String]) throws -> [String]? {
        do { return try body() } catch is Stop { return nil }
    }

    /// One transaction of 25 operations; what it read, in words.
    private func run(_ store: some LedgerStore, seed: UInt64, fails: Bool) throws -> [String] {
        var chance = ChanceStream(seed: seed, stream: 0)
        return try store.inTransaction { session in
            var seen: [String] = []
            for _ in 0..<25 { seen.append(try step(session, &chance)) }
            if fails { throw Stop() }
            return seen
        }
    }

    private func step(_ session: some LedgerSession, _ chance: inout ChanceStream) throws -> String {
        let terminal = "1000000\(chance.below(2))"
        let batch = UInt32(1 + chance.below(3))
        let trace = UInt32(1 + chance.below(20))
        let mti = ["0200", "0220", "0400"][chance.below(3)]
        switch chance.below(17) {
        case 0:
            try session.save(
                TerminalState(
                    terminalID: terminal, openBatch: batch,
                    workingKeys: chance.perMille(500) ? [1, UInt8(trace)] : nil,
                    forcedBatch: chance.perMille(300) ? trace : nil)
            )
            return ""
        case 1: return "\(String(describing: try session.terminal(terminal)))"
        case 2:
            try session.save(
                HostBatch(
                    terminalID: terminal, number: batch, isClosed: chance.perMille(300),
                    claimedTotals: chance.perMille(500) ? "\(trace)" : nil, closedAt: nil,
                    isForced: chance.perMille(300), isCorrected: chance.perMille(300),
                    confirmedAt: chance.perMille(300) ? "then" : nil,
                    exceptions: chance.perMille(300) ? ["one", "two \(trace)"] : []))
            return ""
        case 3: return "\(String(describing: try session.batch(terminal, batch))) \(try session.batches())"
        case 4, 5:
            try session.save(
                Posting(
                    terminalID: terminal, batch: batch, trace: trace,
                    kind: PostingKind.allCases[chance.below(PostingKind.allCases.count)],
                    minorUnits: Int64(chance.below(1000)),
                    isForeign: chance.perMille(500), card: "621234******1232",
                    source: chance.perMille(500) ? .online : .upload, isReversed: chance.perMille(300),
                    isVoided: chance.perMille(300), originalTrace: chance.perMille(300) ? trace : nil,
                    isUploaded: chance.perMille(300), bookedAt: "now", isChipUploaded: chance.perMille(300),
                    tips: Int64(chance.below(3)), holdAuthorization: chance.perMille(300) ? "\(trace)" : nil))
            return ""
        case 6: return "\(String(describing: try session.posting(terminal, batch, trace)))"
        case 7: return "\(try session.postings(terminal, batch))"
        case 8:
            try session.append(
                AnsweredMessage(
                    terminalID: terminal, batch: batch, trace: trace, mti: mti, kind: "sale",
                    minorUnits: Int64(chance.below(100)), card: nil, code: ["00", "A0", "51"][chance.below(3)],
                    reference: "\(try session.nextReference())", authorization: "", rule: nil, at: "now"))
            return ""
        case 9: return "\(String(describing: try session.answers(terminal, batch, trace, mti: mti)))"
        case 10:
            // A number that no batch has.
            if chance.perMille(200) {
                try session.renumber(terminal, batch, to: UInt32(100 + (try session.nextReference())))
            }
            return ""
        default: return try holdStep(session, terminal, batch, trace, &chance)
        }
    }

    private func holdStep(
        _ session: some LedgerSession, _ terminal: String, _ batch: UInt32, _ trace: UInt32,
        _ chance: inout ChanceStream
    ) throws -> String {
        let authorization = "00000\(chance.below(10))"
        switch chance.below(6) {
        case 0, 1:
            let states = [Hold.State.standing, .completed, .voided, .reversed]
            try session.save(
                Hold(
                    terminalID: terminal, batch: batch, trace: trace, minorUnits: Int64(chance.below(1000)),
                    authorization: authorization, monthDay: "1124", card: "621234******1232",
                    isForeign: chance.perMille(500), state: states[chance.below(4)],
                    endedInBatch: chance.perMille(500) ? batch : nil, endedBy: chance.perMille(500) ? trace : nil,
                    heldAt: "now"))
            return ""
        case 2: return "\(String(describing: try session.hold(terminal, batch, trace)))"
        case 3: return "\(String(describing: try session.hold(terminal, authorization: authorization)))"
        case 4: return "\(try session.holds(terminal, batch)) \(try session.refusedRecords(terminal, batch))"
        default:
            try session.save(
                RefusedRecord(
                    terminalID: terminal, batch: batch, trace: trace, minorUnits: Int64(chance.below(1000)),
                    isForeign: chance.perMille(500), card: "621234******1232", response: "11", cryptogram: 1,
                    isUploaded: chance.perMille(500)))
            return ""
        }
    }

    @Test("a ledger that was put back to a moment is what it was then, whatever happened since")
    func restored() throws {
        let ledger = MemoryLedger()
        for seed in 0..<UInt64(50) { _ = try run(ledger, seed: seed, fails: false) }
        let report = try LedgerReport(ledger)
        let moment = ledger.snapshot()
        let next = ledger.nextReference()
        for seed in UInt64(50)..<100 { _ = try run(ledger, seed: seed, fails: false) }
        #expect(try LedgerReport(ledger) != report)
        ledger.restore(moment)
        #expect(try LedgerReport(ledger) == report)
        #expect(ledger.nextReference() == next)
        // From there on it goes the same way again.
        let other = MemoryLedger()
        for seed in 0..<UInt64(50) { _ = try run(other, seed: seed, fails: false) }
        _ = other.nextReference()
        #expect(try run(ledger, seed: 7, fails: false) == run(other, seed: 7, fails: false))
    }
}
