import CSerialFloor
import Glibc

/// The near side in C: what a driver is compared with.
struct FloorDriver {
    static func run(_ work: Work, on path: String) throws(BenchError) {
        let port = floor_open_port(path)
        guard port >= 0 else { throw .floor(code: errno) }
        switch work {
        case .echo(let total):
            announce()
            let before = floor_cpu()
            try BenchError.check(floor_echo(port, UInt64(total)))
            floor_report_echo(floor_cpu() - before)
        case .send(let total):
            try stream("send", total) { () throws(BenchError) in try BenchError.check(floor_send(port, UInt64(total))) }
        case .take(let total):
            try stream("take", total) { () throws(BenchError) in try BenchError.check(floor_take(port, UInt64(total))) }
        case .trip(let size, let count): try trips(port, size: size, count: count)
        }
    }

    /// Says that an echo is ready.
    static func announce() {
        print("ready")
        floor_flush()
    }

    static func trips(_ descriptor: Int32, size: Int, count: Int) throws(BenchError) {
        var times = [UInt64](repeating: 0, count: count)
        // The first ones are not counted: caches, and pages that are touched for the first time.
        try BenchError.check(floor_trips(descriptor, size, max(1, count / 10), &times))
        let before = floor_cpu()
        try BenchError.check(floor_trips(descriptor, size, count, &times))
        floor_report_trips(size, count, &times, floor_cpu() - before)
    }

    /// Times and reports a stream.
    static func stream<Failure: Error>(_ what: String, _ total: Int, _ body: () throws(Failure) -> Void) throws(Failure)
    {
        let (before, start) = (floor_cpu(), floor_now())
        try body()
        floor_report_stream(what, UInt64(total), floor_now() - start, floor_cpu() - before)
    }
}
