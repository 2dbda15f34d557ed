import CSerialFloor
import SerialDriver
import Synchronization

/// Both ends of many pairs, each sending and receiving all the time, on one loop.
enum PortsSide {
    private static let settings = LineSettings(baud: 9600)
    private static let period = Int(FLOOR_PERIOD)
    /// Time to fill what the kernel holds for each line; then only what the lines carry is left to do.
    private static let settling: Duration = .seconds(4)

    /// An open port, and what came through it.
    private final class Line: Sendable {
        let port: SerialPort
        /// Where in the pattern its own stream begins, and the one that it receives.
        let sends: Int
        let expects: Int
        let received = Atomic<Int>(0)

        init(_ path: String, sends: Int, expects: Int, loop: SerialLoop) throws(SerialError) {
            port = try SerialPort(opening: path, settings: PortsSide.settings, loop: loop)
            (self.sends, self.expects) = (sends, expects)
        }

        func send() async throws {
            let bytes = (0..<period * 4).map { UInt8(($0 + sends) % period) }
            while true { try await port.writeAll(bytes, deadline: nil) }
        }

        func receive() async throws {
            var next = expects
            for try await bytes in port.chunks() {
                for byte in bytes {
                    guard byte == UInt8(next) else { throw BenchError.wrongBytes }
                    next = next + 1 == period ? 0 : next + 1
                }
                received.wrappingAdd(bytes.count, ordering: .relaxed)
            }
        }
    }

    static func run(_ pairs: Int, in folder: String, seconds: Int) async throws {
        let loop = try SerialLoop(name: "ports")
        defer { loop.stop() }
        var lines: [Line] = []
        for index in 0..<pairs {
            let (a, b) = (index % period, (index + 100) % period)
            lines.append(try Line("\(folder)/A\(index)", sends: a, expects: b, loop: loop))
            lines.append(try Line("\(folder)/B\(index)", sends: b, expects: a, loop: loop))
        }
        let all = lines
        let result = try await withThrowingTaskGroup(of: String?.self) { group in
            for line in all {
                group.addTask(executorPreference: loop) {
                    try await line.receive()
                    return nil
                }
                group.addTask(executorPreference: loop) {
                    try await line.send()
                    return nil
                }
            }
            group.addTask { try await measure(all, seconds: seconds) }
            while let ended = try await group.next() {
                if let result = ended {
                    group.cancelAll()
                    // Sending and receiving end as cancelled.
                    while await group.nextResult() != nil {}
                    return result
                }
            }
            return ""
        }
        for line in all { line.port.close(discardingOutput: true) }
        print(result)
    }

    /// Says `begin` when all lines are busy, and what happened from then on at the end.
    private static func measure(_ lines: [Line], seconds: Int) async throws -> String {
        try await Task.sleep(for: settling)
        print("begin")
        floor_flush()
        let before = lines.map { $0.received.load(ordering: .relaxed) }
        let (cpu, start) = (floor_cpu(), floor_now())
        try await Task.sleep(for: .seconds(seconds))
        let (used, time) = (floor_cpu() - cpu, floor_now() - start)
        let counts = zip(lines, before).map { $0.received.load(ordering: .relaxed) - $1 }
        return #"{"ports":\#(lines.count),"time":\#(time),"cpu":\#(used),"threads":\#(floor_threads()),"#
            + #""bytes":\#(counts.reduce(0, +)),"least":\#(counts.min() ?? 0)}"#
    }
}
