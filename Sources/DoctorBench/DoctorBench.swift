import BatchDoctor
import Foundation
import StuckShops

/// Drives terminals into every cause, and looks at healthy ones: what the doctor finds, as a matrix.
@main
struct DoctorBench {
    static func main() throws {
        var options = Options()
        guard options.read(Array(CommandLine.arguments.dropFirst())) else {
            FileHandle.standardError.write(
                Data(
                    "usage: DoctorBench [--seed N] [--variants N] [--days N] [--case TEXT [--evidence]] [--list]\n".utf8
                ))
            exit(2)
        }
        if options.lists {
            for stuck in StuckCase.single + StuckCase.mixtures { print(stuck) }
            return
        }
        if let text = options.only { return show(text, options) }
        let started = Date()
        print("seed \(options.seed), \(options.variants) variants of each case")
        var matrix = Matrix()
        var partial = PartialSources()
        Crowd.run(StuckCase.single, options) {
            matrix.add($0)
            partial.add($0)
        }
        matrix.show()
        var mixtures = Mixtures()
        Crowd.run(StuckCase.mixtures, options) { mixtures.add($0) }
        mixtures.show()
        partial.show()
        let healthy = try HealthyCount.run(options)
        healthy.show()
        print(String(format: "%.0f s", Date().timeIntervalSince(started)))
        let isGood = matrix.isGood && mixtures.isGood && partial.isGood && healthy.isGood
        print(isGood ? "every cause was found, and no false one" : "NOT ALL AS IT SHOULD BE")
        exit(isGood ? 0 : 1)
    }
}

extension DoctorBench {
    /// What is said of the cases whose name holds a text.
    private static func show(_ text: String, _ options: Options) {
        let cases = (StuckCase.single + StuckCase.mixtures).filter { $0.description.contains(text) }
        Crowd.run(cases, options) { played in
            print("== \(played.stuck), seed \(played.seed) \(played.problem)")
            guard let evidence = played.evidence else { return }
            for line in DiagnosisText.lines(Diagnosis(evidence), { $0.english }) { print(line) }
            guard options.shows else { return }
            for message in evidence.wire?.messages ?? [] { print("  wire", message) }
            for line in evidence.terminal?.entries ?? [] { print("  flash", line.number, line.entry) }
            for batch in evidence.host?.batches ?? [] { print("  host", batch) }
        }
    }
}

/// What the command line asks for.
struct Options {
    /// Decides everything.
    var seed: UInt64 = 1
    /// How often each case is played.
    var variants = 12
    /// Terminal-days of healthy shops.
    var days = 1000
    /// True when only the names of the cases are wanted.
    var lists = false

    /// Only the cases whose name holds this, with what is said of each.
    var only: String?
    /// True when the evidence of each is wanted, too.
    var shows = false

    /// - Returns: False when something is no option.
    mutating func read(_ arguments: [String]) -> Bool {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            if name == "--list" {
                lists = true
                continue
            }
            if name == "--evidence" {
                shows = true
                continue
            }
            if name == "--case" {
                only = rest.popFirst()
                continue
            }
            guard let text = rest.popFirst(), let number = UInt64(text) else { return false }
            switch name {
            case "--seed": seed = number
            case "--variants": variants = max(1, Int(clamping: number))
            case "--days":
                guard number >= 1 else { return false }
                days = Int(clamping: number)
            default: return false
            }
        }
        return true
    }
}
