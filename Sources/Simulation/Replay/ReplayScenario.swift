import AcquirerHost
import ISO8583
import Settlement
import TerminalFirmware

/// A simulated run as a scenario file, for `tillbench scenario run`.
public struct ReplayScenario: Sendable {
    /// The file.
    public let text: String
    /// What of the run it does not hold, in words; empty when it holds all.
    public let omitted: [String]
    /// What broke in the simulated run, or nil.
    public let violation: Violation?
    /// Faults that the file sets, power cuts not counted.
    public let faults: Int
    /// Power cuts that the file sets.
    public let powerCuts: Int

    /// So many times faster than simulated timers the real ones run: 60 s for an answer become 3 s.
    static let pace: Int64 = 20

    /// Plays a terminal of a run and writes down what happens.
    ///
    /// - Parameter only: Nothing but these faults strikes; nil for what the profile says.
    /// - Throws: What the cryptography throws when it is not there.
    public init(_ settings: SimulationSettings, terminal: Int, only: Set<FaultEvent>? = nil) throws {
        let world = try World<RealFirmware, RealHost>(settings.world(terminal, only: only))
        let recorder = ReplayRecorder()
        world.faults.recorder = recorder
        world.run()
        let title =
            "Terminal \(terminal) of the simulation with seed \(settings.seed), profile \(settings.profile.name)"
        self.init(world, recorder, title: title)
    }

