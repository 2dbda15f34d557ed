import Settlement
import Testing

@Suite("What ends a close")
struct ConfirmationTests {
    private func closing(
        _ style: SettlementStyle = .unionPay, _ entries: [JournalEntry] = [], sales: UInt32 = 2
    ) throws -> BatchBook {
        var ledger = try book([])
        for number in 1...sales { for entry in approved(sale(number, 100, style: style)) { try ledger.apply(entry) } }
        try ledger.apply(.closeBegun(ledger.snapshot(style)))
        for entry in entries { try ledger.apply(entry) }
        return ledger
    }

    @Test("Hypercom style: 00 to the totals closes the batch at once")
    func hypercomAtOnce() throws {
        var ledger = try closing(.hypercom)
        try ledger.apply(.closeConfirmed(confirmation()))
        #expect(ledger.step(hypercom) == .clear(.first, next: batch(2)))
        try ledger.apply(.batchClosed(.first, next: batch(2), at: monday))
        #expect(ledger.closed.last?.records.count == 2)
    }

    @Test("Hypercom style: after 95 the trailing totals close the batch, once every detail is uploaded")
    func hypercomAfterUpload() throws {
        var ledger = try closing(.hypercom, [.closeReconciled(unbalancedWord), .uploadAdvanced(to: 1)])
        #expect(throws: BookError.closeStepOutOfOrder) {
            try ledger.apply(.closeConfirmed(confirmation(afterUpload: true)))
        }
        try ledger.apply(.uploadAdvanced(to: 2))
        #expect(ledger.step(hypercom) == .endUpload(ledger.snapshot(.hypercom), balanced: false, count: 2))
        try ledger.apply(.closeConfirmed(confirmation(afterUpload: true)))
    }

    @Test("UnionPay style: the answer to the totals closes nothing, the end of the upload does")
    func unionPayEnd() throws {
        var ledger = try closing()
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.closeConfirmed(confirmation())) }
        try ledger.apply(.closeReconciled(balancedWord))
        #expect(ledger.step() == .endUpload(ledger.snapshot(), balanced: true, count: 0))
        try ledger.apply(.closeConfirmed(confirmation()))
    }

    @Test("a later batch number at sign-on proves the close when nothing but the answer to its end was missing")
    func signOnProves() throws {
        let signOn = JournalEntry.signedOn(hostBatch: batch(2), at: monday)
        let proof = JournalEntry.closeConfirmed(confirmation(afterUpload: true, evidence: .signOn))
        var ledger = try closing(.unionPay, [.closeReconciled(unbalancedWord), .uploadAdvanced(to: 2), signOn, proof])
        #expect(ledger.step() == .clear(.first, next: batch(2)))
        try ledger.apply(.batchClosed(.first, next: batch(2), at: monday))
        #expect(ledger.closed.last?.confirmation.evidence == .signOn)
    }

    @Test("it proves nothing before the upload was complete: records would be missing at the host")
    func signOnBeforeTheEnd() throws {
        let signOn = JournalEntry.signedOn(hostBatch: batch(2), at: monday)
        let proof = JournalEntry.closeConfirmed(confirmation(afterUpload: true, evidence: .signOn))
        for entries: [JournalEntry] in [
            [signOn], [.closeReconciled(unbalancedWord), signOn],
            [.closeReconciled(unbalancedWord), .uploadAdvanced(to: 1), signOn],
        ] {
            var ledger = try closing(.unionPay, entries)
            #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(proof) }
        }
    }

    @Test("it proves nothing when the host names this batch, an earlier one, or none", arguments: [1, 999_999, nil])
    func signOnOfAnotherBatch(hostBatch: UInt32?) throws {
        let signOns = hostBatch.map { [JournalEntry.signedOn(hostBatch: batch($0), at: monday)] } ?? []
        var ledger = try closing(.unionPay, [.closeReconciled(balancedWord)] + signOns)
        #expect(throws: BookError.notConfirmed(.first)) {
            try ledger.apply(.closeConfirmed(confirmation(evidence: .signOn)))
        }
    }

    @Test("it proves nothing in the Hypercom style: there the host issues no batch numbers")
    func signOnInHypercom() throws {
        let signOn = JournalEntry.signedOn(hostBatch: batch(2), at: monday)
        var begun = try closing(.hypercom, [signOn])
        #expect(throws: BookError.closeStepOutOfOrder) {
            try begun.apply(.closeConfirmed(confirmation(evidence: .signOn)))
        }
        var uploaded = try closing(.hypercom, [.closeReconciled(unbalancedWord), .uploadAdvanced(to: 2), signOn])
        #expect(throws: BookError.notConfirmed(.first)) {
            try uploaded.apply(.closeConfirmed(confirmation(evidence: .signOn)))
        }
    }

    @Test("a confirmation of another batch confirms nothing, in both styles", arguments: SettlementStyle.allCases)
    func otherBatch(style: SettlementStyle) throws {
        var ledger = try closing(style)
        if style == .unionPay { try ledger.apply(.closeReconciled(balancedWord)) }
        #expect(throws: BookError.wrongBatch(batch(2))) {
            try ledger.apply(.closeConfirmed(confirmation(of: batch(2))))
        }
    }

    @Test("a batch without any record is never closed")
    func empty() throws {
        var ledger = try book([])
        for style in SettlementStyle.allCases {
            #expect(throws: BookError.nothingToSettle) { try ledger.apply(.closeBegun(ledger.snapshot(style))) }
        }
        #expect(ledger.step(hypercom) == .nothingToSettle)
    }

    @Test("a batch of declined and reversed ones only has nothing to settle")
    func declinedOnly() throws {
        let ledger = try book([.transactionBegun(sale(1, 100)), .transactionDeclined(trace(1), code: "51")])
        #expect(ledger.step() == .nothingToSettle)
    }
}
