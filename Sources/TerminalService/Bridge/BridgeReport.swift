import ISO8583

/// One event of a bridge for programs: a line of `tillbench bridge --json`. Card data is masked.
public struct BridgeReport: Codable, Sendable, Equatable {
    /// What happened.
    public enum Event: String, Codable, Sendable {
        /// The port is open.
        case portOpened = "port-opened"
        /// The port went away.
        case portLost = "port-lost"
        /// A connection to the host is open.
        case hostConnected = "host-connected"
        /// The host cannot be reached, or closed the connection.
        case hostLost = "host-lost"
        /// A message of the terminal, whole on the line.
        case toHost = "to-host"
        /// A message of the host, about to go on the line.
        case toTerminal = "to-terminal"
        /// Something on the line: noise, a damaged frame, a retransmission.
        case line
    }

    /// Version of this form.
    public var schema = 1
    /// Seconds since the bridge was started.
    public var seconds: Double
    /// The serial port.
    public var port: String
    /// What happened.
    public var event: Event
    /// Type indicator of a message, four digits.
    public var mti: String?
    /// Trace number of a message, field 11.
    public var trace: UInt32?
    /// Processing code of a message, field 3.
    public var processing: String?
    /// Response code of a message, field 39.
    public var code: String?
    /// One masked line of a message, or what there is to say of anything else.
    public var text: String?

    /// The report of an event.
    public init(_ event: BridgeEvent, port: String, seconds: Double) {
        self.port = port
        self.seconds = seconds
        switch event {
        case .portOpened: self.event = .portOpened
        case .portLost(let failure):
            self.event = .portLost
            text = failure.what
        case .hostConnected: self.event = .hostConnected
        case .hostLost(let reason):
            self.event = .hostLost
            text = reason
        case .line(let note):
            self.event = .line
            text = note
        case .frame(let frame, _):
            self.event = frame.direction == .toHost ? .toHost : .toTerminal
            text = frame.summary
            guard let message = frame.message else { return }
            mti = message.mti.description
            trace = message[number: 11].flatMap { UInt32(exactly: $0) }
            processing = message[text: 3]
            code = message[text: 39]
        }
    }
}
