import ISO8583
import Settlement

extension HostLogic {
    /// Batch upload: a block of online records, one advice, or the end.
    func upload(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        let number = request.message.batch ?? 0
        let known = try session.batch(request.terminal.terminalID, number)
        let isEnd = request.message.networkCode == "202" || request.message.networkCode == "207"
        if let known, known.isClosed {
            // The answer to the end got lost: it is given again. Anything else comes too late.
            return isEnd
                ? Decision("00", notes: ["batch \(number) is closed already: confirmed again"])
                : Decision("77", notes: ["batch \(number) is closed"])
        }
        guard number == request.terminal.openBatch, let batch = known, let claimedText = batch.claimedTotals else {
            return Decision("77", notes: ["no totals were sent for batch \(number)"])
        }
        let claimed = try ReconciliationTotals48(claimedText)
        if isEnd { return try endUpload(request, batch, claimed, session) }
        if request.message.networkCode == "201" { return try uploadBlock(request, batch, claimed, session) }
        return try uploadAdvice(request, batch, session)
    }

    private func uploadBlock(
        _ request: HostRequest, _ batch: HostBatch, _ claimed: ReconciliationTotals48, _ session: Store.Session
    ) throws -> Decision {
        let block: UploadBlock48
        do { block = try UploadBlock48(request.message[text: 48] ?? "") } catch {
            return Decision("30", notes: [error.description])
        }
        var decision = Decision("00")
        for record in block.records {
            if var posting = try session.posting(batch.terminalID, batch.number, record.traceNumber) {
                if posting.minorUnits != record.amountMinorUnits || posting.isReversed {
                    decision.notes.append(
                        "record \(record.traceNumber) differs: ledger \(posting.minorUnits)"
                            + "\(posting.isReversed ? " reversed" : ""), terminal \(record.amountMinorUnits)")
                }
                posting.isUploaded = true
                try session.save(posting)
                continue
            }
            guard let kind = try missingKind(record, batch, claimed, session) else {
                decision.notes.append(
                    "record \(record.traceNumber) is missing in the ledger, and nothing says whether it is a debit")
                continue
            }
            let posting = Posting(
                terminalID: batch.terminalID, batch: batch.number, trace: record.traceNumber, kind: kind,
                minorUnits: record.amountMinorUnits, isForeign: record.isForeign, card: record.pan.masked,
                source: .upload, isReversed: false, isVoided: false, originalTrace: nil, isUploaded: true,
                bookedAt: request.now.description)
            try session.save(posting)
            decision.notes.append("record \(record.traceNumber) was missing in the ledger: booked from the upload")
        }
        return decision
    }

    /// A block does not say what kind a record is. What this host answered does; else the side on which the terminal
    /// claims more than the ledger has. When both sides lack something, nobody can tell: it stays open.
    private func missingKind(
        _ record: UploadedRecord48, _ batch: HostBatch, _ claimed: ReconciliationTotals48, _ session: Store.Session
    ) throws -> PostingKind? {
        if let answered = try session.answered(batch.terminalID, batch.number, record.traceNumber, mti: "0200"),
            answered.code == "00"
        {
            return answered.kind == "void" ? .void : .sale
        }
        let booked = ReconciliationTotals48(of: try session.postings(batch.terminalID, batch.number))
        let ledger = record.isForeign ? booked.foreign : booked.domestic
        let terminal = record.isForeign ? claimed.foreign : claimed.domestic
        switch (terminal.debitCount > ledger.debitCount, terminal.creditCount > ledger.creditCount) {
        case (true, false): return .sale
        case (false, true): return .void
        default: return nil
        }
    }

    private func uploadAdvice(
        _ request: HostRequest, _ batch: HostBatch, _ session: Store.Session
    ) throws -> Decision {
        guard request.message.typeCode == "25", let trace = request.message.trace, let pan = request.message.pan,
            let amount = request.message[number: 4].flatMap({ Int64(exactly: $0) })
        else { return Decision("30", notes: ["an advice of type \(request.message.typeCode) is not known here"]) }
        if var posting = try session.posting(batch.terminalID, batch.number, trace) {
            posting.isUploaded = true
            try session.save(posting)
            return Decision("00")
        }
        try session.save(
            Posting(
                terminalID: batch.terminalID, batch: batch.number, trace: trace, kind: .refund, minorUnits: amount,
                isForeign: !HostLogic.isDomestic(pan), card: pan.masked, source: .upload, isReversed: false,
                isVoided: false, originalTrace: nil, isUploaded: true, bookedAt: request.now.description))
        return Decision("00", notes: ["refund \(trace) was missing in the ledger: booked from the upload"])
    }

    /// The end: only when the ledger now equals what the terminal claims is the batch closed.
    private func endUpload(
        _ request: HostRequest, _ batch: HostBatch, _ claimed: ReconciliationTotals48, _ session: Store.Session
    ) throws -> Decision {
        let postings = try session.postings(batch.terminalID, batch.number)
        guard ReconciliationTotals48(of: postings).agrees(with: claimed) else {
            let extra = postings.filter { !$0.isReversed && !$0.isUploaded }.map { String($0.trace) }
            let named = extra.isEmpty ? "" : "; booked here, not uploaded: " + extra.joined(separator: ", ")
            return Decision("95", notes: ["still not balanced" + named])
        }
        var batch = batch
        batch.isClosed = true
        batch.closedAt = request.now.description
        try session.save(batch)
        var terminal = request.terminal
        terminal.openBatch = batch.number == 999_999 ? 1 : batch.number + 1
        try session.save(terminal)
        try openBatchIfMissing(terminal, session)
        return Decision("00", notes: ["batch \(batch.number) closed, batch \(terminal.openBatch) opened"])
    }
}
