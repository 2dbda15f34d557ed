/// Asks for lines of the terminal's event log.
public struct EventLogRequest: ListRequest {
    /// What is answered.
    public typealias Answer = EventLog
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.terminal, 6)
    /// The first line that is wanted, counted from the start of the terminal.
    public var first: Int

    /// A request.
    public init(first: Int) { self.first = first }
}

/// Lines of the event log, as many as one answer holds.
public struct EventLog: MessageBody {
    /// One line, without card data.
    public struct Line: MessageBody {
        /// Terminal time.
        public var at: String
        /// `info`, `warning` or `error`.
        public var level: String
        /// Stable code, for example `close.rejected`.
        public var code: String
        /// What happened.
        public var text: String

        /// A line.
        public init(at: String, level: String, code: String, text: String) {
            self.at = at
            self.level = level
            self.code = code
            self.text = text
        }

        /// Reads it.
        public init(_ map: CBORMap) throws(BodyError) {
            at = try map.text("at") ?? ""
            level = try map.text("level") ?? ""
            code = try CBORMap.require(try map.text("code"), "code")
            text = try map.text("text") ?? ""
        }

        /// It as a map.
        public var map: CBORMap {
            var map = CBORMap()
            map.put("at", at)
            map.put("level", level)
            map.put("code", code)
            map.put("text", text)
            return map
        }
    }

    /// Number of the first line that follows; later than what was asked for when earlier lines are gone.
    public var first: Int
    /// The lines.
    public var lines: [Line]
    /// Lines since the start of the terminal.
    public var total: Int

    /// An answer.
    public init(first: Int, lines: [Line], total: Int) {
        self.first = first
        self.lines = lines
        self.total = total
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        first = try CBORMap.require(try map.size("from"), "from")
        lines = []
        for line in try map.maps("lines") { lines.append(try Line(line)) }
        total = try CBORMap.require(try map.size("total"), "total")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("from", number: first)
        map.put("lines", maps: lines.map { $0.map })
        map.put("total", number: total)
        return map
    }
}
