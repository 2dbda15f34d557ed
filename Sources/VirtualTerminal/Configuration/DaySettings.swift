import Settlement
import TerminalFirmware

/// The settings of a terminal file that are about its day: reminders, automatic settlement, limits and the clock.
///
/// ```yaml
/// settle-remind-from: "22:00"    # first reminder of an open batch; never for none
/// settle-remind-every: 15        # minutes between two reminders
/// settle-screen-from: 2          # number of the reminder that takes the whole screen, 0 for never
/// settle-slip-from: 4            # number of the reminder that prints a slip and beeps, 0 for never
/// settle-refuse-from: 0          # number of the reminder that ends selling, 0 for never
/// settle-put-off: 60             # minutes for which a reminder that was put off keeps quiet
/// settle-put-offs: 3             # times a day that the operator may put off; then a supervisor
/// settle-automatic: never        # window in which the terminal settles by itself: "23:00-23:30"
/// settle-jitter: 15              # minutes over which a fleet spreads its calls
/// settle-retry: 10               # minutes between two tries
/// settle-morning: ask            # a batch of an earlier day: ask, settle-first or automatic
/// supervisor-password: ""        # digits; empty when nobody may put off what the operator may not
/// batch-warning: 0               # records from which the operator is warned, 0 for nine tenths of batch-limit
/// batch-warn-hours: 26           # age of the batch from which the operator is warned, 0 for never
/// batch-refuse-hours: 0          # age of the batch at which sales are refused, 0 for never
/// host-time: follow              # the host's time: follow, watch or ignore
/// clock-drift: 120               # seconds by which terminal and host may differ
/// summer-time: none              # none, europe or north-america
/// ```
public struct DaySettings: Codable, Sendable, Equatable {
    /// First reminder of an open batch: a time of day, or `never`.
    public var remindFrom = "22:00"
    /// Minutes between two reminders.
    public var remindEvery = 15
    /// Number of the reminder that takes the whole screen; 0 for never.
    public var screenFrom = 2
    /// Number of the reminder that prints a slip; 0 for never.
    public var slipFrom = 4
    /// Number of the reminder that ends selling; 0 for never.
    public var refuseFrom = 0
    /// Minutes of quiet after a reminder was put off.
    public var putOff = 60
    /// Times a day that the operator may put off.
    public var putOffs = 3
    /// Window of the automatic settlement, `23:00-23:30`, or `never`.
    public var automatic = "never"
    /// Minutes over which a fleet spreads its calls.
    public var jitter = 15
    /// Minutes between two tries.
    public var retry = 10
    /// `ask`, `settle-first` or `automatic`.
    public var morning = "ask"
    /// Digits, or empty.
    public var supervisorPassword = ""
    /// Records from which the operator is warned; 0 for nine tenths of the limit.
    public var batchWarning = 0
    /// Hours from which the operator is warned; 0 for never.
    public var batchWarnHours = 26
    /// Hours at which sales are refused; 0 for never.
    public var batchRefuseHours = 0
    /// `follow`, `watch` or `ignore`.
    public var hostTime = "follow"
    /// Seconds by which terminal and host may differ.
    public var clockDrift = 120
    /// `none`, `europe` or `north-america`.
    public var summerTime = "none"

    /// The usual settings.
    public init() {}

    enum CodingKeys: String, CodingKey, CaseIterable {
        case remindFrom = "settle-remind-from"
        case remindEvery = "settle-remind-every"
        case screenFrom = "settle-screen-from"
        case slipFrom = "settle-slip-from"
        case refuseFrom = "settle-refuse-from"
        case putOff = "settle-put-off"
        case putOffs = "settle-put-offs"
        case automatic = "settle-automatic"
        case jitter = "settle-jitter"
        case retry = "settle-retry"
        case morning = "settle-morning"
        case supervisorPassword = "supervisor-password"
        case batchWarning = "batch-warning"
        case batchWarnHours = "batch-warn-hours"
        case batchRefuseHours = "batch-refuse-hours"
        case hostTime = "host-time"
        case clockDrift = "clock-drift"
        case summerTime = "summer-time"
    }

    /// Takes what is given and leaves the rest as usual.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        try values.take(.remindFrom, &remindFrom)
        try values.take(.remindEvery, &remindEvery)
        try values.take(.screenFrom, &screenFrom)
        try values.take(.slipFrom, &slipFrom)
        try values.take(.refuseFrom, &refuseFrom)
        try values.take(.putOff, &putOff)
        try values.take(.putOffs, &putOffs)
        try values.take(.automatic, &automatic)
        try values.take(.jitter, &jitter)
        try values.take(.retry, &retry)
        try values.take(.morning, &morning)
        try values.take(.supervisorPassword, &supervisorPassword)
        try values.take(.batchWarning, &batchWarning)
        try values.take(.batchWarnHours, &batchWarnHours)
        try values.take(.batchRefuseHours, &batchRefuseHours)
        try values.take(.hostTime, &hostTime)
        try values.take(.clockDrift, &clockDrift)
        try values.take(.summerTime, &summerTime)
    }
}

