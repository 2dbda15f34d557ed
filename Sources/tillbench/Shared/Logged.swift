import Foundation
import LogAudit
import TerminalService
import VirtualTerminal

/// Writes actions of consequence into the log of actions, which `tillbench audit log` checks: one line before anything is
/// changed, and one with what came of it.
enum Logged {
    /// Does it between its two lines. Where the log cannot be written that is said, and the work is done all the same: a
    /// terminal in a shop must not wait for a disk in an office.
    ///
    /// - Parameters:
    ///   - subject: What it is done to: a terminal number, or a serial number.
    ///   - who: Who does it; nil for whoever works here.
    ///   - details: Names and values; no keys.
    static func run<Result>(
        _ kind: BenchAction.Kind, _ subject: String, who: String? = nil,
        details: [(name: String, value: String)] = [], _ work: () throws -> Result
    ) throws -> Result {
        let environment = ProcessInfo.processInfo.environment
        let log = ActionLog.standard(environment: environment)
        func note(_ outcome: BenchAction.Outcome, _ more: [(name: String, value: String)] = []) {
            let action = BenchAction(
                kind, TextTable.shown(subject), outcome, who: who ?? ActionLog.user(environment: environment),
                details: details + more)
            do throws(ActionLogError) { try log.append(action) } catch {
                Talk.error("note: \(kind.rawValue) is not in the log of actions: \(error)")
            }
        }
        note(.begun)
        let result: Result
        do { result = try work() } catch {
            let why = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
            note(isRefusal(error) ? .refused : .failed, [("why", TextTable.shown(why))])
            throw error
        }
        note(.done)
        return result
    }

    private static func isRefusal(_ error: any Error) -> Bool {
        if let error = error as? ManagementError {
            switch error.kind {
            case .refused, .moneyAtStake: return true
            case .interrupted, .port, .silent, .garbled, .check: return false
            }
        }
        return (error as? BenchError)?.kind == .refused
    }
}
