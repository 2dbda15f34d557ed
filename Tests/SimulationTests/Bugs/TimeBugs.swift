import Settlement
import Simulation
import TerminalFirmware

/// The evening comes, and nobody is reminded.
struct NeverReminds: FirmwareBug {
    static func taken(_ parameters: TerminalParameters) -> TerminalParameters {
        var parameters = parameters
        parameters.settlement.remindFrom = nil
        return parameters
    }
}

/// The hour of the window is read as one of the morning: the terminal settles amid its day.
struct SettlesInTheMorning: FirmwareBug {
    static func taken(_ parameters: TerminalParameters) -> TerminalParameters {
        var parameters = parameters
        guard let window = parameters.settlement.automatic, let from = window.from.halfADayBefore,
            let to = window.to.halfADayBefore
        else { return parameters }
        parameters.settlement.automatic = SettlementWindow(from: from, to: to)
        return parameters
    }
}

/// A window that has closed a batch is forgotten when the power goes: what is sold after it is settled the same day.
struct SettlesTwiceADay: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        var notes = 0
        let isNote = { (entry: JournalEntry) in if case .diaryNoted = entry { true } else { false } }
        try journal.drop { entry in
            if isNote(entry) { notes += 1 }
            return false
        }
        if notes > 0 { try journal.drop(isNote) }
    }
}

/// The window is not looked at: nobody settles, and the terminal does not either.
struct MissesWindow: FirmwareBug {
    static func taken(_ parameters: TerminalParameters) -> TerminalParameters {
        var parameters = parameters
        parameters.settlement.automatic = nil
        return parameters
    }
}

/// A shop that wants its batch settled first is only asked.
struct OverlooksMorning: FirmwareBug {
    static func taken(_ parameters: TerminalParameters) -> TerminalParameters {
        var parameters = parameters
        parameters.settlement.morning = .ask
        return parameters
    }
}

/// A password that everybody knows is the supervisor's.
struct TakesKnownPassword: FirmwareBug {
    static func taken(_ parameters: TerminalParameters) -> TerminalParameters {
        var parameters = parameters
        parameters.supervisorPassword = "1234"
        return parameters
    }
}

/// The hour of the cut-over is read as noon: sales go on in the batch of the day before, and nobody is asked.
struct SellsOverNight: FirmwareBug {
    static func taken(_ parameters: TerminalParameters) -> TerminalParameters {
        var parameters = parameters
        parameters.businessDay = BusinessDay(cutOverMinute: 12 * 60) ?? parameters.businessDay
        return parameters
    }
}

extension TimeOfDay {
    fileprivate var halfADayBefore: TimeOfDay? { TimeOfDay(minute: (minute + 720) % 1440) }
}
