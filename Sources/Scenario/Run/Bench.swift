import AcquirerHost
import Foundation
import SerialDriver
import SerialLink
import Settlement
import Synchronization
import TerminalService
import VirtualTerminal

/// Everything that a run has on the bench: a host on a TCP port, inside this process or as one of its own, a terminal as a process, and the bridge between its tty
/// and the host.
final class Bench {
    let folder: URL
    let clock: BenchClock
    let wire = WireRecord()
    private let scenario: ScenarioFile
    private let program: String
    private let console: Console
    let host: HostPart
    private var terminal: TerminalChild?
    private var terminalStarts = 0
    private var plannedCut: FlashCut?
    /// Power cuts at flash operations that have struck.
    private(set) var plannedCuts = 0
    private let bridgeStop = Pipe()
    private let bridgeDone = DispatchSemaphore(value: 0)
    let switches = Switches()

    /// Lays a bench in `folder` and switches everything on.
    ///
    /// - Parameter place: Where the host runs.
    /// - Throws: `BenchError` when a part does not start.
    init(
        scenario: ScenarioFile, folder: URL, program: String, console: Console, host place: HostPart.Place = .inside
    ) throws {
        self.scenario = scenario
        self.folder = folder
        self.program = program
        self.console = console
        clock = BenchClock(showing: scenario.start)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        host = try HostPart(
            place, program: program, folder: folder, configuration: scenario.host, rules: scenario.hostRules,
            settings: scenario.hostSettings,
            clock: clock
        ) { [console, wire] event in
            if let rule = event.answer.rule { wire.note(rule: rule) }
            console.host(event)
        }
        try scenario.terminal.yaml().write(to: configurationFile, atomically: true, encoding: .utf8)
        try powerOn()
        startBridge()
    }

    var terminalFolder: TerminalFolder { TerminalFolder(folder.appendingPathComponent("terminal").path) }
    var client: ControlClient { ControlClient(terminalFolder, timeout: 30_000) }
    private var configurationFile: URL { folder.appendingPathComponent("terminal.yaml") }

    func powerOn() throws {
        // A terminal that was struck may still be dying.
        if isPowerCut { buryTerminal() }
        guard terminal?.isRunning != true else { return }
        switches.isPowerCut.withLock { $0 = false }
        terminalStarts += 1
        plannedCut = scenario.powerCuts.first { $0.start == terminalStarts }?.cut
        let child = try TerminalChild(
            program: program, folder: terminalFolder, configuration: configurationFile.path, now: clock.now,
            cut: plannedCut)
        terminal = child
        switches.process.withLock { $0 = child.processID }
        do { try child.waitUntilReady(terminalFolder) } catch {
            // A power cut while it started is a power cut, and no failure to start.
            if isPowerCut { return }
            guard try returnPower() else { throw error }
        }
    }

    func powerOff() {
        switches.cutPower()
        buryTerminal()
    }

    /// What comes back by itself: the power after a cut at a flash operation, and a host that had to start again.
    ///
    /// - Returns: True when the power had been cut.
    @discardableResult
    func returnPower() throws -> Bool {
        let restarts = switches.hostRestarts.withLock { flag in
            defer { flag = false }
            return flag
        }
        if restarts {
            try host.stop()
            try host.start()
        }
        guard plannedCut != nil, let terminal, !isPowerCut, terminal.wasKilled(within: 0) else { return false }
        plannedCut = nil
        plannedCuts += 1
        console.line("      the power is cut at a flash operation, and comes back")
        terminal.kill()
        try powerOn()
        return true
    }

    /// True when the terminal's process dies of a cut at a flash operation, soon.
    func isDyingAsPlanned() -> Bool { plannedCut != nil && terminal?.wasKilled(within: 1) == true }

    /// Waits for the end of a process that was struck.
    func buryTerminal() { terminal?.kill() }

    /// True while the power is off on purpose.
    var isPowerCut: Bool { switches.isPowerCut.withLock { $0 } }

    private func startBridge() {
        let dialect = WireDialect(rawValue: scenario.terminal.dialect) ?? .unionPay
        let hasLineFaults = scenario.steps.contains {
            if case .fault(let fault) = $0.action { fault.kind.isOfLine } else { false }
        }
        var lineTap: (@Sendable (WireFrame.Direction, [UInt8]) -> [UInt8])?
        if hasLineFaults {
            let damage = LineDamage(wire, dialect: dialect)
            lineTap = { damage.pass($0, $1) }
        }
        var link = LinkParameters()
        link.ackTimeout = Int(scenario.terminal.acknowledgeTimeout * 1000)
        let made = Bridge(
            path: terminalFolder.line, settings: LineSettings(baud: scenario.terminal.baud), address: "127.0.0.1",
            hostPort: host.port, parameters: link,
            dialect: dialect,
            tap: { [wire, switches] frame in
                let fates = wire.trip(frame).map { Bench.fate(of: frame, by: $0, switches) }
                return fates.count < 2 ? fates.first ?? .pass : .several(fates)
            },
            line: lineTap,
            report: { [wire, console, clock] event in
                if case .frame(let frame, let fate) = event { wire.note(frame, fate) }
                console.bridge(event, at: clock.now)
            })
        switches.bridge.withLock { $0 = made }
        let stop = bridgeStop.fileHandleForReading.fileDescriptor
        Thread.detachNewThread { [bridgeDone, console] in
            do { try made.run(until: stop, waitsForPort: true) } catch {
                console.problem("the bridge stopped: \(error)")
            }
            bridgeDone.signal()
        }
    }

    /// What becomes of a frame that meets a fault; switches are thrown.
    private static func fate(of frame: WireFrame, by fault: Fault, _ switches: Switches) -> FrameFate {
        switch fault.kind {
        case .lose: return .lose
        case .double: return fault.label.map { .doubleHeld($0) } ?? .double(after: fault.by)
        case .delay: return fault.label.map { .held($0) } ?? .delay(fault.by)
        case .overtake: return .overtaken
        case .wrongMAC: return .spoil
        case .restartHost:
            switches.hostRestarts.withLock { $0 = true }
            return frame.direction == .toHost ? .lose : .pass
        case .byteLost, .byteChanged, .byteDoubled, .frameCut: return .pass
        case .cutLine:
            switches.cutLine()
            return .lose
        case .cutPower:
            switches.cutPower()
            return .pass
        }
    }

    /// A message that a fault has held back goes on.
    ///
    /// Waits until it has; for a second at most, since it may be held only later.
    func release(_ label: String) {
        guard let bridge = switches.bridge.withLock({ $0 }) else { return }
        bridge.release(label)
        let limit = ContinuousClock.now + .seconds(1)
        while !bridge.hasReleased(label), ContinuousClock.now < limit { usleep(2_000) }
    }

    /// Switches everything off.
    func tearDown() {
        bridgeStop.fileHandleForWriting.closeFile()
        bridgeDone.wait()
        terminal?.stop(terminalFolder)
        do { try host.stop() } catch { console.problem("the host did not stop: \(error)") }
    }

    /// The ledger as it stands.
    func ledger() throws -> LedgerReport { try host.ledger() }

    /// The journal as it stands, from the running terminal.
    func journal() throws -> JournalReport {
        guard let journal = try client.ask(.journal).journal else {
            throw BenchError(.silent, "the terminal did not hand its journal over", why: "", next: "run it again")
        }
        return journal
    }

    /// What came out of the printer.
    func papers() throws -> [String] { try TerminalPapers.read(terminalFolder) }
}
