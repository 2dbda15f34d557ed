import BatchDoctor
import Foundation
import Settlement
import TestSupport
import Testing

extension LiveTests {
    @Suite("A reversal that the host never takes: the acquirer's word ends it")
    struct ReversalWordTests {
        @Test(
            "the host's people undo the sale, their number and a password end the reversal, and the batch settles",
            arguments: [SettlementStyle.unionPay, .hypercom])
        func byWord(_ style: SettlementStyle) throws {
            let shop = try LiveShop(
                style,
                rules: [
                    "  - {name: silent, when: {kind: sale, nth: 2}, do: withhold-response}",
                    "  - {name: deaf, when: {kind: reversal}, do: drop-before-booking}",
                ])
            try shop.sell(4_321)
            try shop.press("CANCEL")
            try shop.press("7", "7", "0", "0", "ENTER")
            try shop.swipe()
            try shop.wait("pending reversal") { try !shop.display().isBusy && shop.book().unresolved != nil }
            let trace = "\(try #require(try shop.book().unresolved).transaction.trace.value)"

            let first = try shop.fix("--yes")
            #expect(first.status == 4, "\(first.text)\(first.complaint)")
            #expect(try shop.incident().record.outcome == .silent)
            #expect(first.text.contains("--reversal TRACE"), "\(first.text)")
            let undone = try shop.undoAtHost(trace)
            #expect(undone.status == 0 && undone.text.contains("over 77.00"), "\(undone.text)\(undone.complaint)")
            let number = try #require(undone.text.split(separator: "\n").last?.split(separator: " ").last)

            let word = ["--yes", "--confirmation", String(number), "--by", "Li Wei"]
            for wrong in [["--reversal", "999"], ["--batch", "1"]] {
                let refused = try FinishedRun(shop.fixArguments + word + wrong + ["--pin-file", shop.pinFile])
                #expect(
                    refused.status == 4 && refused.text.contains("the confirmation number is for"),
                    "\(refused.text)\(refused.complaint)")
            }
            let both = try FinishedRun(shop.fixArguments + word + ["--reversal", trace, "--batch", "1"])
            #expect(both.status == 2 && both.complaint.contains("--reversal TRACE"))
            let done = try FinishedRun(
                shop.fixArguments + word + ["--reversal", trace, "--pin-file", shop.pinFile])
            #expect(done.status == 0, "\(done.text)\(done.complaint)")
            let step = try #require(try shop.incident().record.steps.last)
            #expect(try shop.incident().record.steps.map(\.step) == ["send-reversal", "reverse-by-force"])
            #expect(step.step == "reverse-by-force" && step.confirmation == String(number))
            #expect(step.log.contains { $0.contains("reversal.by-word") })
            #expect(try shop.book().unresolved == nil)
            #expect(try shop.settle() == "settled")
            try shop.compare([4_321])
        }
    }
}
