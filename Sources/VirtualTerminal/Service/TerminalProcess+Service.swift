import Bootloader
import FlashStore
import Foundation
import PaymentCrypto
import SMP
import Settlement
import TerminalFirmware
import TerminalManagement

extension TerminalProcess {
    /// What a start of the board leaves: the firmware, what serves the service port, and what is to be said of it.
    struct Start {
        let terminal: Terminal<FileFlash, SoftwareElement>
        let service: ServiceSide
        let log: [(level: String, code: String, text: String)]
    }

    /// Starts the board: the bootloader first, then what it starts.
    static func start(
        _ program: ProgramChip, _ data: FileFlash, _ folder: TerminalFolder, _ configuration: TerminalConfiguration,
        at now: ClockTime, _ reason: BootReason, toRecovery: Bool = false
    ) throws -> Start {
        let report = try program.boot(reason)
        let terminal = try firmware(program, data, folder, configuration, at: now)
        var isHelpless = false
        if case .recovery = report.outcome { isHelpless = true }
        let server = ManagementServer(
            slots: try program.slots(), verifier: SoftwareVerifier(), isHelpless: isHelpless)
        return Start(
            terminal: terminal,
            service: isHelpless || toRecovery ? .recovery(RecoveryServer(server)) : .running(server),
            log: lines(report, toRecovery))
    }

    /// The firmware over the journal as it lies in flash.
    private static func firmware(
        _ program: ProgramChip, _ data: FileFlash, _ folder: TerminalFolder, _ configuration: TerminalConfiguration,
        at now: ClockTime
    ) throws -> Terminal<FileFlash, SoftwareElement> {
        let effective = try SettingsText.apply(try program.parameters().values, to: configuration)
        let element = try SoftwareElement(program, folder, effective)
        do {
            return try Terminal(flash: data, element: element, parameters: try effective.parameters(), at: now)
        } catch let error as StoreError { throw unusable(folder, error.description) }
    }

    private static func lines(_ report: BootReport, _ toRecovery: Bool) -> [(level: String, code: String, text: String)]
    {
        var lines: [(level: String, code: String, text: String)] = []
        if let swap = report.swap {
            let what =
                switch swap {
                case .test: "another image is tried: without confirmation the next start goes back"
                case .permanent: "another image was taken"
                case .revert: "the image that was tried was not confirmed: the old one is back"
                case .rescue: "the image that ran is damaged: the other one was taken"
                }
            lines.append(("info", "boot.swapped", what))
        }
        if let refusal = report.refusal { lines.append(("warning", "boot.refused", refusal.description)) }
        switch report.outcome {
        case .start(let manifest):
            lines.append(("info", "boot.started", "firmware \(manifest.header.version), start \(report.bootCount)"))
            if toRecovery { lines.append(("info", "boot.recovery", "recovery was asked for")) }
        case .recovery(let slotA, _):
            lines.append(("error", "boot.recovery", "no image may run: \(slotA.description)"))
        }
        return lines
    }

    /// Takes bytes of the service port.
    func serve(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        // What serves the port is being changed while it looks.
        var view = TerminalView(self, isInRecovery: service.isInRecovery)
        try carryOut(service.receive(bytes, &view))
    }

    /// A second has passed for the service port.
    func tickService() throws { try carryOut(service.tick()) }

    private func carryOut(_ effects: [ManagementEffect]) throws {
        for effect in effects {
            switch effect {
            case .send(let bytes): servicePort.send(bytes)
            case .reset(let toRecovery): restart = .board(toRecovery: toRecovery)
            case .applySettings: restart = .firmware
            case .setClock(let time):
                clock.set(to: time)
                try handle(.tick)
            case .test(let request):
                selfTest = SelfTest(request)
                try goOnTesting()
            case .work(let work, let confirmation, let subject):
                try handle(.service(ServiceWork(work, confirmation: confirmation, subject: subject)))
            case .log(let code, let text): note("info", code, text)
            }
        }
    }

    /// Does what a power cycle does, but for the ports, which stay open: the memories are read anew, timers and what was half
    /// done are gone.
    func carryOutRestart() throws {
        guard let restart else { return }
        self.restart = nil
        timers = [:]
        selfTest = selfTest.brokenOff
        nextTick = clock.milliseconds
        port.discard()
        switch restart {
        case .board(let toRecovery):
            note("info", "boot.reset", "the board starts anew")
            let start = try TerminalProcess.start(
                program, data, folder, configuration, at: clock.now, toRecovery ? .technician : .reset,
                toRecovery: toRecovery)
            terminal = start.terminal
            let before = service
            service = start.service
            service.goOn(after: before)
            for line in start.log { note(line.level, line.code, line.text) }
        case .firmware:
            terminal = try TerminalProcess.firmware(program, data, folder, configuration, at: clock.now)
        }
        try handle(.powerOn)
    }
}
