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
    /// What has arrived is handed over at multiples of so many nanoseconds, as adapters for USB do it; nil: by the speed,
    /// see ``automaticGranularity(_:)``. 0: each byte as soon as it is over.
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

    /// How often a line hands over, in nanoseconds.
    public struct Granularity: Equatable, Sendable {
        /// In a stream: more waits to be sent than fits into half of the adapter's buffer.
        public var stream: UInt64
        /// In the middle of something shorter.
        public var middle: UInt64
        /// At the end of what was sent.
        public var end: UInt64
    }

    /// In a stream about 64 characters' time, in the middle of something shorter a quarter of that, at the end a sixteenth,
    /// all as powers of two of milliseconds from 1 to 64, so that many lines share their moments. Without a pace 0.
    ///
    /// An FTDI adapter hands over 62 bytes, or what it has after 16 ms, or after 1 ms when asked for low latency.
    public static func automaticGranularity(_ pace: LinePace?) -> Granularity {
        guard let pace else { return Granularity(stream: 0, middle: 0, end: 0) }
        let milliseconds = pace.nanoseconds(of: 64) / 1_000_000
        let stream = ([64, 32, 16, 8, 4, 2] as [UInt64]).first { milliseconds >= $0 } ?? 1
        return Granularity(
            stream: stream * 1_000_000, middle: max(1, stream / 4) * 1_000_000, end: max(1, stream / 16) * 1_000_000)
    }

    /// How many bytes the sending adapter holds; the others stay in the kernel, so that the writer waits: 64 ms' worth,
    /// 256 bytes or more (as many as a common adapter has), 4096 or less.
    public static func capacity(_ pace: LinePace?) -> Int {
        guard let pace else { return 65_536 }
        return min(4096, max(256, pace.characters(in: 64_000_000)))
    }
}
