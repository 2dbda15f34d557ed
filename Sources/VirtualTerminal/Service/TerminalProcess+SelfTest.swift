import SMP
import TerminalFirmware

extension TerminalProcess {
    /// Goes on with the self-test, if one is under way.
    func goOnTesting() throws {
        if selfTest.job == .host, !terminal.isBusy { try endHostTest() }
        if case .line(let loop) = selfTest.job, loop.isWhole { selfTest.expire() }
        if selfTest.job != nil, clock.milliseconds >= selfTest.deadline { selfTest.expire() }
        while selfTest.job == nil, !selfTest.waiting.isEmpty { try test(selfTest.waiting.removeFirst()) }
    }

    private func test(_ part: String) throws {
        let patience = clock.milliseconds + SelfTest.patience
        func add(_ outcome: SelfTestResult.Outcome, _ text: String, value: Int64? = nil, isWatched: Bool = false) {
            selfTest.results.append(
                SelfTestResult(part: part, outcome: outcome, text: text, value: value, isWatched: isWatched))
        }
        /// What the terminal sees by itself when somebody does it.
        func watched(_ what: String, _ job: SelfTest.Job) {
            guard !selfTest.isAttended else { return selfTest.begin(job, part, until: patience) }
            add(selfTest.isAlone ? .skipped : .needsPerson, what, isWatched: true)
        }
        switch part {
        case "display":
            add(selfTest.isAlone ? .skipped : .needsPerson, "look at the display: every point is lit")
        case "keypad": watched("press every key", .keypad(seen: []))
        case "magnetic-reader": watched("draw a card", .swipe(bad: 0))
        case "chip-reader": watched("put a card in", .insert)
        case "printer":
            if case .failing(let problem, 0) = printer.condition {
                add(.failed, problem.name)
            } else {
                add(.passed, "paper is there, the head is cool")
            }
        case "clock":
            let now = clock.now
            if terminal.book.clockDoubt != nil {
                add(.failed, "the clock is doubted: it shows \(now)")
            } else {
                add(.passed, "it shows \(now)")
            }
        case "flash": testFlash(add)
        case "keys":
            let missing = TerminalView(self).keys.filter { !$0.isPresent }.map(\.name)
            add(
                missing.isEmpty ? .passed : .failed,
                missing.isEmpty
                    ? "all keys are loaded" : "missing: \(missing.joined(separator: ", ")); a sign-on brings them")
        case "line": testLine(add)
        case "host": try testHost(add)
        default: add(.failed, "a terminal has no such part")
        }
    }

    private typealias Add = (SelfTestResult.Outcome, String, Int64?, Bool) -> Void

    private func testFlash(_ add: Add) {
        if let problem = program.testScratch() { return add(.failed, problem, nil, false) }
        let most = program.mostErasures()
        let endurance = program.board.map.program.endurance
        add(
            most < endurance ? .passed : .failed, "most erasures of a sector, of \(endurance) that it endures",
            Int64(most), false)
    }

    /// A host at the other end would take the bytes for a message: they go out only when somebody put the plug in.
    private func testLine(_ add: Add) {
        guard selfTest.isAttended else {
            return add(
                selfTest.isAlone ? .skipped : .needsPerson, "put the loopback plug on the line port", nil, true)
        }
        guard !service.isInRecovery, !terminal.isBusy else {
            return add(.failed, "the line port is in use", nil, false)
        }
        port.send(LineLoop.pattern)
        let lineTime = Int64(LineLoop.pattern.count) * 10_000 / Int64(max(50, configuration.baud))
        selfTest.begin(.line(LineLoop()), "line", until: clock.milliseconds + 2 * lineTime + 1000)
    }

    /// The host test of the firmware's own menu: message 0800 to the host, on the line.
    private func testHost(_ add: Add) throws {
        guard !service.isInRecovery, terminal.display.screen == "idle" else {
            return add(
                .failed,
                "the terminal is not idle, it shows \(service.isInRecovery ? "recovery" : terminal.display.screen)",
                nil, false)
        }
        for key in [Key.function, .digit(9), .digit(6)] { try handle(.key(key)) }
        // The firmware ends it by itself: each try, and the host's time for the last one.
        let most = configuration.responseTimeout * Double(configuration.attempts + 1) + 60
        selfTest.begin(.host, "host", until: clock.milliseconds + Int64(most * 1000))
    }

    private func endHostTest() throws {
        switch terminal.display.screen {
        case "host-reached": selfTest.end(.passed, "the host answered the echo (0800)")
        case "no-answer":
            selfTest.end(.failed, "the host does not answer the echo (0800): look at line, bridge and host")
            // Its question whether to try again is answered.
            try handle(.key(.cancel))
        case let screen: selfTest.end(.failed, "the echo (0800) ended with \(screen)")
        }
    }
}
