import FlashStore
import Settlement
import Simulation

@testable import TerminalFirmware

/// No mistake: the journal is written anew and the firmware started again, as the tampering of the others does it. It must
/// not be caught.
struct NoBug: FirmwareBug {
    private var wasDone = false

    mutating func beforeStart(_ journal: inout Tampering) throws { try journal.drop { _ in false } }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard !wasDone, effects.contains(where: { $0.sent?.mti == .financialRequest }) else { return effects }
        wasDone = true
        journal.replace(journal.memory)
        return effects
    }
}

/// The batch is cleared when the totals were answered, before the end of the upload was confirmed.
struct ClearsBeforeConfirmation: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard case .uploading(let snapshot, let word, 0) = book.close, word.isBalanced else { return effects }
        let count = book.uploadPlan(snapshot, word).count
        if count > 0 { try journal.append(.uploadAdvanced(to: count)) }
        try journal.append(
            .closeConfirmed(
                HostConfirmation(
                    batch: snapshot.batch, trace: .first, reference: "000000000000", at: snapshot.at,
                    afterUpload: false, evidence: .answer)))
        return []
    }
}

/// An upload that is not confirmed in full counts as done: an unbalanced batch is cleared with records that the host misses.
struct ClearsUnbalanced: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard case .uploading(let snapshot, let word, 0) = book.close, !word.isBalanced else { return effects }
        try journal.append(
            .uploadAdvanced(to: book.uploadPlan(snapshot, word).count),
            .closeConfirmed(
                HostConfirmation(
                    batch: snapshot.batch, trace: .first, reference: "000000000000", at: snapshot.at,
                    afterUpload: true, evidence: .answer)))
        return []
    }
}

/// A power-up forgets the close that was under way: a lost 0510 or 0330 becomes *it never happened*.
struct ForgetsCloseAtPowerUp: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        guard try journal.book().close.isRunning else { return }
        var closes = 0
        try journal.drop { entry in
            if case .batchClosed = entry { closes += 1 }
            return false
        }
        var seen = 0
        try journal.drop { entry in
            switch entry {
            case .batchClosed: seen += 1
            case .closeRequested, .closeAbandoned, .closeBegun, .closeReconciled, .uploadAdvanced, .closeRejected,
                .closeConfirmed:
                return seen == closes
            default: break
            }
            return false
        }
    }
}

/// The upload's cursor is not in flash: after a power cut it begins again at the first record.
struct LosesUploadCursor: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        guard case .uploading = try journal.book().close else { return }
        var closes = 0
        try journal.drop { entry in
            if case .batchClosed = entry { closes += 1 }
            return false
        }
        var seen = 0
        try journal.drop { entry in
            if case .batchClosed = entry { seen += 1 }
            if case .uploadAdvanced = entry { return seen == closes }
            return false
        }
    }
}

/// The slip shows a total that is not the records'.
struct PrintsWrongTotal: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.map { effect in
            guard case .print(let job) = effect, case .slip = job.content else { return effect }
            let lines = job.lines.map {
                $0.hasPrefix("TOTAL") || $0.hasPrefix("合计") ? String($0.dropLast()) + ($0.last == "7" ? "8" : "7") : $0
            }
            return .print(PrintJob(number: job.number, content: job.content, lines: lines))
        }
    }
}

/// After the close the batch goes on with its old number: clear and step are two writes, and the second one got lost.
struct KeepsBatchNumber: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        let book = try journal.book()
        guard let last = book.closed.last, book.records.isEmpty else { return }
        var image = try Journal(opening: MemoryFlash(geometry: journal.memory.geometry))
        for entry in [JournalEntry.batchOpened(last.batch, at: last.snapshot.at)] {
            _ = try image.append(kind: entry.kind, entry.payload)
        }
        if let reserved = book.reservedTraces {
            let entry = JournalEntry.tracesReserved(upTo: reserved)
            _ = try image.append(kind: entry.kind, entry.payload)
        }
        journal.replace(image.flash)
    }
}
