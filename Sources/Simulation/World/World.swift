import AcquirerHost
import FlashStore
import PaymentCrypto
import SerialLink
import Settlement
import TerminalFirmware

/// One terminal with its line, bridge, host, shop and clock: all real rules, no real time.
package final class World<Firmware: SimulatedFirmware, Host: SimulatedHost> {
    let settings: WorldSettings
    package let faults: FaultInjector
    /// What the host has booked.
    package let ledger = MemoryLedger()
    var oracle: Oracle
    var clerk: Clerk
    let house: House
    let habits: ShopHabits
    let demand: Demand
    var queue = EventQueue<WorldEvent>()
    /// Milliseconds since the first midnight.
    package var now: Int64 = 0
    /// Seconds from 1970 to the first midnight.
    let epoch: Int64
    /// Seconds by which the terminal's clock is wrong.
    package var clockError: Int64 = 0
    var day = 0
    /// The flash memory of the terminal.
    package let chip: FlashChip
    let element: ElementChip
    /// How the terminal is set up.
    package let parameters: TerminalParameters
    /// The firmware; nil without power.
    package var firmware: Firmware?
    /// True with power. Said apart, since a look at the firmware copies the whole of it.
    var isPowered = false
    /// Starts of the terminal so far.
    var starts: UInt32 = 0
    /// When the terminal started last, in milliseconds.
    var startedAt: Int64 = 0
    /// The tick that the firmware asked for: its number, and when it comes.
    var tick: (generation: UInt32, at: Int64) = (0, 0)
    /// Faults that had struck when a window opened.
    var strikesBefore = 0
    var terminalTimers: [TerminalTimer: UInt32] = [:]
    var nextGeneration: UInt32 = 0
    var bridge: LinkSession
    var bridgeTimers: [LinkTimer: UInt32] = [:]
    var host: Host
    let hostConfiguration: HostConfiguration
    let hostKeys: SeededBytes
    /// Starts of the host so far: an answer of a former one is lost.
    var hostStarts: UInt32 = 0
    /// Until then nobody answers at the host, in milliseconds.
    package var hostDownUntil: Int64 = 0
    /// An answer that the next one overtakes.
    var overtaken: [UInt8]?
    /// What the host may fall back to.
    var formerLedger: MemoryLedger.Snapshot?
    /// The batch that the host had open then.
    var formerOpenBatch: UInt32?
    /// Answers whose MAC was made wrong on the way.
    var spoilt: Set<[UInt8]> = []
    var shown: DisplayContent?
    var lookGeneration: UInt32 = 0
    var hasRotted = false
    var isResting = false
    var isOver = false
    private var isBegun = false
    /// What happened, counted.
    package private(set) var counts = WorldCounts()
    /// The hash over everything that happened.
    package private(set) var hash = TraceHash()
    /// The first invariant that broke.
    package private(set) var violation: Violation? {
        didSet { isBroken = violation != nil }
    }
    private var isBroken = false
    /// True to play on after an invariant broke: what is looked for is what becomes of it.
    package var playsOn = false
    /// Everybody leaves the shop: what is under way comes to its end, and nothing new is begun.
    package func sendHome() {
        clerk.drop()
        clerk.isPresent = false
    }
    /// Nobody sells on with a close that is not finished.
    package func makePatient() { clerk.isPatient = true }
    /// Takes up what reaches the terminal and the host, when somebody wants to play it again.
    package var tape: Tape?
    /// Takes lines that say what happens, when somebody wants to read them.
    package var log: ((String) -> Void)?

    static var masterKey: String { "0123456789ABCDEFFEDCBA9876543210" }
    static var geometry: FlashGeometry { FlashGeometry(sectorSize: 4096, sectorCount: 64) }

    /// A world at the midnight before its first day.
    ///
    /// - Throws: What the cryptography throws.
    package init(_ settings: WorldSettings) throws {
        self.settings = settings
        let seed = settings.terminalSeed
        faults = FaultInjector(seed: seed, profile: settings.profile, only: settings.only)
        faults.plan = settings.plan.map(PlannedFaults.init)
        var chance = ChanceStream(seed: seed, stream: 3)
        // Three years from 2027-01-01: a leap day, ends of years.
        epoch = (20_819 + Int64(chance.below(1096))) * 86_400
        let digits = paddedDecimal(UInt64(settings.terminal % 10_000_000), width: 7)
        var parameters = TerminalParameters(
            terminalID: "1" + digits, merchantID: "104110070110001", merchantName: "Corner Shop")
        parameters.language = chance.perMille(500) ? .chinese : .english
        let isUsual = settings.style == nil && (settings.day != nil || !settings.rules.isEmpty)
        house = settings.house ?? (isUsual ? .usual : House(seed: seed, style: settings.style))
        parameters.style = house.style
        habits = settings.habits ?? (isUsual ? .usual : ShopHabits(seed: seed))
        habits.apply(to: &parameters)
        if let limit = settings.batchLimit { parameters.batchLimit = limit }
        self.parameters = parameters
        let master = World.masterKey
        hostConfiguration = HostConfiguration(
            terminals: [
                HostTerminal(
                    terminalID: parameters.terminalID, merchantID: parameters.merchantID, masterKey: master)
            ], cards: TestCard.all, rules: settings.rules, profile: house.profile)
        hostKeys = SeededBytes(seed: seed, stream: 4)
        host = Host(ledger: ledger, configuration: hostConfiguration, random: hostKeys)
        element = try ElementChip(
            master: SecretKey(hex: master), random: SeededBytes(seed: seed, stream: 5).source)
        chip = FlashChip(geometry: World.geometry, faults: faults)
        if let flash = settings.flash { chip.replaceContent(flash) }
        bridge = LinkSession(parameters.link)
        oracle = Oracle(terminalID: parameters.terminalID, ledger: ledger, habits: habits)
        clerk = Clerk(seed: seed, faults: faults, supervisorPassword: habits.supervisorPassword)
        demand = Demand(seed: seed, faults: faults, day: settings.day)
    }

    /// Plays all days to their end, or until an invariant breaks.
    package func run() {
        note(house.words)
        note(habits.words)
        run(until: .max)
        if violation == nil, !isOver { report(.comesToRest, "nothing happens any more, and the run is not over") }
        for kind in FaultKind.allCases where faults.strikes[kind.rawValue] > 0 {
            counts.faults[kind.name] = faults.strikes[kind.rawValue]
        }
        counts.flashOperations = chip.memory.operationCount
        counts.approved = oracle.approvedCount
    }

    /// Plays up to a time in milliseconds since the first midnight.
    package func run(until end: Int64) {
        if !isBegun { queue.push(.morning(day: 1), at: 8 * 3_600_000 + 50 * 60_000) }
        isBegun = true
        while !isOver, !isBroken || playsOn, let time = queue.nextTime, time < end, let (_, event) = queue.pop() {
            now = time
            handle(event)
            if oracle.isBroken, let finding = oracle.finding { report(finding.invariant, finding.what) }
        }
    }

    /// When the next thing happens, in milliseconds since the first midnight; nil when nothing does.
    package var nextTime: Int64? { queue.nextTime }

    /// The time on the wall.
    package var wallTime: ClockTime { ClockTime(secondNumber: epoch + now / 1000) }
    /// The time on the terminal's clock.
    var terminalTime: ClockTime { ClockTime(secondNumber: epoch + now / 1000 + clockError) }

    func count(_ change: (inout WorldCounts) -> Void) { change(&counts) }

    func note(_ line: @autoclosure () -> String) {
        guard let log else { return }
        log("\(wallTime) \(line())")
    }

    func trace(_ tag: UInt64, _ bytes: [UInt8]) {
        hash.add(tag << 56 ^ UInt64(bitPattern: now))
        hash.add(bytes)
    }

    func trace(_ tag: UInt64, _ text: String) {
        hash.add(tag << 56 ^ UInt64(bitPattern: now))
        hash.add(text)
    }

    func trace(_ tag: UInt64, _ lines: [String]) {
        // On a copy: access to an object's property is checked each time.
        var hash = hash
        for line in lines {
            hash.add(tag << 56 ^ UInt64(bitPattern: now))
            hash.add(line)
        }
        self.hash = hash
    }

    func report(_ invariant: Invariant, _ what: String) {
        guard violation == nil else { return }
        violation = Violation(
            invariant: invariant, what: what, terminal: settings.terminal, day: day, step: counts.events,
            at: wallTime.description)
        note("BROKEN \(invariant.rawValue): \(what)")
    }

    private func handle(_ event: WorldEvent) {
        switch event {
        case .terminalTimer(let timer, let generation):
            guard terminalTimers[timer] == generation else { return }
            terminalTimers[timer] = nil
            give(.timer(timer))
        case .bridgeTimer(let timer, let generation):
            guard bridgeTimers[timer] == generation else { return }
            bridgeTimers[timer] = nil
            carryOut(bridge.handle(.timerFired(timer)))
        case .toTerminal(let bytes):
            guard isPowered else { return }
            trace(1, bytes)
            oracle.terminalGot(bytes, at: now, spoilt: spoilt)
            give(.line(bytes))
        case .toBridge(let bytes):
            trace(2, bytes)
            carryOut(bridge.handle(.received(bytes)))
        case .request(let payload):
            faults.recorder?.arrives(.request, at: now, screen: shown?.screen)
            answer(payload)
        case .reply(let payload, let start):
            guard start == hostStarts else { return note("an answer is lost with its connection") }
            tape?.passed.append((now, payload))
            faults.recorder?.arrives(.response, at: now, screen: shown?.screen)
            carryOut(bridge.handle(.send(payload)))
        case .printed(let job, let start): printed(job, start)
        case .printerStopped(let job, let problem, let start):
            guard start == starts else { return }
            give(.printerStopped(job.number, problem))
        case .look(let generation): if generation == lookGeneration { look() }
        case .plugPulled:
            note("the plug is pulled")
            if isPowered { faults.recorder?.plugPulled(whileBusy: shown?.screen == "busy") }
            losePower()
        case .powerBack: start()
        default: handleShop(event)
        }
    }
}
