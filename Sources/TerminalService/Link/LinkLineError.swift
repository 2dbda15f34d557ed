import SerialDriver
import SerialLink

/// Why a link line did not do what was asked: what, why, next.
public struct LinkLineError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure.
    public enum Kind: Equatable, Sendable {
        /// The other side gave no answer to any try. It may have taken the frame all the same: its answer may be what was lost.
        case noAcknowledgement
        /// The other side refused the frame each time.
        case refused
        /// The payload fits no frame.
        case notSendable(LinkError)
        /// The deadline came first. The other side may still take the frame.
        case timedOut
        /// The task was cancelled first. The other side may still take the frame.
        case cancelled
        /// This program closed the line.
        case closed
        /// Another task waits for payloads already.
        case inUse
        /// The port failed: disconnected, for example.
        case port(SerialError)
    }

    /// What kind of failure.
    public let kind: Kind
    /// The port.
    public let path: String

    /// An error of that kind.
    public init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    init(of failure: LinkFailure, path: String) {
        let kind: Kind =
            switch failure {
            case .noAcknowledgement: .noAcknowledgement
            case .refused: .refused
            case .notSendable(let error): .notSendable(error)
            }
        self.init(kind, path: path)
    }

    /// What happened.
    public var what: String {
        switch kind {
        case .noAcknowledgement: "a frame on \(path) was not acknowledged"
        case .refused: "a frame on \(path) was refused"
        case .notSendable: "a payload for \(path) cannot be sent"
        case .timedOut: "a frame on \(path) was not acknowledged until the deadline"
        case .cancelled: "sending a frame on \(path) was cancelled"
        case .closed: "the line on \(path) is closed"
        case .inUse: "payloads of \(path) are waited for twice"
        case .port(let error): error.what
        }
    }

    /// Why.
    public var why: String {
        switch kind {
        case .noAcknowledgement: "no ACK or NAK came to any try"
        case .refused: "NAK came to every try: the line damages the frame, or the other side cannot take it"
        case .notSendable(let error): error.description
        case .timedOut: "its answer, or its turn, did not come in time"
        case .cancelled: "the task that waited was cancelled"
        case .closed: "this program closed it"
        case .inUse: "one task at a time may wait for the next payload"
        case .port(let error): error.why
        }
    }

    /// What to do.
    public var nextStep: String {
        switch kind {
        case .noAcknowledgement: "check cable, power and speed, and that the other side talks this link"
        case .refused: "check the speed and form of the line on both sides"
        case .notSendable: "send a payload of 1 to 9999 bytes"
        case .timedOut: "allow more time, or check why the other side is slow"
        case .cancelled: "nothing, if the program was told to stop"
        case .closed: "open the port again"
        case .inUse: "read payloads in one task, and hand them on from there"
        case .port(let error): error.nextStep
        }
    }

    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}
