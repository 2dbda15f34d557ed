import SerialDriver
import SerialLink

/// A terminal program for the bench, without terminal, port and clock: events in, effects out.
///
/// What comes from the device is shown so that nothing in it can command the user's terminal, unless raw output was asked
/// for. Where frames are decoded, bytes are not shown or logged unless asked for: what is shown then is masked.
public struct ConsoleSession: Sendable {
    /// What is typed goes where?
    enum Mode: Sendable, Equatable {
        /// To the device.
        case device
        /// The command key came: the next key is a command.
        case command
        /// Into a line for the console.
        case entry(ConsoleEntry)
    }

    /// Output is held back while a line is typed, up to so many characters.
    static let heldLimit = 65_536
    /// So many bytes may wait for the line; what is typed then is dropped, so that the command key is still heard.
    static let unsentLimit = 65_536

    private(set) var options: ConsoleOptions
    private(set) var settings: LineSettings?
    private(set) var isLost = false
    var mode = Mode.device
    var now = ConsoleMoment(milliseconds: 0)
    var effects: [ConsoleEffect] = []

    var rows: ByteRows
    /// Rows of the log; nil while there is none.
    var logRows: ByteRows?
    var logPath: String?
    var watch: LinkWatch?
    private var held = ""
    /// A file is being sent; its progress as it was told last, in per cent.
    var filePercent: Int?

    private(set) var unsent = 0
    private var endsAt: ConsoleMoment?
    private var inputHasEnded = false
    private var lastAt = ConsoleMoment(milliseconds: 0)

    /// A console whose port is not open yet.
    public init(_ options: ConsoleOptions) {
        self.options = options
        rows = ByteRows(options.form, stamp: options.hasTimestamps ? .time : .none)
        watch = options.link.map { LinkWatch(words: $0.words) }
    }

    /// When a `tick` is due; nil when nothing waits for a moment.
    public var deadline: ConsoleMoment? {
        var moments = [rows.deadline, logRows?.deadline, watch?.deadline, endsAt].compactMap { $0 }
        if let end = lingerEnd { moments.append(end) }
        return moments.min()
    }

    /// Takes an event in.
    public mutating func handle(_ event: ConsoleEvent, at moment: ConsoleMoment) -> [ConsoleEffect] {
        now = moment
        effects = []
        // The first event comes at the begin: a port that never comes must not keep the console from ending.
        if endsAt == nil, let time = options.runsFor { endsAt = moment.adding(milliseconds: time) }
        switch event {
        case .opened(let settings): opened(settings)
        case .lost(let reason): lost(reason)
        case .typed(let keys): if options.isInteractive { type(keys[...]) } else { send(keys) }
        case .inputEnded: inputHasEnded = true
        case .received(let bytes): pass(bytes, .received)
        case .wrote(let count): unsent = max(0, unsent - count)
        case .tick: tick()
        case .set(let settings):
            self.settings = settings
            notice("line: \(settings)")
        case .logOpened(let path): logOpened(path)
        case .logEnded(let problem): logEnded(problem)
        case .fileProgress(let sent, let size): progress(sent, size)
        case .fileEnded(let problem):
            filePercent = nil
            notice(problem ?? "the file was sent")
        case .told(let lines): for line in lines { notice(line) }
        }
        switch event {
        case .received, .wrote, .inputEnded: lastAt = moment
        default: break
        }
        if [lingerEnd, endsAt].contains(where: { $0.map { $0 <= moment } ?? false }), !effects.contains(.end) {
            effects.append(.end)
        }
        return effects
    }

    /// Ends whatever row is open, in the screen and the log, before the console goes.
    public mutating func finish(at moment: ConsoleMoment) -> [ConsoleEffect] {
        now = moment
        effects = []
        if mode != .device { leaveEntry() }
        show(rows.finish())
        log(logRows?.finish() ?? "")
        see(watch?.finish() ?? [])
        return effects
    }

    // MARK: Ends

    private var lingerEnd: ConsoleMoment? {
        guard inputHasEnded, options.runsFor == nil, unsent == 0, !isLost else { return nil }
        return lastAt.adding(milliseconds: options.linger)
    }

    // MARK: Port

