/// What is wrong with a recording.
public struct RecordingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Why a line cannot be understood.
    public enum Reason: Equatable, Sendable {
        /// The file is empty, or its first line is none of a recording.
        case noHeader
        /// The format is newer than this program.
        case unknownFormat(String)
        /// A field of the header is missing.
        case missingField(String)
        /// The time is no number of seconds with up to six places.
        case badTime
        /// The time is later than `RecordedEvent.latest`.
        case tooLate
        /// Time runs back.
        case timeRunsBack
        /// The direction or side is none of `a>b`, `b>a`, `a`, `b`.
        case badSide
        /// What happened is none of the events there are.
        case badEvent
        /// The bytes are no pairs of hexadecimal digits.
        case badBytes
        /// The line is longer than any that a program writes.
        case tooLong
        /// There are bytes that are no text.
        case notText
        /// An operation of a script that there is not.
        case badOperation
        /// A `^` with something behind it that does not go with it.
        case badEscape
    }

    /// Number of the line, from 1.
    public let line: Int
    /// Why.
    public let reason: Reason

    init(_ reason: Reason, line: Int) {
        self.reason = reason
        self.line = line
    }

    /// What happened.
    public var what: String { "line \(line) of the recording cannot be understood" }

    /// Why.
    public var why: String {
        switch reason {
        case .noHeader: "a recording begins with \"tillbench-line \(RecordingHeader.format)\""
        case .unknownFormat(let number): "its format is \(number), and this program knows \(RecordingHeader.format)"
        case .missingField(let name): "its first line has no \(name)="
        case .badTime: "a line begins with seconds, with up to six places, for example 0.012345"
        case .tooLate: "its time is more than \(RecordedEvent.latest / 1_000_000) seconds after the begin"
        case .timeRunsBack: "its time is before that of the line above"
        case .badSide: "after the time comes a>b, b>a, a or b"
        case .badEvent: "what happened is bytes or break (a>b), unplug, plug or settings (a)"
        case .badBytes: "bytes are pairs of hexadecimal digits, with or without spaces"
        case .tooLong: "it is longer than \(RecordingReader.longestLine) bytes"
        case .notText: "it holds bytes that are no text"
        case .badOperation: "an operation is r, w, f, Q or #, then a number, then data"
        case .badEscape: "behind ^ comes one of @ A to Z [ \\ ] ^ _ or `"
        }
    }

    /// What to do.
    public var nextStep: String {
        switch reason {
        case .unknownFormat: "use a newer tillbench"
        case .noHeader, .notText: "name a file that `tillbench ports virtual --record` wrote"
        default: "mend or remove that line"
        }
    }

    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}
