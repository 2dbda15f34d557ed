import BatchDoctor
import Foundation
import StuckShops

/// What is said of healthy terminals.
struct HealthyCount {
    private struct Row {
        var days = 0
        var looks = 0
        var right = 0
        var wrong = 0
    }

    private var rows: [HealthyDays.Kind: Row] = [:]
    private var complaints: [String] = []

    /// True when nothing was found.
    var isGood: Bool { complaints.isEmpty }

    static func run(_ options: Options) throws -> HealthyCount {
        let daysEach = 4
        let kinds = HealthyDays.Kind.allCases
        let terminals = (options.days + daysEach - 1) / daysEach
        let box = Box()
        DispatchQueue.concurrentPerform(iterations: terminals) { index in
            let kind = kinds[index % kinds.count]
            let result = Result { try HealthyDays.play(kind, terminal: index, days: daysEach, seed: options.seed) }
            box.add(index, kind, result)
        }
        var count = HealthyCount()
        for (_, kind, result) in box.all.sorted(by: { $0.0 < $1.0 }) { count.add(kind, try result.get()) }
        return count
    }

    private mutating func add(_ kind: HealthyDays.Kind, _ terminal: HealthyDays.Terminal) {
        rows[kind, default: Row()].days += terminal.days
        if let broken = terminal.broken {
            complaints.append("\(kind.rawValue), terminal \(terminal.number): the run broke off: \(broken)")
        }
        for look in terminal.looks {
            rows[kind]?.looks += 1
            rows[kind]?.right += look.right
            guard !look.wrong.isEmpty else { continue }
            rows[kind]?.wrong += look.wrong.count
            for finding in look.wrong {
                complaints.append(
                    "\(kind.rawValue), terminal \(terminal.number), hour \(String(format: "%.1f", look.hour)): "
                        + "\(finding.cause.rawValue): \(finding.evidence.first?.says.english ?? "")")
            }
        }
    }

    func show() {
        print("\nhealthy terminals      days  looks  rightly said  false causes")
        for kind in HealthyDays.Kind.allCases {
            let row = rows[kind] ?? Row()
            print(
                kind.rawValue.padded(20), "\(row.days)".right(6), "\(row.looks)".right(6), "\(row.right)".right(13),
                "\(row.wrong)".right(13))
        }
        let days = rows.values.reduce(0) { $0 + $1.days }
        print("\(days) terminal-days, \(rows.values.reduce(0) { $0 + $1.wrong }) false causes")
        for complaint in complaints.prefix(40) { print("  ! " + complaint) }
    }

    private final class Box: @unchecked Sendable {
        private var list: [(Int, HealthyDays.Kind, Result<HealthyDays.Terminal, any Error>)] = []
        private let lock = NSLock()

        func add(_ index: Int, _ kind: HealthyDays.Kind, _ result: Result<HealthyDays.Terminal, any Error>) {
            lock.withLock { list.append((index, kind, result)) }
        }

        var all: [(Int, HealthyDays.Kind, Result<HealthyDays.Terminal, any Error>)] { lock.withLock { list } }
    }
}
