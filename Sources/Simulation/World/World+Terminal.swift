import FlashStore
import Settlement
import TerminalFirmware

extension World {
    /// Lets an event happen to the terminal, and carries out what it does about it.
    package func give(_ event: TerminalEvent) {
        let clock = terminalTime
        oracle.time.now = clock.secondNumber
        faults.recorder?.isTick = event == .tick
        guard let effects = firmware?.handle(event, at: clock, uptime: now - startedAt) else { return }
        count { $0.events += 1 }
        if let tape {
            tape.events.append((event, clock, now - startedAt))
            tape.effects += effects.count
            (tape.settings, tape.parameters) = (settings, parameters)
        }
        guard !chip.isPowerLost else {
            // What the terminal wanted to do in the moment the power failed did not happen.
            note("the power fails at flash operation \(chip.memory.operationCount)")
            return losePower()
        }
        noticeBatch()
        var cut: Int?
        if effects.count > 1, faults.strikes(.cutAmidEffects) { cut = faults.detail(below: effects.count) }
        for (index, effect) in effects.enumerated() {
            if index == cut {
                note("the power fails amid what the terminal does")
                faults.recorder?.omit("a power cut between two things that the terminal does at once, on \(wallTime)")
                return losePower()
            }
            perform(effect)
        }
    }

    private func perform(_ effect: TerminalEffect) {
        switch effect {
        case .transmit(let bytes):
            trace(3, bytes)
            oracle.terminalSent(bytes)
            if bytes.count > 1 { note("terminal sends \(World.words(bytes))") }
            carry(bytes, toTerminal: false)
        case .startTimer(let timer, let milliseconds):
            nextGeneration &+= 1
            terminalTimers[timer] = nextGeneration
            queue.push(.terminalTimer(timer, generation: nextGeneration), at: now + Int64(milliseconds))
        case .cancelTimer(let timer): terminalTimers[timer] = nil
        case .display(let content): show(content)
        case .print(let job): print(job)
        case .log(let line): checkLog(line)
        case .setClock(let time):
            oracle.time.isSound = false
            clockError = time.secondNumber - wallTime.secondNumber
        case .sound: break
        }
    }

    private func show(_ content: DisplayContent) {
        shown = content
        trace(4, content.lines)
        note("display: \(content.screen) | " + content.lines.filter { !$0.isEmpty }.joined(separator: " | "))
        oracle.displayed(content)
        if content.screen == "halted" { stopped(content) }
        if content.screen == "settled" { count { $0.closes += 1 } }
        if content.screen == "idle" { chip.isRecovering = false }
        scheduleTick()
        scheduleLook(after: 900)
    }

    /// A terminal may stop for one reason only: its flash has rotted, and it says so.
    private func stopped(_ content: DisplayContent) {
        guard hasRotted, content.lines.joined(separator: " ").contains("damaged") else {
            return report(.keepsGoing, "the terminal stopped: " + content.lines.dropFirst(3).joined())
        }
        retire()
    }

    /// What the terminal closed before its flash rotted must be right all the same.
    private func retire() {
        compareClosed()
        note("the terminal stopped, since its flash has rotted")
        count { $0.stoppedByRot += 1 }
        isOver = true
    }

    private func noticeBatch() {
        guard let batch = firmware?.openBatch?.value, batch != oracle.openBatch else { return }
        formerLedger = nil
        oracle.batchOpened(batch)
    }

    private func print(_ job: PrintJob) {
        let milliseconds = Int64(job.lines.count) * 40
        if faults.strikes(.printerStops) {
            let problem = PrinterProblem.allCases[faults.detail(below: PrinterProblem.allCases.count)]
            let line = faults.detail(below: job.lines.count)
            note("the printer stops at line \(line)")
            faults.recorder?.printed(job.lines.count, stopsAfter: line, problem)
            queue.push(.printerStopped(job, problem, start: starts), at: now + Int64(line) * 40)
        } else {
            faults.recorder?.printed(job.lines.count, stopsAfter: nil, nil)
            queue.push(.printed(job, start: starts), at: now + milliseconds)
        }
    }

    func printed(_ job: PrintJob, _ start: UInt32) {
        guard start == starts, isPowered else { return }
        count { $0.papers += 1 }
        trace(5, job.lines)
        if let line = job.lines.first(where: PaperWords.card.begin), !World.isMasked(line) {
            report(.noCardData, "a receipt shows \(line)")
        }
        oracle.printed(job)
        if clerk.isPresent { clerk.takePaper(job.lines) }
        give(.printed(job.number))
        if isPowered { oracle.printingWasTold(job) }
    }

    /// True when three stars in a row hide what stands there.
    private static func isMasked(_ line: String) -> Bool {
        var stars = 0
        for byte in line.utf8 {
            stars = byte == 0x2A ? stars + 1 : 0
            if stars == 3 { return true }
        }
        return false
    }

    /// A run of 13 digits or more in the log is an account number.
    private func checkLog(_ line: TerminalLog) {
        trace(6, line.code)
        faults.recorder?.logged(line.code, at: terminalTime.secondNumber, screen: shown?.screen)
        note("log \(line.code): \(line.text)")
        var run = 0
        for byte in line.text.utf8 {
            run = (0x30...0x39).contains(byte) ? run + 1 : 0
            if run == 13 { return report(.noCardData, "the log says: \(line.text)") }
        }
    }

    /// The power goes: everything but flash and secure element is gone.
    package func losePower() {
        guard isPowered else { return }
        count { $0.powerCuts += 1 }
        firmware = nil
        isPowered = false
        terminalTimers = [:]
        shown = nil
        element.losePower()
        oracle.heard.drop()
        clerk.drop()
        let pause = 2_000 + Int64(Chance.value(seed: settings.terminalSeed, stream: 6, place: UInt64(starts)) % 120_000)
        queue.push(.powerBack, at: now + pause)
    }

    /// The power is back: the firmware starts on its flash.
    func start() {
        guard !isPowered else { return }
        if starts > 0 { chip.isRecovering = true }
        starts += 1
        startedAt = now
        faults.recorder?.started(after: chip.memory.operationCount)
        chip.restorePower()
        do {
            firmware = try Firmware(
                flash: SimulatedFlash(chip), element: SimulatedElement(element), parameters: parameters,
                at: terminalTime)
        } catch {
            guard !chip.isPowerLost else {
                note("the power fails again at flash operation \(chip.memory.operationCount)")
                count { $0.powerCuts += 1 }
                queue.push(.powerBack, at: now + 5_000)
                return
            }
            if hasRotted, error.saysDamage { return retire() }
            return report(.keepsGoing, "the terminal does not start: \(error)")
        }
        isPowered = true
        note("the terminal starts")
        give(.powerOn)
    }

    static func words(_ frame: [UInt8]) -> String {
        guard let payload = WireGlance.payload(ofFrame: frame), let message = WireGlance(payload) else {
            return "\(frame.count) bytes"
        }
        return words(message)
    }

    static func words(_ message: WireGlance) -> String {
        let type = String(message.mti, radix: 16)
        return "0\(type) trace \(message.trace) batch \(message.batch) type \(message.typeCode)/\(message.network)"
            + (message.amount.map { " amount \($0)" } ?? "") + (message.code.map { " code \($0)" } ?? "")
    }
}

extension StoreError {
    /// True when the flash holds what nobody wrote: a record with another checksum, a bank without its head.
    fileprivate var saysDamage: Bool {
        switch self {
        case .damaged, .journal(.foreign): true
        default: false
        }
    }
}
