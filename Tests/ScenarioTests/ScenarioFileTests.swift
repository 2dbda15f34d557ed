@testable import Scenario
import Testing

@Suite("Scenario files")
struct ScenarioFileTests {
    private let head = "scenario: T\nstart: \"2026-11-23T09:00\"\nsteps:\n"

    @Test("steps are read with their lines and notes")
    func reads() throws {
        let file = try ScenarioFile.parse(
            head + """
                  - sign-on
                  - {sale: {card: visa-test-1, amount: "12.50", as: a}, note: the first}
                  - void: a
                  - fault: {do: lose, mti: "0210", nth: 2}
                  - clock: {skip: 1d 2h}
                  - expect: {display: idle, equal: true}
                    within: 30s
                """, origin: "t.yaml")
        #expect(
            file.steps.map(\.action) == [
                .signOn, .sale(card: "visa-test-1", minorUnits: 1250, pin: nil, label: "a"), .void(of: "a"),
                .fault(Fault(kind: .lose, match: WireMatch(mti: "0210"), nth: 2)), .skip(seconds: 93_600),
                .expect([.display(screen: "idle", contains: []), .equal], within: 30),
            ])
        #expect(file.steps[1].note == "the first" && file.steps[1].line == 5)
    }

    @Test(
        "a mistake is said with file and line, and with what would be right",
        arguments: [
            ("  - dance", 4, "steps are"), ("  - sale: {card: visa-test-1}", 4, "amount"),
            ("  - sale: {card: amex, amount: \"1.00\"}", 4, "cards are"), ("  - void: nobody", 4, "label"),
            ("  - {settle: , power: cut}", 4, "one thing"), ("  - clock: {skip: soon}", 4, "90s"),
            ("  - sign-on\n  - expect: {display: idle, color: red}", 5, "color"),
            ("  - expect: {ledger: {batch: 1, net: 12.5}}", 4, "\"12.50\""),
            ("  - press: [A]\n  - sleep: 5", 5, "a step"),
            ("  - expect: {rule: unknown}", 4, "no rule"), ("  - fault: {do: explode}", 4, "cut-power"),
            ("  - wait: soon", 4, "0.5s"), ("  - fault: {do: byte-lost, nth: 2}", 4, "needs way"),
            ("  - fault: {do: byte-changed, way: to-host}", 4, "1 to 255"), ("  - fault: {do: delay}", 4, "by"),
            ("  - release: nobody", 4, "no fault"), ("  - fault: {do: lose, as: a}", 4, "in place of by"),
            ("  - fault: {do: delay, by: 5, as: a}", 4, "in place of by"),
            ("  - expect: {log: {code: a}}", 4, "{code, count}"), ("  - expect: {at-rest: no}", 4, "at-rest is true"),
            ("  - expect: {passed: {way: up, at-least: 2}}", 4, "to-terminal"),
            ("  - fault: {do: lose, way: up}", 4, "to-terminal"), ("  - expect: {struck: {lightning: 1}}", 4, "faults"),
        ])
    func mistakes(_ text: String, _ line: Int, _ hint: String) throws {
        let error = try #require(throws: ScenarioError.self) { try ScenarioFile.parse(head + text, origin: "t.yaml") }
        #expect(error.line == line, "\(error)")
        #expect(error.description.hasPrefix("t.yaml:\(line): ") && error.description.contains(hint), "\(error)")
    }

    @Test("faults of exact messages and frames, and power cuts at flash operations")
    func exactFaults() throws {
        let file = try ScenarioFile.parse(
            """
            scenario: T
            start: "2026-11-23T09:00"
            power-cuts:
              - {start: 1, at: "57:torn:3:129"}
              - {start: 2, at: "4:after"}
            steps:
              - fault: {do: delay, way: to-terminal, by: 1500, nth: 4}
              - fault: {do: byte-changed, way: to-host, byte: 3, bits: 129, nth: 12}
              - wait: 0.5s
              - expect: {struck: {faults: 2, power-cuts: 2}}
            """, origin: "t.yaml")
        #expect(file.powerCuts.map(\.start) == [1, 2])
        #expect(file.powerCuts.map(\.cut.description) == ["57:torn:3:129", "4:after"])
        var late = Fault(kind: .delay, match: WireMatch(), nth: 4, way: .toTerminal)
        late.by = 1500
        var changed = Fault(kind: .byteChanged, match: WireMatch(), nth: 12, way: .toHost)
        changed.byte = 3
        changed.bits = 129
        #expect(
            file.steps.map(\.action) == [
                .fault(late), .fault(changed), .wait(0.5),
                .expect([.struck(faults: 2, powerCuts: 2)], within: 10),
            ])
        for wrong in ["{at: \"0:after\"}", "{at: \"5:torn\"}", "{start: 0, at: \"5:after\"}", "5"] {
            let text = "scenario: T\nstart: \"2026-11-23T09:00\"\npower-cuts: [\(wrong)]\nsteps: [settle]"
            #expect(throws: ScenarioError.self, "\(wrong)") { try ScenarioFile.parse(text, origin: "t.yaml") }
        }
    }

    @Test("what a fault holds back until it is released, and how often a line stands in the log")
    func held() throws {
        let file = try ScenarioFile.parse(
            head + """
                  - fault: {do: delay, way: to-host, nth: 4, as: stray}
                  - fault: {do: double, mti: "0210", as: copy}
                  - release: stray
                  - expect: {log: {code: settle.reminder, count: 2}}
                  - expect: {at-rest: true, passed: {way: to-host, at-least: 4}}
                """, origin: "t.yaml")
        var stray = Fault(kind: .delay, match: WireMatch(), nth: 4, way: .toHost)
        stray.label = "stray"
        var copy = Fault(kind: .double, match: WireMatch(mti: "0210"), nth: 1)
        copy.label = "copy"
        #expect(
            file.steps.map(\.action) == [
                .fault(stray), .fault(copy), .release("stray"),
                .expect([.log(code: "settle.reminder", count: 2)], within: 10),
                .expect([.atRest, .passed(.toHost, atLeast: 4)], within: 10),
            ])
    }

    @Test(
        "what is no scenario at all is said so",
        arguments: ["", "[1, 2", "hello", "steps: []", "scenario: x\nstart: now\nsteps: [settle]"])
    func broken(_ text: String) {
        #expect(throws: ScenarioError.self) { try ScenarioFile.parse(text, origin: "t.yaml") }
    }

    @Test("a report is JUnit XML with every special character escaped")
    func junit() {
        let report = RunReport(
            title: "a <b> & \"c\"", origin: "t.yaml",
            steps: [
                StepResult(number: 1, line: 4, what: "sign on", failure: nil, seconds: 0.25),
                StepResult(number: 2, line: 5, what: "sale", failure: "shows \"x\" < y\n", seconds: 1.5),
            ], reconciliation: nil)
        let xml = RunReport.junit([report])
        #expect(xml.contains("<testsuites tests=\"3\" failures=\"2\">"))
        #expect(xml.contains("name=\"a &lt;b&gt; &amp; &quot;c&quot;\""))
        #expect(
            xml.contains("<failure message=\"shows &quot;x&quot; &lt; y&#10;\"/>") && xml.contains("time=\"1.750\""))
    }
}
