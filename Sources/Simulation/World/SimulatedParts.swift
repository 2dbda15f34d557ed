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
    /// Takes one event in.
    mutating func handle(_ event: TerminalEvent, at now: ClockTime) -> [TerminalEffect]
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
}

extension HostLogic: SimulatedHost where Store == MemoryLedger {
    /// A host over a ledger in memory.
    package init(ledger: MemoryLedger, configuration: HostConfiguration, random: SeededBytes) {
        self.init(store: ledger, configuration: configuration, random: random.source)
        describesMessages = false
    }
}

/// The real firmware on simulated parts.
package typealias RealFirmware = Terminal<SimulatedFlash, SimulatedElement>
/// The real host rules on the ledger in memory.
package typealias RealHost = HostLogic<MemoryLedger>
