import ISO8583
import Settlement

extension ReconciliationTotals48 {
    /// Totals of bookings as field 48 counts them: voided sales as debit and their voids as credit, reversed ones nowhere.
    init(of postings: [Posting]) {
        self.init()
        for posting in postings where !posting.isReversed {
            var side = posting.isForeign ? foreign : domestic
            if posting.kind.isCredit {
                side.creditAmount += posting.minorUnits
                side.creditCount += 1
            } else {
                side.debitAmount += posting.minorUnits
                side.debitCount += 1
            }
            if posting.isForeign { foreign = side } else { domestic = side }
        }
    }

    func agrees(with other: ReconciliationTotals48) -> Bool {
        domestic.agrees(with: other.domestic) && foreign.agrees(with: other.foreign)
    }
}

extension HostLogic {
    /// Totals: compares, answers with balance flags, and remembers what the terminal claims.
    func reconcile(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        let terminalID = request.terminal.terminalID
        let number = request.message.batch ?? 0
        var claimed: ReconciliationTotals48
        do { claimed = try ReconciliationTotals48(request.message[text: 48] ?? "") } catch {
            return Decision("30", notes: [error.description])
        }
        let known = try session.batch(terminalID, number)
        if let known, known.isClosed { return try repeatClose(claimed, known) }
        guard number == request.terminal.openBatch else {
            return Decision("77", notes: ["batch \(number) is not open here, \(request.terminal.openBatch) is"])
        }
        var batch =
            known
            ?? HostBatch(
                terminalID: terminalID, number: number, isClosed: false, claimedTotals: nil, closedAt: nil)
        batch.claimedTotals = try claimed.text()
        try session.save(batch)
        var postings = try session.postings(terminalID, number)
        for index in postings.indices where postings[index].isUploaded {
            // A new attempt uploads again from the first record.
            postings[index].isUploaded = false
            try session.save(postings[index])
        }
        let booked = ReconciliationTotals48(of: postings)
        claimed.domestic.flag = claimed.domestic.agrees(with: booked.domestic) ? .balanced : .unbalanced
        claimed.foreign.flag = claimed.foreign.agrees(with: booked.foreign) ? .balanced : .unbalanced
        if case .balanceFlag(let raw) = request.rule?.action, let flag = BalanceFlag(rawValue: raw) {
            claimed.domestic.flag = flag
            claimed.foreign.flag = flag
        }
        var decision = Decision("00")
        decision.fields = [(48, Array(try claimed.text().utf8))]
        if !claimed.agrees(with: booked) {
            decision.notes =
                HostLogic.difference("domestic", ledger: booked.domestic, terminal: claimed.domestic)
                + HostLogic.difference("foreign", ledger: booked.foreign, terminal: claimed.foreign)
        }
        return decision
    }

    /// What differs on one side, in words; empty when nothing does.
    private static func difference(
        _ name: String, ledger: ReconciliationTotals48.Side, terminal: ReconciliationTotals48.Side
    ) -> [String] {
        guard !ledger.agrees(with: terminal) else { return [] }
        func words(_ side: ReconciliationTotals48.Side) -> String {
            "\(side.debitCount) debits \(decimalAmount(side.debitAmount, exponent: 2)), "
                + "\(side.creditCount) credits \(decimalAmount(side.creditAmount, exponent: 2))"
        }
        return ["\(name) totals do not agree: ledger \(words(ledger)); terminal \(words(terminal))"]
    }

    /// The answer to the close got lost, and the terminal asks again: the same totals are agreed to again.
    private func repeatClose(_ claimed: ReconciliationTotals48, _ batch: HostBatch) throws -> Decision {
        guard let text = batch.claimedTotals, let settled = try? ReconciliationTotals48(text),
            settled.agrees(with: claimed)
        else { return Decision("77", notes: ["batch \(batch.number) is closed with other totals"]) }
        var claimed = claimed
        claimed.domestic.flag = .balanced
        claimed.foreign.flag = .balanced
        var decision = Decision("00", notes: ["batch \(batch.number) is closed already: agreed again"])
        decision.fields = [(48, Array(try claimed.text().utf8))]
        return decision
    }
}
