import CloseWatch
import Fleet
import Foundation
import Testing

@Suite("Lines of events and watch files that others write")
struct EventLineTests {
    private func line(_ members: String, terminal: String = "2") -> Data {
        Data(#"{"merchant":"1","terminal":"\#(terminal)","at":"2026-01-05T10:00",\#(members)}"#.utf8)
    }

    private func booked(_ minorUnits: Int64) -> Data {
        line(#""event":"booked","batch":1,"record":1,"minor-units":\#(minorUnits),"currency":156"#)
    }

    @Test("what no shop takes is no event", arguments: [Int64.max, Int64.min, 1_000_000_000_001, -1_000_000_000_001])
    func amounts(_ minorUnits: Int64) throws {
        #expect(throws: EventLineError.self) { try EventLine.read(booked(minorUnits)) }
        _ = try EventLine.read(booked(minorUnits > 0 ? 1_000_000_000_000 : -1_000_000_000_000))
    }

    @Test("sums that no shop has do not end a watch")
    func sums() {
        var watch = CloseWatch()
        let key = TerminalKey(merchantID: "1", terminalID: "2")
        for record in 0..<3 as Range<UInt32> {
            for money in [Int64.max, .min] {
                let money = BookedMoney(money, currency: money > 0 ? 156 : 840)
                _ = watch.take(WatchEvent(key, at: Days.time(0, 10), .booked(batch: 1, record: record, money)))
            }
        }
        _ = watch.take(
            WatchEvent(
                key, at: Days.time(0, 10), .undone(batch: 1, record: 1, BookedMoney(.min, currency: 156))))
        #expect(watch.state(key)?.open[1]?.money == [156: .max, 840: .min])
    }

    @Test("numbers of what waits are 0 to 1000000", arguments: [-1, 1_000_001, Int.max])
    func counts(_ number: Int) {
        #expect(throws: EventLineError.self) {
            try EventLine.read(line(#""event":"waiting","reversals":\#(number)"#))
        }
        #expect(throws: EventLineError.self) { try EventLine.read(line(#""event":"waiting","advices":\#(number)"#)) }
    }

    @Test("control characters and card numbers do not come through")
    func texts() throws {
        #expect(throws: EventLineError.self) {
            try EventLine.read(line(#""event":"present","batch":1"#, terminal: #"\u001b[2J"#))
        }
        let event = try EventLine.read(line(#""event":"trouble","code":"\u001b[31m 6212341111111232 \u009b""#))
        guard case .trouble(_, _, let code) = event else {
            Issue.record("\(event)")
            return
        }
        #expect(code == "?[31m 621234******1232 ?")
        let about = try EventLine.read(line(#""event":"about","shop":"tea 6212341111111232""#))
        #expect(about == .about(about.terminal, TerminalFacts(shop: "tea 621234******1232")))
    }

    @Test("a terminal's own sparing alarms stand against eager ones of all")
    func sparing() throws {
        let file = try WatchFile(
            """
            rules: {alarms: eager, quiet: 45}
            terminals:
              - {terminal: "1", alarms: sparing}
            """, origin: "watch.yaml")
        let own = file.rules(of: TerminalKey(merchantID: "1", terminalID: "1"))
        let usual = WatchRules()
        #expect(own.quietMargin == usual.quietMargin && own.leastMargin == usual.leastMargin)
        #expect(own.marginDeviations == usual.marginDeviations && own.quiet == 45)
    }

    @Test("settle-after needs no channel to make terminals settle")
    func settleAfter() throws {
        let file = try WatchFile("rules: {settle-after: 60}", origin: "watch.yaml")
        #expect(file.plan.settling == [WatchFile.settling])
    }
}
