extension SimulationReport {
    /// Joins the reports of parts of one run. Terminals that are in none of them are named in `missing`.
    ///
    /// - Throws: `MergeError` when they are not parts of one run, or one part is there twice.
    public static func merge(_ reports: [SimulationReport]) throws(MergeError) -> SimulationReport {
        guard var joined = reports.first else { throw MergeError(what: "there is no report to merge") }
        let count = try joined.parts().first?.count ?? 1
        var covered: Set<Int> = []
        for report in reports {
            guard report.seed == joined.seed, report.terminals == joined.terminals, report.days == joined.days,
                report.transactions == joined.transactions, report.profile == joined.profile
            else { throw MergeError(what: "the reports are of different runs: seed, size or profile differ") }
            if let only = report.only {
                throw MergeError(what: "a report is of terminal \(only) alone, and of no part")
            }
            var ran = 0
            for part in try report.parts() {
                guard part.count == count else {
                    throw MergeError(what: "a run in \(count) parts and one in \(part.count) do not go together")
                }
                guard covered.insert(part.index).inserted else {
                    throw MergeError(what: "part \(part.index)/\(count) is there twice")
                }
                ran += (0..<report.terminals).count { $0 % count == part.index - 1 }
            }
            guard report.ran == ran else {
                throw MergeError(what: "a report is of \(report.ran) terminals, and its parts have \(ran)")
            }
        }
        for report in reports.dropFirst() { joined.take(report) }
        joined.violations.sort { $0.terminal < $1.terminal }
        joined.missing = (0..<joined.terminals).filter { !covered.contains($0 % count + 1) }
        return joined
    }

    private mutating func take(_ report: SimulationReport) {
        ran += report.ran
        shards += report.shards
        counts.add(report.counts)
        hash = SimulationReport.text(SimulationReport.number(hash) &+ SimulationReport.number(report.hash))
        violations += report.violations
        shrunk = shrunk ?? report.shrunk
        seconds += report.seconds
        processorSeconds += report.processorSeconds
        jobs = max(jobs, report.jobs)
    }

    /// The parts that it names.
    private func parts() throws(MergeError) -> [(index: Int, count: Int)] {
        var parts: [(index: Int, count: Int)] = []
        for shard in shards {
            let numbers = shard.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard numbers.count == 2, let index = numbers[0], let count = numbers[1], count >= 1,
                (1...count).contains(index)
            else { throw MergeError(what: "a report names \"\(shard)\", which is no part of a run") }
            parts.append((index, count))
        }
        guard !parts.isEmpty else { throw MergeError(what: "a report names no part of a run") }
        return parts
    }

    /// The missing terminals in words, the first twenty by number; nil when there are none.
    public var missingWords: String? {
        guard let missing, !missing.isEmpty else { return nil }
        let more = missing.count > 20 ? " and \(missing.count - 20) more" : ""
        let names = missing.prefix(20).map(String.init).joined(separator: ", ") + more
        return "\(missing.count) of \(terminals) terminals are in none of the reports: \(names)"
    }
}

/// Reports that do not belong together.
public struct MergeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let what: String
    /// What is wrong, and what to do.
    public var description: String { what + "; give each part of one run once" }
}