    private mutating func opened(_ settings: LineSettings) {
        let isFirst = self.settings == nil
        self.settings = settings
        isLost = false
        lastAt = now
        if options.output == .records { effects.append(.record(ConsoleRecord(.opened, at: now))) }
        guard isFirst else { return notice("\(options.port) is back, at \(settings)") }
        guard options.isInteractive else { return }
        notice(
            "\(options.port) at \(settings). \(options.commandKeyName) q leaves, \(options.commandKeyName) ? helps.")
        notice(contentWarning)
    }

    /// What is to be said about secrets.
    var contentWarning: String {
        guard let link = options.link else { return "Bytes are shown and logged as they are: account numbers too." }
        let what = link.words.map { "messages read as \($0.name), masked" } ?? "only lengths: name a dialect for more"
        return "Frames of the serial link, \(what)."
            + (link.showsBytes ? " Bytes are shown and logged as well: account numbers too." : "")
    }

    private mutating func lost(_ reason: String) {
        isLost = true
        unsent = 0
        filePercent = nil
        see(watch?.finish() ?? [])
        if options.output == .records { effects.append(.record(ConsoleRecord(.lost, at: now))) }
        notice(reason + (options.waitsForPort ? "; waiting for it" : ""))
    }

    // MARK: Bytes

    mutating func send(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        guard !isLost else { return notice("nothing was sent: the port is gone") }
        unsent += bytes.count
        effects.append(.send(bytes))
        pass(bytes, .sent)
    }

    /// Bytes of a file go past `send`, since they are read as the line takes them.
    public mutating func sentOfFile(_ bytes: [UInt8], at moment: ConsoleMoment) -> [ConsoleEffect] {
        now = moment
        effects = []
        unsent += bytes.count
        pass(bytes, .sent)
        return effects
    }

    private mutating func pass(_ bytes: [UInt8], _ way: ConsoleDirection) {
        if options.showsEverything {
            switch options.output {
            case .raw: if way == .received { effects.append(.pass(bytes)) }
            case .records: effects.append(.record(ConsoleRecord(bytes: bytes, way, at: now)))
            case .rows: if way == .received || options.echoes { show(rows.take(bytes, way, at: now)) }
            }
            if way == .received || options.echoes { log(logRows?.take(bytes, way, at: now) ?? "") }
        }
        guard let sights = watch?.take(bytes, way, at: now) else { return }
        see(sights)
        answer(sights)
    }

    private mutating func answer(_ sights: [LinkSight]) {
        guard options.link?.answers ?? false else { return }
        for sight in sights where sight.direction == .received {
            switch sight.kind {
            case .frame: send([0x06])
            case .damaged: send([0x15])
            case .acknowledged, .refused, .noise: break
            }
        }
    }

    private mutating func see(_ sights: [LinkSight]) {
        guard !sights.isEmpty else { return }
        if options.output == .rows { show(rows.finish()) }
        log(logRows?.finish() ?? "")
        for sight in sights {
            switch options.output {
            case .records: effects.append(.record(ConsoleRecord(sight)))
            case .rows: for line in sight.lines { show(rows.stamp.text(sight.at) + line + "\n") }
            case .raw: break
            }
            if let logRows { for line in sight.lines { log(logRows.stamp.text(sight.at) + line + "\n") } }
        }
    }

    private mutating func tick() {
        show(rows.tick(at: now))
        log(logRows?.tick(at: now) ?? "")
        guard let sights = watch?.tick(at: now) else { return }
        see(sights)
        answer(sights)
    }

    // MARK: Screen and log

    /// Shows text, or holds it back while a line is typed.
    mutating func show(_ text: String) {
        guard !text.isEmpty else { return }
        guard case .entry(let entry) = mode else { return effects.append(.show(text)) }
        held += text
        guard held.utf8.count > ConsoleSession.heldLimit else { return }
        effects.append(.show("\n" + held + (held.hasSuffix("\n") ? "" : "\n") + entry.shown))
        held = ""
    }

    /// Text that was held back is shown again.
    mutating func release() {
        show(held)
        held = ""
    }

    mutating func log(_ text: String) {
        if !text.isEmpty { effects.append(.log(text)) }
    }

    /// A line of the console's own.
    mutating func notice(_ text: String) {
        guard options.isInteractive else { return effects.append(.tell(ControlText.line(text))) }
        // With raw output nobody knows where the cursor stands.
        show(options.output == .raw ? "\n" : rows.finish())
        show("# " + ControlText.line(text) + "\n")
    }

    mutating func change(_ body: (inout ConsoleOptions) -> Void) { body(&options) }
}