    /// Writes down a world that has run to its end.
    init<Firmware, Host>(_ world: World<Firmware, Host>, _ recorder: ReplayRecorder, title: String) {
        // Real parts do not wait for a night to pass: their clock is set on from one customer to the next.
        omitted =
            recorder.omitted + (world.habits == .usual ? [] : ["what the shop has set up: \(world.habits.words)"])
        violation = world.violation
        let cuts = recorder.armed.compactMap(ReplayScenario.powerCut)
        let faults = recorder.armed.compactMap(ReplayScenario.fault)
        let rules = recorder.armed.compactMap(ReplayScenario.rule)
        self.faults = faults.count
        powerCuts = cuts.count
        let begin = ReplayScenario.minute(world.epoch + 8 * 3600 + 50 * 60)
        var lines = [
            "# Written by `tillbench simulate --scenario`. Timers run \(ReplayScenario.pace) times faster than simulated.",
            "# Run it with `tillbench scenario run FILE`.",
        ]
        lines += omitted.map { "# NOT IN THIS FILE: \($0)" }
        lines += [
            "scenario: \"\(title)\"",
            "about: \"\(world.violation.map { "\($0.invariant.rawValue): \($0.what)" } ?? "every invariant held")\"",
            "start: \"\(begin)\"",
            "terminal:",
            "  terminal-id: \"\(world.parameters.terminalID)\"",
            "  merchant-id: \"\(world.parameters.merchantID)\"",
            "  merchant-name: \"\(world.parameters.merchantName)\"",
            "  dialect: \(world.house.profile.dialect.rawValue)",
            "  language: \(world.parameters.language == .chinese ? "zh" : "en")",
            "  response-timeout: \(seconds(Int64(world.parameters.responseTimeout) / ReplayScenario.pace))",
            "  acknowledge-timeout: 0.6",
            "  attempts: \(world.parameters.attempts)",
            "  retry-delay: \(seconds(Int64(world.parameters.retryDelay) / ReplayScenario.pace))",
            "  records-per-upload: \(world.parameters.recordsPerUpload)",
        ]
        lines += ["host:", "  profile: \(ReplayScenario.profile(world.house.profile))"]
        if !rules.isEmpty { lines += ["  rules:"] + rules.map { "    - \($0)" } }
        if !cuts.isEmpty { lines += ["power-cuts:"] + cuts.map { "  - \($0)" } }
        lines.append("steps:")
        lines += faults.map { "  - fault: \($0)" }
        lines += ReplayScenario.steps(recorder, begin: world.epoch + 8 * 3600 + 50 * 60)
        lines += ReplayScenario.outcome(world)
        if recorder.financialRequests > 0 {
            lines.append("  - expect: {wire: {mti: \"0200\", count: \(recorder.financialRequests)}}")
        }
        lines.append("  - expect: {equal: true, struck: {faults: \(faults.count), power-cuts: \(cuts.count)}}")
        lines.append("    within: 60s")
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func steps(_ recorder: ReplayRecorder, begin: Int64) -> [String] {
        var lines: [String] = []
        var clock = begin
        var isNight = false
        let late = recorder.armed.compactMap(ReplayScenario.lateness).max() ?? 0
        for item in recorder.items {
            switch item {
            case .printerStops(let problem, let afterLines):
                lines.append("  - printer: {problem: \(name(problem)), after-lines: \(afterLines)}")
            case .night(let screen):
                if let screen { lines += ["  - expect: {display: \(screen)}", "    within: 90s"] }
                isNight = screen != nil
            case .forcedClose:
                if late > 0 { lines.append("  - wait: \(seconds(late / pace + 1_000))s") }
                lines.append("  - host: force-close")
            case .plug: lines += ["  - power: cut", "  - power: on"]
            case .acts(let screen, let acts, let chip, let second):
                if second - clock > 120 {
                    // What is late has to arrive before the next customer, as it did.
                    if late > 0 { lines.append("  - wait: \(seconds(late / pace + 1_000))s") }
                    if !isNight { lines += ["  - expect: {display: \(screen)}", "    within: 90s"] }
                    isNight = false
                    lines.append("  - clock: {to: \"\(minute(second))\"}")
                    clock = second
                }
                lines += ["  - expect: {display: \(screen)}", "    within: 90s"]
                if screen == "printer-stopped" { lines.append("  - printer: ready") }
                lines += hands(acts, chip)
            }
        }
        return lines
    }

    private static func hands(_ acts: [Clerk.Act], _ chip: [UInt8]) -> [String] {
        var lines: [String] = []
        var keys: [String] = []
        func flush() {
            if !keys.isEmpty { lines.append("  - press: [" + keys.joined(separator: ", ") + "]") }
            keys = []
        }
        for act in acts {
            switch act {
            case .key(let key): keys.append("\"\(name(key))\"")
            case .misread:
                flush()
                lines.append("  - swipe: misread")
            case .insert(let card):
                flush()
                let digits = chip.map { String($0 >> 4, radix: 16) + String($0 & 0x0F, radix: 16) }.joined()
                lines.append("  - insert: {card: \(TestCard.all[card].name), chip: \"\(digits)\"}")
            case .swipe(let card):
                flush()
                lines.append("  - swipe: \(TestCard.all[card].name)")
            }
        }
        flush()
        return lines
    }

    /// What each batch must hold in the end.
    private static func outcome<Firmware, Host>(_ world: World<Firmware, Host>) -> [String] {
        world.ledger.batches().filter { !world.ledger.postings($0.terminalID, $0.number).isEmpty }.flatMap { batch in
            let postings = world.ledger.postings(batch.terminalID, batch.number)
            let live = postings.filter { !$0.isReversed }
            func count(_ kind: PostingKind) -> Int { live.count { $0.kind == kind } }
            let net = live.reduce(Int64(0)) { $0 + ($1.kind.isCredit ? -$1.minorUnits : $1.minorUnits) }
            return [
                "  - expect:",
                "      ledger: {batch: \(batch.number), state: \(batch.isClosed ? "closed" : "open"), "
                    + "sales: \(count(.sale)), voids: \(count(.void)), refunds: \(count(.refund)), "
                    + "net: \"\(decimalAmount(net, exponent: 2))\"}",
                "    within: 60s",
            ]
        }
    }
}

/// Milliseconds as seconds with up to three decimals.
func seconds(_ milliseconds: Int64) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000)" : decimalAmount(milliseconds, exponent: 3)
}
