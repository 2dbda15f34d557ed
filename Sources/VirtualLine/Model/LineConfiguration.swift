/// What one direction of a line is like.
public struct LineConfiguration: Equatable, Sendable {
    /// What happens to bytes that arrive faster than the receiver reads them.
    public enum LateReader: String, Equatable, Sendable, Codable {
        /// They are lost once the receiver's buffer is full, as on a line without flow control.
        case loses
        /// The sender waits, as with a pipe.
        case waits
    }

    /// How long a byte is on its way, in nanoseconds, besides the time it takes at the line's speed.
    public var latency: UInt64
    /// What is wrong with the line.
    public var faults: LineFaults
    /// Seed of everything that happens by chance.
    public var seed: UInt64
    /// Bytes are handed over at multiples of so many nanoseconds, as adapters for USB do it; nil: by the speed, see
    /// ``automaticGranularity(_:)``. 0: as soon as they are over.
    public var granularity: UInt64?
    /// What happens to bytes that arrive faster than the receiver reads them.
    public var lateReader: LateReader
    /// How many bytes wait for a late reader, besides those in the kernel's buffers.
    public var receiverBuffer: Int

    /// A good line, unless told otherwise.
    public init(
        latency: UInt64 = 0, faults: LineFaults = LineFaults(), seed: UInt64 = 1, granularity: UInt64? = nil,
        lateReader: LateReader = .loses, receiverBuffer: Int = 65_536
    ) {
        self.latency = latency
        self.faults = faults
        self.seed = seed
        self.granularity = granularity
        self.lateReader = lateReader
        self.receiverBuffer = max(1, receiverBuffer)
    }

    /// About sixteen characters' time, as a power of two of milliseconds from 1 to 16, so that many lines share their
    /// moments; 0 without a pace. An FTDI adapter hands over every 16 ms, and every 1 ms when asked for low latency.
    ///
    /// - Returns: Nanoseconds.
    public static func automaticGranularity(_ pace: LinePace?) -> UInt64 {
        guard let pace else { return 0 }
        let milliseconds = pace.nanoseconds(of: 16) / 1_000_000
        return [16, 8, 4, 2].first { milliseconds >= $0 }.map { $0 * 1_000_000 } ?? 1_000_000
    }

    /// How many bytes the sending adapter holds; the others stay in the kernel, so that the writer waits: 64 ms' worth,
    /// 256 bytes or more (as many as a common adapter has), 4096 or less.
    public static func capacity(_ pace: LinePace?) -> Int {
        guard let pace else { return 65_536 }
        return min(4096, max(256, pace.characters(in: 64_000_000)))
    }
}
