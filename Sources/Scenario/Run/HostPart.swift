import AcquirerHost
import Foundation
import Logging
import Synchronization
import VirtualTerminal
import Yams

/// The host of a bench. It may be struck and started again from any thread.
final class HostPart: Sendable {
    /// Where a host runs.
    enum Place: Sendable {
        /// In this process: what it does is seen as it happens, and it can only be stopped in good order.
        case inside
        /// As a process of its own, which can be killed.
        case child
    }

    private enum Running {
        case none
        case inside(AcquirerServer)
        case child(HostChild)
    }

    /// TCP port on loopback; it stays the same over every restart.
    let port: Int
    private let place: Place
    private let program: String
    private let folder: URL
    private let configuration: HostConfiguration
    private let clock: BenchClock
    private let observer: @Sendable (HostEvent) -> Void
    private let running = Mutex(Running.none)

    /// Starts a host.
    ///
    /// - Parameters:
    ///   - place: Where it runs.
    ///   - program: The `tillbench` executable.
    ///   - folder: Where its ledger goes.
    ///   - configuration: Terminals and cards, and the rules of a host inside.
    ///   - rules: YAML text of the rules for a host that is a process, or empty.
    ///   - settings: YAML text of what else its file has, for a host that is a process, or empty.
    ///   - observer: Is told of every request that a host inside answers.
    /// - Throws: `BenchError` when it does not start.
    init(
        _ place: Place, program: String, folder: URL, configuration: HostConfiguration, rules: String,
        settings: String = "",
        clock: BenchClock, observer: @escaping @Sendable (HostEvent) -> Void
    ) throws {
        self.place = place
        self.program = program
        self.folder = folder
        self.configuration = configuration
        self.clock = clock
        self.observer = observer
        port = LoopbackPort.free()
        let terminals = try YAMLEncoder().encode(["terminals": configuration.terminals])
        let text = terminals + settings + (rules.isEmpty ? "" : "rules:\n" + rules)
        try text.write(to: configurationFile, atomically: true, encoding: .utf8)
        try start()
    }

    /// The ledger's file.
    var ledgerPath: String { folder.appendingPathComponent("ledger.sqlite").path }
    private var configurationFile: URL { folder.appendingPathComponent("host.yaml") }

    /// Starts it on its ledger; one that runs already goes on.
    func start() throws {
        try running.withLock { running in
            guard case .none = running else { return }
            do {
                switch place {
                case .inside: running = .inside(try serve())
                case .child:
                    let child = try HostChild(
                        program: program, port: port, ledger: ledgerPath, configuration: configurationFile.path,
                        now: clock.now, errors: folder.appendingPathComponent("host-errors.txt"))
                    try child.waitUntilReady()
                    running = .child(child)
                }
            } catch let error as BenchError {
                throw error
            } catch {
                throw BenchError(
                    .port, "the acquirer host did not start", why: "\(error)",
                    next: "check that the folder \(folder.path) can be written and that loopback works")
            }
        }
    }

    private func serve() throws -> AcquirerServer {
        let clock = clock
        return try AcquirerServer(
            port: port, ledger: try SQLiteLedger(path: ledgerPath), configuration: configuration,
            logger: Logger(label: "tillbench.acquirer"), clock: { clock.now }, observer: observer)
    }

    /// Stops it in good order.
    func stop() throws {
        try running.withLock { running in
            switch running {
            case .none: break
            case .inside(let server): try server.stop()
            case .child(let child): child.stop()
            }
            running = .none
        }
    }

    /// SIGKILL, so many seconds of nothing, and a new process on the same ledger.
    ///
    /// - Parameter struck: Is called when a process was alive and died of it.
    /// - Throws: `BenchError` when it does not come back.
    func strike(downFor seconds: Double, struck: () -> Void) throws {
        running.withLock { running in
            if case .child(let child) = running {
                if child.kill() { struck() }
                running = .none
            }
        }
        Thread.sleep(forTimeInterval: seconds)
        try start()
    }

    /// It closes the batch of a terminal by itself.
    ///
    /// - Throws: `BenchError` when it does not run, or has nothing to close.
    func forceClose(_ terminalID: String) throws {
        try running.withLock { running in
            switch running {
            case .none: throw BenchError(.port, "the host does not run", why: "", next: "start it first")
            case .inside(let server):
                guard try server.forceClose(terminalID) else {
                    throw BenchError(.refused, "the host has no open batch with bookings to close", why: "", next: "")
                }
            case .child(let child): child.forceClose(terminalID)
            }
        }
    }

    /// The clocks were set ahead.
    func clockWasSet() {
        running.withLock { running in
            if case .child(let child) = running { child.setClock(clock.now) }
        }
    }

    /// The ledger as it stands.
    func ledger() throws -> LedgerReport {
        try LedgerReport(try SQLiteLedger(path: ledgerPath), capture: configuration.profile.capture)
    }
}
