import ISO8583
import Settlement
import Simulation
import TerminalFirmware

/// After three tries a reversal is given up and erased.
struct ErasesReversal: FirmwareBug {
    private var tries = 0

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard effects.contains(where: { $0.sent?.mti == .reversalRequest }) else { return effects }
        tries += 1
        guard tries >= 3, let record = book.unresolved, case .reversalPending = record.state else { return effects }
        tries = 0
        try journal.append(.reversalConfirmed(record.transaction.trace, code: "25"))
        return []
    }
}

/// A reversal waits until the next sale was made.
struct ReversesAfterSale: FirmwareBug {
    private var waiting: TerminalEffect?

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        if let reversal = effects.first(where: { $0.sent?.mti == .reversalRequest }),
            let record = book.unresolved, case .reversalPending = record.state
        {
            waiting = reversal
            try journal.append(.reversalConfirmed(record.transaction.trace, code: "00"))
            return []
        }
        guard let reversal = waiting, effects.contains(where: { $0.sent?.mti == .financialRequest }) else {
            return effects
        }
        waiting = nil
        return effects + [reversal]
    }
}

/// A request that a power cut left unanswered is forgotten at power-up.
struct ForgetsRequestAtPowerUp: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        guard let record = try journal.book().unresolved, record.transaction.form == .request else { return }
        let trace = record.transaction.trace
        if case .sent = record.state { try journal.append(.reversalRequired(trace, .interrupted)) }
        try journal.append(.reversalConfirmed(trace, code: "25"))
    }
}

/// A refund that nobody answered is taken for declined.
struct GivesUpAdvice: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard let record = book.pendingAdvice, record.transaction.kind == .refund, case .sent = record.state,
            effects.contains(where: { $0.shows("advice-pending") })
        else { return effects }
        try journal.append(.transactionDeclined(record.transaction.trace, code: "96"))
        return []
    }
}

/// An answer with a wrong MAC is taken.
struct IgnoresMAC: FirmwareBug {
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        guard case .line(let frame) = event, Forgery.message(frame)?.mti == .financialResponse else { return event }
        return .line(Forgery.changed(frame, element) { _ in })
    }
}

/// An answer is taken without a look at its trace number: a late one is taken for the new request's.
struct TakesLateAnswer: FirmwareBug {
    private var outstanding: Message?

    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        guard case .line(let frame) = event, let answer = Forgery.message(frame), answer.mti == .financialResponse,
            let request = outstanding, request[text: 11] != answer[text: 11]
        else { return event }
        return .line(Forgery.changed(frame, element) { $0[bytes: 11] = request[bytes: 11] })
    }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        for effect in effects {
            if let message = effect.sent { outstanding = message.mti == .financialRequest ? message : nil }
        }
        return effects
    }
}

/// A decline is taken for an approval.
struct TakesDeclineForApproval: FirmwareBug {
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        guard case .line(let frame) = event, let answer = Forgery.message(frame), answer.mti == .financialResponse,
            answer[text: 39] != "00"
        else { return event }
        return .line(Forgery.changed(frame, element) { $0[text: 39] = "00" })
    }
}

extension TerminalEffect {
    func shows(_ screen: String) -> Bool {
        if case .display(let content) = self { content.screen == screen } else { false }
    }
}
