/// What Enter sends.
public enum ConsoleLineEnding: String, CaseIterable, Sendable {
    /// CR, as the keyboard gives it.
    case cr
    /// LF.
    case lf
    /// CR and LF.
    case crlf

    /// The bytes.
    public var bytes: [UInt8] {
        switch self {
        case .cr: [0x0D]
        case .lf: [0x0A]
        case .crlf: [0x0D, 0x0A]
        }
    }

    var next: ConsoleLineEnding {
        switch self {
        case .cr: .lf
        case .lf: .crlf
        case .crlf: .cr
        }
    }
}

/// How a console is set at its begin.
public struct ConsoleOptions: Sendable {
    /// Where what is received goes.
    public enum Output: Sendable {
        /// To people: rows of text or bytes, or decoded frames. Nothing that a terminal would take for a command.
        case rows
        /// As it is: a terminal program on the device draws on the terminal.
        case raw
        /// As records for programs.
        case records
    }

    /// Frames of the serial link, and what is done with them.
    public struct Link: Sendable {
        /// What a payload says; nil when only its length is shown.
        public var words: PayloadWords?
        /// Also the bytes, with everything that is in them.
        public var showsBytes = false
        /// Answers received frames: ACK, or NAK for a damaged one. Otherwise the console only looks on.
        public var answers = false

        /// Only lengths.
        public init() {}
    }

    /// Name of the port.
    public var port = ""
    /// True when somebody types: Enter is mapped, and the command key has a meaning.
    public var isInteractive = true
    /// Where what is received goes.
    public var output = Output.rows
    /// Text, or bytes in hexadecimal.
    public var form = ByteRows.Form.text
    /// Rows begin with the time.
    public var hasTimestamps = false
    /// What is sent is shown as well.
    public var echoes = false
    /// What Enter sends.
    public var lineEnding = ConsoleLineEnding.cr
    /// The key before a command, a control character.
    public var commandKey: UInt8 = 0x14
    /// The frames that are decoded; nil for plain bytes.
    public var link: Link?
    /// Ends so many milliseconds after its begin, the port open or not; nil for no such end.
    public var runsFor: Int?
    /// How long nothing may come after the input has ended, in milliseconds, until the console ends.
    public var linger = 500
    /// A port that is lost is waited for.
    public var waitsForPort = false

    /// The usual.
    public init() {}

    /// The command key as people read it: `Ctrl-T`.
    public var commandKeyName: String { "Ctrl-" + String(UnicodeScalar(commandKey | 0x40)) }

    /// True when bytes are shown with all that is in them.
    var showsEverything: Bool { link?.showsBytes ?? true }
}
