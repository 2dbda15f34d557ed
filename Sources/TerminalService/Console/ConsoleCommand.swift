/// What the key after the command key asks for.
enum ConsoleCommand: Character, CaseIterable {
    case help = "?"
    case quit = "q"
    case settings = "s"
    case form = "x"
    case timestamps = "t"
    case echo = "e"
    case lineEnding = "n"
    case bytes = "h"
    case frame = "p"
    case file = "f"
    case log = "l"
    case sendBreak = "b"
    case dtr = "d"
    case rts = "r"
    case report = "m"
    case clear = "c"

    /// For the help.
    var words: String {
        switch self {
        case .help: "this help"
        case .quit: "leave"
        case .settings: "line settings, for example 9600 7E1 rtscts"
        case .form: "text or hexadecimal"
        case .timestamps: "timestamps on or off"
        case .echo: "show what is sent, or not"
        case .lineEnding: "what Enter sends: CR, LF or both"
        case .bytes: "send bytes, typed in hexadecimal"
        case .frame: "send a frame of the serial link, its payload typed in hexadecimal"
        case .file: "send a file, or stop it"
        case .log: "log to a file, or stop it"
        case .sendBreak: "send a break"
        case .dtr: "switch DTR over"
        case .rts: "switch RTS over"
        case .report: "settings, modem lines and counters"
        case .clear: "clear the screen"
        }
    }

    /// A line for each command.
    static func help(_ options: ConsoleOptions) -> [String] {
        allCases.map { "\(options.commandKeyName) \($0.rawValue)  \($0.words)" } + [
            "\(options.commandKeyName) \(options.commandKeyName)  send \(options.commandKeyName) itself",
            "everything else that is typed goes to the device, Ctrl-C too",
        ]
    }
}
