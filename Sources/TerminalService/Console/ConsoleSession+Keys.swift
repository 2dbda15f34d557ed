import SerialDriver
import SerialLink

extension ConsoleSession {
    /// Takes keys in.
    mutating func type(_ keys: ArraySlice<UInt8>) {
        var rest = keys
        var forDevice: [UInt8] = []
        while let key = rest.first {
            switch mode {
            case .device:
                rest = rest.dropFirst()
                if key == options.commandKey {
                    sendTyped(&forDevice)
                    mode = .command
                } else {
                    forDevice += key == 0x0D ? options.lineEnding.bytes : [key]
                }
            case .command:
                rest = rest.dropFirst()
                mode = .device
                command(key)
            case .entry(var entry):
                let (outcome, after) = entry.take(rest)
                rest = after
                mode = .entry(entry)
                typed(entry, outcome)
            }
        }
        sendTyped(&forDevice)
    }

    private mutating func sendTyped(_ bytes: inout [UInt8]) {
        defer { bytes = [] }
        guard !bytes.isEmpty else { return }
        guard filePercent == nil else {
            return notice("a file is being sent: \(options.commandKeyName) f stops it")
        }
        guard unsent < ConsoleSession.unsentLimit else {
            return notice(
                "\(bytes.count) bytes were not sent: the line takes nothing, and \(unsent) bytes wait already")
        }
        send(bytes)
    }

    private mutating func command(_ key: UInt8) {
        if key == options.commandKey { return send([key]) }
        // Ctrl held for the second key as well means the same, as long as that is no key of its own.
        let letter = (1...26).contains(key) ? key | 0x60 : key
        guard let command = ConsoleCommand(rawValue: Character(UnicodeScalar(letter))) else {
            return notice("\(options.commandKeyName) ? shows what there is")
        }
        switch command {
        case .help: for line in ConsoleCommand.help(options) { notice(line) }
        case .quit: effects.append(.end)
        case .settings: ask(.settings)
        case .form: changeForm()
        case .timestamps:
            change { $0.hasTimestamps.toggle() }
            newRows()
            notice("timestamps " + (options.hasTimestamps ? "on" : "off"))
        case .echo:
            change { $0.echoes.toggle() }
            notice("what is sent is " + (options.echoes ? "shown" : "not shown"))
        case .lineEnding:
            change { $0.lineEnding = $0.lineEnding.next }
            notice("Enter sends \(options.lineEnding.rawValue.uppercased())")
        case .bytes: ask(.bytes)
        case .frame: ask(.frame)
        case .file: if filePercent == nil { ask(.file) } else { effects.append(.stopFile) }
        case .log: if logRows == nil { ask(.log) } else { effects.append(.closeLog) }
        case .sendBreak: effects.append(.sendBreak)
        case .dtr: effects.append(.toggle(.dtr))
        case .rts: effects.append(.toggle(.rts))
        case .report: effects.append(.report)
        case .clear: effects.append(.clear)
        }
    }

    private mutating func changeForm() {
        guard options.showsEverything else {
            return notice(
                "bytes are not shown where frames are decoded, unless the console is started with --show-bytes")
        }
        guard options.output == .rows else { return notice("the output is raw, as it was asked for") }
        change { $0.form = $0.form == .text ? .hex : .text }
        newRows()
        notice(options.form == .text ? "text" : "hexadecimal")
    }

    /// Rows of another kind from now on, in the log too.
    private mutating func newRows() {
        show(rows.finish())
        rows = ByteRows(options.form, stamp: options.hasTimestamps ? .time : .none)
        guard let rest = logRows?.finish() else { return }
        log(rest)
        logRows = ByteRows(options.form, stamp: .dateAndTime)
    }

    // MARK: Lines for the console

    private mutating func ask(_ purpose: ConsoleEntry.Purpose) {
        show(options.output == .raw ? "\n" : rows.finish())
        let entry = ConsoleEntry(purpose)
        effects.append(.show(entry.shown))
        mode = .entry(entry)
    }

    /// Gives the line of the screen up that was typed on.
    mutating func leaveEntry() {
        if case .entry = mode { effects.append(.show("\n")) }
        mode = .device
        release()
    }

    private mutating func typed(_ entry: ConsoleEntry, _ outcome: ConsoleEntry.Outcome) {
        switch outcome {
        // To the begin of the line, and erase it. Source: ECMA-48, EL.
        case .goesOn: effects.append(.show("\r\u{1B}[K" + entry.shown))
        case .cancelled:
            leaveEntry()
            notice("nothing done")
        case .done(let text):
            effects.append(.show("\r\u{1B}[K" + entry.shown))
            leaveEntry()
            entered(entry.purpose, text)
        }
    }

    private mutating func entered(_ purpose: ConsoleEntry.Purpose, _ text: String) {
        guard !text.isEmpty else { return notice("nothing done") }
        switch purpose {
        case .settings:
            do throws(LineSettingsError) { effects.append(.change(try LineSettings(parsing: text))) } catch {
                notice("\(error.what): \"\(error.part)\": \(error.why)")
            }
        case .bytes:
            guard let bytes = TypedHex.bytes(text) else { return notice(ConsoleSession.noBytes) }
            send(bytes)
        case .frame:
            guard let payload = TypedHex.bytes(text) else { return notice(ConsoleSession.noBytes) }
            do throws(LinkError) { send(try LinkFrame.encode(payload)) } catch { notice(error.description) }
        case .file: effects.append(.sendFile(text))
        case .log: effects.append(.openLog(text))
        }
    }

    private static let noBytes = "these are no bytes: write pairs of hexadecimal digits, for example 02 00 5F"

    // MARK: Log and file

    mutating func logOpened(_ path: String) {
        logPath = path
        logRows = ByteRows(options.form, stamp: .dateAndTime)
        let line = settings.map { " at \($0)" } ?? ""
        // Said before the first line is written, which may fail.
        notice("logging to \(path)")
        log("# \(now.dateAndTime) \(ControlText.line(options.port))\(line). \(contentWarning)\n")
    }

    mutating func logEnded(_ problem: String?) {
        logRows = nil
        logPath = nil
        notice(problem.map { "the log ended: \($0)" } ?? "the log is closed")
    }

    mutating func progress(_ sent: Int, _ size: Int) {
        let percent = size > 0 ? min(100, sent * 100 / size) : 100
        guard let before = filePercent else {
            filePercent = percent
            return notice("sending \(size) bytes")
        }
        guard percent / 10 > before / 10, percent < 100 else { return }
        filePercent = percent
        notice("\(percent) % sent: \(sent) of \(size) bytes")
    }
}
