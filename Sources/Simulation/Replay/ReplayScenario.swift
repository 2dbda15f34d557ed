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

    /// So many times faster than simulated timers the real ones run: 60 s for an answer become 5 s.
    ///
    /// Not faster: a frame is sent again only after the pause by which the other side drops the rest of a damaged one, and
    /// that takes a second everywhere.
    static let pace: Int64 = 12

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
        omitted = recorder.omitted
        violation = world.violation
        let cuts = recorder.armed.compactMap(ReplayScenario.powerCut)
        let faults = recorder.armed.indices.compactMap { ReplayScenario.fault(recorder, $0) }
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
            "  acknowledge-timeout: 1.2",
            "  attempts: \(world.parameters.attempts)",
            "  retry-delay: \(seconds(Int64(world.parameters.retryDelay) / ReplayScenario.pace))",
            "  records-per-upload: \(world.parameters.recordsPerUpload)",
        ]
        lines += ReplayScenario.habits(world.parameters)
        lines += ["host:", "  profile: \(ReplayScenario.profile(world.house.profile))"]
        if !rules.isEmpty { lines += ["  rules:"] + rules.map { "    - \($0)" } }
        if !cuts.isEmpty { lines += ["power-cuts:"] + cuts.map { "  - \($0)" } }
        lines.append("steps:")
        lines += faults.map { "  - fault: \($0)" }
        lines += ReplaySteps(recorder, begin: world.epoch + 8 * 3600 + 50 * 60).lines
        lines += ReplayScenario.outcome(world)
        if recorder.financialRequests > 0 {
            lines.append("  - expect: {wire: {mti: \"0200\", count: \(recorder.financialRequests)}}")
        }
        lines.append("  - expect: {equal: true, struck: {faults: \(faults.count), power-cuts: \(cuts.count)}}")
        lines.append("    within: 60s")
        text = lines.joined(separator: "\n") + "\n"
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
