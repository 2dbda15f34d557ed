import AcquirerHost
import TerminalFirmware

/// Writes down what happens in a world, so that it can be played again on real parts: what hands did at which screen, and
/// which fault struck at which message or flash operation.
package final class ReplayRecorder {
    /// Something that happens in its turn.
    enum Item {
        /// Hands, at a screen, at a second of the terminal's time; with the data of the chip that they insert, if they do.
        case acts(screen: String, [Clerk.Act], chip: [UInt8], at: Int64)
        /// The printer will stop after so many lines.
        case printerStops(PrinterProblem, afterLines: Int)
        /// The plug is pulled, and put back.
        case plug
        /// A night comes, while the terminal shows this screen; the morning may show another one.
        case night(screen: String?)
        /// A morning comes, while the terminal shows this screen.
        case morning(screen: String?)
        /// The host closes the batch by itself.
        case forcedClose
        /// The terminal does something by itself, as time went on: a line of its log, its number since the terminal was
        /// started, and the second of the terminal's time; the screen when it showed one and was at rest.
        case byItself(screen: String?, log: String, count: Int, at: Int64)
        /// What was late, or comes twice, arrives: place of its fault among those that are armed.
        case arrives(fault: Int)
        /// So many milliseconds of simulated time have to pass.
        case passes(Int64)
    }

    /// A fault that waits for a message, a frame, or a flash operation.
    enum Armed: Equatable {
        case frame(toTerminal: Bool, LineUnit, nth: Int, FrameDamage)
        case request(number: Int, MessageDamage)
        case response(number: Int, MessageDamage)
        case cut(start: Int, operation: Int, CutShape)
        case forgets(mti: Int, amount: Int64, nth: Int)
    }

    /// What goes over the line at once: a frame, or the acknowledgement of the last frame of the other way. Named by its
    /// message, since real parts may send other frames more or less often.
    struct LineUnit: Hashable {
        var isAcknowledgement: Bool
        /// Type indicator and trace number of the message; nil where a frame carries none.
        var mti: Int?
        var trace: UInt32?
    }

    /// What happens to bytes of a frame.
    enum FrameDamage: Equatable {
        case byteLost(Int)
        case byteChanged(Int, bits: UInt8)
        case byteDoubled(Int)
        case cut(after: Int)
    }

    /// What happens to a message; times are milliseconds of simulated time.
    enum MessageDamage: Equatable {
        case lost
        case doubled(Int64)
        case late(Int64)
        case overtaken
        case wrongMAC
        case hostRestarts
    }

    /// How far a flash operation comes.
    enum CutShape: Equatable {
        case before
        case torn(words: Int, mask: UInt8)
        case after
    }

    /// What happened, in its turn, and how many requests had come to the bridge by then.
    private(set) var items: [(what: Item, requests: Int)] = []
    private(set) var armed: [Armed] = []
    /// What cannot be played again, in words.
    private(set) var omitted: [String] = []
    /// Places of the faults whose late messages arrive after their time, since the terminal is busy then; others are let go
    /// on between the hands between which they arrived.
    private(set) var paced: Set<Int> = []
    private var late: [(way: MessageWay, due: Int64, by: Int64, fault: Int)] = []
    private var linesLogged: [String: Int] = [:]
    /// True while the terminal looks at its clock.
    var isTick = false
    private var passed = MessageCounts()
    private var units: [LineUnit: Int] = [:]
    private var lastUnit: [Bool: LineUnit] = [:]
    private var lastFrame: [Bool: LineUnit] = [:]
    private var starts = 0
    private var operationsAtStart = 0
    private var arrived: [UInt64: Int] = [:]
    private var linesSinceActs = 0
    private var startsAtActs = 0
    /// Requests for sales and voids that went on to the host.
    private(set) var financialRequests = 0
    private var lastWasFinancial = false

    /// A recorder of nothing yet.
    package init() {}

    func acted(_ screen: String, _ acts: [Clerk.Act], chip: [UInt8], at second: Int64) {
        // A warning that comes by the age of the batch comes earlier on parts that look at their clock each second; it goes
        // away by itself, too.
        guard !acts.isEmpty, screen != "batch-limit-near" else { return }
        happened(.acts(screen: screen, acts, chip: chip, at: second))
        linesSinceActs = 0
        startsAtActs = starts
    }

    private func happened(_ what: Item) { items.append((what, passed[.request])) }

    /// The terminal starts, after so many flash operations.
    func started(after operations: Int) {
        starts += 1
        operationsAtStart = operations
        linesLogged = [:]
    }

    func pass(_ way: MessageWay) { passed[way] += 1 }

    /// A frame or an acknowledgement goes onto the line.
    func passLine(_ bytes: [UInt8], toTerminal: Bool) {
        var unit: LineUnit
        if let payload = WireGlance.payload(ofFrame: bytes) {
            let message = WireGlance(payload)
            unit = LineUnit(isAcknowledgement: false, mti: message?.mti, trace: message?.trace)
            lastFrame[toTerminal] = unit
        } else {
            let frame = lastFrame[!toTerminal]
            unit = LineUnit(isAcknowledgement: true, mti: frame?.mti, trace: frame?.trace)
        }
        lastUnit[toTerminal] = unit
        units[unit, default: 0] += 1
    }

    func damage(toTerminal: Bool, _ damage: FrameDamage) {
        guard let unit = lastUnit[toTerminal] else { return }
        armed.append(.frame(toTerminal: toTerminal, unit, nth: units[unit] ?? 1, damage))
    }

    /// A request goes on to the host.
    func forwarded(_ payload: [UInt8]) {
        lastWasFinancial = WireGlance(payload)?.mti == 0x0200
        if lastWasFinancial { financialRequests += 1 }
    }

    /// - Parameter due: When it arrives, or arrives again, in milliseconds of the run.
    func damageRequest(_ damage: MessageDamage, due: Int64? = nil) {
        // The bridge loses a request over which the host dies.
        if damage == .hostRestarts, lastWasFinancial { financialRequests -= 1 }
        armed.append(.request(number: passed[.request], damage))
        expectLate(.request, damage, due)
    }

    /// - Parameter due: When it arrives, or arrives again, in milliseconds of the run.
    func damageResponse(_ damage: MessageDamage, due: Int64? = nil) {
        armed.append(.response(number: passed[.response], damage))
        expectLate(.response, damage, due)
    }

    private func expectLate(_ way: MessageWay, _ damage: MessageDamage, _ due: Int64?) {
        switch damage {
        case .late(let by), .doubled(let by):
            if let due { late.append((way, due, by, armed.count - 1)) }
        case .lost, .overtaken, .wrongMAC, .hostRestarts: break
        }
    }

    /// A message arrives at this millisecond of the run, while the terminal shows this; nil without power.
    func arrives(_ way: MessageWay, at now: Int64, screen: String?) {
        guard let place = late.firstIndex(where: { $0.way == way && $0.due == now }) else { return }
        let message = late.remove(at: place)
        // Without power nobody takes a response.
        guard screen != nil || way == .request else { return }
        guard screen == "busy" else { return happened(.arrives(fault: message.fault)) }
        paced.insert(message.fault)
        happened(.passes(message.by))
    }

    /// The terminal writes a line into its log.
    func logged(_ code: String, at second: Int64, screen: String?) {
        guard ReplayRecorder.timedLines.contains(code) else { return }
        linesLogged[code, default: 0] += 1
        happened(
            .byItself(
                screen: isTick && screen != "busy" ? screen : nil, log: code, count: linesLogged[code] ?? 1, at: second)
        )
    }

    /// Lines of the log that say what time has brought about.
    private static let timedLines: Set<String> = [
        "settle.reminder", "settle.overdue", "settle.automatic", "entry.dropped",
    ]

    /// The power fails at a flash operation, counted over the whole run.
    func cut(at operation: Int, _ shape: CutShape) {
        armed.append(.cut(start: starts, operation: operation - operationsAtStart, shape))
    }

    /// A request reached the host.
    func arrived(_ message: WireGlance) { arrived[ReplayRecorder.key(message), default: 0] += 1 }

    /// The host approved this request, and forgot to book it.
    func forgot(_ message: WireGlance) {
        armed.append(
            .forgets(mti: message.mti, amount: message.amount ?? 0, nth: arrived[ReplayRecorder.key(message)] ?? 1))
    }

    private static func key(_ message: WireGlance) -> UInt64 {
        UInt64(message.mti) << 48 | UInt64(bitPattern: message.amount ?? 0)
    }

    /// A job of so many lines goes to the printer, which stops in it or not.
    func printed(_ lines: Int, stopsAfter line: Int?, _ problem: PrinterProblem?) {
        guard let line, let problem else {
            linesSinceActs += lines
            return
        }
        guard starts == startsAtActs else {
            return omit("a printer that stops right after a start, before hands did anything")
        }
        // The printer is set before the hands act of whose doing the job comes.
        let place = items.lastIndex { if case .acts = $0.what { true } else { false } } ?? items.endIndex
        let requests = place < items.count ? items[place].requests : passed[.request]
        items.insert((.printerStops(problem, afterLines: linesSinceActs + line), requests), at: place)
    }

    func plugPulled(whileBusy isBusy: Bool) {
        happened(.plug)
        if isBusy { omit("the very moment at which the plug was pulled: the terminal was busy, and will be at rest") }
    }

    /// The host closed the open batch by itself.
    func forcedClose(at screen: String?, on time: String) {
        guard screen != "busy" else {
            return omit("a forced close at the host while the terminal was busy, on \(time)")
        }
        happened(.forcedClose)
    }

    func night(at screen: String?) { happened(.night(screen: screen == "busy" ? nil : screen)) }

    func morning(at screen: String?) { happened(.morning(screen: screen == "busy" ? nil : screen)) }

    func omit(_ what: String) { omitted.append(what) }
}
