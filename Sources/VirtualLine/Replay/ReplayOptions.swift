/// How one end of a recording is played.
public struct ReplayOptions: Equatable, Sendable {
    /// What decides when something is sent.
    public enum Mode: String, Equatable, Sendable, Codable {
        /// It is sent once the other side has sent what it had sent before it in the recording, and so much later.
        case dialogue
        /// It is sent as many seconds after the begin as in the recording.
        case timed
    }

    /// What decides when something is sent.
    public var mode: Mode
    /// True: nothing more is sent once the other side has sent something else than in the recording.
    public var stopsOnDeviation: Bool
    /// How much longer than in the recording the other side may be silent before that is a deviation, in nanoseconds.
    public var patience: UInt64

    /// A dialogue that goes on after a deviation, with a patience of five seconds.
    public init(mode: Mode = .dialogue, stopsOnDeviation: Bool = false, patience: UInt64 = 5_000_000_000) {
        self.mode = mode
        self.stopsOnDeviation = stopsOnDeviation
        self.patience = patience
    }
}

/// Where the other side did not do what it did in the recording.
public struct ReplayDeviation: Equatable, Sendable {
    /// What it did.
    public enum Kind: String, Equatable, Sendable, Codable {
        /// It sent other bytes.
        case other
        /// It sent nothing, or not enough.
        case silent
        /// It sent more than it had sent at that place.
        case more
    }

    /// What it did.
    public let kind: Kind
    /// At which of all the bytes that it sends in the recording, from 0.
    public let offset: Int
    /// What it should have sent there: at most 16 bytes.
    public let wanted: [UInt8]
    /// What it sent: at most 16 bytes.
    public let got: [UInt8]

    /// A deviation of that kind.
    public init(kind: Kind, offset: Int, wanted: [UInt8], got: [UInt8]) {
        self.kind = kind
        self.offset = offset
        self.wanted = wanted
        self.got = got
    }
}
