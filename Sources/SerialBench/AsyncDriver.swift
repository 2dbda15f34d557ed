import CSerialFloor
import SerialDriver

/// The near side with our driver, in a task on the driver's own loop.
struct AsyncDriver: Sendable {
    private let port: SerialPort

    static func run(_ work: Work, on path: String) async throws {
        let loop = try SerialLoop(name: "bench")
        defer { loop.stop() }
        let port = try SerialPort(opening: path, settings: LineSettings(baud: 115_200), loop: loop)
        defer { port.close() }
        try await Task(executorPreference: loop) { try await AsyncDriver(port: port).run(work) }.value
    }

    private func run(_ work: Work) async throws {
        switch work {
        case .echo(let total):
            FloorDriver.announce()
            let before = floor_cpu()
            try await echo(total)
            floor_report_echo(floor_cpu() - before)
        case .send(let total):
            _ = Stream.chunks
            try await stream("send", total) { try await send(total) }
        case .take(let total): try await stream("take", total) { try await take(total) }
        case .trip(let size, let count):
            _ = try await trips(size, max(1, count / 10))
            let before = floor_cpu()
            var times = try await trips(size, count)
            floor_report_trips(size, count, &times, floor_cpu() - before)
        }
    }

    private func stream(_ what: String, _ total: Int, _ body: () async throws -> Void) async throws {
        let (before, start) = (floor_cpu(), floor_now())
        try await body()
        floor_report_stream(what, UInt64(total), floor_now() - start, floor_cpu() - before)
    }

    private func echo(_ total: Int) async throws {
        var done = 0
        while done < total {
            let bytes = try await port.read(upTo: Stream.chunk, deadline: Stream.deadline)
            try await port.writeAll(bytes, deadline: Stream.deadline)
            done += bytes.count
        }
    }

    private func trips(_ size: Int, _ count: Int) async throws -> [UInt64] {
        let chunks = (0..<Int(FLOOR_PERIOD)).map { Stream.bytes(at: $0, size) }
        var times = [UInt64](repeating: 0, count: count)
        for index in 0..<count {
            let sent = chunks[index % chunks.count]
            let start = floor_now()
            try await port.writeAll(sent, deadline: Stream.deadline)
            let got = try await port.read(exactly: size, deadline: Stream.deadline)
            times[index] = floor_now() - start
            guard got == sent else { throw BenchError.wrongBytes }
        }
        return times
    }

    private func send(_ total: Int) async throws {
        var offset = 0
        while offset < total {
            let bytes = Stream.bytes(at: offset, min(Stream.chunk, total - offset))
            try await port.writeAll(bytes, deadline: Stream.deadline)
            offset += bytes.count
        }
        _ = try await port.read(upTo: 1, deadline: Stream.deadline)
    }

    private func take(_ total: Int) async throws {
        try await port.writeAll([0], deadline: Stream.deadline)
        var offset = 0
        while offset < total {
            let bytes = try await port.read(upTo: Stream.chunk, deadline: Stream.deadline)
            try Stream.check(bytes, at: offset)
            offset += bytes.count
        }
    }
}
