import ISO8583
import Simulation
import TerminalFirmware

@testable import Settlement

/// What waited when the host closed the batch by itself is not carried into the next one.
struct LosesCarried: FirmwareBug {
    private var batch: BatchNumber?

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        let former = batch
        batch = book.batch
        guard let former, former != batch, book.closed.last?.snapshot.reason == .closedByHost else { return effects }
        let carried = book.records.filter(\.isAdvicePending).map(\.transaction.trace)
        guard !carried.isEmpty else { return effects }
        try journal.drop { entry in
            switch entry {
            case .transactionAccepted(let transaction, _), .transactionBegun(let transaction):
                carried.contains(transaction.trace)
            default: false
            }
        }
        return []
    }
}

/// What is carried into the next batch is settled in the old one as well.
struct SettlesCarriedTwice: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard book.isClosedByHost else { return effects }
        return effects.claiming(
            book.records.map { record in
                var record = record
                if record.delivery == .waiting { record.delivery = .delivered }
                return record
            }, journal.element)
    }
}

/// A batch that the host closed by itself counts as settled: it is cleared and its slip printed, without a word to the host.
struct ClearsForcedUnasked: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard case .begun(let snapshot) = book.close, snapshot.reason == .closedByHost,
            effects.sends(.reconciliationRequest)
        else { return effects }
        if snapshot.style == .unionPay {
            let word = Reconciliation(domesticBalanced: true, foreignBalanced: true)
            try journal.append(.closeReconciled(word))
            let count = book.uploadPlan(snapshot, word).count
            if count > 0 { try journal.append(.uploadAdvanced(to: count)) }
        }
        try journal.append(book.inventedEnd(snapshot, afterUpload: false))
        return []
    }
}

/// A close that the host never answered is left, and trading goes on in the batch.
struct LeavesUnansweredClose: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard case .begun = book.close, effects.contains(where: { $0.shows("close-interrupted") }) else {
            return effects
        }
        try journal.append(.closeRejected(code: "96"), .closeAbandoned)
        return []
    }
}
