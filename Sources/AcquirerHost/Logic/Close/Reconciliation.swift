import ISO8583
import Settlement

extension HostLogic {
    /// Totals, before an upload or after it: compares, answers as the profile says, and remembers what the terminal claims.
    func reconcile(_ request: inout HostRequest, _ session: Store.Session) throws -> Decision {
        let claimed: ClaimedTotals
        switch request.incoming.content {
        case .totals(let totals): claimed = totals
        case .unreadable(let why): return Decision("30", notes: [why])
        default: return Decision("30", notes: ["no totals"])
        }
        let adopted = try adoptBatch(of: request, session)
        if let adopted { request = adopted.0 }
        var decision = try reconcile(request, claimed, session)
        if let adopted { decision.notes.insert(adopted.note, at: 0) }
        return decision
    }

    private func reconcile(
        _ request: HostRequest, _ claimed: ClaimedTotals, _ session: Store.Session
    ) throws -> Decision {
        let number = request.batch
        let known = try session.batch(request.terminal.terminalID, number)
        if let known, !known.isSettling { return try repeatClose(claimed, known, request, session) }
        guard number == request.terminal.openBatch || known?.isForced == true else {
            return Decision(
                profile.wrongBatch, notes: ["batch \(number) is not open here, \(request.terminal.openBatch) is"])
        }
        if request.incoming.kind == .trailingTotals, let refused = try refusedBefore(request, session) {
            return refused
        }
        var batch =
            known
            ?? HostBatch(
                terminalID: request.terminal.terminalID, number: number, isClosed: false, claimedTotals: nil,
                closedAt: nil)
        batch.claimedTotals = try claimed.text()
        if request.incoming.kind == .totals {
            batch.exceptions = []
            try forgetUpload(batch, session)
        }
        try session.save(batch)
        let postings = try session.postings(batch.terminalID, number)
        let booked = ClaimedTotals(of: postings, tongue)
        // Where totals have no flags, the answer to them is what closes: there is no message after it.
        guard tongue.issuesBatchNumbers else {
            return try settle(request, batch, claimed, postings, booked, session)
        }
        return compare(request, claimed, booked)
    }

    /// A new attempt uploads again from the first record.
    private func forgetUpload(_ batch: HostBatch, _ session: Store.Session) throws {
        for var posting in try session.postings(batch.terminalID, batch.number) where posting.wasUploaded {
            posting.isUploaded = false
            // Where chip data come before the totals, they are there already.
            if tongue.issuesBatchNumbers { posting.isChipUploaded = false }
            try session.save(posting)
        }
        for var record in try session.refusedRecords(batch.terminalID, batch.number) where record.isUploaded {
            record.isUploaded = false
            try session.save(record)
        }
    }

    /// The answer to totals with flags; the end of the upload closes.
    private func compare(_ request: HostRequest, _ claimed: ClaimedTotals, _ booked: ClaimedTotals) -> Decision {
        var isBalanced = claimed.agrees(with: booked)
        var flagged = claimed.flagged(comparedWith: booked)
        if let flag = request.rule?.flag {
            flagged = claimed.flagged(flag)
            isBalanced = flag == .balanced
        }
        let saysCode = profile.imbalance != .flags
        var decision = Decision(isBalanced || !saysCode ? "00" : "95")
        decision.totals = isBalanced || profile.imbalance != .code95 ? flagged : claimed.flagged(.notSaid)
        decision.notes = claimed.differences(ledger: booked)
        return decision
    }

    /// The answer to totals without flags: 00 closes.
    private func settle(
        _ request: HostRequest, _ batch: HostBatch, _ claimed: ClaimedTotals, _ postings: [Posting],
        _ booked: ClaimedTotals, _ session: Store.Session
    ) throws -> Decision {
        if let flag = request.rule?.flag, flag != .balanced { return Decision("95") }
        if claimed.agrees(with: booked) { return try close(batch, request, session) }
        guard request.incoming.kind == .trailingTotals else {
            return Decision("95", notes: claimed.differences(ledger: booked))
        }
        return try closeUnequal(batch, claimed, postings, request, session)
    }

    /// The answer to the close got lost. The very message that closed, sent again or doubled on its way, gets its answer again;
    /// the same totals under a new trace number get what the profile says.
    private func repeatClose(
        _ claimed: ClaimedTotals, _ batch: HostBatch, _ request: HostRequest, _ session: Store.Session
    ) throws -> Decision {
        guard let text = batch.claimedTotals, let settled = try? ClaimedTotals(text, tongue),
            settled.agrees(with: claimed)
        else { return Decision("77", notes: ["batch \(batch.number) is closed with other totals"]) }
        let earlier = try session.answers(batch.terminalID, batch.number, request.trace ?? 0, mti: "0500")
        // Where totals have flags, 00 to them closes nothing.
        let hasClosed = !tongue.issuesBatchNumbers && earlier.contains { $0.code == "00" }
        switch hasClosed ? .again : profile.repeatedClose {
        case .again:
            var decision = Decision("00", notes: ["batch \(batch.number) is closed already: agreed again"])
            decision.totals = claimed.flagged(.balanced)
            return decision
        case .refused:
            return Decision("77", notes: ["batch \(batch.number) is closed already: refused by profile"])
        case .unbalanced:
            var decision = Decision(
                "95", notes: ["batch \(batch.number) is closed already: not balanced by profile, totals zero"])
            decision.totals = ClaimedTotals(of: [], tongue)
                .flagged(profile.imbalance == .code95 ? .notSaid : .unbalanced)
            return decision
        }
    }

    /// Closes a batch that agrees. One that was closed by force is settled by it.
    func close(_ batch: HostBatch, _ request: HostRequest, _ session: Store.Session) throws -> Decision {
        var batch = batch
        var terminal = request.terminal
        batch.confirmedAt = request.now.description
        if batch.isClosed {
            if terminal.forcedBatch == batch.number { terminal.forcedBatch = nil }
            try session.save(batch)
            try session.save(terminal)
            return Decision("00", notes: ["batch \(batch.number), closed by force, is settled"])
        }
        batch.isClosed = true
        batch.closedAt = request.now.description
        try session.save(batch)
        terminal.openBatch = batch.next
        try session.save(terminal)
        try openBatchIfMissing(terminal, session)
        return Decision("00", notes: ["batch \(batch.number) closed, batch \(terminal.openBatch) opened"])
    }
}

extension HostRule {
    /// The flag that the rule wants, or nil.
    fileprivate var flag: BalanceFlag? {
        guard case .balanceFlag(let raw) = action else { return nil }
        return BalanceFlag(rawValue: raw)
    }
}
