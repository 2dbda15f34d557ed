import BatchDoctor
import BatchEvidence
import Foundation
import Settlement
import Testing

@Suite("A printed ledger")
struct LedgerTextTests {
    private let text = """
        terminal 10000001 batch 000001 closed by force, not settled by the terminal
          000002 2026-11-30 02:09:46 sale 12.50 411111******1111 booked, online
          000003 2026-11-30 02:09:46 sale 3.07 411111******1111 reversed, online
          000004 2026-11-30 02:09:47 refund 1.00 621700*********0004 booked, upload
          000005 2026-11-30 02:09:47 hold 9.00 621700*********0004 open, authorization 000014
          ! 000009 is not in the ledger
          net 11.50, paid 11.50 at 2026-11-30 02:10:00, waiting 0.00
        terminal 10000001 batch 000002 open
        terminal 20000002 batch 000007 closed
        """

    @Test("says of a terminal what it said on the screen")
    func read() throws {
        #expect(LedgerText.read(text, terminalID: nil) == nil)
        let host = try #require(LedgerText.read(text, terminalID: "10000001"))
        #expect(host.openBatch == 2 && host.batches.map(\.number) == [1, 2] && host.others.map(\.number) == [7])
        let first = host.batches[0]
        #expect(
            first.isClosed && first.isForced && !first.isConfirmed
                && first.exceptions == ["000009 is not in the ledger"])
        #expect(
            first.postings == [
                HostPosting(trace: 2, kind: .sale, minorUnits: 1250, isReversed: false),
                HostPosting(trace: 3, kind: .sale, minorUnits: 307, isReversed: true),
                HostPosting(trace: 4, kind: .refund, minorUnits: 100, isReversed: false, isFromUpload: true),
            ])
        #expect(host.others[0].isClosed && host.others[0].isConfirmed)
    }

    @Test("says the same from a bundle, when it was booked too")
    func bundled() throws {
        var host = try #require(LedgerText.read(text, terminalID: "10000001"))
        host.batches[0].postings[0].bookedAt = ClockTime(secondNumber: 1_795_918_186)
        host.batches[0].isClosed = false
        let evidence = Evidence(now: ClockTime(secondNumber: 1_796_004_592), host: host)
        let bundle = try JSONDecoder().decode(CaseBundle.self, from: JSONEncoder().encode(try CaseBundle(evidence)))
        let replayed = try bundle.evidence(nil)
        #expect(replayed.host == host)
        #expect(Diagnosis(replayed).findings.map(\.cause) == Diagnosis(evidence).findings.map(\.cause))
    }

    @Test("other texts are none", arguments: ["", "terminal", "{\"batches\": []}", "the ledger holds no batches"])
    func other(_ text: String) { #expect(LedgerText.read(text, terminalID: nil) == nil) }
}
