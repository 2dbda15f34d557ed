import AcquirerHost
import Testing

@Suite("Host files")
struct RuleTests {
    @Test("conditions and actions are read")
    func reads() throws {
        let configuration = try HostConfiguration.parse(
            """
            rules:
              - name: limit
                when: {kind: sale, amount-from: "1000.00", card-ends: "1111"}
                do: {answer: "61"}
              - {name: slow, when: {mti: "0400", nth: 2, times: 1}, do: {delay: 1.5s}}
              - {name: silent, do: withhold-response}
              - {name: twice, when: {kind: end of upload}, do: {answer-twice: 2s}}
              - {name: late, do: answer-after-next}
              - {name: cut, do: forced-close}
            """, origin: "h.yaml")
        #expect(
            configuration.rules.map(\.action) == [
                .answer("61"), .delay(1500), .withholdResponse, .answerTwice(2000), .answerAfterNext, .forceClose,
            ])
        #expect(configuration.rules[0].amountFrom == 100_000)
        #expect(configuration.rules[1].nth == 2)
    }

    @Test(
        "a mistake is said with its line",
        arguments: [
            ("rules:\n  - {name: a, do: fly}", 2), ("rules:\n  - {do: wrong-mac}", 2), ("rulez: []", 1),
            ("rules:\n  - name: a\n    when: {amuont: \"1.00\"}\n    do: wrong-mac", 3),
            ("rules:\n  - name: a\n    when: {amount: 1.005}\n    do: wrong-mac", 3), ("rules: {a: b}", 1),
        ])
    func mistakes(_ text: String, _ line: Int) throws {
        let error = try #require(throws: HostFileError.self) { try HostConfiguration.parse(text, origin: "h.yaml") }
        #expect(error.line == line, "\(error)")
    }

    @Test("nth counts every message that fits, also those that an earlier rule took")
    func counts() throws {
        var terminal = try HypercomTerminal(
            """
            profile: {dialect: hypercom}
            rules:
              - {name: first, when: {kind: sale, times: 1}, do: {answer: "51"}}
              - {name: second, when: {kind: sale, nth: 2}, do: {answer: "61"}}
              - {name: third, when: {kind: sale, nth: 3}, do: {answer: "65"}}
            """)
        let codes = try (1...4 as ClosedRange<UInt32>).map { try terminal.code(try terminal.sale($0, 100)) }
        #expect(codes == ["51", "61", "65", "00"])
    }

    @Test("amounts are decimal texts with two decimals, or whole")
    func amounts() {
        #expect(HostRule.minorUnits("12.50") == 1250 && HostRule.minorUnits("7") == 700)
        #expect(
            HostRule.minorUnits("1.5") == nil && HostRule.minorUnits("-1.00") == nil && HostRule.minorUnits("x") == nil)
    }

    @Test("every test card has a right check digit and a track that field 35 can hold")
    func cards() throws {
        for card in TestCard.all {
            #expect(try #require(card.pan).passesLuhn, "\(card.name)")
        }
    }
}
