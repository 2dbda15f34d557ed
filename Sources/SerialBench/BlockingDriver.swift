import CSerialFloor
import SerialDriver

/// The near side with our driver, with calls that block.
struct BlockingDriver {
    private let port: SerialPort

    static func run(_ work: Work, on path: String) throws {
        let driver = BlockingDriver(port: try SerialPort(opening: path, settings: LineSettings(baud: 115_200)))
        defer { driver.port.close() }
        switch work {
        case .echo(let total):
            FloorDriver.announce()
            let before = floor_cpu()
            try driver.echo(total)
            floor_report_echo(floor_cpu() - before)
        case .send(let total):
            _ = Stream.chunks
            try FloorDriver.stream("send", total) { try driver.send(total) }
        case .take(let total): try FloorDriver.stream("take", total) { try driver.take(total) }
        case .trip(let size, let count):
            var times = [UInt64](repeating: 0, count: count)
            try driver.trips(size, &times, max(1, count / 10))
            let before = floor_cpu()
            try driver.trips(size, &times, count)
            floor_report_trips(size, count, &times, floor_cpu() - before)
        }
    }

    private func echo(_ total: Int) throws {
        var done = 0
        while done < total {
            let bytes = try port.read(upTo: Stream.chunk, deadline: Stream.deadline)
            try port.writeAll(bytes, deadline: Stream.deadline)
            done += bytes.count
        }
    }

    private func trips(_ size: Int, _ times: inout [UInt64], _ count: Int) throws {
        let chunks = (0..<Int(FLOOR_PERIOD)).map { Stream.bytes(at: $0, size) }
        for index in 0..<count {
            let sent = chunks[index % chunks.count]
            let start = floor_now()
            try port.writeAll(sent, deadline: Stream.deadline)
            let got = try port.read(exactly: size, deadline: Stream.deadline)
            times[index] = floor_now() - start
            guard got == sent else { throw BenchError.wrongBytes }
        }
    }

    private func send(_ total: Int) throws {
        var offset = 0
        while offset < total {
            let bytes = Stream.bytes(at: offset, min(Stream.chunk, total - offset))
            try port.writeAll(bytes, deadline: Stream.deadline)
            offset += bytes.count
        }
        _ = try port.read(upTo: 1, deadline: Stream.deadline)
    }

    private func take(_ total: Int) throws {
        try port.writeAll([0], deadline: Stream.deadline)
        var offset = 0
        while offset < total {
            let bytes = try port.read(upTo: Stream.chunk, deadline: Stream.deadline)
            try Stream.check(bytes, at: offset)
            offset += bytes.count
        }
    }
}
