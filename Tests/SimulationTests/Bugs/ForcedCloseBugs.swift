import ISO8583
import Simulation
import TerminalFirmware

@testable import Settlement

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
