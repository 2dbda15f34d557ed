import ISO8583
import Settlement
import Simulation
import TerminalFirmware

/// An advice that the host declined counts like one that it took.
struct CountsDeclinedAdvice: FirmwareBug {
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        guard case .line(let frame) = event, let answer = Forgery.message(frame),
            answer.mti == .financialAdviceResponse, let code = answer[text: 39], !["00", "94", "A0"].contains(code)
        else { return event }
        return .line(Forgery.changed(frame, element) { $0[text: 39] = "00" })
    }
}

/// Nobody looks for whom an answer is: another terminal's is taken. Seen in: Castles (comparison commented out).
struct TakesForeignAnswer: FirmwareBug {
    private var own: [UInt8]?

    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        guard case .line(let frame) = event, let answer = Forgery.message(frame), let own, answer[bytes: 41] != own
        else { return event }
        return .line(Forgery.changed(frame, element) { $0[bytes: 41] = own })
    }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        for effect in effects { own = effect.sent?[bytes: 41] ?? own }
        return effects
    }
}

/// The close goes on although a reversal failed; it is sent after the totals. Seen in: the PAX application.
struct SettlesBeforeReversal: FirmwareBug {
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
        guard let reversal = waiting, effects.contains(where: { $0.sent?.mti == .reconciliationRequest }) else {
            return effects
        }
        waiting = nil
        return effects + [reversal]
    }
}

/// An advice that is sent again gets a new trace number, so that the host takes it for another one.
struct RenumbersAdvice: FirmwareBug {
    private var element: SimulatedElement?
    private var first: [UInt8] = []

    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent {
        self.element = element
        return event
    }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.map { effect in
            guard case .transmit(let frame) = effect, let message = effect.sent, let element,
                message.mti == .financialAdvice, let trace = message[text: 11].flatMap({ UInt32($0) })
            else { return effect }
            guard message[bytes: 11] == first else {
                first = message[bytes: 11] ?? []
                return effect
            }
            return .transmit(
                Forgery.changed(frame, element) { $0[text: 11] = String(String(1_500_000 + trace).suffix(6)) })
        }
    }
}
