import AcquirerHost
import BatchDoctor
import BatchEvidence
import FlashStore
import Settlement
import Simulation
import TerminalFirmware

/// A shop whose batch gets stuck: real firmware, real link, real host rules, under a virtual clock.
package final class StuckShop {
    /// A customer, or something that the clerk does.
    package typealias Visit = CanonicalDay.Visit
    /// Terminal, line and host.
    package let world: World<RealFirmware, RealHost>
    /// What terminal and host speak.
    package let style: SettlementStyle
    private let tape = Tape()
    private var playedUntil: Int64 = 0
    private static let hour: Int64 = 3_600_000

    /// Hours after midnight at which the shop has served its customers.
    package static let evening: Int64 = 20

    /// How a shop is set up.
    package struct Setup {
        /// What terminal and host speak.
        package var style: SettlementStyle
        /// The customers of each day, in order, from nine o'clock on.
        package var days: [[Visit]]
        /// Minutes between two customers; nil spreads them over twelve hours.
        package var every: Int?
        /// What the host does wrong.
        package var rules: [HostRule] = []
        /// Decides what is left to chance.
        package var seed: UInt64 = 1
        /// Number of the terminal: its field 41 follows from it.
        package var terminal = 0
        /// Faults at exact places.
        package var plan: [PlannedFault]?
        /// How often what goes wrong.
        package var faults = FaultProfile.calm
        /// Evening, night and morning.
        package var habits: ShopHabits?
        /// How the host settles; nil for the usual way of the style.
        package var profile: HostProfile?
        /// Records at which a batch is full.
        package var batchLimit: Int?
        /// What the terminal's flash holds at first.
        package var flash: MemoryFlash?
        /// True when nobody sells on with a close that is not finished, and the play goes on when an invariant has broken.
        package var goesOn = true

        /// A shop in which nothing goes wrong.
        package init(_ style: SettlementStyle, _ days: [[Visit]]) {
            self.style = style
            self.days = days
        }
    }

    /// Opens a shop at the midnight before its first day.
    ///
    /// - Throws: What the cryptography throws.
    package init(_ setup: Setup) throws {
        style = setup.style
        let most = setup.days.map(\.count).max() ?? 0
        let slots = setup.every.map { max(most, 720 / $0) } ?? most
        var settings = WorldSettings(
            seed: setup.seed, terminal: setup.terminal, days: setup.days.count + 1, transactions: slots,
            profile: setup.faults)
        var visits: [Visit] = []
        for (index, day) in setup.days.enumerated() {
            visits += day
            settings.absent.formUnion(index * slots + day.count..<(index + 1) * slots)
            visits += Array(repeating: Visit("nobody", .balance), count: slots - day.count)
        }
        // On the days that follow nobody comes.
        settings.absent.formUnion(visits.count..<visits.count + max(1, slots))
        settings.day = CanonicalDay(visits: visits.isEmpty ? [Visit("nobody", .balance)] : visits, rules: [])
        settings.rules = setup.rules
        let dialect: HostProfile.DialectName = setup.style == .hypercom ? .hypercom : .unionPay
        settings.house = House(profile: setup.profile ?? HostProfile(dialect: dialect, imbalance: nil))
        settings.plan = setup.plan.map { FaultPlan($0) }
        settings.habits = setup.habits
        settings.batchLimit = setup.batchLimit
        settings.flash = setup.flash
        world = try World(settings)
        world.tape = tape
        guard setup.goesOn else { return }
        world.playsOn = true
        world.makePatient()
    }

    /// A shop of one day, played until an invariant breaks.
    ///
    /// - Throws: What the cryptography throws.
    package convenience init(
        _ style: SettlementStyle, _ visits: [Visit], rules: [HostRule] = [], seed: UInt64 = 1, terminal: Int = 0,
        plan: [PlannedFault]? = nil
    ) throws {
        var setup = Setup(style, [visits])
        setup.rules = rules
        setup.seed = seed
        setup.terminal = terminal
        setup.plan = plan
        setup.goesOn = false
        try self.init(setup)
    }

    /// Plays up to an hour after the first midnight.
    package func run(untilHour hour: Int64) { run(untilMinute: Int(hour) * 60) }

    /// Plays up to a moment in minutes after the first midnight.
    package func run(untilMinute minute: Int) {
        world.run(until: Int64(minute) * 60_000)
        // One that others play on by its world has no other time than that.
        if world.playsOn { playedUntil = Int64(minute) * 60_000 }
    }

    /// Plays moment by moment until something is so, or that hour after the first midnight has come.
    package func run(untilHour hour: Int64 = StuckShop.evening, or isSo: () -> Bool) {
        world.run(until: 9 * StuckShop.hour)
        while !isSo(), let next = world.nextTime, next < hour * StuckShop.hour {
            world.run(until: next + 1)
        }
    }

    /// Bytes of flash up to the last one that was ever written.
    ///
    /// - Throws: What the flash throws.
    package func usedBytes() throws -> Int {
        var memory = world.chip.memory
        memory.restorePower()
        let bytes = try memory.read(at: 0, count: memory.geometry.byteCount)
        return (bytes.lastIndex { $0 != 0xFF } ?? -1) + 1
    }

    /// Lets one bit after another rot in a part of what is written, until a record is damaged: padding bears it.
    ///
    /// - Parameter part: Thousandths of what is written.
    /// - Throws: `StuckError` when nothing there can be damaged.
    package func rot(_ part: ClosedRange<Int>, _ dice: inout Dice) throws {
        let used = try usedBytes()
        for _ in 0..<40 {
            let offset = dice.number(max(64, used * part.lowerBound / 1000)...max(64, used * part.upperBound / 1000))
            world.chip.rot(bit: dice.number(0...7), at: offset)
            if !terminal().storage.isSound { return }
        }
        throw StuckError("no record was damaged")
    }

    /// The time on the wall: up to which it was played, though nothing may have happened for hours.
    package var now: ClockTime { world.wallTime.adding(seconds: max(0, (playedUntil - world.now) / 1000)) }

    /// What the flash says.
    package func terminal(settings: TerminalSettings? = nil) -> TerminalEvidence {
        var memory = world.chip.memory
        memory.restorePower()
        return FlashEvidence.read(memory, settings: settings)
    }

    /// How this terminal is set up, as a file of its settings says it.
    package var settings: TerminalSettings {
        TerminalSettings(
            terminalID: world.parameters.terminalID, merchantID: world.parameters.merchantID,
            limits: world.parameters.limits, policy: world.parameters.settlement,
            businessDay: world.parameters.businessDay)
    }

    /// The ledger as `tillbench host ledger --json` writes it.
    ///
    /// - Throws: What the ledger throws.
    package func ledger() throws -> LedgerReport { try LedgerReport(world.ledger) }

    /// All messages that the host answered.
    package var answered: [AnsweredMessage] { world.ledger.allAnswers() }

    /// What the ledger says of a terminal; this one when none is named.
    ///
    /// - Throws: What the ledger throws.
    package func host(of terminalID: String? = nil) throws -> HostEvidence {
        let name = terminalID ?? world.parameters.terminalID
        guard let host = LedgerEvidence.read(try ledger(), terminalID: name) else {
            throw StuckError("the ledger holds nothing of any terminal")
        }
        return host
    }

    /// What passed at the bridge, also what reached no host.
    ///
    /// - Parameter minute: When the capture was begun, in minutes after the first midnight.
    package func wire(sinceMinute minute: Int = 0) -> WireEvidence {
        WireEvidence(
            messages: tape.passed.enumerated().filter { $0.element.at >= Int64(minute) * 60_000 }
                .compactMap { index, passed in
                    MessageEvidence.read(passed.payload, at: passed.at, connection: nil, packet: index + 1)
                })
    }

    /// All that is known, some minutes later: what is merely under way has come to its end by then.
    ///
    /// - Throws: What the ledger throws.
    package func evidence(after seconds: Int64 = 600, settings: TerminalSettings? = nil) throws -> Evidence {
        Evidence(
            now: now.adding(seconds: seconds), terminal: terminal(settings: settings ?? self.settings),
            host: LedgerEvidence.read(try ledger(), terminalID: world.parameters.terminalID), wire: wire())
    }

    /// A rule of the host for one kind of request.
    package static func rule(
        _ kind: String, _ action: HostRule.Action, nth: Int? = nil, amount: Int64? = nil, times: Int? = nil
    ) -> HostRule {
        var rule = HostRule(name: kind, action: action)
        rule.kind = kind
        rule.nth = nth
        rule.amountEquals = amount
        rule.times = times
        return rule
    }

    /// Sales of several cards and amounts.
    package static func sales(_ count: Int) -> [Visit] {
        (0..<count).map { Visit("sale", .sale, 1_250 + Int64($0) * 317, card: "unionpay-test-\($0 % 3 + 1)") }
    }

    /// Somebody settles.
    package static let settle = Visit("settle", .settle)
}
