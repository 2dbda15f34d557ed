import FlashStore
import ISO8583
import Settlement
import Simulation

@testable import TerminalFirmware

/// The totals are counted in memory, from the last start on, and not taken from the journal.
struct CountsTotalsInMemory: FirmwareBug {
    private var before: Set<UInt32> = []
    private var element: SimulatedElement?

    mutating func beforeStart(_ journal: inout Tampering) throws {
        before = Set(try journal.book().records.filter(\.isApproved).map { $0.transaction.trace.value })
    }

    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        self.element = element
        return event
    }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard let element else { return effects }
        let counted = book.records.filter { !before.contains($0.transaction.trace.value) }
        let totals = try ReconciliationTotals48(BatchTotals(of: counted, style: .unionPay)).text()
        return effects.map { effect in
            guard case .transmit(let frame) = effect, effect.sent?.mti == .reconciliationRequest else { return effect }
            return .transmit(Forgery.changed(frame, element) { $0[text: 48] = totals })
        }
    }
}

/// Only the half for domestic cards goes into field 48. Seen in: Newland (31 of 62 digits).
struct SendsHalfTotals: FirmwareBug {
    private var element: SimulatedElement?

    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        self.element = element
        return event
    }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.map { effect in
            guard case .transmit(let frame) = effect, let message = effect.sent, let element,
                message.mti == .reconciliationRequest, let text = message[text: 48]
            else { return effect }
            let half = text.prefix(31) + String(repeating: "0", count: 31)
            return .transmit(Forgery.changed(frame, element) { $0[text: 48] = String(half) })
        }
    }
}

/// At midnight by its own clock the terminal opens the next batch, whatever the old one holds.
struct RollsDayOnClock: FirmwareBug {
    private var now = ClockTime(secondNumber: 0)

    mutating func look(at now: ClockTime) { self.now = now }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard let batch = book.batch, book.unresolved == nil, !book.close.isRunning,
            let oldest = book.oldestRecordAt, oldest.date != now.date
        else { return effects }
        var image = try Journal(opening: MemoryFlash(geometry: journal.memory.geometry))
        let opened = JournalEntry.batchOpened(batch.next, at: now)
        _ = try image.append(kind: opened.kind, opened.payload)
        journal.replace(image.flash)
        return []
    }
}

/// That the slip was printed is never written down: each start prints it again. Seen in: Newland (flag never false).
struct NeverNotesSlip: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        try journal.drop { if case .slipPrinted = $0 { true } else { false } }
    }
}

/// That the slip was printed is written down before it is printed: a power cut in between, and it never comes.
struct NotesSlipEarly: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        guard let closed = try journal.book().unprintedSlip else { return }
        try journal.append(.slipPrinted(closed.batch))
    }
}
