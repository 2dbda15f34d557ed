import SerialDriver
import Testing

@testable import PortCheck

@Suite("What is a failure, and what a device merely lacks")
struct VerdictTests {
    private func outcome(_ kind: SerialError.Kind, isPseudoTerminal: Bool) -> String {
        Verdict.outcome(of: SerialError(kind, path: "/dev/x"), rule: "", isPseudoTerminal: isPseudoTerminal).word
    }

    @Test("a pseudo-terminal may refuse data bits and parity, and nothing else")
    func pseudoTerminal() {
        func refused(_ setting: SerialError.Setting) -> String {
            outcome(.settingRefused(setting, wanted: "1", got: "2"), isPseudoTerminal: true)
        }
        #expect(refused(.dataBits) == "not supported" && refused(.parity) == "not supported")
        #expect(refused(.speed) == "failed" && refused(.stopBits) == "failed" && refused(.flowControl) == "failed")
        #expect(refused(.raw) == "failed")
    }

    @Test("a chip may lack speeds and forms, but must pass bytes unchanged")
    func chip() {
        func refused(_ setting: SerialError.Setting) -> String {
            outcome(.settingRefused(setting, wanted: "1", got: "2"), isPseudoTerminal: false)
        }
        #expect(refused(.speed) == "not supported" && refused(.dataBits) == "not supported")
        #expect(refused(.raw) == "failed")
        #expect(outcome(.notSupported(.counters), isPseudoTerminal: false) == "not supported")
    }

    @Test("deadlines, disconnections and busy ports are failures")
    func failures() {
        for kind in [SerialError.Kind.timedOut, .disconnected, .busy(nil), .closed, .inUse] {
            #expect(
                outcome(kind, isPseudoTerminal: true) == "failed" && outcome(kind, isPseudoTerminal: false) == "failed")
        }
    }

    @Test(
        "a line that runs at half its speed or a third too fast does not run at its speed; without a clock it is told so"
    )
    func rate() {
        #expect(RateVerdict(measured: 9000, nominal: 9600, isPseudoTerminal: false) == .right(9000))
        #expect(RateVerdict(measured: 4000, nominal: 9600, isPseudoTerminal: false) == .tooSlow(4000))
        #expect(RateVerdict(measured: 19_200, nominal: 9600, isPseudoTerminal: false) == .tooFast(19_200))
        #expect(RateVerdict(measured: 19_200, nominal: 9600, isPseudoTerminal: true) == .unpaced)
        #expect(RateVerdict(measured: nil, nominal: 9600, isPseudoTerminal: true) == .unpaced)
        #expect(RateVerdict(measured: 9000, nominal: 9600, isPseudoTerminal: true) == .right(9000))
    }

    @Test("a break must come as a break, before the bytes that follow it, and these must be sound")
    func breaks() {
        let sent: [UInt8] = [1, 2, 3]
        func fault(_ items: [MarkedInput.Item]) -> String? { BreakVerdict.mismatch(items, sent: sent, place: "")?.got }
        #expect(fault([.lineBreak, .bytes([1]), .bytes([2, 3])]) == nil)
        #expect(fault([.lineBreak, .lineBreak, .bytes(sent)]) == nil)
        #expect(fault([]) == "nothing")
        #expect(fault([.bytes([0, 1, 2, 3])]) == "bytes without a mark for it")
        #expect(fault([.lineBreak, .bytes([1]), .damaged(2), .bytes([3])]) == "a damaged one")
        #expect(fault([.lineBreak, .bytes([1, 2])]) == "2 of 3 bytes, then silence")
        #expect(fault([.bytes([1]), .lineBreak, .bytes([2, 3])]) == "bytes without a mark for it")
    }

    @Test("a check that needs two ports, a person or a faster line is skipped without them")
    func needs() throws {
        func check(_ name: String) throws -> LineCheck { try #require(LineCheck.all.first { $0.name == name }) }
        func word(_ name: String, loop: Bool = false, person: Bool = true, baud: Int? = nil) throws -> String? {
            try check(name).obstacle(isLoopback: loop, isPseudoTerminal: false, hasPerson: person, maxBaud: baud)?.word
        }
        #expect(try word("volume-both") == nil)
        #expect(try word("volume-both", loop: true) == "skipped")
        #expect(try word("unplug", person: false) == "skipped")
        #expect(try word("speed-57600", baud: 57_600) == nil)
        #expect(try word("speed-115200", baud: 57_600) == "skipped")
        let drain = try check("drain").obstacle(
            isLoopback: false, isPseudoTerminal: true, hasPerson: true, maxBaud: nil)
        #expect(drain?.word == "not supported")
    }

    @Test("names of checks are told apart, and each has its rule")
    func names() {
        #expect(Set(LineCheck.all.map(\.name)).count == LineCheck.all.count)
        #expect(LineCheck.all.allSatisfy { $0.rule.hasSuffix(".") && $0.rule.count > 20 })
    }
}
