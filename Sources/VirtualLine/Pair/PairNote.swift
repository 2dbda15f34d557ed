import SerialDriver

/// What the user of a pair should know of.
public enum PairNote: Sendable, Equatable {
    /// The program at this end has set its port.
    case settings(LineSide, LineSettings)
    /// The other end listens at another speed than this one sends: it gets garbage. Told once for these speeds.
    case speedsDiffer(sender: LineSide, sends: Int, listens: Int)
    /// The program at this end does not read: bytes are lost. Told once until it reads again.
    case lateReader(LineSide)
    /// The program at this end wants breaks marked, which the kernel does not let a pseudo-terminal do: it gets a zero.
    case breakNotMarked(LineSide)
    /// The cable was pulled at this end.
    case unplugged(LineSide)
    /// The cable was plugged in at this end.
    case plugged(LineSide)
    /// What is at the other end of a replay did not do what it did in the recording.
    case deviation(ReplayDeviation)
    /// Everything of a recording was played, or a deviation ended it.
    case replayEnded(heard: Int, wanted: Int)
    /// The port of this end failed.
    case failed(LineSide, SerialError)
}

/// How a pair stands.
public struct PairStatus: Sendable, Equatable {
    /// How one end stands.
    public struct End: Sendable, Equatable {
        /// The tty, or nil while it is unplugged or a replay.
        public var device: String?
        /// The link to it, or nil.
        public var link: String?
        /// What the program at this end has set last, or nil.
        public var settings: LineSettings?
        /// True when a recording is played there.
        public var isReplay: Bool
        /// What became of the bytes that this end sent.
        public var sent: LineCount
        /// What is wrong with the line for bytes that this end sends.
        public var faults: LineFaults
        /// Their latency, in nanoseconds.
        public var latency: UInt64
    }

    /// The first end.
    public var a: End
    /// The second end.
    public var b: End
    /// How fast bytes pass.
    public var pace: PairConfiguration.Pace
}
