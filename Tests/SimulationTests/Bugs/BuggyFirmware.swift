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
        self.parameters = parameters
        var tampering = Tampering(flash.chip)
        // Tampering that fails leaves the flash as it is: then the mistake does not happen this time.
        bug.look(at: now)
        try? bug.beforeStart(&tampering)
        inner = try RealFirmware(flash: flash, element: element, parameters: parameters, at: now)
    }

    mutating func handle(_ event: TerminalEvent, at now: ClockTime) -> [TerminalEffect] {
        bug.look(at: now)
        var effects = inner.handle(bug.before(event, element), at: now)
        guard !flash.chip.isPowerLost else { return effects }
        var tampering = Tampering(flash.chip)
        guard let changed = try? bug.after(effects, inner.book, &tampering) else { return effects }
        effects = changed
        guard tampering.isDone,
            let restarted = try? RealFirmware(flash: flash, element: element, parameters: parameters, at: now)
        else { return effects }
        inner = restarted
        for timer in [TerminalTimer.response, .retry, .result] { effects.append(.cancelTimer(timer)) }
        return effects + inner.handle(.powerOn, at: now)
    }

    var book: BatchBook { inner.book }
    var display: DisplayContent { inner.display }
}

/// A hand in the flash.
struct Tampering {
    private let chip: FlashChip
    private(set) var isDone = false

    init(_ chip: FlashChip) { self.chip = chip }

    var memory: MemoryFlash { chip.memory }

    /// Writes entries behind the last one.
    mutating func append(_ entries: JournalEntry...) throws {
        var journal = try Journal(opening: chip.memory)
        for entry in entries { _ = try journal.append(kind: entry.kind, entry.payload) }
        replace(journal.flash)
    }

    /// Writes the journal anew and leaves records out.
    mutating func drop(_ isDropped: (JournalEntry) -> Bool) throws {
        var records: [JournalRecord] = []
        try Journal(opening: chip.memory).forEachRecord { records.append($0) }
        var journal = try Journal(opening: MemoryFlash(geometry: chip.memory.geometry))
        for record in records {
            if isDropped(try JournalEntry(kind: record.kind, payload: record.payload)) { continue }
            _ = try journal.append(kind: record.kind, record.payload)
        }
        replace(journal.flash)
    }

    /// The state of the money in flash.
    func book(at now: ClockTime = ClockTime(secondNumber: 0)) throws -> BatchBook {
        try BatchStore(opening: chip.memory, at: now).book
    }

    /// Puts another image into the chip.
    mutating func replace(_ image: MemoryFlash) {
        chip.replaceContent(image)
        isDone = true
    }
}

/// Frames with their message, changed and sealed again as firmware with the mistake would have taken them.
enum Forgery {
    /// The message of a frame that holds one whole.
    static func message(_ frame: [UInt8]) -> Message? {
        guard let payload = WireGlance.payload(ofFrame: frame), let envelope = try? Envelope(parsing: payload) else {
            return nil
        }
        return try? Dialect.unionPay.decode(envelope.body)
    }

    /// The frame with its message changed and a right MAC.
    static func changed(
        _ frame: [UInt8], _ element: SimulatedElement, _ change: (inout Message) -> Void
    ) -> [UInt8] {
        guard var message = message(frame), let payload = WireGlance.payload(ofFrame: frame),
            let envelope = try? Envelope(parsing: payload)
        else { return frame }
        change(&message)
        let dialect = Dialect.unionPay
        guard let input = try? dialect.macInput(of: message), let mac = element.mac(over: input) else { return frame }
        if dialect.carriesMAC(message.mti) { message[bytes: 64] = mac }
        guard let body = try? dialect.encode(message) else { return frame }
        let sealed = Envelope(tpdu: envelope.tpdu, header: envelope.header, body: body).bytes
        let count = sealed.count
        let length = [UInt8((count / 1000) << 4 | count / 100 % 10), UInt8((count / 10 % 10) << 4 | count % 10)]
        let checked = length + sealed + [0x03]
        return [0x02] + checked + [checked.reduce(0) { $0 ^ $1 }]
    }
}

extension TerminalEffect {
    /// The message that this effect sends.
    var sent: Message? {
        guard case .transmit(let frame) = self else { return nil }
        return Forgery.message(frame)
    }
}
