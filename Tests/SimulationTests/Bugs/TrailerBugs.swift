import FlashStore
import ISO8583
import Settlement
import Simulation
import TerminalFirmware

extension BatchBook {
    /// A confirmation that nobody gave.
    func inventedEnd(_ snapshot: CloseSnapshot, afterUpload: Bool) -> JournalEntry {
        .closeConfirmed(
            HostConfirmation(
                batch: snapshot.batch, trace: .first, reference: "000000000000", at: snapshot.at,
                afterUpload: afterUpload, evidence: .answer))
    }
}

/// The end of the upload is sent, and whatever becomes of it the batch is cleared.
/// Seen in: Newland (failure of the trailer ignored).
struct IgnoresTrailerFailure: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard case .uploading(let snapshot, let word, let uploaded) = book.close,
            uploaded == book.uploadPlan(snapshot, word).count,
            effects.contains(where: { $0.shows("close-interrupted") })
        else { return effects }
        try journal.append(book.inventedEnd(snapshot, afterUpload: !word.isBalanced))
        return []
    }
}

/// Any answer to the end of the upload counts as yes. Seen in: Nexgo.
struct TakesDeclinedTrailer: FirmwareBug {
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        guard case .line(let frame) = event, let answer = Forgery.message(frame), answer.mti == .batchUploadResponse,
            answer[text: 39] != "00",
            let network = WireGlance.payload(ofFrame: frame).flatMap({ WireGlance($0) })?.network,
            network == 202 || network == 207
        else { return event }
        return .line(Forgery.changed(frame, element) { $0[text: 39] = "00" })
    }
}

/// After three rounds without an answer the upload is given up, and what was not sent counts as sent. Seen in: Nexgo.
struct GivesUploadUp: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard case .uploading(let snapshot, let word, let uploaded) = book.close,
            uploaded < book.uploadPlan(snapshot, word).count, effects.contains(where: { $0.shows("close-interrupted") })
        else { return effects }
        try journal.append(
            .uploadAdvanced(to: book.uploadPlan(snapshot, word).count), book.inventedEnd(snapshot, afterUpload: true))
        return []
    }
}

/// The mark *close half done* is written only when the totals were answered: an answer that gets lost leaves trading open.
/// Seen in: Newland.
struct MarksCloseLate: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard case .begun = book.close, effects.contains(where: { $0.shows("close-interrupted") }) else {
            return effects
        }
        var closes = 0
        try journal.drop { entry in
            if case .batchClosed = entry { closes += 1 }
            return false
        }
        var seen = 0
        try journal.drop { entry in
            if case .batchClosed = entry { seen += 1 }
            switch entry {
            case .closeRequested, .closeAbandoned, .closeBegun, .closeRejected: return seen == closes
            default: return false
            }
        }
        return []
    }
}

/// Two kinds of upload share one counter: when the blocks are done, the advices behind them count as done too.
/// Seen in: Newland (one storage key for two step counters).
struct SharesUploadCounter: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard case .uploading(let snapshot, let word, let uploaded) = book.close else { return effects }
        let list = book.uploadPlan(snapshot, word)
        guard uploaded > 0, uploaded < list.count, case .advice = list[uploaded] else { return effects }
        try journal.append(.uploadAdvanced(to: list.count))
        return []
    }
}

/// A block that is sent again after a silence goes out without its records. Seen in: Newland (text emptied, count kept).
struct EmptiesRepeatedBlock: FirmwareBug {
    private var element: SimulatedElement?
    private var sent: [UInt8] = []

    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        self.element = element
        return event
    }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.map { effect in
            guard case .transmit(let frame) = effect, let message = effect.sent, message.mti == .batchUpload,
                let element, WireGlance.payload(ofFrame: frame).flatMap({ WireGlance($0) })?.network == 201
            else { return effect }
            guard message[bytes: 11] == sent else {
                sent = message[bytes: 11] ?? []
                return effect
            }
            return .transmit(Forgery.changed(frame, element) { $0[text: 48] = "00" })
        }
    }
}
