import AcquirerHost
import FlashStore
import Settlement
import TerminalFirmware

/// The firmware as a world runs it. The real one is `Terminal`; tests put in firmware with seeded bugs.
package protocol SimulatedFirmware {
    /// Starts on a flash.
    init(
        flash: SimulatedFlash, element: SimulatedElement, parameters: TerminalParameters, at now: ClockTime
    ) throws(StoreError)
    /// Takes one event in; `uptime` counts milliseconds since power-up.
    mutating func handle(_ event: TerminalEvent, at now: ClockTime, uptime: Int64?) -> [TerminalEffect]
    /// The next moment on its clock at which it wants to look at it.
    var nextLook: ClockTime? { get }
    /// What the journal adds up to.
    var book: BatchBook { get }
    /// Number of the open batch; looked at after every event.
    var openBatch: BatchNumber? { get }
    /// What the display shows.
    var display: DisplayContent { get }
}

extension SimulatedFirmware {
    /// The one in the book.
    package var openBatch: BatchNumber? { book.batch }
}

extension Terminal: SimulatedFirmware where Flash == SimulatedFlash, Element == SimulatedElement {}

/// The host as a world runs it. The real one is `HostLogic`; tests put in hosts with seeded bugs.
package protocol SimulatedHost {
    /// A host over a ledger.
    init(ledger: MemoryLedger, configuration: HostConfiguration, random: SeededBytes)
    /// Answers one request.
    mutating func answer(_ payload: [UInt8], at now: ClockTime) throws -> HostAnswer
    /// Closes the open batch without being asked; words for the log, empty when there was none.
    mutating func closeByForce(_ terminalID: String, at now: ClockTime) throws -> [String]
}

extension SimulatedHost {
    /// A host that never does.
    package mutating func closeByForce(_ terminalID: String, at now: ClockTime) throws -> [String] { [] }
}

extension HostLogic: SimulatedHost where Store == MemoryLedger {
    /// A host over a ledger in memory.
    package init(ledger: MemoryLedger, configuration: HostConfiguration, random: SeededBytes) {
        self.init(store: ledger, configuration: configuration, random: random.source)
        describesMessages = false
    }

    /// Closes the open batch without being asked.
    package mutating func closeByForce(_ terminalID: String, at now: ClockTime) throws -> [String] {
        guard let done = try forceClose(terminalID, at: now) else { return [] }
        return [done.request] + done.notes
    }
}

/// The real firmware on simulated parts.
package typealias RealFirmware = Terminal<SimulatedFlash, SimulatedElement>
/// The real host rules on the ledger in memory.
package typealias RealHost = HostLogic<MemoryLedger>
