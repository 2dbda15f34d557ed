import Settlement
import TerminalFirmware

/// What a shop has set up, as the settings of a terminal file. All of it is written: what a file leaves out is not what a
/// simulated shop leaves out.
extension ReplayScenario {
    static func habits(_ parameters: TerminalParameters) -> [String] {
        let policy = parameters.settlement
        func orNever(_ number: Int?) -> String { "\(number ?? 0)" }
        var lines = [
            "business-day-begins: \"\(time(parameters.businessDay.cutOverMinute))\"",
            "settle-remind-from: \"\(policy.remindFrom?.description ?? "never")\"",
            "settle-remind-every: \(policy.remindEvery)",
            "settle-screen-from: \(orNever(policy.screenFrom))",
            "settle-slip-from: \(orNever(policy.slipFrom))",
            "settle-refuse-from: \(orNever(policy.refuseFrom))",
            "settle-put-off: \(policy.putOffMinutes)",
            "settle-put-offs: \(policy.mostPutOffs)",
            "settle-automatic: \"\(policy.automatic.map { "\($0.from)-\($0.to)" } ?? "never")\"",
        ]
        if let window = policy.automatic {
            lines += ["settle-jitter: \(window.jitterMinutes)", "settle-retry: \(window.retryMinutes)"]
        }
        lines += [
            "settle-morning: \(name(policy.morning))",
            "supervisor-password: \"\(parameters.supervisorPassword)\"",
        ]
        return lines.map { "  " + $0 }
    }

    private static func time(_ minute: Int) -> String { TimeOfDay(minute: minute)?.description ?? "00:00" }

    private static func name(_ policy: MorningPolicy) -> String {
        switch policy {
        case .ask: "ask"
        case .settleFirst: "settle-first"
        case .automatic: "automatic"
        }
    }
}
