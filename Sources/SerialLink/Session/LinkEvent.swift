/// Timers of a link.
public enum LinkTimer: Hashable, Sendable {
    /// ACK or NAK is due.
    case acknowledgement
    /// The rest of a frame is due.
    case interByte
    /// From now on an equal frame is a new one, no retransmission.
    case duplicateWindow
}

/// What happens to a link.
public enum LinkEvent: Equatable, Sendable {
    /// The owner wants this payload sent.
    case send([UInt8])
    /// Bytes came from the line.
    case received([UInt8])
    /// A timer ran out.
    case timerFired(LinkTimer)
}

/// What a link does.
public enum LinkEffect: Equatable, Sendable {
    /// Send these bytes on the line.
    case transmit([UInt8])
    /// A payload for the owner.
    case deliver([UInt8])
    /// Start a timer, or start it anew.
    case startTimer(LinkTimer, milliseconds: Int)
    /// Stop a timer.
    case cancelTimer(LinkTimer)
    /// The other side took the frame that was on its way.
    case acknowledged
    /// The frame on its way was given up.
    case failed(LinkFailure)
    /// Something for the log and the counters.
    case note(LinkNote)
}

/// Why a frame was given up. The other side may still have taken it: its ACK may be what was lost.
public enum LinkFailure: Equatable, Sendable {
    /// No answer to any try.
    case noAcknowledgement
    /// The other side refused it each time.
    case refused
    /// The payload fits no frame, or too many wait.
    case notSendable(LinkError)
}

/// What a link noticed on the way.
public enum LinkNote: Equatable, Sendable, CustomStringConvertible {
    /// Bytes that belong to nothing.
    case noise(Int)
    /// A damaged frame; NAK was sent.
    case damaged(FrameReceiver.Damage)
    /// The frame is sent again; this is the try's number, the first one being 1.
    case sentAgain(attempt: Int)
    /// The frame delivered last came again; it was acknowledged and dropped.
    case duplicateDropped
    /// ACK or NAK while nothing was on its way.
    case strayAnswer

    /// For logs.
    public var description: String {
        switch self {
        case .noise(let count): "\(count) byte(s) of noise"
        case .damaged(.length): "damaged frame: impossible length"
        case .damaged(.end): "damaged frame: no end mark"
        case .damaged(.check): "damaged frame: wrong check byte"
        case .damaged(.unfinished): "damaged frame: the rest did not come"
        case .sentAgain(let attempt): "frame sent again, try \(attempt)"
        case .duplicateDropped: "retransmission dropped"
        case .strayAnswer: "acknowledgement of nothing"
        }
    }
}
