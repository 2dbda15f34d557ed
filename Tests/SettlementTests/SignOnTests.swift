import Settlement
import Testing

@Suite("Sign-on and sign-off")
struct SignOnTests {
    @Test("a sign-on holds until the host asks for another one or the operator signs off")
    func holds() throws {
        var ledger = try book([])
        #expect(!ledger.isSignedOn && !ledger.isSignedOff)
        try ledger.apply(.signedOn(hostBatch: .first, at: monday))
        #expect(ledger.isSignedOn)
        try ledger.apply(.signOnRequired)
        #expect(!ledger.isSignedOn && !ledger.isSignedOff)
        try ledger.apply(.signedOn(hostBatch: .first, at: monday))
        try ledger.apply(.signedOff(at: monday))
        #expect(!ledger.isSignedOn && ledger.isSignedOff)
    }

    @Test("after a sign-off the host's wish for a new sign-on does not sign on by itself")
    func offStaysOff() throws {
        var ledger = try book([.signedOff(at: monday), .signOnRequired])
        #expect(ledger.isSignedOff)
        try ledger.apply(.signedOn(hostBatch: .first, at: monday))
        #expect(ledger.isSignedOn && !ledger.isSignedOff)
    }

    @Test("a sign-off touches neither the batch nor its close")
    func touchesNothing() throws {
        var ledger = try book(approved(sale(1, 100)))
        try ledger.apply(.closeBegun(ledger.snapshot()))
        let before = ledger
        try ledger.apply(.signedOff(at: monday))
        #expect(ledger.records == before.records && ledger.close == before.close && ledger.batch == before.batch)
    }

    @Test("an empty batch takes the host's number over, also while a close is asked for")
    func takenOver() throws {
        for entries: [JournalEntry] in [[], [.closeRequested(.automatic, at: monday)]] {
            let ledger = try book(entries + [.signedOn(hostBatch: batch(7), at: monday)])
            #expect(ledger.batch == batch(7) && ledger.differingHostBatch == nil)
        }
    }

    @Test("numbers wrap from 999999 to 1, and 1 is ahead of 999999 then")
    func wrap() throws {
        var ledger = try book([.signedOn(hostBatch: batch(499_000), at: monday)])
        try ledger.apply(.signedOn(hostBatch: batch(998_000), at: monday))
        try ledger.apply(.signedOn(hostBatch: batch(999_999), at: monday))
        #expect(ledger.batch == batch(999_999))
        try ledger.apply(.signedOn(hostBatch: .first, at: monday))
        #expect(ledger.batch == .first)
        #expect(batch(999_999).steps(to: .first) == 1 && batch(1).steps(to: batch(999_999)) == 999_998)
    }

    @Test("no record ever changes its batch at a sign-on: the difference is kept for people to see")
    func recordsStay() throws {
        for hostBatch in [7, 999_999] as [UInt32] {
            let ledger = try book(approved(sale(1, 100)) + [.signedOn(hostBatch: batch(hostBatch), at: monday)])
            #expect(ledger.batch == .first && ledger.records.map(\.transaction.batch) == [.first])
            #expect(ledger.differingHostBatch == batch(hostBatch))
        }
    }

    @Test("the difference ends with a sign-on that agrees, and with the batch")
    func differenceEnds() throws {
        let behind = JournalEntry.signedOn(hostBatch: batch(999_990), at: monday)
        var ledger = try book(approved(sale(1, 100)) + [behind, .signedOn(hostBatch: .first, at: monday)])
        #expect(ledger.differingHostBatch == nil)
        for entry: JournalEntry in [
            behind, .closeBegun(ledger.snapshot()), .closeReconciled(balancedWord), .closeConfirmed(confirmation()),
        ] { try ledger.apply(entry) }
        #expect(ledger.differingHostBatch == batch(999_990))
        try ledger.apply(.batchClosed(.first, next: batch(2), at: monday))
        #expect(ledger.differingHostBatch == nil)
    }
}
