import CloseWatch
import Fleet
import Foundation
import Settlement

/// A store of many terminals: how fast events go in, how long a start and a question take.
enum StoreMeasure {
    struct Result: Codable {
        var terminals: Int
        var events: Int
        var eventsPerSecond: Double
        var restartSeconds: Double
        var statusMilliseconds: [Double]
        var overdue: Int
        var bytes: Int
        var lookMilliseconds: Double
    }

    /// What was measured is not what was asked for.
    struct Wrong: Error { let what: String }

    /// - Parameters:
    ///   - days: Closed days of each terminal before the one that is open.
    ///   - sales: Sales of each day.
    static func run(terminals: Int, days: Int, sales: Int, folder: String) throws -> Result {
        let path = folder + "/fleet.sqlite"
        let keys = (0..<terminals).map {
            TerminalKey(merchantID: "\(1_000_000 + $0 / 3)", terminalID: "\(10_000_000 + $0)")
        }
        let store = try FleetStore(path: path)
        let watch = try FleetWatch(store, rules: { _ in WatchRules() })
        let start: Int64 = 20_458
        var count = 0
        var spent = 0.0
        var position: Int64 = 0
        for day in 0...days {
            var batch: [FleetEvent] = []
            func flush() throws {
                guard !batch.isEmpty else { return }
                position += 1
                let before = ContinuousClock.now
                let fresh = try watch.ingest(
                    batch, from: "bench", position: position, at: ClockTime(secondNumber: (start + Int64(day)) * 86_400)
                ).fresh
                spent += seconds(.now - before)
                guard fresh == batch.count else { throw Wrong(what: "\(fresh) of \(batch.count) events were new") }
                count += batch.count
                batch.removeAll(keepingCapacity: true)
            }
            // As they come: all terminals sell at the same time.
            for sale in 0...sales {
                for (index, key) in keys.enumerated() {
                    let at = (start + Int64(day)) * 86_400 + 36_000 + Int64(sale) * 3000 + Int64(index % 3000)
                    let time = ClockTime(secondNumber: at)
                    let number = UInt32(day + 1)
                    if sale < sales {
                        batch.append(
                            .watch(
                                WatchEvent(
                                    key, at: time,
                                    .booked(
                                        batch: number, record: UInt32(day * 1000 + sale),
                                        BookedMoney(1000, currency: 156)))))
                    } else if day < days || index % 50 != 0 {
                        batch.append(.watch(WatchEvent(key, at: time, .closed(batch: number, by: .terminal))))
                    }
                    if batch.count == 1000 { try flush() }
                }
            }
            try flush()
        }
        let night = (start + Int64(days) + 1) * 86_400
        let look = ContinuousClock.now
        try watch.look(at: ClockTime(secondNumber: night))
        let lookTime = seconds(.now - look)
        let again = ContinuousClock.now
        _ = try FleetWatch(store, rules: { _ in WatchRules() })
        let restart = seconds(.now - again)
        var questions: [Double] = []
        var overdue = 0
        for _ in 0..<11 {
            // With the opening of the file, as the command does it.
            let before = ContinuousClock.now
            overdue = try FleetStatus(try FleetStore(path: path, mayMake: false), at: night).overdueCount
            questions.append(seconds(.now - before) * 1000)
        }
        // Every fiftieth terminal forgot the last day.
        guard overdue == (terminals + 49) / 50 else { throw Wrong(what: "\(overdue) batches are overdue") }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        return Result(
            terminals: terminals, events: count, eventsPerSecond: Double(count) / spent, restartSeconds: restart,
            statusMilliseconds: questions.sorted(), overdue: overdue, bytes: size, lookMilliseconds: lookTime * 1000)
    }

    private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}
