import FlashStore
import ISO8583
import PaymentCrypto
import Settlement
import Simulation
import TerminalFirmware

/// A mistake that real terminals' code has made, put around the real firmware from outside: it tampers with the journal,
/// with what the firmware hears and with what it says. Nothing of it can be switched on in the product.
protocol FirmwareBug: SendableMetatype {
    init()
    /// What the firmware makes of the shop's parameters.
    static func taken(_ parameters: TerminalParameters) -> TerminalParameters
    /// What the clock shows, told before everything else.
    mutating func look(at now: ClockTime)
    /// Before the firmware starts on its flash.
    mutating func beforeStart(_ journal: inout Tampering) throws
    /// Before the firmware hears of something; the event may be changed.
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent
    /// Before the world sees what the firmware does. To tamper with the journal ends in a restart of the firmware.
    mutating func after(_ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering) throws
        -> [TerminalEffect]
}

extension FirmwareBug {
    static func taken(_ parameters: TerminalParameters) -> TerminalParameters { parameters }
    mutating func look(at now: ClockTime) {}
    mutating func beforeStart(_ journal: inout Tampering) throws {}
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent { event }
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] { effects }
}

/// The real firmware with a mistake around it.
struct BuggyFirmware<Bug: FirmwareBug>: SimulatedFirmware {
    private var inner: RealFirmware
    private var bug = Bug()
    private let flash: SimulatedFlash
    private let element: SimulatedElement
    private let parameters: TerminalParameters

    init(
        flash: SimulatedFlash, element: SimulatedElement, parameters: TerminalParameters, at now: ClockTime
    ) throws(StoreError) {
        self.flash = flash
        self.element = element
        let parameters = Bug.taken(parameters)
        self.parameters = parameters
        var tampering = Tampering(flash.chip, element)
        // Tampering that fails leaves the flash as it is: then the mistake does not happen this time.
        bug.look(at: now)
        try? bug.beforeStart(&tampering)
        inner = try RealFirmware(flash: flash, element: element, parameters: parameters, at: now)
    }

    mutating func handle(_ event: TerminalEvent, at now: ClockTime, uptime: Int64?) -> [TerminalEffect] {
        bug.look(at: now)
        var effects = inner.handle(bug.before(event, element), at: now, uptime: uptime)
        guard !flash.chip.isPowerLost else { return effects }
        var tampering = Tampering(flash.chip, element)
        guard let changed = try? bug.after(effects, inner.book, &tampering) else { return effects }
        effects = changed
        guard tampering.isDone,
            let restarted = try? RealFirmware(flash: flash, element: element, parameters: parameters, at: now)
        else { return effects }
        inner = restarted
        for timer in [TerminalTimer.response, .retry, .result] { effects.append(.cancelTimer(timer)) }
        return effects + inner.handle(.powerOn, at: now, uptime: uptime)
    }

    var book: BatchBook { inner.book }
    var display: DisplayContent { inner.display }
    var nextLook: ClockTime? { inner.nextLook }
}
