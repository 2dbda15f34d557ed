import CSerialFloor
import Glibc

/// What the near side does.
enum Work {
    /// Sends so many bytes back that come.
    case echo(Int)
    /// Sends a stream of so many bytes and waits for one byte that says it came.
    case send(Int)
    /// Asks for a stream of so many bytes with one byte and takes it.
    case take(Int)
    /// Sends so many bytes and takes them back, so many times.
    case trip(size: Int, count: Int)

    init?(_ words: ArraySlice<String>) {
        let numbers = words.dropFirst().compactMap(Int.init)
        switch (words.first, numbers.count) {
        case ("echo", 1): self = .echo(numbers[0])
        case ("send", 1): self = .send(numbers[0])
        case ("take", 1): self = .take(numbers[0])
        case ("trip", 2) where 1...Int(FLOOR_CHUNK) ~= numbers[0] && numbers[1] > 0:
            self = .trip(size: numbers[0], count: numbers[1])
        default: return nil
        }
    }
}

/// The parts of the stream that this program's drivers share.
enum Stream {
    /// At most so many bytes at a time.
    static let chunk = Int(FLOOR_CHUNK)
    /// What every call may wait.
    static var deadline: ContinuousClock.Instant { .now + .milliseconds(FLOOR_PATIENCE) }
    private static let pattern = (0..<chunk + Int(FLOOR_PERIOD)).map { UInt8($0 % Int(FLOOR_PERIOD)) }
    /// One chunk for each place in the period where it may begin: they are made before time is taken.
    static let chunks = (0..<Int(FLOOR_PERIOD)).map { Array(pattern[$0..<$0 + chunk]) }

    /// So many bytes of the stream from there on.
    static func bytes(at offset: Int, _ count: Int) -> [UInt8] {
        let whole = chunks[offset % Int(FLOOR_PERIOD)]
        return count == chunk ? whole : Array(whole[..<count])
    }

    /// Looks at both ends of what came; lost or foreign bytes move the end.
    static func check(_ bytes: [UInt8], at offset: Int) throws(BenchError) {
        guard let first = bytes.first, let last = bytes.last, first == UInt8(offset % Int(FLOOR_PERIOD)),
            last == UInt8((offset + bytes.count - 1) % Int(FLOOR_PERIOD))
        else { throw BenchError.wrongBytes }
    }
}

/// Why there is no measure.
enum BenchError: Error {
    case wrongBytes
    case floor(code: Int32)

    /// The result of a function of the floor.
    static func check(_ result: Int32) throws(BenchError) {
        guard result == 0 else { throw .floor(code: errno) }
    }
}
