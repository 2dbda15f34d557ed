import FlashStore
import Foundation
import ISO8583
import PaymentCrypto
import SMP
import Settlement
import TerminalFirmware
import TerminalManagement

/// The terminal as its management server sees it.
struct TerminalView: ManagedTerminal {
    private unowned let process: TerminalProcess

    /// True when no firmware runs.
    private let isInRecovery: Bool

    init(_ process: TerminalProcess, isInRecovery: Bool = false) {
        self.process = process
        self.isInRecovery = isInRecovery
    }

    var book: BatchBook { process.terminal.book }
    var now: ClockTime { process.clock.now }
    var today: CalendarDate { process.terminal.businessDate(at: process.clock.now) }
    var currency: UInt16 { process.terminal.parameters.currency.numeric }
    var isBusy: Bool { process.terminal.isBusy || process.port.isSending }
    var selfTest: SelfTestState { process.selfTest.state }

    var work: WorkState {
        let display = process.display(isInRecovery: isInRecovery)
        return WorkState(isBusy: display.isBusy, screen: display.screen, lines: display.lines)
    }
    var hasSupervisor: Bool { !process.terminal.parameters.supervisorPassword.isEmpty }

    func isSupervisor(_ password: String) -> Bool {
        hasSupervisor && password == process.terminal.parameters.supervisorPassword
    }

    func refusal(of request: WorkRequest) -> String? {
        if isInRecovery { return "no firmware runs" }
        return process.terminal.refusal(
            of: ServiceWork(request.work, confirmation: request.confirmation ?? "", subject: request.subject ?? 0))
    }

    func shown(_ minorUnits: Int64) -> String {
        Amount(minorUnits: minorUnits, currency: process.terminal.parameters.currency).description
    }

    var identity: TerminalIdentity {
        let parameters = process.terminal.parameters
        var identity = TerminalIdentity(
            model: process.program.board.name, serial: process.program.serial, board: process.program.board.id)
        identity.terminalID = parameters.terminalID
        identity.merchantID = parameters.merchantID
        identity.merchantName = parameters.merchantName
        identity.printer =
            switch process.printer.condition {
            case .ready: "ready"
            case .failing(let problem, let left): left > 0 ? "ready" : problem.name
            }
        return identity
    }

    var keys: [KeyStates.KeyState] {
        // The element of the running firmware is its own: a second one reads what the first one has kept.
        do {
            let element = try SoftwareElement(process.program, process.folder, process.configuration)
            return element.checkValues.map {
                KeyStates.KeyState(name: $0.name, isPresent: $0.value != nil, checkValue: $0.value)
            }
        } catch {
            process.note("error", "keys.unread", "\(error)")
            return []
        }
    }

    mutating func loadKey(_ request: LoadKeyRequest) throws(KeyRefusal) {
        guard let blocks = KeyBlocks(process.program, process.configuration) else {
            throw KeyRefusal(.keyBlockNotAuthentic, "the terminal has no key block protection key")
        }
        try blocks.load(request)
    }

    var logCount: Int { process.droppedLines + process.logLines.count }

    func logLine(_ number: Int) -> EventLog.Line? {
        let index = number - process.droppedLines
        guard process.logLines.indices.contains(index) else { return nil }
        let line = process.logLines[index]
        return EventLog.Line(at: line.at, level: line.level, code: line.code, text: line.text)
    }

    func settings() -> [AllSettings.Setting] {
        do { return try SettingsText.list(try effective()) } catch {
            process.note("error", "settings.unread", "\(error)")
            return []
        }
    }

    private func effective() throws -> TerminalConfiguration {
        try SettingsText.apply(try process.program.parameters().values, to: process.configuration)
    }

    mutating func keep(_ changes: [SettingChange]) -> String? {
        do {
            var store = try process.program.parameters()
            let kept = store.values.filter { old in !changes.contains { $0.name == old.name } }
            _ = try SettingsText.apply(kept + changes, to: process.configuration)
            return try store.keep(changes) ? nil : "there is no room for these settings"
        } catch let error as BenchError {
            return error.why.isEmpty ? error.what : error.what + ": " + error.why
        } catch { return "\(error)" }
    }

    var statistics: [Statistics] {
        [
            Statistics(
                name: "flash",
                counters: [
                    .init("program-erases", Int64(process.program.mostErasures())),
                    .init("journal-erases", Int64(ProgramChip.mostErasures(process.data))),
                    .init("program-endurance", Int64(process.program.board.map.program.endurance)),
                    .init("journal-endurance", Int64(process.program.board.map.data.endurance)),
                ])
        ] + process.maintenance.statistics(printerJobs: process.printer.jobCount)
    }
}

extension TerminalView {
    /// `/log` is the event log, one line for each event; `/journal` the memory of the journal, up to its last programmed word.
    func size(ofFile name: String) -> Int? { content(of: name)?.count }

    func bytes(ofFile name: String, from offset: Int, count: Int) -> [UInt8]? {
        guard let content = content(of: name), offset >= 0, count >= 0, offset <= content.count - count else {
            return nil
        }
        return content.bytes(offset, count)
    }

    private struct Content {
        let count: Int
        let bytes: (Int, Int) -> [UInt8]?
    }

    private func content(of name: String) -> Content? {
        switch name {
        case "/log":
            let text = process.logLines.map { "\($0.at) \($0.level) \($0.code): \($0.text)\n" }.joined()
            let bytes = [UInt8](text.utf8)
            return Content(count: bytes.count) { [UInt8](bytes[$0..<$0 + $1]) }
        case "/journal":
            let data = process.data
            return Content(count: TerminalView.usedBytes(data)) { try? data.read(at: $0, count: $1) }
        default: return nil
        }
    }

    /// Bytes up to the last word that is not blank.
    private static func usedBytes(_ flash: FileFlash) -> Int {
        let size = flash.geometry.sectorSize
        for sector in (0..<flash.geometry.sectorCount).reversed() {
            guard let bytes = try? flash.read(at: sector * size, count: size),
                let last = bytes.lastIndex(where: { $0 != 0xFF })
            else { continue }
            return sector * size + (last / FlashGeometry.wordSize + 1) * FlashGeometry.wordSize
        }
        return 0
    }
}
