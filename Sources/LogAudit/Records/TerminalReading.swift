import BatchDoctor
import Settlement

extension AuditInput {
    /// Takes over what a terminal's flash says.
    public mutating func read(_ evidence: TerminalEvidence) {
        let book = evidence.book
        terminalID = terminalID ?? evidence.settings?.terminalID
        var batches = book.closed.map { closed in
            AuditBatch(
                source: .terminal, number: closed.batch.value,
                records: closed.records.map { AuditRecord($0, batch: closed.batch.value) },
                closedAt: closed.confirmation.at, settledAt: closed.confirmation.at,
                isForced: closed.snapshot.reason == .closedByHost)
        }
        if let batch = book.batch {
            batches.append(
                AuditBatch(
                    source: .terminal, number: batch.value,
                    records: book.records.map { AuditRecord($0, batch: batch.value) }, isForced: book.isClosedByHost))
        }
        terminal = batches
        wordTraces.formUnion(
            book.closed.map(\.confirmation).filter { $0.evidence == .word }.map(\.trace.value))
        currency = batches.lazy.flatMap(\.records).compactMap(\.currency).first
        usesInvoices = book.closed.last?.snapshot.style == .hypercom
        for line in evidence.entries {
            switch line.entry {
            case .clockNoted, .clockSet: clock.append(line.entry)
            case .tracesReserved(let end): reservationEnds.insert(end.value)
            case .closeBegun(let snapshot): usesInvoices = snapshot.style == .hypercom
            default: break
            }
        }
        journalProblem =
            evidence.storage.failure
            ?? (evidence.storage.damagedOffsets.isEmpty
                ? nil : "\(evidence.storage.damagedOffsets.count) record(s) cannot be read")
        if let settings = evidence.settings {
            if let day = settings.businessDay { self.settings.cutOverMinute = day.cutOverMinute }
            if let window = settings.policy?.automatic { self.settings.settleByMinute = window.to.minute }
        }
    }
}

extension AuditRecord {
    init(_ record: BatchRecord, batch: UInt32) {
        let transaction = record.transaction
        source = .terminal
        self.batch = batch
        trace = transaction.trace.value
        kind = transaction.kind
        minorUnits = transaction.minorUnits
        currency = transaction.currency
        card = MaskedCard(transaction.card.masked)
        at = transaction.begunAt
        businessDate = transaction.businessDate
        original = transaction.original?.record.map { ($0.batch.value, $0.trace.value) }
        isOnline = transaction.form == .request
        switch record.state {
        case .declined(let code): state = .declined(code)
        case .reversed: state = .reversed
        case .reversalPending: state = .unanswered
        case .sent: state = transaction.form == .request ? .unanswered : .waiting
        case .approved:
            if let code = record.refusal {
                state = .declined(code)
            } else if record.isAdvicePending {
                state = .waiting
            } else {
                state = record.isVoided ? .voided : .standing
            }
        }
    }
}
