import BatchDoctor
import Foundation
import Settlement
import TestSupport
import Testing

extension LiveTests {
    @Suite("A close that the host does not take: the acquirer's word ends it")
    struct ForcedCloseTests {
        @Test(
            "export first, then confirmation number, name and password; the slip says so, and the journal keeps all",
            arguments: [SettlementStyle.unionPay, .hypercom])
        func forced(_ style: SettlementStyle) throws {
            let money: [Int64] = [style == .unionPay ? 1_999 : 2_407, 56_010, 311]
            let shop = try LiveShop(style, rules: ["  - {name: blocked, when: {mti: \"0500\"}, do: {answer: \"03\"}}"])
            for amount in money { try shop.sell(amount) }
            #expect(try shop.settle() == "close-refused")

            let first = try shop.fix("--yes")
            #expect(first.status == 1, "\(first.text)\(first.complaint)")
            let (record, folder) = try shop.incident()
            #expect(record.outcome == .needsConfirmation && record.before.findings.map(\.cause) == ["merchant-blocked"])
            #expect(record.steps.map(\.step) == ["resume-close", "export-records"])
            try exported(folder, count: money.count, style)

            // A wrong password, and none at all, change nothing.
            try shop.write("wrong", ["1234"])
            let before = try shop.book()
            let batch = try #require(before.close.snapshot?.batch.value)
            var number = "ACQ0042"
            let forBatch = { ["--yes", "--confirmation", number, "--by", "Li Wei", "--batch", "\($0 as UInt32)"] }
            var taken = forBatch(batch)
            let other = try FinishedRun(shop.fixArguments + forBatch(batch + 1) + ["--pin-file", shop.pinFile])
            #expect(try other.status == 1 && shop.incident().record.outcome == .needsConfirmation, "\(other.text)")
            let wrong = try FinishedRun(shop.fixArguments + taken + ["--pin-file", shop.folder.path + "/wrong"])
            #expect(wrong.status == 5 && wrong.complaint.contains("password is wrong"), "\(wrong.complaint)")
            let without = try FinishedRun(shop.fixArguments + taken)
            #expect(without.status == 5 && without.complaint.contains("was not given"), "\(without.complaint)")
            #expect(try shop.book().close.snapshot == before.close.snapshot && shop.book().records == before.records)

            // The acquirer's people settle it from what was exported.
            let settled = try shop.settleAtHost(records: folder.appending(path: "records.csv").path)
            #expect(settled.status == 0, "\(settled.text)\(settled.complaint)")
            let words = try #require(settled.text.split(separator: "\n").last).split(separator: " ")
            #expect(words.dropLast() == ["confirmation", "number:"], "\(settled.text)")
            number = String(try #require(words.last))
            taken = forBatch(batch)
            let done = try FinishedRun(shop.fixArguments + taken + ["--pin-file", shop.pinFile])
            #expect(done.status == 0, "\(done.text)\(done.complaint)")
            let end = try shop.incident().record
            let step = try #require(end.steps.last)
            #expect(step.step == "close-by-force" && step.confirmation == number && end.engineer == "Li Wei")
            #expect(step.log.contains { $0.contains("close.by-word") })
            let book = try shop.book()
            let closed = try #require(book.closed.last)
            #expect(closed.confirmation.evidence == .word && closed.confirmation.reference == number)
            #expect(closed.records == before.records && book.records.isEmpty && book.close == .open)
            #expect(try shop.papers().contains { $0.contains("CLOSED BY ACQUIRER") && $0.contains(number) })
            let printed = try FinishedRun(["host", "ledger", "--ledger", shop.ledger])
            #expect(printed.text.contains("batch \(closed.batch) closed by hand, confirmation \(number)"))

            // The next batch stands as well: a number that was used ends no second close.
            try shop.sell(4_200)
            #expect(try shop.settle() == "close-refused")
            let again = try FinishedRun(shop.fixArguments + taken + ["--pin-file", shop.pinFile])
            #expect(again.status == 1, "\(again.text)\(again.complaint)")
            let next = try #require(try shop.book().close.snapshot?.batch.value)
            let reused = try FinishedRun(shop.fixArguments + forBatch(next) + ["--pin-file", shop.pinFile])
            #expect(
                reused.status == 5 && reused.complaint.contains("has ended the close of batch"), "\(reused.complaint)")
            #expect(try shop.book().closed.count == book.closed.count && shop.book().close.isRunning)
        }

        private func exported(_ folder: URL, count: Int, _ style: SettlementStyle) throws {
            let table = try String(contentsOf: folder.appending(path: "records.csv"), encoding: .utf8)
            #expect(table.components(separatedBy: "\r\n").count == count + 2)
            let viewed = try FinishedRun([
                "msg", "view", folder.appending(path: "records.hex").path, "--json", "--dialect",
                style == .unionPay ? "unionpay" : "hypercom",
            ])
            #expect(viewed.status == 0, "\(viewed.complaint)")
            #expect(viewed.text.split(separator: "\n").count == count)
            #expect(viewed.text.contains("0320"))
        }
    }
}
