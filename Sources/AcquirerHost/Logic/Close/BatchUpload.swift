import ISO8583
import Settlement

extension HostLogic {
    /// Records of a batch: a block of online ones, one advice, one chip record.
    func upload(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        let number = request.batch
        if case .records(let items) = request.incoming.content, items.allSatisfy(\.isChip), !tongue.issuesBatchNumbers {
            return try takeChips(items, request, session)
        }
        let batch: HostBatch
        switch try settlingBatch(request, session) {
        case .closed: return Decision("77", notes: ["batch \(number) is closed"])
        case .unknown: return Decision("77", notes: ["no totals were sent for batch \(number)"])
        case .settling(let found): batch = found
        }
        switch request.incoming.content {
        case .records(let items):
            var decision = Decision("00")
            for item in items { decision.notes += try record(item, batch, request, session) }
            return decision
        case .refused(let refused):
            try session.save(
                RefusedRecord(
                    terminalID: batch.terminalID, batch: number, trace: request.trace ?? 0,
                    minorUnits: refused.minorUnits, isForeign: refused.isForeign,
                    card: request.incoming.pan?.masked ?? "", response: refused.response,
                    cryptogram: refused.refusal?.cryptogram ?? 1, isUploaded: true))
            return Decision("00")
        case .unreadable(let why): return Decision("30", notes: [why])
        default: return Decision("30", notes: ["an upload without a record"])
        }
    }

    /// Chip data where they come before the totals: they are kept with their booking, and book nothing.
    private func takeChips(
        _ items: [UploadedItem], _ request: HostRequest, _ session: Store.Session
    ) throws -> Decision {
        var decision = Decision("00")
        let terminalID = request.terminal.terminalID
        if let batch = try session.batch(terminalID, request.batch), !batch.isSettling {
            return Decision("77", notes: ["batch \(batch.number) is closed"])
        }
        for item in items {
            guard var posting = try session.posting(terminalID, request.batch, item.trace) else {
                decision.notes.append("chip data of record \(item.trace), which is missing in the ledger")
                continue
            }
            posting.isChipUploaded = true
            try session.save(posting)
        }
        return decision
    }

    enum Settling {
        case settling(HostBatch)
        case closed(HostBatch)
        case unknown
    }

    /// The batch of an upload: totals were sent for it, and it is not done.
    func settlingBatch(_ request: HostRequest, _ session: Store.Session) throws -> Settling {
        guard let known = try session.batch(request.terminal.terminalID, request.batch) else { return .unknown }
        guard known.isSettling else { return .closed(known) }
        guard known.claimedTotals != nil, known.isForced || request.batch == request.terminal.openBatch else {
            return .unknown
        }
        return .settling(known)
    }

    /// One record: it is marked, or booked when the ledger missed it. Returns what is remarkable.
    private func record(
        _ item: UploadedItem, _ batch: HostBatch, _ request: HostRequest, _ session: Store.Session
    ) throws -> [String] {
        if var posting = try session.posting(batch.terminalID, batch.number, item.trace) {
            if item.isChip { posting.isChipUploaded = true } else { posting.isUploaded = true }
            try session.save(posting)
            return try compare(item, posting, batch, request, session)
        }
        guard let kind = try item.kind ?? missingKind(item, batch, session) else {
            return ["record \(item.trace) is missing in the ledger, and nothing says whether it is a debit"]
        }
        let posting = Posting(
            terminalID: batch.terminalID, batch: batch.number, trace: item.trace, kind: kind,
            minorUnits: item.minorUnits, isForeign: item.isForeign, card: item.card, source: .upload,
            isReversed: false, isVoided: false,
            originalTrace: try original(of: item, kind, batch, session), isUploaded: !item.isChip,
            bookedAt: request.now.description, isChipUploaded: item.isChip,
            holdAuthorization: try holdAuthorization(of: item, kind, batch, session))
        try session.save(posting)
        try apply(posting, true, session)
        try correct(batch, session)
        let name = item.kind.map { "\($0.name) " } ?? "record "
        return [name + "\(item.trace) was missing in the ledger: booked from the upload"]
    }

    /// A record that the ledger has, too. Where amounts include tips, a missing tip is booked under the upload's own number.
    private func compare(
        _ item: UploadedItem, _ posting: Posting, _ batch: HostBatch, _ request: HostRequest,
        _ session: Store.Session
    ) throws -> [String] {
        let booked = posting.minorUnits + (item.includesTips ? posting.tips : 0)
        let isUndone = posting.isReversed || item.includesTips && posting.isVoided
        if booked == item.minorUnits, !isUndone { return [] }
        if item.includesTips, !isUndone, item.minorUnits > booked, posting.kind != .refund, let trace = request.trace {
            let tip = Posting(
                terminalID: batch.terminalID, batch: batch.number, trace: trace, kind: .tip,
                minorUnits: item.minorUnits - booked, isForeign: posting.isForeign, card: posting.card,
                source: .upload, isReversed: false, isVoided: false, originalTrace: posting.trace, isUploaded: true,
                bookedAt: request.now.description)
            try session.save(tip)
            try apply(tip, true, session)
            try correct(batch, session)
            return [
                "tip of \(hundredths(tip.minorUnits)) on record \(posting.trace) was missing in the ledger: "
                    + "booked from the upload as \(trace)"
            ]
        }
        let state = posting.isReversed ? " reversed" : isUndone ? " voided" : ""
        return ["record \(item.trace) differs: ledger \(booked)\(state), terminal \(item.minorUnits)"]
    }

    /// Bookings of a batch changed after it was closed by force.
    func correct(_ batch: HostBatch, _ session: Store.Session) throws {
        guard batch.isClosed, var closed = try session.batch(batch.terminalID, batch.number), !closed.isCorrected
        else { return }
        closed.isCorrected = true
        try session.save(closed)
    }

    /// What a tip of an upload belongs to. The void of a block does not say it.
    private func original(
        of item: UploadedItem, _ kind: PostingKind, _ batch: HostBatch, _ session: Store.Session
    ) throws -> UInt32? {
        guard kind == .tip, let trace = item.original,
            try session.posting(batch.terminalID, batch.number, trace) != nil
        else { return nil }
        return trace
    }

    private func holdAuthorization(
        of item: UploadedItem, _ kind: PostingKind, _ batch: HostBatch, _ session: Store.Session
    ) throws -> String? {
        guard kind == .completion, let authorization = item.authorization,
            let hold = try session.hold(batch.terminalID, authorization: authorization), hold.state == .standing
        else { return nil }
        return authorization
    }

    /// A block does not say what kind a record is. What this host answered does; else the side on which the terminal
    /// claims more than the ledger has. When both sides lack something, nobody can tell: it stays open.
    private func missingKind(
        _ item: UploadedItem, _ batch: HostBatch, _ session: Store.Session
    ) throws -> PostingKind? {
        if let answered = try finalAnswer(batch.terminalID, batch.number, item.trace, mti: "0200", session),
            answered.code == "00"
        {
            return PostingKind(name: answered.kind) ?? .sale
        }
        guard let text = batch.claimedTotals, case .unionPay(let claimed)? = try? ClaimedTotals(text, tongue)
        else { return nil }
        let booked = ReconciliationTotals48(of: try session.postings(batch.terminalID, batch.number))
        let ledger = item.isForeign ? booked.foreign : booked.domestic
        let terminal = item.isForeign ? claimed.foreign : claimed.domestic
        switch (terminal.debitCount > ledger.debitCount, terminal.creditCount > ledger.creditCount) {
        case (true, false): return .sale
        case (false, true): return .void
        default: return nil
        }
    }
}
