import SerialDriver

/// What happens in a run, as it happens.
public enum CheckEvent: Sendable {
    /// A check begins: which one of how many, from 1.
    case begins(LineCheck, number: Int, count: Int)
    /// A check ended.
    case ended(CheckResult)
}

/// Carries checks out on a pair of ports, one after the other.
public final class PortCheckRun: Sendable {
    private let pair: PortPair
    private let checks: [LineCheck]
    private let options: CheckOptions
    private let ports = OpenPorts()

    /// A run that has not begun.
    public init(_ pair: PortPair, checks: [LineCheck] = LineCheck.all, options: CheckOptions = CheckOptions()) {
        self.pair = pair
        self.checks = checks
        self.options = options
    }

    /// Gives the ports back at once, with the settings that they had before; the run ends by it.
    public func abort() { ports.end() }

    /// Carries all of them out. The ports have their former settings afterwards, however it ends.
    ///
    /// - Parameter report: Called before and after each check.
    /// - Throws: `SerialError` when a port cannot be used at all, before anything was checked; `.timedOut` when one port was named
    ///   and nothing comes back from it; `.cancelled`.
    public func run(_ report: (CheckEvent) -> Void = { _ in }) async throws(SerialError) -> CheckReport {
        let keepers = try open()
        defer { ports.end() }
        if pair.isLoopback { try await seekPlug() }
        let isPseudoTerminal = pair.isPseudoTerminal
        var results: [CheckResult] = []
        var trouble: SerialError?
        for (index, check) in checks.enumerated() {
            guard !Task.isCancelled else { throw SerialError(.cancelled, path: pair.a) }
            report(.begins(check, number: index + 1, count: checks.count))
            let bench = Workbench(pair: pair, options: options, ports: ports, keepers: keepers)
            let begun = ContinuousClock.now
            var outcome = check.obstacle(
                isLoopback: pair.isLoopback, isPseudoTerminal: isPseudoTerminal, hasPerson: options.ask != nil,
                maxBaud: options.maxBaud)
            if outcome == nil, trouble != nil { outcome = .skipped("the port is gone") }
            if outcome == nil {
                let verdict = await verdict(check, bench, isPseudoTerminal: isPseudoTerminal)
                guard !Task.isCancelled else { throw SerialError(.cancelled, path: pair.a) }
                outcome = verdict.outcome
                trouble = verdict.trouble
            }
            let result = CheckResult(
                name: check.name, rule: check.rule, outcome: outcome ?? .passed, facts: bench.notes.all,
                seconds: (ContinuousClock.now - begun).seconds)
            results.append(result)
            report(.ended(result))
        }
        return CheckReport(pair: pair, options: options, results: results, trouble: trouble)
    }

    /// Opens the ports once, exclusively: whether they are there, free and ttys.
    private func open() throws(SerialError) -> [Keeper] {
        let paths = pair.isLoopback ? [pair.a] : [pair.a, pair.b]
        var keepers: [Keeper] = []
        for path in paths {
            keepers.append(try Keeper(path))
            ports.close(try ports.open(path, options.settings))
        }
        return keepers
    }

    /// Without a plug every check would wait for its bytes in vain.
    private func seekPlug() async throws(SerialError) {
        let port = try ports.open(pair.a, options.settings)
        defer { ports.close(port) }
        try port.discard()
        try await port.writeAll([0x55], deadline: .now + options.patience)
        guard try await Workbench.arrived(port, within: options.patience) != nil else {
            throw SerialError(.timedOut, path: pair.a)
        }
    }

    private func verdict(
        _ check: LineCheck, _ bench: Workbench, isPseudoTerminal: Bool
    ) async -> (outcome: Outcome, trouble: SerialError?) {
        do { try await check.body(bench) } catch {
            return (
                Verdict.outcome(of: error, rule: check.rule, isPseudoTerminal: isPseudoTerminal), Verdict.trouble(error)
            )
        }
        return (.passed, nil)
    }
}
