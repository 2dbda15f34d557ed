import Foundation
import Settlement
import TestSupport
import Testing

extension LiveTests {
    @Suite("The watch makes a terminal settle by itself")
    struct WatchSettlesTests {
        @Test(
            "a deadline that nobody kept: the alarm, the terminal's own settlement, the end of the alarm, the old settings",
            arguments: [SettlementStyle.unionPay, .hypercom])
        func settles(_ style: SettlementStyle) throws {
            let shop = try LiveShop(style)
            try shop.sell(1_250, 3_310)
            let sold = ClockTime.workstation()
            let before = try settings(shop)
            // Two minutes later nobody has settled.
            let later = sold.adding(seconds: 120)
            try shop.setClockAhead(seconds: 120)
            try shop.write(
                "watch.yaml",
                [
                    "store: \(shop.folder.path)/fleet.sqlite", "ledger: \(shop.ledger)", "rules:",
                    "  deadline: \"\(sold.adding(seconds: 60).hourMinute)\"", "  settle-after: 0", "channels:",
                    "  - {name: display, type: terminal}",
                ])
            let watch = try RunningProgram(
                [
                    "watch", "--config", shop.folder.path + "/watch.yaml", "--port", shop.servicePort, "--every", "1",
                    "--at", later.description.replacing(" ", with: "T"),
                ], in: shop.folder)
            // The last thing that it does: the terminal has its settings back.
            try shop.wait("end of the alarm") {
                let said = try watch.said()
                return said.contains("cleared.display)") && said.contains("cleared.terminal-settle)")
            }
            watch.send(SIGINT)
            #expect(watch.wait() == 130)
            let said = try watch.said()
            #expect(
                said.contains("ALARM settlement forgotten: terminal 10000001, batch 000001, 2 record(s)"), "\(said)")
            #expect(said.contains("the terminal is to settle by itself"), "\(said)")
            try shop.waitForRest()
            try shop.compare([1_250, 3_310])
            #expect(try shop.book().closed.last?.snapshot.reason == .automatic)
            #expect(try settings(shop) == before)
        }

        private func settings(_ shop: LiveShop) throws -> [String] {
            let shown = try FinishedRun(["params", "show", shop.servicePort])
            try #require(shown.status == 0, "\(shown.complaint)")
            return shown.text.split(separator: "\n").map(String.init).filter { $0.contains("settle-") }
        }
    }
}
