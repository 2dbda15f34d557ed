import Settlement
import TestSupport
import Testing

@Suite("Journal entries as bytes")
struct EntryCodingTests {
    @Test("an entry of any kind, with any values, is read back as it was written")
    func anyValues() throws {
        var entries = RandomEntries(seed: 5)
        var kinds: Set<UInt8> = []
        for round in 0..<100 {
            for number in 0..<RandomEntries.kindCount {
                let entry = entries.entry(number: number)
                kinds.insert(entry.kind)
                let again = try JournalEntry(kind: entry.kind, payload: entry.payload)
                #expect(again == entry, "round \(round), kind \(entry.kind)")
            }
        }
        // 5, 11 and 15 are read, but not written any more.
        #expect(kinds == Set(1...26).subtracting([5, 11, 15]))
    }

    @Test("an entry that lacks a byte, or has one too many, is refused by its kind")
    func wrongLength() throws {
        var entries = RandomEntries(seed: 6)
        for number in 0..<RandomEntries.kindCount {
            for _ in 0..<5 {
                let entry = entries.entry(number: number)
                let payload = try entry.payload
                let accepted = payload.indices.filter { count in
                    (try? JournalEntry(kind: entry.kind, payload: Array(payload[..<count]))) != nil
                }
                #expect(accepted.isEmpty, "kind \(entry.kind)")
                let error = #expect(throws: EntryError.self) {
                    try JournalEntry(kind: entry.kind, payload: payload + [0])
                }
                #expect(error?.kind == entry.kind && error?.offset == payload.count)
            }
        }
    }

    @Test("whatever bytes stand there: an entry or an error, and an entry that is written again in the same bytes")
    func anyBytes() {
        var random = Random(state: 7)
        var read = 0
        for _ in 0..<40_000 {
            let kind = UInt8.random(in: 0...30, using: &random)
            let count = Int.random(in: 0...40, using: &random)
            // Small numbers are lengths and flags here, so that many of these are nearly right.
            let payload = (0..<count).map { _ in
                UInt8.random(in: 0...255, using: &random) & (Bool.random(using: &random) ? 3 : 255)
            }
            guard let entry = try? JournalEntry(kind: kind, payload: payload) else { continue }
            read += 1
            #expect((try? JournalEntry(kind: entry.kind, payload: entry.payload)) == entry)
        }
        #expect(read > 100)
    }

    @Test("kinds that were never given are refused", arguments: [0, 27, 99, 255] as [UInt8])
    func unknownKind(_ kind: UInt8) {
        let error = #expect(throws: EntryError.self) { try JournalEntry(kind: kind, payload: []) }
        #expect(error?.description.contains("kind 1 to 26") == true)
    }

    @Test(
        "values that no version wrote are refused at their place",
        arguments: [
            (8, "01000000 04", 5), (12, "02 00", 1), (22, "05 0000000000000000", 1), (1, "00000000", 4),
            (2, "40420f00", 4), (17, "ffffffff", 4),
        ] as [(UInt8, String, Int)])
    func impossible(kind: UInt8, payload: String, offset: Int) {
        let digits = payload.filter { $0 != " " }
        let error = #expect(throws: EntryError.self) { try JournalEntry(kind: kind, payload: bytes(digits)) }
        #expect(error?.kind == kind && error?.offset == offset)
    }
}

/// What terminals wrote before advices, styles and evidence were kept. The bytes are put together here by hand, as the
/// format was then, and not by the present writer.
@Suite("Journal entries of earlier versions")
struct EarlierEntryTests {
    private let time = "9000046B00000000"  // 2026-11-23 09:00:00

    private func text(_ value: String) -> String { hex([UInt8(value.utf8.count)] + value.utf8) }

    private func transaction(kind: String, original: String) -> [UInt8] {
        let card = text("621234******1232") + "03010203" + text("3012") + text("022") + "00"
        let date = "2C510000"  // day 20780
        return bytes(kind + "07000000" + "02000000" + "6400000000000000" + "9C00" + time + date + card + original)
    }

    @Test("a sale of an earlier version is a request of the UnionPay style without chip data")
    func sale() throws {
        let entry = try JournalEntry(kind: 5, payload: transaction(kind: "01", original: "00"))
        #expect(entry == .transactionBegun(SettlementTests.sale(7, 100, batch: batch(2))))
    }

    @Test("a void of an earlier version names its original in its own batch")
    func void() throws {
        let original = "01" + "03000000" + text("112309000001") + text("000007") + text("1123")
        let entry = try JournalEntry(kind: 5, payload: transaction(kind: "02", original: original))
        #expect(entry == .transactionBegun(SettlementTests.sale(7, 100, kind: .void, batch: batch(2), original: 3)))
    }

    @Test("a refund of an earlier version is an advice; its original is known from paper only")
    func refund() throws {
        let original = "01" + "00000000" + text("") + text("") + text("1120")
        let entry = try JournalEntry(kind: 5, payload: transaction(kind: "03", original: original))
        guard case .transactionBegun(let refund) = entry else {
            Issue.record("\(entry)")
            return
        }
        #expect(refund.kind == .refund && refund.form == .advice)
        #expect(
            refund.original
                == OriginalTransaction(record: nil, reference: "", authorization: "", monthDay: "1120", minorUnits: 0))
    }

    @Test("a close of an earlier version began by the UnionPay style, because somebody pressed settle")
    func begun() throws {
        let sides = "01000000" + "6400000000000000" + String(repeating: "00", count: 36)
        let entry = try JournalEntry(kind: 11, payload: bytes("02000000" + time + sides))
        let totals = BatchTotals(domestic: SideTotals(debit: Tally(count: 1, minorUnits: 100)))
        #expect(
            entry
                == .closeBegun(
                    CloseSnapshot(
                        batch: batch(2), at: monday, style: .unionPay, reason: .operatorRequest, totals: totals)))
    }

    @Test("a confirmation of an earlier version is an answer of the host")
    func confirmed() throws {
        let entry = try JournalEntry(
            kind: 15, payload: bytes("02000000" + "09000000" + text("112309000001") + time + "01"))
        #expect(
            entry
                == .closeConfirmed(
                    HostConfirmation(
                        batch: batch(2), trace: trace(9), reference: "112309000001", at: monday, afterUpload: true,
                        evidence: .answer)))
    }

    @Test("a journal in which the host was ahead, and the terminal went on with the next number, is still read")
    func oneOn() throws {
        var ledger = try book(approved(SettlementTests.sale(1, 100)) + [.signedOn(hostBatch: batch(7), at: monday)])
        for entry: JournalEntry in [
            .closeBegun(ledger.snapshot()), .closeReconciled(balancedWord), .closeConfirmed(confirmation()),
            .batchClosed(.first, next: batch(2), at: monday), .signedOn(hostBatch: batch(7), at: monday),
        ] { try ledger.apply(entry) }
        #expect(ledger.batch == batch(7) && ledger.closed.map(\.batch) == [.first])
    }
}
