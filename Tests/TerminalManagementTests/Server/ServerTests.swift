import SMP
import Settlement
import TerminalManagement
import Testing

@Suite("The management server")
struct ServerTests {
    private static func code(_ refusal: Refusal?) -> UInt64? {
        if case .general(let code, _)? = refusal { code } else { nil }
    }

    @Test("it says back what it was told, how large requests may be, and what runs")
    func system() throws {
        var bench = try ServiceBench()
        #expect(try bench.ask(EchoRequest(text: "你好")).text == "你好")
        #expect(try bench.ask(ParametersRequest()) == ParametersAnswer(bufferSize: 4096, bufferCount: 4))
        #expect(try bench.ask(ApplicationInformationRequest()).output == "tillbench")
        #expect(try bench.ask(ApplicationInformationRequest(format: "a")).output.contains("B1 1.0.0"))
        #expect(bench.refusal(ApplicationInformationRequest(format: "x")) != nil)
        #expect(try bench.ask(BootloaderInformationRequest()).name == "MCUboot")
        #expect(try bench.ask(BootloaderInformationRequest(query: "mode")).mode == 1)
        #expect(bench.refusal(BootloaderInformationRequest(query: "x")) != nil)
    }

    @Test("the clock is told and set in the shop's own time")
    func clock() throws {
        var bench = try ServiceBench()
        #expect(try bench.ask(ClockRequest()).text == "2026-11-23T09:00:00")
        _ = try bench.ask(SetClockRequest(text: "2026-11-29T22:10:05.123456"))
        #expect(bench.effects == [.setClock(ClockTime(secondNumber: 1_795_990_205))])
        for text in ["", "2026-11-29", "2026-11-29T22:10:05Z", "2026-13-29T22:10:05", "2026-11-29T24:10:05"] {
            #expect(ServerTests.code(bench.refusal(SetClockRequest(text: text))) == ResponseCode.invalid, "\(text)")
            #expect(bench.effects.isEmpty)
        }
    }

    @Test("a reset is answered first; in the midst of something it must be forced")
    func reset() throws {
        var bench = try ServiceBench()
        _ = try bench.ask(ResetRequest(bootMode: 1))
        #expect(bench.effects.last == .reset(toRecovery: true))
        bench.terminal.isBusy = true
        #expect(ServerTests.code(bench.refusal(ResetRequest())) == ResponseCode.busy)
        #expect(bench.effects.isEmpty)
        _ = try bench.ask(ResetRequest(isForced: true))
        #expect(bench.effects.last == .reset(toRecovery: false))
    }

    @Test("settings count when they are committed, all or nothing")
    func settings() throws {
        var bench = try ServiceBench()
        #expect(try bench.ask(ReadSettingRequest(name: "language")).value == [UInt8]("en".utf8))
        #expect(bench.refusal(ReadSettingRequest(name: "master-key")) != nil)
        _ = try bench.ask(WriteSettingRequest(name: "language", value: [UInt8]("zh".utf8)))
        #expect(bench.terminal.kept.isEmpty)
        _ = try bench.ask(LoadSettingsRequest())
        _ = try bench.ask(CommitSettingsRequest())
        #expect(bench.terminal.kept.isEmpty && bench.effects.isEmpty)
        _ = try bench.ask(WriteSettingRequest(name: "language", value: [UInt8]("xx".utf8)))
        _ = try bench.ask(WriteSettingRequest(name: "language", value: [UInt8]("zh".utf8)))
        _ = try bench.ask(DeleteSettingRequest(name: "merchant-name"))
        _ = try bench.ask(SaveSettingsRequest())
        let wanted = [SettingChange(name: "language", value: "zh"), SettingChange(name: "merchant-name", value: nil)]
        #expect(bench.terminal.kept == wanted && bench.effects.last == .applySettings)
        bench.terminal.problem = "language is en or zh"
        _ = try bench.ask(WriteSettingRequest(name: "language", value: [UInt8]("xx".utf8)))
        #expect(bench.refusal(CommitSettingsRequest())?.reason == "language is en or zh")
        #expect(try bench.ask(AllSettingsRequest()).settings.count == 3)
    }

    @Test("a file is read piece by piece, and its hash is that of its bytes")
    func files() throws {
        var bench = try ServiceBench()
        bench.terminal.file = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var content: [UInt8] = []
        var pieces = 0
        while content.count < 10_000 {
            let answer = try bench.ask(DownloadRequest(name: "/journal", offset: content.count))
            #expect(answer.offset == content.count && (content.isEmpty ? answer.count == 10_000 : answer.count == nil))
            content += answer.data
            pieces += 1
        }
        #expect(content == bench.terminal.file && pieces == 3)
        #expect(try bench.ask(FileStatusRequest(name: "/journal")).count == 10_000)
        #expect(try bench.ask(FileHashRequest(name: "/journal", offset: 10, count: 9)).count == 9)
        #expect(bench.refusal(DownloadRequest(name: "/nothing", offset: 0)) != nil)
        #expect(bench.refusal(DownloadRequest(name: "/journal", offset: 10_001)) != nil)
    }

