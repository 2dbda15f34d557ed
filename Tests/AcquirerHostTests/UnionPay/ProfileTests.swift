import AcquirerHost
import ISO8583
import Testing

@Suite("What a host's profile decides")
struct ProfileTests {
    private func traded(_ profile: String) throws -> TestTerminal {
        var terminal = try TestTerminal(rules: "profile: {\(profile)}")
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        return terminal
    }

    private let right = ReconciliationTotals48.Side(debitAmount: 100, debitCount: 1)
    private let wrong = ReconciliationTotals48.Side(debitAmount: 200, debitCount: 1)

    @Test(
        "imbalance is said by flags, by code 95, or by both; balance always by 00 and flags",
        arguments: [
            ("flags", "00", BalanceFlag.unbalanced), ("code95", "95", .notSaid), ("both", "95", .unbalanced),
        ])
    func imbalance(_ name: String, _ code: String, _ flag: BalanceFlag) throws {
        var terminal = try traded("imbalance: \(name)")
        var response = try #require(try terminal.send(try terminal.totals(2, foreign: wrong)).response)
        #expect(response[text: 39] == code)
        #expect(try ReconciliationTotals48(try #require(response[text: 48])).foreign.flag == flag)
        response = try #require(try terminal.send(try terminal.totals(3, foreign: right)).response)
        #expect(response[text: 39] == "00")
        #expect(try ReconciliationTotals48(try #require(response[text: 48])).foreign.flag == .balanced)
    }

    @Test(
        "totals that come again for a closed batch are agreed to, refused, or answered with zeros",
        arguments: [("repeat", "00", Int64(100)), ("77", "77", 100), ("95", "95", 0)])
    func repeated(_ name: String, _ code: String, _ amount: Int64) throws {
        var terminal = try traded("repeated-close: \"\(name)\"")
        #expect(try terminal.code(try terminal.totals(2, foreign: right)) == "00")
        #expect(try terminal.code(terminal.end(3, balanced: true, count: 0)) == "00")
        let response = try #require(try terminal.send(try terminal.totals(4, foreign: right)).response)
        #expect(response[text: 39] == code)
        #expect(try ReconciliationTotals48(try #require(response[text: 48])).foreign.debitAmount == amount)
    }

    @Test("after an upload the terminal can be right: what it did not upload is taken out and named")
    func terminalDecides() throws {
        var terminal = try traded("after-upload: terminal")
        #expect(try terminal.code(try terminal.sale(2, 300)) == "00")
        #expect(try terminal.code(try terminal.sale(3, 300, card: "unionpay-test-3")) == "00")
        var totals = try terminal.totals(4, foreign: right)
        totals[text: 48] = try ReconciliationTotals48(
            domestic: .init(debitAmount: 300, debitCount: 1), foreign: right
        ).text()
        #expect(try terminal.code(totals) == "00")
        #expect(try terminal.code(try terminal.upload(5, of: 1, 100)) == "00")
        let end = try terminal.send(terminal.end(6, balanced: false, count: 1))
        #expect(end.response?[text: 39] == "00")
        let batch = try LedgerReport(terminal.ledger).batches[0]
        // The domestic side agreed: it is not uploaded, and nothing of it is taken out.
        #expect(batch.postings.map(\.isReversed) == [false, true, false])
        #expect(
            batch.exceptions == [
                "sale 000002 over 3.00, card 411111******1111: booked here, not uploaded, taken out"
            ])
    }

    @Test("an upload that does not explain the terminal's totals changes nothing, whatever the profile")
    func incomplete() throws {
        var terminal = try traded("after-upload: terminal")
        #expect(try terminal.code(try terminal.sale(2, 300)) == "00")
        #expect(try terminal.code(try terminal.totals(3, foreign: right)) == "00")
        #expect(try terminal.code(terminal.end(4, balanced: false, count: 0)) == "95")
        #expect(try terminal.postings.map(\.isReversed) == [false, false])
        #expect(try LedgerReport(terminal.ledger).batches[0].exceptions.count == 2)
    }

    @Test("where the terminal captures, money counts as paid once its batch is closed; else when it is booked")
    func capture() throws {
        var terminal = try traded("capture: terminal")
        #expect(terminal.host.profile.capture == .terminal)
        var report = try LedgerReport(terminal.ledger, capture: .terminal)
        #expect(report.batches[0].netMinorUnits == 100 && report.batches[0].paidMinorUnits == 0)
        #expect(try LedgerReport(terminal.ledger).batches[0].paidMinorUnits == 100)
        _ = try #require(try terminal.host.forceClose("10000001", at: terminal.now))
        report = try LedgerReport(terminal.ledger, capture: .terminal)
        #expect(report.batches[0].paidMinorUnits == 100 && report.batches[0].paidAt == terminal.now.description)
    }

    @Test("a whole profile is read, and what is not said has a default")
    func read() throws {
        let file = try HostConfiguration.parse(
            """
            profile:
              dialect: hypercom
              capture: terminal
              imbalance: code95
              repeated-close: 77
              after-upload: terminal
              wrong-batch: "80"
            day-cut: 23:30
            """, origin: "h.yaml")
        #expect(
            file.profile
                == HostProfile(
                    dialect: .hypercom, capture: .terminal, imbalance: .code95, repeatedClose: .refused,
                    afterUpload: .terminal, wrongBatch: "80"))
        #expect(file.dayCut?.minuteOfDay == 23 * 60 + 30)
        #expect(try HostConfiguration.parse("profile: {}", origin: "h.yaml").profile == HostProfile())
        #expect(try HostConfiguration.parse("profile: {dialect: hypercom}", origin: "h").profile.imbalance == .code95)
        #expect(HostConfiguration.test.dayCut == nil)
    }

    @Test(
        "a mistake in a profile is said with its line and what may stand there",
        arguments: [
            ("profile:\n  dialect: iso93", 2, "unionpay, hypercom"),
            ("profile:\n  capture: nobody", 2, "host, terminal"),
            ("profile:\n  dialect: hypercom\n  imbalance: both", 3, "no flags"),
            ("profile:\n  repeated-close: \"12\"", 2, "repeat, 77, 95"),
            ("profile:\n  wrong-batch: \"00\"", 2, "not 00"), ("profile:\n  flags: 1", 2, "unknown key"),
            ("profile: hypercom", 1, "a mapping"), ("\nday-cut: \"24:00\"", 2, "23:30"), ("day-cut: 2330", 1, "23:30"),
            ("rules:\n  - {name: a, do: wrong-mac, when: {kind: sales}}", 2, "offline sale"),
        ])
    func mistakes(_ text: String, _ line: Int, _ part: String) throws {
        let error = try #require(throws: HostFileError.self) { try HostConfiguration.parse(text, origin: "h.yaml") }
        #expect(error.line == line && error.what.contains(part), "\(error)")
    }
}
