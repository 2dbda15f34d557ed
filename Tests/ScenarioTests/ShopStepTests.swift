import AcquirerHost
import ISO8583
import Testing

@testable import Scenario

@Suite("What a clerk of a scenario can do")
struct ShopStepTests {
    private let head = "scenario: T\nstart: \"2026-11-23T09:00\"\n"

    private func steps(_ text: String) throws -> [Action] {
        try ScenarioFile.parse(head + "steps:\n" + text, origin: "t.yaml").steps.map(\.action)
    }

    @Test("every step is read with what belongs to it")
    func reads() throws {
        var held = ShopCard(kind: .preAuthorization, card: "visa-test-1", minorUnits: 30_000, label: "room")
        held.isInserted = true
        var offline = ShopCard(kind: .offlineSale, card: "unionpay-test-2", minorUnits: 1250, label: "taxi")
        offline.authorization = "012345"
        var inserted = ShopCard(kind: .sale, card: "visa-test-1", minorUnits: 500)
        inserted.isInserted = true
        let actions = try steps(
            """
              - pre-auth: {card: visa-test-1, amount: "300.00", insert: true, as: room}
              - complete: {of: room, amount: "280.00", pin: "1234", as: bill}
              - void: bill
              - offline-sale: {card: unionpay-test-2, amount: "12.50", auth: "012345", as: taxi}
              - tip: {of: taxi, amount: "1.00"}
              - sale: {card: visa-test-1, amount: "5.00", insert: true}
              - sale: {card: visa-test-1, amount: "5.00", insert: false}
              - balance: visa-test-1
              - balance: {card: unionpay-test-1, pin: "111111"}
              - insert: visa-test-1
              - sign-off
              - {send-stored: , note: now}
              - trade-on
              - host: force-close
              - host: stop
            """)
        #expect(
            actions == [
                .shop(.card(held)), .shop(.complete(of: "room", minorUnits: 28_000, pin: "1234", label: "bill")),
                .void(of: "bill"), .shop(.card(offline)), .shop(.tip(of: "taxi", minorUnits: 100)),
                .shop(.card(inserted)), .sale(card: "visa-test-1", minorUnits: 500, pin: nil, label: nil),
                .shop(.balance(card: "visa-test-1", pin: nil)),
                .shop(.balance(card: "unionpay-test-1", pin: "111111")), .shop(.insert("visa-test-1")),
                .shop(.signOff), .shop(.sendStored), .shop(.tradeOn), .shop(.forceClose), .host(isUp: false),
            ])
    }

    @Test(
        "a mistake is said with its line, and with what would be right",
        arguments: [
            ("  - complete: {of: room, amount: \"1.00\"}", 4, "label"),
            ("  - tip: {of: x, amount: \"1.00\"}", 4, "label"),
            ("  - pre-auth: {card: visa-test-1}", 4, "amount"), ("  - insert: unionpay-test-2", 4, "visa-test-1"),
            ("  - sign-on\n  - offline-sale: {card: visa-test-1, amount: \"1.00\", auth: \"12\"}", 5, "six digits"),
            ("  - offline-sale: {card: visa-test-1, amount: \"1.00\", pin: \"1\"}", 4, "auth"),
            ("  - sale: {card: unionpay-test-2, amount: \"1.00\", insert: true}", 4, "no chip"),
            ("  - sale: {card: visa-test-1, amount: \"1.00\", insert: maybe}", 4, "true or false"),
            ("  - host: away", 4, "force-close"), ("  - trade-on: {now: true}", 4, "takes nothing"),
            ("  - expect: {ledger: {batch: 1, stored: 1}}", 4, "not known to the ledger"),
            ("  - expect: {journal: {batch: 1, exceptions: 1}}", 4, "not known to the journal"),
            ("  - expect: {journal: {batch: 1, forced: true}}", 4, "of the ledger"),
            ("  - expect: {journal: {batch: 1, paid: \"1.00\"}}", 4, "of the ledger"),
            ("  - expect: {journal: {batch: 1, tip: 1}}", 4, "tips"),
        ])
    func mistakes(_ text: String, _ line: Int, _ hint: String) throws {
        let error = try #require(throws: ScenarioError.self) { _ = try steps(text) }
        #expect(error.line == line && error.description.contains(hint), "\(error)")
    }

    @Test("the host is described as in a host file, and speaks the terminal's dialect")
    func host() throws {
        let file = try ScenarioFile.parse(
            head + """
                terminal: {dialect: hypercom, nii: 10, offline-limit: 1000, tip-percent: 20}
                host:
                  profile: {capture: terminal, repeated-close: "95", after-upload: terminal}
                  day-cut: "23:30"
                  cards: [{name: mine, track2: "4111111111111111=3012201", balance: 100, chip: "9C0100"}]
                  rules: [{name: r, when: {kind: sale}, do: {answer: "51"}}]
                steps: [{balance: mine}, {insert: mine}]
                """, origin: "t.yaml")
        let profile = file.host.profile
        #expect(profile.dialect == .hypercom && profile.imbalance == .code95 && profile.capture == .terminal)
        #expect(profile.repeatedClose == .unbalanced && profile.afterUpload == .terminal)
        #expect(file.host.dayCut?.description == "23:30" && file.host.cards.map(\.name) == ["mine"])
        #expect(file.host.rules.map(\.name) == ["r"])
        // A host that is a process of its own reads the same.
        let text = file.hostSettings + "rules:\n" + file.hostRules
        let read = try HostConfiguration.parse(text, origin: "host.yaml")
        #expect(read.profile == profile && read.dayCut == file.host.dayCut && read.cards == file.host.cards)
        #expect(read.rules == file.host.rules)
        let plain = try ScenarioFile.parse(
            head + "terminal: {dialect: hypercom}\nsteps: [sign-on]", origin: "t.yaml")
        #expect(plain.host.profile == HostProfile(dialect: .hypercom))
        #expect(try HostConfiguration.parse(plain.hostSettings, origin: "h").profile == plain.host.profile)
    }

    @Test(
        "a mistake in the host is said with its line",
        arguments: [
            ("host:\n  profile: {dialect: hypercom}\n", 4, "terminal speaks unionpay"),
            ("host:\n  profile: {capture: nobody}\n", 4, "host, terminal"), ("host:\n  day-cut: noon\n", 4, "23:30"),
            ("host:\n  dialect: hypercom\n", 4, "profile"), ("host:\n  cards: [{name: x}]\n", 4, "track2"),
            ("terminal:\n  dialect: french\n", 4, "hypercom"),
        ])
    func hostMistakes(_ text: String, _ line: Int, _ hint: String) throws {
        let error = try #require(throws: ScenarioError.self) {
            _ = try ScenarioFile.parse(head + text + "steps: [sign-on]", origin: "t.yaml")
        }
        #expect(error.line == line && error.description.contains(hint), "\(error)")
    }

    @Test("every card's chip is data for field 55 without account number, track and name", arguments: TestCard.all)
    func chips(_ card: TestCard) throws {
        guard let chip = card.chip else { return }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: chip.count, by: 2) {
            bytes.append(try #require(UInt8(chip.dropFirst(index).prefix(2), radix: 16)))
        }
        #expect(bytes.count <= 255)
        let tags = Set(try TLVList(decoding: bytes).objects.map(\.tag.description))
        #expect(
            Set(["9F26", "9F27", "9F10", "9F37", "9F36", "95", "9A", "9C", "9F02", "5F2A", "82"]).isSubset(of: tags))
        #expect(Set(["5A", "57", "5F20", "5F24"]).isDisjoint(with: tags))
    }

    @Test("the schema names every step and every count")
    func schema() {
        for name in ShopStep.names + BatchCount.allCases.map(\.rawValue) + ["force-close", "profile", "day-cut"] {
            #expect(ScenarioFile.schema.contains(name), "\(name)")
        }
    }
}
