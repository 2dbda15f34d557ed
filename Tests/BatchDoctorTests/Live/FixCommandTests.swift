import BatchDoctor
import Foundation
import SerialDriver
import Settlement
import TestSupport
import Testing

/// A chance that differs with the dialect and the case: amounts are never the same ones.
private func amounts(_ count: Int, _ seed: UInt64) -> [Int64] {
    var random = Random(state: seed)
    return (0..<count).map { _ in Int64.random(in: 1...999_999, using: &random) }
}

extension LiveTests {
    @Suite("doctor fix on a terminal process, its ports, and a host over TCP")
    struct FixCommandTests {
        private static let styles = [SettlementStyle.unionPay, .hypercom]

        @Test("totals without answer: seen on the port, treated with consent, healthy, nothing lost", arguments: styles)
        func lostAnswer(_ style: SettlementStyle) throws {
            let money = amounts(3, 11 + UInt64(style.rawValue))
            let shop = try LiveShop(
                style, rules: ["  - {name: silent, when: {mti: \"0500\", times: 1}, do: withhold-response}"])
            for amount in money { try shop.sell(amount) }
            #expect(try shop.settle() == "close-interrupted")
            let verdict = try shop.doctor("batch", "--json")
            #expect(verdict.status == 1, "\(verdict.complaint)")
            let report = try JSONDecoder().decode(DiagnosisReport.self, from: verdict.output)
            #expect(report.findings.map(\.cause) == ["close-answer-lost"] && report.stake.count == 3)
            #expect(report.stake.netMinorUnits == money.reduce(0, +))
            let fixed = try shop.fix("--yes", "--by", "Li Wei")
            #expect(fixed.status == 0, "\(fixed.text)\(fixed.complaint)")
            try shop.compare(money)
            let (record, folder) = try shop.incident()
            #expect(record.outcome == .healthy && record.engineer == "Li Wei" && record.after?.isHealthy == true)
            #expect(record.steps.map(\.step) == ["resume-close"] && record.steps.map(\.consent) == ["--yes"])
            #expect(record.before.findings.map(\.cause) == ["close-answer-lost"])
            let text = try String(contentsOf: folder.appending(path: "incident.txt"), encoding: .utf8)
            #expect(text.contains("INCIDENT \(record.id)") && text.contains("事件记录 \(record.id)"))
            #expect(try shop.doctor("batch").status == 0)
        }

        @Test(
            "a reversal without answer goes out by the doctor, and the next sale is taken",
            arguments: [SettlementStyle.unionPay])
        func reversal(_ style: SettlementStyle) throws {
            let money = amounts(2, 21 + UInt64(style.rawValue))
            let shop = try LiveShop(
                style,
                rules: [
                    "  - {name: silent, when: {kind: sale, nth: 2}, do: withhold-response}",
                    "  - {name: deaf, when: {mti: \"0400\", times: 1}, do: drop-before-booking}",
                ], repeatsBytes: true)
            try shop.sell(money[0])
            try shop.press("CANCEL")
            try shop.press("7", "7", "0", "0", "ENTER")
            try shop.swipe()
            try shop.wait("pending reversal") { try shop.display().screen == "reversal-pending" }
            #expect(try shop.book().unresolved != nil)
            let fixed = try shop.fix("--yes")
            #expect(fixed.status == 0, "\(fixed.text)\(fixed.complaint)")
            #expect(try shop.book().unresolved == nil)
            #expect(try shop.incident().record.steps.map(\.step) == ["send-reversal"])
            try shop.sell(money[1])
            #expect(try shop.settle() == "settled")
            try shop.compare(money)
        }

        @Test("without consent everything stays as it was", arguments: styles)
        func noConsent(_ style: SettlementStyle) throws {
            let shop = try LiveShop(
                style, rules: ["  - {name: silent, when: {mti: \"0500\", times: 1}, do: withhold-response}"])
            try shop.sell(1_250)
            #expect(try shop.settle() == "close-interrupted")
            let before = try Data(contentsOf: URL(fileURLWithPath: shop.flash))
            let asked = try shop.fix()
            #expect(asked.status == 2 && asked.complaint.contains("nothing was done"))
            #expect(asked.text.contains("[close-answer-lost]"))
            #expect(asked.text.contains("  at stake: 1 transaction(s), 12.50"), "\(asked.text)")
            // Its clock would be set by a time that is given.
            let past = try shop.fix("--yes", "--at", "2020-01-01T00:00")
            #expect(past.status == 2 && past.complaint.contains("--at"), "\(past.complaint)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: shop.flash)) == before)
            #expect(!FileManager.default.fileExists(atPath: shop.incidents))
        }

