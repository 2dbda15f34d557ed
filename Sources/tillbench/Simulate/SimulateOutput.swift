import BenchSupport
import ArgumentParser
import Foundation
import Simulation
import VirtualTerminal

/// What `simulate` says at its end.
enum SimulateOutput {
    static func write(_ text: String, to path: String) throws {
        do { try text.write(toFile: path, atomically: true, encoding: .utf8) } catch {
            throw BenchError(
                .file, "cannot write the report \(path)", why: FileReason.of(error, at: path), next: "name another file"
            )
        }
    }

    /// Prints the report; exit code 1 when an invariant broke, or a part is missing.
    static func finish(_ report: SimulationReport, json: Bool, faults: String) throws {
        if json { try Talk.json(report) } else { lines(report, faults: faults).forEach(Talk.say) }
        if !report.isPassed { throw ExitCode(1) }
    }

    static func lines(_ report: SimulationReport, faults: String) -> [String] {
        let counts = report.counts
        let ran = report.only.map { "terminal \($0) alone" } ?? "\(report.ran)"
        var lines = [
            "seed \(report.seed), profile \(report.profile), \(ran) of \(report.terminals) terminals, \(report.days) "
                + "days, \(report.transactions) customers a day",
            "\(counts.days) terminal-days in \(tenths(report.seconds)) s with \(report.jobs) "
                + "\(report.jobs == 1 ? "thread" : "threads"): \(Int(report.daysPerSecond)) a second, "
                + "\(Int(report.daysPerCoreSecond)) for each second of a core",
            "\(counts.customers) customers, \(counts.approved) approved, \(counts.requests) requests at the host, "
                + "\(counts.closes) batches closed, \(counts.papers) papers",
            "\(counts.events) events, \(counts.flashOperations) flash operations, \(counts.powerCuts) power cuts"
                + (counts.stoppedByRot > 0 ? ", \(counts.stoppedByRot) stopped by rotten flash and said so" : ""),
        ]
        if !counts.faults.isEmpty {
            lines.append(
                "faults: "
                    + counts.faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }
        lines.append("trace hash \(report.hash)")
        for violation in report.violations.prefix(20) {
            lines.append("BROKEN \(violation.invariant.rawValue): \(violation.what)")
            lines.append(
                "  terminal \(violation.terminal), day \(violation.day), step \(violation.step), \(violation.at)")
            lines.append(
                "  again: tillbench simulate --seed \(report.seed) --terminals \(report.terminals) --days \(report.days)"
                    + " --transactions \(report.transactions) --faults \(faults) --terminal \(violation.terminal)")
        }
        if report.violations.count > 20 { lines.append("... and \(report.violations.count - 20) more") }
        if let shrunk = report.shrunk {
            lines.append(
                "terminal \(shrunk.violation.terminal): \(shrunk.faults.count) of \(shrunk.before) faults, "
                    + "\(shrunk.days) of \(report.days) days and \(shrunk.customers) customers are enough, found in "
                    + "\(shrunk.runs) runs: \(shrunk.violation.what)")
            lines.append("  again: \(shrunk.command(report, profile: faults))")
        }
        if !report.violations.isEmpty {
            lines.append("\(report.violations.count) terminals broke an invariant")
        } else if let missing = report.missing, !missing.isEmpty {
            lines.append("every invariant held at the terminals that were run; \(missing.count) are missing")
        } else {
            lines.append("every invariant held")
        }
        return lines
    }

    private static func tenths(_ seconds: Double) -> String {
        let number = Int((seconds * 10).rounded())
        return "\(number / 10).\(number % 10)"
    }
}

/// How far a simulation is.
struct ProgressLine {
    private let bar = ProgressBar()

    func show(_ progress: SimulationRun.Progress) {
        let broken = progress.violations > 0 ? ", \(progress.violations) BROKEN" : ""
        bar.show(
            progress.done, of: progress.total,
            "terminals, \(Int(progress.rate)) terminal-days/s, \(Int(progress.secondsLeft)) s left\(broken)")
    }

    func clear() { bar.clear() }
}
