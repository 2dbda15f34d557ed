import SerialDriver

/// How a virtual line stands, for people and for programs.
public struct LineReport: Codable, Equatable, Sendable {
    /// One of its ends.
    public struct End: Codable, Equatable, Sendable {
        /// Link to the tty, or nil.
        public var link: String?
        /// The tty, or nil while the cable is pulled here or a recording is played.
        public var device: String?
        /// True while a recording is played here.
        public var isReplay: Bool
        /// What the program here has set, as people write it, or nil.
        public var settings: String?
        /// What became of what this end sent.
        public var sent: LineCount
        /// Probability of a wrong bit, a lost byte, a doubled byte.
        public var bitErrors: Double, loss: Double, double: Double
        /// Latency in milliseconds.
        public var latency: Double

        init(_ end: PairStatus.End) {
            link = end.link
            device = end.device
            isReplay = end.isReplay
            settings = end.settings?.description
            sent = end.sent
            bitErrors = end.faults.bitErrors
            loss = end.faults.lost
            double = end.faults.doubled
            latency = Double(end.latency) / 1_000_000
        }
    }

    /// Name of the line.
    public var name: String
    /// Its speed: `auto`, `none`, or bits per second.
    public var baud: String
    /// The first end.
    public var a: End
    /// The second end.
    public var b: End

    init(name: String, _ status: PairStatus) {
        self.name = name
        baud = status.pace.description
        a = End(status.a)
        b = End(status.b)
    }

    /// For people, a line for each end.
    public var text: [String] {
        [(LineSide.a, a), (.b, b)].map { side, end in
            let place = end.device ?? (end.isReplay ? "plays a recording" : "unplugged")
            var parts = [
                "\(name)-\(side): \(place)", end.settings, "sent \(end.sent.sent), arrived \(end.sent.delivered)",
            ]
            let counts = [
                ("lost", end.sent.lost), ("doubled", end.sent.doubled), ("wrong bits", end.sent.flippedBits),
                ("at the wrong speed", end.sent.garbled), ("not read in time", end.sent.overrun),
                ("breaks", end.sent.breaks),
            ]
            parts += counts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
            let faults = [
                ("errors", end.bitErrors), ("loss", end.loss), ("double", end.double), ("latency", end.latency),
            ]
            parts += faults.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
            return parts.compactMap { $0 }.joined(separator: ", ") + (baud == "auto" ? "" : ", baud \(baud)")
        }
    }
}

/// The answer to a command.
public struct LineReply: Codable, Equatable, Sendable {
    /// Version of this form.
    public var schema = 1
    /// What was wrong with the command: what, why, next; nil when it was done.
    public var problem: String?
    /// What to show.
    public var text: [String]
    /// How the lines stand, when that was asked.
    public var lines: [LineReport]?

    init(problem: String) {
        self.problem = problem
        text = []
    }

    init(_ text: [String], lines: [LineReport]? = nil) {
        self.text = text
        self.lines = lines
    }
}