    @Test("identity, batch, records, keys, log and counters are told")
    func terminal() throws {
        var bench = try ServiceBench()
        for amount in 1...60 { try bench.terminal.sell(Int64(amount)) }
        let identity = try bench.ask(IdentityRequest())
        #expect(identity.serial == "B1" && identity.journalVersion == 1 && identity.bootCount == 1)
        #expect(identity.bootReason == "reset")
        bench.terminal.now = bench.terminal.now.adding(seconds: 90_000)
        let state = try bench.ask(BatchStateRequest())
        #expect(state.approved == 60 && state.stake.minorUnits == 1830 && state.age == 90_000 && state.isOverdue)
        var entries: [BatchEntry] = []
        while entries.count < 60 {
            let page = try bench.ask(BatchEntriesRequest(first: entries.count))
            #expect(page.total == 60 && !page.records.isEmpty)
            entries += page.records
        }
        #expect(entries.map(\.minorUnits) == (1...60).map { Int64($0) })
        #expect(entries.allSatisfy { $0.card == "622848******0001" && $0.kind == "sale" })
        #expect(try bench.ask(KeyStateRequest()).keys.first?.checkValue == [1, 2, 3])
        #expect(
            bench.refusal(LoadKeyRequest(name: "pin", block: "x"))
                == .group(
                    MessageGroup.terminal, code: TerminalCode.keyBlockMalformed.rawValue,
                    reason: "no key block is taken here"))
        bench.terminal.lines = (0..<100).map {
            EventLog.Line(at: "t", level: "info", code: "n.\($0)", text: String(repeating: "x", count: 60))
        }
        let log = try bench.ask(EventLogRequest(first: 0))
        #expect(log.first == 2 && log.total == 100 && log.lines.first?.code == "n.2" && log.lines.count < 98)
        #expect(try bench.ask(StatisticsListRequest()).names == ["flash", "service"])
        #expect(
            try bench.ask(StatisticsRequest(name: "service")).counters.contains {
                $0.name == "refused" && $0.value == 1
            })
        #expect(bench.refusal(StatisticsRequest(name: "x")) != nil)
    }

    @Test("a self-test is begun, and its results are asked for")
    func selfTest() throws {
        var bench = try ServiceBench()
        let request = StartSelfTestRequest(parts: ["flash"], isAlone: false, isAttended: true)
        #expect(try bench.ask(request).isRunning)
        #expect(bench.effects == [.test(request)])
        bench.terminal.selfTest = SelfTestState(isRunning: true, results: [])
        #expect(ServerTests.code(bench.refusal(StartSelfTestRequest(isAlone: true))) == ResponseCode.busy)
        #expect(try bench.ask(SelfTestStateRequest()).isRunning)
    }

    @Test("unknown commands, damaged maps and damaged lines harm nothing; answers are not answered")
    func damage() throws {
        var bench = try ServiceBench()
        func sent(_ header: PacketHeader, _ payload: [UInt8]) throws -> CBORMap? {
            var header = header
            header.payloadCount = UInt16(payload.count)
            let lines = try #require(ConsoleFraming.lines(header.bytes + payload))
            for case .send(let bytes) in bench.receive(lines) {
                var reader = LineReader(largestPacket: 8192)
                for case .packet(let packet) in reader.receive(bytes) { return try Packet(decoding: packet).map }
            }
            return nil
        }
        let unknown = PacketHeader(.read, group: 9, sequence: 0, command: 0)
        #expect(try sent(unknown, [0xA0])?["rc"] == .unsigned(ResponseCode.notSupported))
        let echo = PacketHeader(.write, group: 0, sequence: 0, command: 0)
        #expect(try sent(echo, [0xA1])?["rc"] == .unsigned(ResponseCode.invalid))
        #expect(try sent(echo, [0xA0])?["rc"] == .unsigned(ResponseCode.invalid))
        #expect(try sent(PacketHeader(.writeAnswer, group: 0, sequence: 0, command: 0), [0xA0]) == nil)
        #expect(bench.receive([UInt8]("hello\n".utf8) + [6, 9, 0x21, 0x0A]).isEmpty)
        #expect(try bench.ask(EchoRequest(text: "x")).text == "x")
    }

    @Test("four requests that come at once are answered in their order")
    func pipelined() throws {
        var bench = try ServiceBench()
        var lines: [UInt8] = []
        for number in UInt8(1)...4 {
            lines += try #require(
                ConsoleFraming.lines(try EchoRequest(text: "\(number)").packet(sequence: number).encoded()))
        }
        var answers: [UInt8] = []
        for case .send(let bytes) in bench.receive(lines) {
            var reader = LineReader(largestPacket: 8192)
            for case .packet(let packet) in reader.receive(bytes) { answers.append(packet[6]) }
        }
        #expect(answers == [1, 2, 3, 4])
    }
}
