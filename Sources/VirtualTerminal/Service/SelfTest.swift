import SMP
import TerminalFirmware
import TerminalManagement

/// The terminal's test of its own parts.
struct SelfTest {
    let process: TerminalProcess
    /// True when nobody stands at the terminal.
    let isAlone: Bool

    /// All parts, in the order in which they are tested.
    static let parts = [
        "display", "keypad", "magnetic-reader", "chip-reader", "printer", "clock", "flash", "keys", "line", "host",
    ]

    /// Tests these parts; all when there are none.
    func run(_ wanted: [String]) -> SelfTestState {
        let results = (wanted.isEmpty ? SelfTest.parts : wanted).map { part in
            SelfTest.parts.contains(part)
                ? result(part) : SelfTestResult(part: part, outcome: .failed, text: "a terminal has no such part")
        }
        return SelfTestState(isRunning: false, results: results)
    }

    private func result(_ part: String) -> SelfTestResult {
        switch part {
        case "display": person(part, "look at the display")
        case "keypad": person(part, "press every key")
        case "magnetic-reader": person(part, "draw a card")
        case "chip-reader": person(part, "put a card in")
        case "printer": printer(part)
        case "clock": clock(part)
        case "flash": flash(part)
        case "keys": keys(part)
        case "line":
            SelfTestResult(part: part, outcome: .skipped, text: "the line port needs a plug that loops it back")
        default:
            SelfTestResult(part: part, outcome: .skipped, text: "the echo test of the host is begun at the keypad")
        }
    }

    private func person(_ part: String, _ what: String) -> SelfTestResult {
        SelfTestResult(part: part, outcome: isAlone ? .skipped : .needsPerson, text: what)
    }

    private func printer(_ part: String) -> SelfTestResult {
        switch process.printer.condition {
        case .failing(let problem, let left) where left == 0:
            SelfTestResult(part: part, outcome: .failed, text: problem.name)
        default: SelfTestResult(part: part, outcome: .passed, text: "paper is there, the head is cool")
        }
    }

    private func clock(_ part: String) -> SelfTestResult {
        let now = process.clock.now
        guard process.terminal.book.clockDoubt == nil else {
            return SelfTestResult(part: part, outcome: .failed, text: "the clock is doubted: it shows \(now)")
        }
        return SelfTestResult(part: part, outcome: .passed, text: "it shows \(now)", value: now.secondNumber)
    }

    private func flash(_ part: String) -> SelfTestResult {
        if let problem = process.program.testScratch() {
            return SelfTestResult(part: part, outcome: .failed, text: problem)
        }
        let most = process.program.mostErasures()
        let endurance = process.program.board.map.program.endurance
        return SelfTestResult(
            part: part, outcome: most < endurance ? .passed : .failed,
            text: "most erasures of a sector, of \(endurance) that it endures", value: Int64(most))
    }

    private func keys(_ part: String) -> SelfTestResult {
        let missing = TerminalView(process).keys.filter { !$0.isPresent }.map(\.name)
        guard missing.isEmpty else {
            return SelfTestResult(
                part: part, outcome: .failed, text: "missing: \(missing.joined(separator: ", ")); a sign-on brings them"
            )
        }
        return SelfTestResult(part: part, outcome: .passed, text: "all keys are loaded")
    }
}
