import Settlement
import TerminalFirmware
import Testing

@testable import VirtualTerminal

@Suite("Settings of the day")
struct DaySettingsTests {
    private func parameters(_ yaml: String) throws -> TerminalParameters {
        try TerminalConfiguration.parse(yaml, origin: "shop.yaml").parameters()
    }

    private func problem(_ yaml: String) -> String {
        do {
            _ = try TerminalConfiguration.parse(yaml, origin: "shop.yaml")
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test("what is left out is as in the example file")
    func usual() throws {
        let usual = try parameters("merchant-name: Corner Shop\n")
        #expect(usual.settlement.remindFrom?.description == "22:00" && usual.settlement.automatic == nil)
        #expect(usual.settlement.morning == .ask && usual.clock.hostTime == .followed)
        let example = try TerminalConfiguration.load(
            String(#filePath.split(separator: "/Tests/")[0]) + "/hardware/parameters/corner-shop.yaml")
        #expect(example == TerminalConfiguration())
    }

    @Test("a mistake of YAML is told by its line, without the text: it may be a key")
    func secretLine() {
        let key = "00112233445566778899AABBCCDDEEFF"
        for line in ["master-key: \"\(key)\" x", "\(key): [", "master-key: [\(key)", "master-key: \"\(key)"] {
            let said = problem("language: en\n" + line + "\n")
            #expect(said.contains("shop.yaml:") && !said.contains("8899"), "\(said)")
        }
    }

    @Test("every setting reaches the terminal")
    func given() throws {
        let given = try parameters(
            """
            settle-remind-from: never
            settle-remind-every: 20
            settle-screen-from: 1
            settle-slip-from: 0
            settle-refuse-from: 6
            settle-put-off: 30
            settle-put-offs: 1
            settle-automatic: "23:50-00:20"
            settle-jitter: 5
            settle-retry: 4
            settle-morning: settle-first
            supervisor-password: "0815"
            batch-limit: 100
            batch-warning: 80
            batch-warn-hours: 0
            batch-refuse-hours: 72
            host-time: watch
            clock-drift: 60
            summer-time: europe
            """)
        let policy = given.settlement
        #expect(policy.remindFrom == nil && policy.remindEvery == 20 && policy.screenFrom == 1)
        #expect(policy.slipFrom == nil && policy.refuseFrom == 6 && policy.putOffMinutes == 30)
        #expect(policy.mostPutOffs == 1 && policy.morning == .settleFirst && given.supervisorPassword == "0815")
        let window = try #require(policy.automatic)
        #expect(window.from.description == "23:50" && window.to.description == "00:20")
        #expect(window.jitterMinutes == 5 && window.retryMinutes == 4)
        #expect(given.limits.warnCount == 80 && given.limits.warnHours == nil && given.limits.refuseHours == 72)
        #expect(given.clock.hostTime == .watched && given.clock.limits.drift == 60)
        #expect(given.clock.limits.daylight == .europe)
    }

    @Test(
        "a wrong value is named with its line",
        arguments: [
            "settle-remind-from: \"25:00\"", "settle-remind-every: 0", "settle-automatic: \"23:00\"",
            "settle-automatic: \"23:00-23:00\"", "settle-morning: sometimes", "supervisor-password: \"12a\"",
            "host-time: maybe", "clock-drift: 0", "summer-time: mars", "batch-refuse-hours: -1", "batch-limit: 1000",
            "settle-jitter: many",
        ])
    func wrong(_ line: String) {
        let key = String(line.prefix { $0 != ":" })
        let text = problem("# a shop\nmerchant-name: Shop\n" + line + "\n")
        #expect(text.hasPrefix("shop.yaml:3: ") && text.contains(key), "\(text)")
    }

    @Test("what is written as a file is read back the same")
    func roundTrip() throws {
        var configuration = TerminalConfiguration()
        configuration.day.automatic = "23:00-23:30"
        configuration.day.supervisorPassword = "0042"
        configuration.merchantName = "小店"
        #expect(try TerminalConfiguration.parse(configuration.yaml(), origin: "x") == configuration)
    }

    @Test("a file says its numbers as people write them")
    func numbers() throws {
        var configuration = TerminalConfiguration()
        (configuration.responseTimeout, configuration.acknowledgeTimeout) = (30, 0.25)
        let text = try configuration.yaml()
        #expect(text.contains("response-timeout: 30\n") && text.contains("acknowledge-timeout: 0.25\n"), "\(text)")
        #expect(try TerminalConfiguration.parse(text, origin: "again") == configuration)
    }
}
