import BatchDoctor
import StuckShops

/// The same cases with one source alone: what is said must be so, or say what would decide.
struct PartialSources {
    private enum Source: String, CaseIterable {
        case flash = "flash alone"
        case ledger = "ledger alone"
        case capture = "capture alone"
        case flashAndLedger = "flash and ledger"
    }

    private struct Row {
        var looked = 0
        var found = 0
        var supposed = 0
        var silent = 0
        var wrong = 0
    }

    private var rows: [Source: Row] = [:]
    private var complaints: [String] = []

    /// True when nothing was said that is not so.
    var isGood: Bool { complaints.isEmpty }

    mutating func add(_ played: Played) {
        guard let whole = played.evidence else { return }
        for source in Source.allCases {
            if source == .flashAndLedger, played.stuck.isOnWireOnly { continue }
            var evidence = Evidence(now: whole.now)
            if source == .flash || source == .flashAndLedger { evidence.terminal = whole.terminal }
            if source == .ledger || source == .flashAndLedger { evidence.host = whole.host }
            if source == .capture { evidence.wire = whole.wire }
            look(played, evidence, source)
        }
    }

    private mutating func look(_ played: Played, _ evidence: Evidence, _ source: Source) {
        rows[source, default: Row()].looked += 1
        let findings = Diagnosis(evidence).findings
        let allowed = played.stuck.also.union(played.stuck.causes)
        let own = findings.filter { played.stuck.causes.contains($0.cause) }
        if own.contains(where: { $0.confidence == .certain }) {
            rows[source]?.found += 1
        } else if !own.isEmpty {
            rows[source]?.supposed += 1
        } else if findings.isEmpty {
            rows[source]?.silent += 1
        }
        // What is only possible, and says what would decide, is a question and no verdict.
        let wrong = findings.filter {
            !allowed.contains($0.cause) && ($0.confidence == .certain || $0.wouldDecide.isEmpty)
        }
        guard !wrong.isEmpty else { return }
        rows[source]?.wrong += 1
        complaints.append(
            "\(source.rawValue): \(played.stuck), seed \(played.seed): said "
                + wrong.map { "\($0.cause.rawValue) (\($0.confidence))" }.joined(separator: ", "))
    }

    func show() {
        print("\none source             looks certain supposed silent  wrong")
        for source in Source.allCases {
            let row = rows[source] ?? Row()
            print(
                source.rawValue.padded(20), "\(row.looked)".right(6), "\(row.found)".right(7),
                "\(row.supposed)".right(8), "\(row.silent)".right(6), "\(row.wrong)".right(6))
        }
        for complaint in complaints.prefix(40) { print("  ! " + complaint) }
    }
}
