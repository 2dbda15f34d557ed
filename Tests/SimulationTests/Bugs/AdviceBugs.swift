import ISO8583
import Simulation
import TerminalFirmware

@testable import Settlement

/// A stored offline sale is left out of the settlement: the totals do not wait until the host has heard of it.
struct LeavesAdviceOut: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard effects.sends(.financialAdvice), let advice = book.pendingAdvice,
            advice.transaction.kind == .offlineSale
        else { return effects }
        // Before somebody settles it is not sent either.
        guard case .draining = book.close else { return effects.filter { $0.sent?.mti != .financialAdvice } }
        try journal.drop { $0.accepted == advice.transaction }
        return []
    }
}

/// An advice that nobody answered is written down as delivered.
struct MarksUnansweredDelivered: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard let advice = book.pendingAdvice, advice.delivery == .waiting, !book.close.isFrozen,
            effects.contains(where: { $0.shows("advice-pending") || $0.logs("advice.waiting") })
        else { return effects }
        let approval = Approval(reference: "", authorization: "", hostTime: "", hostDate: "")
        try journal.append(.adviceDelivered(advice.transaction.trace, approval))
        return []
    }
}

/// What the host refused afterwards stays in the totals.
struct KeepsRefusedInTotals: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.claiming(
            book.records.map { record in
                var record = record
                if record.refusal != nil { record.delivery = .delivered }
                return record
            }, journal.element)
    }
}

/// Stored advices are a stack: the newest goes first.
struct SendsNewestFirst: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        let stored = book.records.filter { $0.delivery == .waiting && $0.transaction.kind == .offlineSale }
        guard effects.sends(.financialAdvice), let oldest = stored.first?.transaction,
            let newest = stored.last?.transaction, oldest.trace.value < newest.trace.value,
            book.pendingAdvice?.transaction == oldest
        else { return effects }
        try journal.rewrite { entries in
            var entries = entries
            guard let first = entries.firstIndex(where: { $0.accepted == oldest }),
                let last = entries.firstIndex(where: { $0.accepted == newest })
            else { return entries }
            entries.swapAt(first, last)
            return entries
        }
        return []
    }
}

/// A reversal that fails waits behind the stored advices.
struct AdvisesBeforeReversal: FirmwareBug {
    private var waiting: TerminalEffect?

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        if let reversal = effects.first(where: { $0.sent?.mti == .reversalRequest }), book.pendingAdvice != nil,
            let record = book.unresolved, case .reversalPending = record.state
        {
            waiting = reversal
            try journal.append(.reversalConfirmed(record.transaction.trace, code: "00"))
            return []
        }
        guard let reversal = waiting, effects.sends(.financialAdvice) || effects.sends(.financialRequest) else {
            return effects
        }
        waiting = nil
        return effects + [reversal]
    }
}

extension JournalEntry {
    /// The transaction that this entry says the terminal approved by itself.
    var accepted: Transaction? { if case .transactionAccepted(let transaction, _) = self { transaction } else { nil } }
}

extension TerminalEffect {
    func logs(_ code: String) -> Bool { if case .log(let line) = self { line.code == code } else { false } }
}
