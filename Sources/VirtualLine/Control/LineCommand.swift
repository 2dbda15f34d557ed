/// What somebody asks of virtual lines while they run.
public struct LineCommand: Equatable, Sendable {
    /// What is to be done.
    public enum Verb: Equatable, Sendable {
        /// Pull the cable at an end.
        case unplug
        /// Plug it in again.
        case plug
        /// An end sends a break.
        case sendBreak
        /// The next bytes of an end do not arrive.
        case lose(Int)
        /// A bit of the next byte of an end arrives turned over.
        case flip
        /// Probability of a wrong bit.
        case bitErrors(Double)
        /// Probability of a lost byte.
        case losses(Double)
        /// Probability of a doubled byte.
        case doubles(Double)
        /// Latency in nanoseconds.
        case latency(UInt64)
        /// How fast bytes pass.
        case pace(PairConfiguration.Pace)
        /// How the lines stand.
        case status
        /// What commands there are.
        case help
    }

    /// What is to be done.
    public let verb: Verb
    /// Which lines, as places in the list of their names.
    public let lines: [Int]
    /// Which end; nil for both.
    public let side: LineSide?

    /// What commands there are, a line for each.
    public static let help = [
        "END is a or b, or NAME-a or NAME-b when there are several lines; LINE is a NAME. What is in [] may be left out.",
        "unplug END            pull the cable: users see a hang-up, the link is gone",
        "plug END              plug it in again: a new tty behind the same link",
        "break END             this end sends a break",
        "lose N END            the next N bytes that this end sends do not arrive",
        "flip END              the lowest bit of the next byte that this end sends arrives turned over",
        "errors P [END|LINE]   probability of a wrong bit, 0 to 1",
        "loss P [END|LINE]     probability of a lost byte, 0 to 1",
        "double P [END|LINE]   probability of a doubled byte, 0 to 1",
        "latency MS [END|LINE] latency in milliseconds, 0 to 60000",
        "baud N|auto|none [LINE]  speed: a number, as the programs have set it, or no pace",
        "status                how the lines stand",
        "help                  this",
    ]

    /// Reads a command.
    ///
    /// - Parameters:
    ///   - text: What was typed, one line.
    ///   - names: Names of the lines there are.
    /// - Throws: `LineCommandError`.
    public init(parsing text: String, names: [String]) throws(LineCommandError) {
        var words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }.map(String.init)
        guard !words.isEmpty else { throw LineCommandError("there is no command", why: "the line is empty") }
        let name = words.removeFirst()
        switch name {
        case "status": verb = .status
        case "help", "?": verb = .help
        case "unplug": verb = .unplug
        case "plug": verb = .plug
        case "break": verb = .sendBreak
        case "flip": verb = .flip
        case "lose": verb = .lose(try LineCommand.bytes(&words, name))
        case "errors": verb = .bitErrors(try LineCommand.probability(&words, name))
        case "loss": verb = .losses(try LineCommand.probability(&words, name))
        case "double": verb = .doubles(try LineCommand.probability(&words, name))
        case "latency": verb = .latency(try LineCommand.latency(&words, name))
        case "baud": verb = .pace(try LineCommand.pace(&words, name))
        default:
            throw LineCommandError("there is no command \"\(name.prefix(40))\"", why: "it is none of those known here")
        }
        let place = words.isEmpty ? nil : words.removeFirst()
        if let word = words.first {
            throw LineCommandError(
                "\"\(word.prefix(40))\" is too much", why: "\(name) takes no more than what is before it")
        }
        (lines, side) = try LineCommand.find(place, names: names)
        switch verb {
        case .unplug, .plug, .sendBreak, .lose, .flip:
            guard side != nil else {
                throw LineCommandError(
                    "which end?", why: "\(name) is for one end",
                    next: names.count > 1 ? "name it last, for example \(names[0])-a" : "write a or b last")
            }
        case .pace, .status, .help:
            guard side == nil else {
                throw LineCommandError(
                    "\"\(place ?? "")\" is an end", why: "\(name) is for both ends at once", next: "leave it out")
            }
        default: break
        }
    }

    private static func find(_ place: String?, names: [String]) throws(LineCommandError) -> ([Int], LineSide?) {
        guard let place else { return (Array(names.indices), nil) }
        if let side = LineSide(rawValue: place) {
            guard names.count == 1 else {
                throw LineCommandError(
                    "which line?", why: "there are \(names.count)", next: "write \(names[0])-\(place), for example")
            }
            return ([0], side)
        }
        if let line = names.firstIndex(of: place) { return ([line], nil) }
        for (number, name) in names.enumerated() {
            for side in LineSide.allCases where place == "\(name)-\(side)" { return ([number], side) }
        }
        let known = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", ..." : "")
        throw LineCommandError(
            "there is no end or line \"\(place.prefix(40))\"", why: "the lines are: \(known)",
            next: "write a, b, or for example \(names.first ?? "line")-a")
    }

    private static func next(_ words: inout [String], _ name: String, _ what: String) throws(LineCommandError) -> String
    {
        guard !words.isEmpty else { throw LineCommandError("\(name) needs \(what)", why: "there is nothing behind it") }
        return words.removeFirst()
    }

    private static func bytes(_ words: inout [String], _ name: String) throws(LineCommandError) -> Int {
        let word = try next(&words, name, "a number of bytes")
        guard let count = Int(word), (1...1_000_000_000).contains(count) else {
            throw LineCommandError("\"\(word.prefix(40))\" is no number of bytes", why: "it must be 1 or more")
        }
        return count
    }

    private static func probability(_ words: inout [String], _ name: String) throws(LineCommandError) -> Double {
        let word = try next(&words, name, "a probability")
        guard let share = Double(word), (0...1).contains(share) else {
            throw LineCommandError(
                "\"\(word.prefix(40))\" is no probability", why: "it must be from 0 to 1, as in 0.001")
        }
        return share
    }

    private static func latency(_ words: inout [String], _ name: String) throws(LineCommandError) -> UInt64 {
        let word = try next(&words, name, "milliseconds")
        guard let milliseconds = Double(word), (0...60_000).contains(milliseconds) else {
            throw LineCommandError("\"\(word.prefix(40))\" is no latency", why: "it must be 0 to 60000 milliseconds")
        }
        return UInt64(milliseconds * 1_000_000)
    }

    private static func pace(_ words: inout [String], _ name: String) throws(LineCommandError) -> PairConfiguration.Pace
    {
        let word = try next(&words, name, "a speed")
        guard let pace = PairConfiguration.Pace(parsing: word) else {
            throw LineCommandError(
                "\"\(word.prefix(40))\" is no speed", why: "it must be auto, none, or 1 to 20000000 bits per second")
        }
        return pace
    }
}

extension PairConfiguration.Pace: CustomStringConvertible {
    /// Reads `auto`, `none`, or bits per second; nil for anything else.
    public init?(parsing text: String) {
        switch text {
        case "auto": self = .ofSettings
        case "none": self = .unpaced
        default:
            guard let baud = Int(text), (1...20_000_000).contains(baud) else { return nil }
            self = .fixed(baud)
        }
    }

    /// As it is typed.
    public var description: String {
        switch self {
        case .ofSettings: "auto"
        case .unpaced: "none"
        case .fixed(let baud): String(baud)
        }
    }
}
