/// Something that happened on a line, and when.
public struct RecordedEvent: Equatable, Sendable {
    /// What can happen.
    public enum Kind: Equatable, Sendable {
        /// Bytes from one side came to the other.
        case bytes(from: LineSide, [UInt8])
        /// A break from one side came to the other.
        case breakSignal(from: LineSide)
        /// The cable was pulled at this side.
        case unplugged(LineSide)
        /// The cable was plugged in at this side.
        case plugged(LineSide)
        /// The program at this side has set its line, as people write it (`9600 8N1`).
        case settings(LineSide, String)
    }

    /// No recording that is read has a later time, in microseconds: 2^33 seconds, which is 272 years. Nanoseconds of it, and
    /// sums of a few of them, still fit into 64 bits.
    public static let latest: UInt64 = (1 << 33) * 1_000_000

    /// Microseconds since the recording began.
    public var time: UInt64
    /// What happened.
    public var kind: Kind

    /// Something that happened so many microseconds after the begin.
    public init(time: UInt64, _ kind: Kind) {
        self.time = time
        self.kind = kind
    }
}

/// What a recording says of itself in its first line.
public struct RecordingHeader: Equatable, Sendable {
    /// Number of the format that this module writes and reads.
    public static let format = 1

    /// When it began, as ISO 8601 writes it.
    public var date: String
    /// Name of the first end.
    public var a: String
    /// Name of the second end.
    public var b: String
    /// Settings of the line, as the program that recorded writes them.
    public var settings: String

    /// A header of the format of today.
    public init(date: String, a: String, b: String, settings: String) {
        self.date = date
        self.a = a
        self.b = b
        self.settings = settings
    }
}

/// A whole recording.
public struct Recording: Equatable, Sendable {
    /// What it says of itself.
    public var header: RecordingHeader
    /// What happened, in order.
    public var events: [RecordedEvent]
    /// True when the last line has no end: the program that wrote it was killed. That line is left out.
    public var isTorn: Bool

    /// A recording of these events.
    public init(header: RecordingHeader, events: [RecordedEvent], isTorn: Bool = false) {
        self.header = header
        self.events = events
        self.isTorn = isTorn
    }
}
