import SMP
import TerminalManagement
import Testing

@Suite("Work on the batch, begun on the service port")
struct WorkTests {
    private func said(_ refusal: Refusal?) -> (code: UInt64?, reason: String) {
        guard case .general(let code, let reason)? = refusal else { return (nil, "") }
        return (code, reason)
    }

    @Test("what the keys can do is begun, and logged", arguments: TerminalWork.allCases.filter { !$0.needsSupervisor })
    func begun(_ work: TerminalWork) throws {
        var bench = try ServiceBench()
        _ = try bench.ask(WorkRequest(work))
        #expect(bench.effects.contains(.work(work, confirmation: "", subject: 0)))
        #expect(bench.effects.contains(.log(code: "service.work", text: "begun on the service port: \(work.rawValue)")))
    }

    @Test("what the terminal refuses now is not begun")
    func refused() throws {
        var bench = try ServiceBench()
        bench.terminal.workRefusal = "there is nothing to settle"
        let answer = said(bench.refusal(WorkRequest(.settle)))
        #expect(answer.code == ResponseCode.badState && answer.reason == "there is nothing to settle")
        #expect(bench.effects.isEmpty)
    }

    @Test("the acquirer's word needs the supervisor's password and a confirmation number")
    func supervisor() throws {
        var bench = try ServiceBench()
        #expect(said(bench.refusal(WorkRequest(.confirmClose, confirmation: "A1"))).code == ResponseCode.accessDenied)
        let wrong = WorkRequest(.confirmClose, password: "1", confirmation: "A1")
        #expect(said(bench.refusal(wrong)).reason == "the supervisor's password is wrong")
        for number in [nil, "", "no number", "1234567890123"] as [String?] {
            let answer = said(
                bench.refusal(WorkRequest(.confirmClose, password: "4711", confirmation: number)))
            #expect(answer.code == ResponseCode.invalid)
        }
        for batch in [nil, 0, 1_000_000] as [UInt32?] {
            let request = WorkRequest(.confirmClose, password: "4711", confirmation: "A1", batch: batch)
            #expect(said(bench.refusal(request)).code == ResponseCode.invalid)
        }
        #expect(!bench.effects.contains { if case .work = $0 { true } else { false } })
        let right = WorkRequest(.confirmClose, password: "4711", confirmation: "ACQ0042", batch: 7)
        _ = try bench.ask(right)
        #expect(bench.effects.contains(.work(.confirmClose, confirmation: "ACQ0042", subject: 7)))
    }

    @Test("a reversal is ended by a number for its trace number, and the batch's is of no use for it")
    func reversal() throws {
        var bench = try ServiceBench()
        func request(trace: UInt32?, batch: UInt32? = nil) -> WorkRequest {
            WorkRequest(.confirmReversal, password: "4711", confirmation: "A1", batch: batch, trace: trace)
        }
        #expect(
            said(bench.refusal(WorkRequest(.confirmReversal, confirmation: "A1", trace: 3))).code
                == ResponseCode.accessDenied)
        for trace in [nil, 0, 1_000_000] as [UInt32?] {
            let answer = said(bench.refusal(request(trace: trace, batch: 7)))
            #expect(answer.code == ResponseCode.invalid && answer.reason.contains("trace number"))
        }
        _ = try bench.ask(request(trace: 3))
        #expect(bench.effects.contains(.work(.confirmReversal, confirmation: "A1", subject: 3)))
    }

    @Test("after three wrong passwords none is taken any more, nor where there is no supervisor")
    func guessing() throws {
        var bench = try ServiceBench()
        for guess in ["1", "22", "333"] {
            #expect(bench.refusal(WorkRequest(.confirmClose, password: guess, confirmation: "A1")) != nil)
        }
        let right = WorkRequest(.confirmClose, password: "4711", confirmation: "A1")
        #expect(said(bench.refusal(right)).reason.contains("too many wrong passwords"))
        // A reset over the same port is no way around it.
        let before = bench.server
        try bench.reboot()
        bench.server.goOn(after: before)
        #expect(said(bench.refusal(right)).reason.contains("too many wrong passwords"))
        var other = try ServiceBench()
        other.terminal.supervisorPassword = ""
        let empty = WorkRequest(.confirmClose, password: "", confirmation: "A1")
        #expect(said(other.refusal(empty)).code == ResponseCode.accessDenied)
    }

    @Test("requests and answers are read as they were written")
    func messages() throws {
        for work in TerminalWork.allCases {
            let request = WorkRequest(work, password: "1", confirmation: "2", batch: 3)
            #expect(try WorkRequest(request.map) == request)
        }
        var erase = CBORMap()
        erase["work"] = .text("erase")
        let state = WorkState(isBusy: true, screen: "busy", lines: ["SETTLING", "wait"])
        #expect(try WorkState(state.map) == state)
        #expect(throws: BodyError.outOfRange("work")) { try WorkRequest(erase) }
    }
}