        @Test(
            "power fails amid a step: the step ends by itself or by the next run, and nothing is lost",
            arguments: styles)
        func powerCut(_ style: SettlementStyle) throws {
            let money = amounts(4, 31 + UInt64(style.rawValue))
            let shop = try LiveShop(
                style,
                rules: [
                    "  - {name: silent, when: {mti: \"0500\", times: 1}, do: withhold-response}",
                    // Long enough for a busy machine to look in between.
                    "  - {name: slow, when: {mti: \"0500\", nth: 2}, do: {delay: 8s}}",
                ], repeatsBytes: true)
            for amount in money { try shop.sell(amount) }
            #expect(try shop.settle() == "close-interrupted")
            let running = try RunningProgram(shop.fixArguments + ["--yes"], in: shop.folder)
            try shop.wait("the step") { try shop.display().isBusy }
            shop.cutPower()
            let code = running.wait()
            let said = try running.said()
            #expect(code == 3, "\(said)")
            #expect(try shop.incident().record.outcome == .terminalLost)
            try shop.startTerminal()
            let again = try shop.fix("--yes")
            #expect(again.status == 0, "\(again.text)\(again.complaint)")
            try shop.compare(money)
        }

        @Test("a host that is down: exit code 4, and the fix goes through once it is back", arguments: styles)
        func hostDown(_ style: SettlementStyle) throws {
            let money = amounts(2, 41 + UInt64(style.rawValue))
            let shop = try LiveShop(
                style, rules: ["  - {name: silent, when: {mti: \"0500\", times: 1}, do: withhold-response}"])
            for amount in money { try shop.sell(amount) }
            #expect(try shop.settle() == "close-interrupted")
            shop.stopHost()
            let silent = try shop.fix("--yes")
            #expect(silent.status == 4, "\(silent.text)\(silent.complaint)")
            #expect(try shop.incident().record.outcome == .silent)
            try shop.startHost(rules: [])
            let again = try shop.fix("--yes")
            #expect(again.status == 0, "\(again.text)\(again.complaint)")
            try shop.compare(money)
        }

        @Test("Ctrl-C at a prompt ends it: exit code 130, and nothing was done")
        func interruptedPrompt() throws {
            let shop = try LiveShop(
                .unionPay, rules: ["  - {name: silent, when: {mti: \"0500\", times: 1}, do: withhold-response}"])
            try shop.sell(1_250)
            #expect(try shop.settle() == "close-interrupted")
            let before = try Data(contentsOf: URL(fileURLWithPath: shop.flash))
            let screen = try PseudoTerminal()
            let device = open(screen.devicePath, O_RDWR | O_NOCTTY)
            try #require(device >= 0)
            defer { close(device) }
            let running = try RunningProgram(shop.fixArguments, in: shop.folder, keyboard: device)
            var asked: [UInt8] = []
            try shop.wait("the question") {
                asked += try screen.read(upTo: 4096)
                return String(decoding: asked, as: UTF8.self).contains("[y/N]")
            }
            running.send(SIGINT)
            #expect(running.wait() == 130)
            #expect(try Data(contentsOf: URL(fileURLWithPath: shop.flash)) == before)
        }

        @Test("Ctrl-C amid a step: exit code 130, with a record, and nothing is lost")
        func interrupted() throws {
            let shop = try LiveShop(
                .unionPay,
                rules: [
                    "  - {name: silent, when: {mti: \"0500\", times: 1}, do: withhold-response}",
                    "  - {name: slow, when: {mti: \"0500\", nth: 2}, do: {delay: 1s}}",
                ])
            try shop.sell(4_211)
            #expect(try shop.settle() == "close-interrupted")
            let running = try RunningProgram(shop.fixArguments + ["--yes"], in: shop.folder)
            try shop.wait("the step") { try shop.display().isBusy }
            running.send(SIGINT)
            let code = running.wait()
            let said = try running.said()
            #expect(code == 130, "\(said)")
            #expect(try shop.incident().record.outcome == .interrupted)
            try shop.waitForRest()
            try shop.compare([4_211])
        }
    }
}
