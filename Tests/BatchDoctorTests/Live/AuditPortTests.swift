import Foundation
import TestSupport
import Testing

extension LiveTests {
    @Suite("Audit of a live terminal")
    struct AuditPortTests {
        @Test("through the service port the same is found as in its flash, and two names for one terminal are refused")
        func sameAsFlash() throws {
            let shop = try LiveShop(.unionPay)
            // The same card and amount within minutes.
            try shop.sell(1_250)
            try shop.sell(1_250)
            try shop.waitForRest()
            let common = ["audit", "records", "--ledger", shop.ledger, "--json", "--at", "2030-01-01T12:00"]
            let live = try FinishedRun(common + ["--port", shop.servicePort])
            let flash = try FinishedRun(common + ["--flash", shop.flash, "--config", shop.folder.path + "/t.yaml"])
            #expect(live.status == 1, "\(live.text)\(live.complaint)")
            #expect(live.text.contains("same-sale-twice"), "\(live.text)")
            #expect(live.text == flash.text)
            let both = try FinishedRun(common + ["--port", shop.servicePort, "--flash", shop.flash])
            #expect(both.status == 2 && both.complaint.contains("--port and --flash are names for one thing"))
            let none = try FinishedRun(["audit", "records", "--port", shop.folder.path + "/none"])
            #expect(none.status == 3, "\(none.complaint)")
        }
    }
}
