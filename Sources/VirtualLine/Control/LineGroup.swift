import SerialDriver

/// Virtual lines with names, and what can be asked of them while they run.
public struct LineGroup: Sendable {
    /// Their names.
    public let names: [String]
    private let pairs: [VirtualPair]

    /// A group of these lines.
    public init(_ lines: [(name: String, pair: VirtualPair)]) {
        names = lines.map(\.name)
        pairs = lines.map(\.pair)
    }

    /// How the lines stand.
    public var reports: [LineReport] { zip(names, pairs).map { LineReport(name: $0, $1.status) } }

    /// Does what a line of text asks for.
    public func perform(_ text: String) -> LineReply {
        do throws(LineCommandError) {
            return try perform(LineCommand(parsing: text, names: names))
        } catch {
            return LineReply(problem: error.description)
        }
    }

    /// Removes all ends and their links.
    public func close() {
        for pair in pairs { pair.close() }
    }

    private func perform(_ command: LineCommand) throws(LineCommandError) -> LineReply {
        switch command.verb {
        case .help: return LineReply(LineCommand.help)
        case .status:
            let reports = command.lines.map { LineReport(name: names[$0], pairs[$0].status) }
            return LineReply(reports.flatMap(\.text), lines: reports)
        default: break
        }
        for line in command.lines {
            for side in command.side.map({ [$0] }) ?? LineSide.allCases {
                try perform(command.verb, pairs[line], side, name: "\(names[line])-\(side)")
            }
        }
        return LineReply(["done"])
    }

    private func perform(
        _ verb: LineCommand.Verb, _ pair: VirtualPair, _ side: LineSide, name: String
    ) throws(LineCommandError) {
        switch verb {
        case .unplug:
            if !pair.unplug(side) {
                throw LineCommandError(
                    "\(name) cannot be unplugged", why: "nothing is plugged in there", next: "plug \(name)")
            }
        case .plug:
            var isPlugged = false
            do throws(SerialError) {
                isPlugged = try pair.plug(side)
            } catch {
                throw LineCommandError(error.what, why: error.why, next: error.nextStep)
            }
            if !isPlugged {
                throw LineCommandError(
                    "\(name) cannot be plugged in", why: "it is in use already", next: "unplug \(name)")
            }
        case .sendBreak:
            if !pair.sendBreak(from: side) {
                throw LineCommandError(
                    "\(name) cannot send a break", why: "\(LineModel.mostBreaks) are under way or not read yet",
                    next: "let the program at the other end read, then try again")
            }
        case .lose(let bytes): pair.loseNext(bytes, from: side)
        case .flip:
            if !pair.flip(bit: 0, from: side) {
                throw LineCommandError(
                    "no more bits of \(name) can be turned over", why: "\(LineModel.mostFlips) wait for the next bytes",
                    next: "send something from \(name), then try again")
            }
        case .bitErrors(let share): pair.setFaults(from: side) { $0.bitErrors = share }
        case .losses(let share): pair.setFaults(from: side) { $0.lost = share }
        case .doubles(let share): pair.setFaults(from: side) { $0.doubled = share }
        case .latency(let nanoseconds): pair.setLatency(nanoseconds, from: side)
        case .pace(let pace): pair.setPace(pace)
        case .status, .help: break
        }
    }
}
