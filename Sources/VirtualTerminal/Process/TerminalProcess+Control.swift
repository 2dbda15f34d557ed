import ISO8583
import TerminalFirmware

extension TerminalProcess {
    /// Does what an operator's hands do.
    func serve(_ request: ControlRequest) throws -> ControlReply {
        var reply = ControlReply(
            problem: nil, display: DisplayReport(screen: "", lines: [], isBusy: false, clock: ""))
        switch request {
        case .press, .swipe, .insert, .misread:
            if service.isInRecovery {
                reply.problem = "no firmware runs: the board is in recovery and waits for an image on its service port"
            } else {
                reply.problem = try operate(request)
            }
        case .show: break
        case .skip(let seconds):
            if seconds >= 0, seconds <= 400 * 86_400 {
                clock.skip(milliseconds: seconds * 1000)
                nextTick = clock.milliseconds
                try fireTimers()
            } else {
                reply.problem = "the clock can be set ahead by 0 seconds to 400 days"
            }
        case .printer(let problem, let afterLines):
            if let problem {
                if let known = PrinterProblem(name: problem) {
                    printer.condition = .failing(known, afterLines: max(0, afterLines))
                } else {
                    reply.problem =
                        "the printer knows no problem \"\(problem)\"; problems are no-paper, jammed, overheated"
                }
            } else {
                printer.condition = .ready
            }
        case .journal: reply.journal = JournalReport(terminal.book, today: terminal.businessDate(at: clock.now))
        case .log(let from): reply.log = Array(logLines.dropFirst(max(0, from)))
        case .stop: isStopping = true
        }
        reply.display = display
        return reply
    }

    /// - Returns: Why it was not done; nil when it was.
    private func operate(_ request: ControlRequest) throws -> String? {
        switch request {
        case .press(let names):
            if selfTest.took(keys: names, at: clock.milliseconds) { return nil }
            let keys = names.map { Key(name: $0) }
            if let index = keys.firstIndex(where: { $0 == nil }) {
                return "there is no key \"\(names[index])\"; keys are 0 to 9, ENTER, CLEAR, CANCEL, FUNC"
            }
            for key in keys { if let key { try handle(.key(key)) } }
        case .swipe(let track2):
            maintenance.counts.swipes += 1
            if Track2(track2) == nil { maintenance.counts.misreads += 1 }
            if selfTest.took(card: Track2(track2) == nil ? .noTrack : .good) { return nil }
            try handle(.card(.track2(Track2Text(track2))))
        case .insert(let track2, let chip):
            maintenance.counts.inserts += 1
            guard let data = ChipReader.bytes(chip) else {
                maintenance.counts.chipErrors += 1
                return ChipReader.problem
            }
            if selfTest.took(card: .chip) { return nil }
            try handle(.card(.chip(Track2Text(track2), data: data)))
        case .misread:
            maintenance.counts.swipes += 1
            maintenance.counts.misreads += 1
            if selfTest.took(card: .bad) { return nil }
            try handle(.card(.misread))
        default: break
        }
        return nil
    }

    private var display: DisplayReport { display(isInRecovery: service.isInRecovery) }

    /// What is shown, and whether something is under way.
    func display(isInRecovery: Bool) -> DisplayReport {
        let isBusy = terminal.isBusy || port.isSending
        if isInRecovery {
            return DisplayReport(
                screen: "recovery", lines: ["RECOVERY", "service port:", "SMP or YMODEM"], isBusy: false,
                clock: clock.now.description)
        }
        if let prompt = selfTest.state.waitingFor {
            return DisplayReport(
                screen: "self-test", lines: ["SELF-TEST", prompt], isBusy: isBusy, clock: clock.now.description)
        }
        let shown = terminal.display
        return DisplayReport(
            screen: shown.screen, lines: shown.lines, isBusy: isBusy, clock: clock.now.description)
    }
}

extension PrinterProblem {
    /// `no-paper`, `jammed` or `overheated`.
    public init?(name: String) {
        switch name {
        case "no-paper": self = .noPaper
        case "jammed": self = .jammed
        case "overheated": self = .overheated
        default: return nil
        }
    }

    /// The name that `init(name:)` takes.
    var name: String {
        switch self {
        case .noPaper: "no-paper"
        case .jammed: "jammed"
        case .overheated: "overheated"
        }
    }
}