extension DaySettings {
    /// Puts the settings into a terminal's parameters.
    ///
    /// - Throws: `BenchError` that names the key of a value that no terminal can have.
    func apply(to parameters: inout TerminalParameters) throws {
        func require(_ condition: Bool, _ what: String) throws {
            guard condition else { throw BenchError.setting(what) }
        }
        try require((1...720).contains(remindEvery), "settle-remind-every is 1 to 720 minutes")
        for (key, number) in [("screen", screenFrom), ("slip", slipFrom), ("refuse", refuseFrom)] {
            try require((0...1000).contains(number), "settle-\(key)-from is 0 to 1000, 0 for never")
        }
        try require((1...720).contains(putOff), "settle-put-off is 1 to 720 minutes")
        try require((0...100).contains(putOffs), "settle-put-offs is 0 to 100")
        try require((0...720).contains(jitter), "settle-jitter is 0 to 720 minutes")
        try require((1...720).contains(retry), "settle-retry is 1 to 720 minutes")
        try require(
            supervisorPassword.utf8.count <= 12 && supervisorPassword.utf8.allSatisfy { (0x30...0x39).contains($0) },
            "supervisor-password has up to 12 digits")
        try require((0...900).contains(batchWarning), "batch-warning is 0 to 900")
        try require((0...1000).contains(batchWarnHours), "batch-warn-hours is 0 to 1000")
        try require((0...1000).contains(batchRefuseHours), "batch-refuse-hours is 0 to 1000")
        try require((1...3600).contains(clockDrift), "clock-drift is 1 to 3600 seconds")
        func orNever(_ number: Int) -> Int? { number == 0 ? nil : number }
        var policy = SettlementPolicy()
        policy.remindFrom = try remindFromTime()
        policy.remindEvery = remindEvery
        policy.screenFrom = orNever(screenFrom)
        policy.slipFrom = orNever(slipFrom)
        policy.refuseFrom = orNever(refuseFrom)
        policy.putOffMinutes = putOff
        policy.mostPutOffs = putOffs
        policy.automatic = try window()
        policy.morning = try DaySettings.named(
            morning, ["ask": .ask, "settle-first": .settleFirst, "automatic": .automatic], "settle-morning")
        parameters.settlement = policy
        parameters.supervisorPassword = supervisorPassword
        parameters.batchWarning = orNever(batchWarning)
        parameters.batchWarnHours = orNever(batchWarnHours)
        parameters.batchRefuseHours = orNever(batchRefuseHours)
        parameters.clock.hostTime = try DaySettings.named(
            hostTime, ["follow": .followed, "watch": .watched, "ignore": .ignored], "host-time")
        parameters.clock.limits.drift = Int64(clockDrift)
        parameters.clock.limits.daylight = try DaySettings.named(
            summerTime, ["none": nil, "europe": .europe, "north-america": .northAmerica], "summer-time")
    }

    private func remindFromTime() throws -> TimeOfDay? {
        if remindFrom == "never" { return nil }
        guard let time = TimeOfDay(remindFrom) else {
            throw BenchError.setting("settle-remind-from is a time of day like \"22:00\", or never")
        }
        return time
    }

    private func window() throws -> SettlementWindow? {
        if automatic == "never" { return nil }
        let ends = automatic.split(separator: "-", omittingEmptySubsequences: false).map { TimeOfDay(String($0)) }
        guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else {
            throw BenchError.setting("settle-automatic is a window like \"23:00-23:30\", or never")
        }
        return SettlementWindow(from: from, to: to, jitterMinutes: jitter, retryMinutes: retry)
    }

    private static func named<Value>(_ text: String, _ values: KeyValuePairs<String, Value>, _ key: String) throws
        -> Value
    {
        guard let value = values.first(where: { $0.key == text })?.value else {
            throw BenchError.setting("\(key) is one of " + values.map(\.key).joined(separator: ", "))
        }
        return value
    }
}

extension BenchError {
    /// A setting that no terminal can have; `what` begins with its key.
    static func setting(_ what: String) -> BenchError {
        BenchError(.file, "terminal setting is wrong: \(what)", why: "", next: "correct it in the terminal file")
    }
}
