import BatchDoctor
import Foundation
import StuckShops

/// One case that was played, with all that is known of it.
struct Played: Sendable {
    let stuck: StuckCase
    let seed: UInt64
    /// Nil when the shop did not get into the trouble.
    let evidence: Evidence?
    let problem: String
}

/// Plays cases on all cores, and tells of them in a steady order.
enum Crowd {
    static func run(_ cases: [StuckCase], _ options: Options, _ take: (Played) -> Void) {
        let jobs = cases.flatMap { stuck in
            (0..<options.variants).map { (stuck, options.seed &* 1_000_003 &+ UInt64($0)) }
        }
        let results = Results(count: jobs.count)
        DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
            let (stuck, seed) = jobs[index]
            let played: Played
            do {
                played = Played(stuck: stuck, seed: seed, evidence: try stuck.evidence(seed: seed), problem: "")
            } catch {
                played = Played(stuck: stuck, seed: seed, evidence: nil, problem: "\(error)")
            }
            results.set(index, played)
        }
        for played in results.all { take(played) }
    }

    /// Results of many threads. A lock guards the list.
    private final class Results: @unchecked Sendable {
        private var list: [Played?]
        private let lock = NSLock()

        init(count: Int) { list = Array(repeating: nil, count: count) }

        func set(_ index: Int, _ played: Played) { lock.withLock { list[index] = played } }

        var all: [Played] { list.compactMap { $0 } }
    }
}
