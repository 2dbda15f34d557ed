import ISO8583
import Simulation
import TerminalFirmware

@testable import Settlement

/// Totals that are net of voids count the sales that were voided.
struct CountsVoided: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.claiming(
            book.records.map { record in
                var record = record
                record.isVoided = false
                return record
            }, journal.element)
    }
}

/// A tip counts as a sale of its own, beside the sale that it is in.
struct CountsTipsApart: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        let tips = book.records.filter { $0.transaction.kind == .tip && $0.isApproved }.count
        return effects.changing(.reconciliationRequest, journal.element) { message in
            guard let text = message[text: 63], let sales = Int(text.prefix(3)) else { return }
            message[text: 63] = paddedDecimal(UInt64(sales + tips), width: 3) + text.dropFirst(3)
        }
    }
}

/// After a power cut the upload goes on with trace numbers that it has used.
struct ReusesUploadTraces: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        guard case .uploading = try journal.book().close else { return }
        try journal.rewrite { entries in
            let begun = entries.lastIndex { if case .closeBegun = $0 { true } else { false } } ?? entries.endIndex
            return entries.enumerated().compactMap { place, entry in
                if place > begun, case .tracesReserved = entry { nil } else { entry }
            }
        }
    }
}

/// No record of an upload says that it is the last.
struct NeverSaysLast: FirmwareBug {
    private var codes = UploadCodes()

    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        codes.answered(event, element)
    }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] { codes.ending(effects, in: "1", journal.element) }
}

/// Each record of an upload says that it is the last.
struct AlwaysSaysLast: FirmwareBug {
    private var codes = UploadCodes()

    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        codes.answered(event, element)
    }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] { codes.ending(effects, in: "0", journal.element) }
}

/// Processing codes of an upload with another last digit; the answer gets the one that the firmware waits for.
private struct UploadCodes {
    private var code: String?

    mutating func ending(
        _ effects: [TerminalEffect], in digit: Character, _ element: SimulatedElement
    ) -> [TerminalEffect] {
        code = effects.lazy.compactMap(\.sent).first { $0.mti == .batchUpload }?[text: 3] ?? code
        return effects.changing(.batchUpload, element) { $0[text: 3] = ($0[text: 3] ?? "").dropLast() + String(digit) }
    }

    func answered(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        guard case .line(let frame) = event, Forgery.message(frame)?.mti == .batchUploadResponse else { return event }
        return .line(Forgery.changed(frame, element) { $0[text: 3] = code })
    }
}

/// *Still not balanced* after the upload clears the batch all the same.
struct ClearsOn95AfterUpload: FirmwareBug {
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        event.balanced(after: "960000", element)
    }
}

/// *Not balanced* is taken for the confirmation.
struct ConfirmsOn95: FirmwareBug {
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        event.balanced(after: "920000", element)
    }
}

extension TerminalEvent {
    /// The event; an answer 95 to totals of this processing code says 00.
    fileprivate func balanced(after code: String, _ element: SimulatedElement) -> TerminalEvent {
        guard case .line(let frame) = self, let answer = Forgery.message(frame),
            answer.mti == .reconciliationResponse, answer[text: 39] == "95", answer[text: 3] == code
        else { return self }
        return .line(Forgery.changed(frame, element) { $0[text: 39] = "00" })
    }
}
