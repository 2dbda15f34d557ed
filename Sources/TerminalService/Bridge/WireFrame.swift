import ISO8583

/// A message on its way through the bridge.
public struct WireFrame: Sendable {
    /// Which way it goes.
    public enum Direction: String, Codable, Sendable {
        /// From the terminal to the host.
        case toHost = "to-host"
        /// From the host to the terminal.
        case toTerminal = "to-terminal"
    }

    /// Which way.
    public let direction: Direction
    /// Number of the frame since the bridge was started, from 1.
    public let number: Int
    /// The message, or nil when the payload is none.
    public let message: Message?
    /// One masked line.
    public let summary: String
    /// TPDU as it travels on.
    public let tpdu: TPDU?
    /// What both sides speak.
    public let dialect: WireDialect

    init(
        _ direction: Direction, number: Int, payload: [UInt8], envelope: Envelope?, dialect: WireDialect = .unionPay
    ) {
        self.dialect = dialect
        self.direction = direction
        self.number = number
        tpdu = envelope?.tpdu
        do {
            guard let envelope else { throw ISO8583Error(.badHeader, field: nil, offset: 0) }
            let decoded = try dialect.dialect.decode(envelope.body)
            message = decoded
            summary = MessageView(decoded, dialect: dialect.dialect).summary()
        } catch {
            message = nil
            // The bytes stay hidden: what cannot be decoded cannot be masked.
            summary = "\(payload.count) bytes that are no message (\(error))"
        }
    }
}

/// What becomes of a frame.
public enum FrameFate: Equatable, Sendable {
    /// It goes on.
    case pass
    /// It is lost.
    case lose
    /// It goes on, and once more after so many milliseconds.
    case double(after: Int)
    /// It goes on after so many milliseconds.
    case delay(Int)
    /// It goes on when `Bridge/release(_:)` names it.
    case held(String)
    /// It goes on, and once more when `Bridge/release(_:)` names it.
    case doubleHeld(String)
    /// It goes on behind the next message of its direction.
    case overtaken
    /// It goes on with its last byte changed, which is a byte of its MAC where it has one.
    case spoil
    /// All of these at once: what is lost takes those with it that keep it back, its copies go on.
    case several([FrameFate])

    /// What it consists of.
    var parts: [FrameFate] { if case .several(let parts) = self { parts } else { [self] } }

    /// True when neither it nor a copy of it goes on.
    public var isLost: Bool {
        parts.contains(.lose)
            && !parts.contains {
                switch $0 {
                case .double, .doubleHeld: true
                default: false
                }
            }
    }

    /// True when the message does not go on now.
    var keepsBack: Bool {
        switch self {
        case .delay, .held, .overtaken: true
        case .pass, .lose, .double, .doubleHeld, .spoil, .several: false
        }
    }
}

/// What a bridge has to tell.
public enum BridgeEvent: Sendable {
    /// The port is open.
    case portOpened(String)
    /// The port went away; it is opened again when it comes back.
    case portLost(SerialErrorText)
    /// A connection to the host is open.
    case hostConnected
    /// The host cannot be reached, or closed the connection.
    case hostLost(String)
    /// A message went through, or was lost by a fault.
    case frame(WireFrame, FrameFate)
    /// Something on the line: noise, a damaged frame, a retransmission.
    case line(String)
}

/// What, why and next of a port's failure.
public struct SerialErrorText: Sendable, Equatable {
    /// The failure in one line.
    public let what: String
}
