import Foundation
import SMP

/// What a test of a terminal's parts found.
public struct SelfTestReport: Codable, Equatable, Sendable {
    /// One part.
    public struct Part: Codable, Equatable, Sendable {
        /// Its name, for example `printer`.
        public let part: String
        /// `passed`, `failed`, `skipped` or `needs-person`.
        public let outcome: String
        /// What was seen.
        public let text: String
        /// What was measured, in the unit that the text names.
        public let value: Int64?

        /// A part.
        public init(part: String, outcome: String, text: String, value: Int64? = nil) {
            self.part = part
            self.outcome = outcome
            self.text = text
            self.value = value
        }

        init(_ result: SelfTestResult) {
            self.init(
                part: result.part, outcome: result.outcome.rawValue, text: result.text, value: result.value)
        }

        /// True when it is not as it should be.
        public var isFailed: Bool { outcome == SelfTestResult.Outcome.failed.rawValue }
    }

    /// Number of this form.
    public let schema: Int
    /// When it ended, ISO 8601 with the zone.
    public let at: String
    /// The port.
    public let port: String
    /// Model.
    public let model: String
    /// Serial number.
    public let serial: String
    /// Board.
    public let board: String
    /// Version of the firmware that runs.
    public let firmware: String?
    /// The parts, in the order in which they were tested.
    public let parts: [Part]
    /// The terminal's counters, by group and name, for example `printer.jobs`.
    public let counters: [String: Int64]

    /// True when no part failed.
    public var isPassed: Bool { !parts.contains(where: \.isFailed) }

    /// Names of the parts that failed.
    public var failed: [String] { parts.filter(\.isFailed).map(\.part) }

    /// Tests a terminal.
    ///
    /// - Parameters:
    ///   - client: The terminal.
    ///   - plan: What is tested, and who is there.
    /// - Throws: `ManagementError`.
    public init(_ client: ManagementClient, _ plan: SelfTestPlan) throws(ManagementError) {
        let identity = try client.ask(IdentityRequest())
        var parts: [Part] = []
        if plan.testsTerminal {
            // Without a list a terminal tests all that it has.
            let state = try SelfTestReport.run(
                client, StartSelfTestRequest(parts: plan.terminalParts, isAlone: plan.isAlone), plan)
            for result in state.results where plan.wants(result.part) {
                parts.append(try SelfTestReport.finish(result, client, plan))
            }
        }
        if plan.wants("clock-drift") { parts.append(try SelfTestReport.clock(client)) }
        if plan.wants("service-port") { parts.append(try SelfTestReport.servicePort(client, plan.echoes)) }
        schema = 2
        at = EventTime.text(Date())
        port = client.path
        model = identity.model
        serial = identity.serial
        board = identity.board
        firmware = try client.slots().first { $0.slot == 0 }?.version
        counters = try client.counters()
        self.parts = parts
    }

    /// How long one part may take, and a whole test. A terminal gives each of its parts up long before this.
    private static let patience = Duration.seconds(180)
    private static let longest = Duration.seconds(1800)
    /// Results that a terminal may tell: it has some ten parts, boards of others may have more.
    static let mostResults = 64

    private static func run(
        _ client: ManagementClient, _ request: StartSelfTestRequest, _ plan: SelfTestPlan
    ) throws(ManagementError) -> SelfTestState {
        func broken(_ what: String) -> ManagementError {
            ManagementError(
                .check(what, next: "restart the terminal, and leave that part out with --skip"), path: client.path,
                request: SelfTestStateRequest.place.words)
        }
        var state = try client.ask(request)
        var told: String?
        let end = ContinuousClock.now + longest
        var limit = ContinuousClock.now + patience
        var tested: Set<String> = []
        while true {
            // Each part has one result: one that is told again, as any without end, is no progress.
            guard state.results.count <= mostResults, Set(state.results.map(\.part)).count == state.results.count else {
                throw broken("its self-test tells \(state.results.count) results, too many or two of one part")
            }
            guard state.isRunning else { return state }
            let parts = Set(state.results.map(\.part))
            if !parts.isSubset(of: tested) {
                tested.formUnion(parts)
                limit = min(end, .now + patience)
            }
            // Results that change their names are no progress either.
            guard tested.count <= mostResults, .now < limit else {
                throw broken("its self-test does not end")
            }
            if let wish = state.waitingFor, wish != told {
                plan.tell(wish)
                told = wish
            }
            try client.pause(.milliseconds(50), SelfTestStateRequest.place)
            state = try client.ask(SelfTestStateRequest())
        }
    }

    /// What needs a person is done with one: seen by the terminal where it can, else by the person.
    private static func finish(
        _ result: SelfTestResult, _ client: ManagementClient, _ plan: SelfTestPlan
    ) throws(ManagementError) -> Part {
        guard result.outcome == .needsPerson, let answer = plan.ask(result) else { return Part(result) }
        guard result.isWatched else {
            return Part(
                part: result.part, outcome: answer ? "passed" : "failed", text: result.text + ", as seen")
        }
        guard answer else { return Part(part: result.part, outcome: "skipped", text: result.text) }
        let request = StartSelfTestRequest(parts: [result.part], isAlone: false, isAttended: true)
        let state = try run(client, request, plan)
        return Part(state.results.first ?? result)
    }

    private static func clock(_ client: ManagementClient) throws(ManagementError) -> Part {
        let text = try client.ask(ClockRequest()).text
        guard let drift = TerminalInformation.drift(text, from: Date()) else {
            return Part(part: "clock-drift", outcome: "failed", text: "it shows no time: \(text)")
        }
        let most = SelfTestPlan.mostDrift
        return Part(
            part: "clock-drift", outcome: abs(drift) <= most ? "passed" : "failed",
            text: "seconds ahead of this workstation, at most \(most) either way", value: drift)
    }

    /// Echoes with every printable character in changing places.
    private static func servicePort(_ client: ManagementClient, _ count: Int) throws(ManagementError) -> Part {
        var wrong: Int64 = 0
        for number in 0..<count {
            let text = String(decoding: (0..<200).map { UInt8(0x20 + ($0 + number) % 95) }, as: UTF8.self)
            if try client.ask(EchoRequest(text: text)).text != text { wrong += 1 }
        }
        return Part(
            part: "service-port", outcome: wrong == 0 ? "passed" : "failed",
            text: "wrong answers to \(count) echoes of 200 bytes", value: wrong)
    }
}

extension ManagementClient {
    /// Groups of counters that a terminal may have: each is a question of its own.
    private static let mostGroups = 256

    /// All counters of the terminal, by group and name: `printer.jobs`.
    public func counters() throws(ManagementError) -> [String: Int64] {
        var all: [String: Int64] = [:]
        let names = try ask(StatisticsListRequest()).names
        guard names.count <= ManagementClient.mostGroups else {
            throw ManagementError(
                .garbled("it tells \(names.count) groups of counters, \(ManagementClient.mostGroups) are the most"),
                path: path, request: StatisticsRequest.place.words)
        }
        for name in names {
            for counter in try ask(StatisticsRequest(name: name)).counters {
                all[name + "." + counter.name] = counter.value
            }
        }
        return all
    }
}
