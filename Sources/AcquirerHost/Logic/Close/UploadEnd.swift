import ISO8583
import Settlement

extension HostLogic {
    /// The end of an upload: only when the ledger now equals what the terminal claims is the batch closed.
    func endUpload(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        let batch: HostBatch
        switch try settlingBatch(request, session) {
        // The answer to the end got lost: it is given again.
        case .closed(let closed) where closed.handConfirmation != nil && !closed.exceptions.isEmpty:
            return Decision("77", notes: ["batch \(closed.number) was settled by hand, with other totals"])
        case .closed(let closed):
            return Decision("00", notes: ["batch \(closed.number) is closed already: confirmed again"])
        case .unknown: return Decision("77", notes: ["no totals were sent for batch \(request.batch)"])
        case .settling(let found): batch = found
        }
        guard case .end(let count) = request.incoming.content else {
            return Decision("30", notes: ["an end of upload without its count"])
        }
        if let refused = try refusedBefore(request, session) { return refused }
        let claimed = try ClaimedTotals(batch.claimedTotals ?? "", tongue)
        let postings = try session.postings(batch.terminalID, batch.number)
        var decision =
            ClaimedTotals(of: postings, tongue).agrees(with: claimed)
            ? try close(batch, request, session)
            : try closeUnequal(batch, claimed, postings, request, session)
        let arrived =
            postings.reduce(0) { $0 + ($1.isUploaded ? 1 : 0) + ($1.isChipUploaded ? 1 : 0) }
            + (try session.refusedRecords(batch.terminalID, batch.number).count { $0.isUploaded })
        if arrived != count {
            decision.notes.append("the terminal counts \(count) uploaded record(s), \(arrived) arrived")
        }
        return decision
    }

    /// The refusal of a message that ends an upload, when it has its refusal: a copy that was long on its way would else
    /// close the batch amid the next upload, behind the terminal's back.
    func refusedBefore(_ request: HostRequest, _ session: Store.Session) throws -> Decision? {
        guard let trace = request.trace else { return nil }
        let incoming = request.incoming
        let wasRefused = try session.answers(
            request.terminal.terminalID, request.batch, trace, mti: incoming.mti.description
        ).contains { $0.code == "95" && $0.kind == incoming.kind.name }
        return wasRefused ? Decision("95", notes: ["this end of an upload was refused before: refused again"]) : nil
    }

    /// The upload is over and the two sides are still unequal: the records that differ are named. Where the profile says that
    /// the terminal is right, what it did not upload is taken out, if that makes the sides equal.
    func closeUnequal(
        _ batch: HostBatch, _ claimed: ClaimedTotals, _ postings: [Posting], _ request: HostRequest,
        _ session: Store.Session
    ) throws -> Decision {
        var batch = batch
        let booked = ClaimedTotals(of: postings, tongue)
        // Chip data that came before the totals say nothing of the upload.
        func wasUploaded(_ posting: Posting) -> Bool {
            tongue.issuesBatchNumbers ? posting.wasUploaded : posting.isUploaded
        }
        let uploaded = Set(postings.filter(wasUploaded).map(\.trace))
        let extra = postings.filter { posting in
            guard !posting.isReversed, !wasUploaded(posting), !claimed.agrees(with: booked, onSideOf: posting) else {
                return false
            }
            // Where totals are net of voids, a void is extra when what it undid was uploaded as valid.
            return tongue.issuesBatchNumbers || posting.countsNet
                || posting.kind.isVoid && posting.originalTrace.map { uploaded.contains($0) } ?? false
        }
        if profile.afterUpload == .terminal, !extra.isEmpty {
            let traces = Set(extra.map(\.trace))
            let rest = postings.filter { !traces.contains($0.trace) }
            if ClaimedTotals(of: HostLogic.withoutVoids(by: extra, rest), tongue).agrees(with: claimed) {
                for var posting in extra {
                    posting.isReversed = true
                    try session.save(posting)
                    try apply(posting, false, session)
                }
                batch.exceptions = extra.map { $0.words + ": booked here, not uploaded, taken out" }
                batch.isCorrected = batch.isCorrected || batch.isClosed
                var decision = try close(batch, request, session)
                decision.notes += batch.exceptions
                return decision
            }
        }
        batch.exceptions = extra.map { $0.words + ": booked here, not uploaded" }
        if extra.isEmpty { batch.exceptions = claimed.differences(ledger: booked) }
        try session.save(batch)
        let named =
            extra.isEmpty ? "" : "; booked here, not uploaded: " + extra.map { "\($0.trace)" }.joined(separator: ", ")
        return Decision("95", notes: ["still not balanced" + named])
    }

    /// What stands when voids and tips among `taken` are no more: what they undid, or added to, is as before.
    private static func withoutVoids(by taken: [Posting], _ rest: [Posting]) -> [Posting] {
        var undone: Set<UInt32> = []
        var tips: [UInt32: Int64] = [:]
        for posting in taken {
            guard let original = posting.originalTrace else { continue }
            if posting.kind.isVoid { undone.insert(original) }
            if posting.kind == .tip { tips[original, default: 0] += posting.minorUnits }
        }
        return rest.map { posting in
            var posting = posting
            if undone.contains(posting.trace) { posting.isVoided = false }
            posting.tips -= tips[posting.trace] ?? 0
            return posting
        }
    }
}
