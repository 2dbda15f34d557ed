import Settlement
import Testing

@Suite("A close that ends on the acquirer's word")
struct WordTests {
    private let proof = JournalEntry.closeConfirmed(confirmation(evidence: .word))

    private func frozen(_ style: SettlementStyle) throws -> (book: BatchBook, snapshot: CloseSnapshot) {
        var book = BatchBook()
        try book.apply(.batchOpened(.first, at: monday))
        for entry in approved(sale(1, 1_250)) + approved(sale(2, 99)) { try book.apply(entry) }
        let snapshot = book.snapshot(style)
        try book.apply(.closeBegun(snapshot))
        return (book, snapshot)
    }

    @Test(
        "it ends a close whose totals are frozen, refused or not, with all records", arguments: SettlementStyle.allCases
    )
    func ends(_ style: SettlementStyle) throws {
        for refusal in [nil, "03", "77"] as [String?] {
            var (book, _) = try frozen(style)
            if let refusal { try book.apply(.closeRejected(code: refusal)) }
            let records = book.records
            #expect(book.mayConfirmByWord)
            try book.apply(proof)
            #expect(!book.mayConfirmByWord)
            try book.apply(.batchClosed(.first, next: BatchNumber.first.next, at: monday))
            let closed = try #require(book.closed.last)
            #expect(closed.records == records && closed.confirmation.evidence == .word)
            #expect(!closed.confirmation.evidence.isCompared && book.records.isEmpty && book.close == .open)
        }
    }

    @Test("also amid an upload")
    func upload() throws {
        var (book, _) = try frozen(.unionPay)
        try book.apply(.closeReconciled(Reconciliation(domesticBalanced: false, foreignBalanced: false)))
        try book.apply(.uploadAdvanced(to: 1))
        try book.apply(proof)
        #expect(book.close.snapshot != nil)
    }

    @Test("never an open batch, nor without a confirmation number")
    func refused() throws {
        var book = BatchBook()
        try book.apply(.batchOpened(.first, at: monday))
        for entry in approved(sale(1, 1_250)) { try book.apply(entry) }
        #expect(!book.mayConfirmByWord)
        #expect(throws: BookError.closeStepOutOfOrder) { try book.apply(proof) }
        let (begun, _) = try frozen(.unionPay)
        let nameless = HostConfirmation(
            batch: .first, trace: trace(900), reference: "", at: monday, afterUpload: false, evidence: .word)
        var other = begun
        #expect(throws: BookError.notConfirmed(.first)) { try other.apply(.closeConfirmed(nameless)) }
        #expect(other.close == begun.close)
    }
}
