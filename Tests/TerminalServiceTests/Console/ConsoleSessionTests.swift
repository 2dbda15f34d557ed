import ISO8583
import SerialDriver
import SerialLink
import TestSupport
import Testing

@testable import TerminalService

@Suite("Rules of the console")
struct ConsoleSessionTests {
    private let start = ConsoleMoment(milliseconds: 1_767_225_600_000)

    private func session(_ change: (inout ConsoleOptions) -> Void = { _ in }) -> ConsoleSession {
        var options = ConsoleOptions()
        options.port = "/dev/ttyUSB0"
        change(&options)
        var session = ConsoleSession(options)
        _ = session.handle(.opened(LineSettings(baud: 9600)), at: start)
        return session
    }

    private func shown(_ effects: [ConsoleEffect]) -> String {
        effects.map { if case .show(let text) = $0 { text } else { "" } }.joined()
    }

    private func logged(_ effects: [ConsoleEffect]) -> String {
        effects.map { if case .log(let text) = $0 { text } else { "" } }.joined()
    }

    private func typed(_ text: String) -> ConsoleEvent { .typed([UInt8](text.utf8)) }

    @Test("the first lines name the port, the key that leaves, and what is shown of secrets")
    func banner() {
        var plain = ConsoleSession(ConsoleOptions())
        let said = shown(plain.handle(.opened(LineSettings(baud: 9600)), at: start))
        #expect(said.contains("9600 8N1") && said.contains("Ctrl-T q leaves") && said.contains("account numbers too"))
        var options = ConsoleOptions()
        options.link = ConsoleOptions.Link()
        options.link?.words = PayloadWords(.unionPay)
        options.commandKey = 0x01
        var linked = ConsoleSession(options)
        let other = shown(linked.handle(.opened(LineSettings(baud: 9600)), at: start))
        #expect(other.contains("Ctrl-A q leaves") && other.contains("unionpay, masked"))
        #expect(!other.contains("account numbers too"))
    }

    @Test("keys go to the device, Ctrl-C and arrows too, and Enter sends what is set")
    func keys() {
        var session = session()
        #expect(
            session.handle(.typed([0x61, 0x03, 0x1B, 0x5B, 0x41]), at: start) == [.send([0x61, 3, 0x1B, 0x5B, 0x41])])
        #expect(session.handle(.typed([0x0D]), at: start) == [.send([0x0D])])
        _ = session.handle(.typed([0x14, 0x6E]), at: start)
        #expect(session.handle(.typed([0x0D]), at: start) == [.send([0x0A])])
        _ = session.handle(.typed([0x14, 0x6E]), at: start)
        #expect(session.handle(.typed([0x61, 0x0D]), at: start) == [.send([0x61, 0x0D, 0x0A])])
    }

    @Test("the command key twice sends it; q leaves, with Ctrl held too; what is unknown is said")
    func commands() {
        var session = session()
        #expect(session.handle(.typed([0x14]), at: start).isEmpty)
        #expect(session.handle(.typed([0x14]), at: start) == [.send([0x14])])
        #expect(session.handle(.typed([0x61, 0x14, 0x71]), at: start) == [.send([0x61]), .end])
        #expect(session.handle(.typed([0x14, 0x11]), at: start) == [.end])
        #expect(shown(session.handle(.typed([0x14, 0x21]), at: start)).contains("Ctrl-T ?"))
        let help = shown(session.handle(.typed([0x14, 0x3F]), at: start))
        for command in ConsoleCommand.allCases {
            #expect(help.contains("Ctrl-T \(command.rawValue)  \(command.words)"))
        }
        #expect(session.handle(.typed([0x14, 0x62]), at: start) == [.sendBreak])
        #expect(session.handle(.typed([0x14, 0x64]), at: start) == [.toggle(.dtr)])
        #expect(session.handle(.typed([0x14, 0x72]), at: start) == [.toggle(.rts)])
        #expect(session.handle(.typed([0x14, 0x6D]), at: start) == [.report])
        #expect(session.handle(.typed([0x14, 0x63]), at: start) == [.clear])
    }

    @Test("line settings are typed, checked, and set; a wrong one is told with its place")
    func settings() {
        var session = session()
        _ = session.handle(.typed([0x14, 0x73]), at: start)
        let effects = session.handle(typed("19200 7E1 rtscts\r"), at: start)
        let wanted = LineSettings(baud: 19_200, dataBits: .seven, parity: .even, flowControl: .hardware)
        #expect(effects.contains(.change(wanted)))
        #expect(!effects.contains { if case .send = $0 { true } else { false } })
        #expect(shown(session.handle(.set(wanted), at: start)).contains("19200 7E1 rtscts"))
        _ = session.handle(.typed([0x14, 0x73]), at: start)
        let wrong = session.handle(typed("9600 7X1\r"), at: start)
        #expect(shown(wrong).contains("\"7X1\""))
        #expect(!wrong.contains { if case .change = $0 { true } else { false } })
    }

    @Test("a line is edited with backspace over whole characters, and Escape sends nothing of it to the device")
    func editing() {
        var session = session()
        _ = session.handle(.typed([0x14, 0x68]), at: start)
        _ = session.handle(typed("41 \u{E9}"), at: start)
        #expect(session.handle(.typed([0x7F, 0x34, 0x32, 0x0D]), at: start).contains(.send([0x41, 0x42])))
        _ = session.handle(.typed([0x14, 0x68]), at: start)
        // The key that goes up.
        let cancelled = session.handle(.typed([0x34, 0x1B, 0x5B, 0x41]), at: start)
        #expect(!cancelled.contains { if case .send = $0 { true } else { false } })
        #expect(session.handle(typed("x"), at: start) == [.send([0x78])])
    }

    @Test("what comes while a line is typed is shown after it, and too much of it at once")
    func held() {
        var session = session()
        _ = session.handle(.typed([0x14, 0x68]), at: start)
        #expect(session.handle(.received([0x61, 0x62]), at: start).isEmpty)
        #expect(shown(session.handle(.typed([0x03]), at: start)).contains("\nab"))
        _ = session.handle(.typed([0x14, 0x68]), at: start)
        let much = session.handle(.received([UInt8](repeating: 0x61, count: ConsoleSession.heldLimit + 1)), at: start)
        #expect(shown(much).hasSuffix("\n# bytes in hexadecimal: "))
    }

    @Test("a frame is made of a typed payload")
    func frame() throws {
        var session = session()
        _ = session.handle(.typed([0x14, 0x70]), at: start)
        #expect(session.handle(typed("01 02\r"), at: start).contains(.send(try LinkFrame.encode([1, 2]))))
        _ = session.handle(.typed([0x14, 0x70]), at: start)
        #expect(shown(session.handle(typed("012\r"), at: start)).contains("these are no bytes"))
    }

    @Test("what the device sends is shown escaped, and as it came only in raw output")
    func escapes() {
        var plain = session()
        #expect(shown(plain.handle(.received([0x1B, 0x5B, 0x48]), at: start)) == "<ESC>[H")
        var raw = session { $0.output = .raw }
        #expect(raw.handle(.received([0x1B, 0x5B, 0x48]), at: start) == [.pass([0x1B, 0x5B, 0x48])])
    }

    @Test("text and hexadecimal, timestamps and echo change while it runs")
    func toggles() {
        var session = session()
        _ = session.handle(.received([0x61]), at: start)
        #expect(shown(session.handle(.typed([0x14, 0x78]), at: start)) == "\n# hexadecimal\n")
        _ = session.handle(.received([0x62]), at: start)
        let deadline = session.deadline
        #expect(deadline != nil)
        #expect(shown(session.handle(.tick, at: deadline ?? start)).hasPrefix("< 000000  62"))
        _ = session.handle(.typed([0x14, 0x74]), at: start)
        _ = session.handle(.typed([0x14, 0x65]), at: start)
        let sent = session.handle(.typed([0x63]), at: start)
        #expect(sent == [.send([0x63])])
        #expect(shown(session.finish(at: start)).hasPrefix("00:00:00.000 > 000000  63"))
    }

    @Test("a log has date and time, whatever the screen shows, and ends with a notice")
    func log() {
        var session = session()
        _ = session.handle(.typed([0x14, 0x6C]), at: start)
        #expect(session.handle(typed("a.log\r"), at: start).contains(.openLog("a.log")))
        #expect(logged(session.handle(.logOpened("a.log"), at: start)).contains("/dev/ttyUSB0 at 9600 8N1"))
        #expect(logged(session.handle(.received([0x61, 0x0A]), at: start)) == "2026-01-01 00:00:00.000 < a\n")
        #expect(session.handle(.typed([0x14, 0x6C]), at: start) == [.closeLog])
        #expect(shown(session.handle(.logEnded(nil), at: start)).contains("closed"))
        #expect(logged(session.handle(.received([0x61]), at: start)).isEmpty)
        _ = session.handle(.logOpened("a.log"), at: start)
        #expect(shown(session.handle(.logEnded("No space left on device"), at: start)).contains("No space left"))
    }

    @Test("a file is sent with progress; keys wait for its end, and f stops it")
    func file() {
        var session = session()
        _ = session.handle(.typed([0x14, 0x66]), at: start)
        #expect(session.handle(typed("x.bin\r"), at: start).contains(.sendFile("x.bin")))
        #expect(shown(session.handle(.fileProgress(sent: 0, of: 1000), at: start)).contains("1000 bytes"))
        #expect(session.handle(.fileProgress(sent: 50, of: 1000), at: start).isEmpty)
        #expect(shown(session.handle(.fileProgress(sent: 100, of: 1000), at: start)).contains("10 %"))
        #expect(shown(session.handle(typed("a"), at: start)).contains("Ctrl-T f stops it"))
        #expect(session.handle(.typed([0x14, 0x66]), at: start) == [.stopFile])
        _ = session.handle(.fileEnded(problem: "stopped"), at: start)
        #expect(session.handle(typed("a"), at: start) == [.send([0x61])])
    }

    @Test("a line that takes nothing does not make the console deaf: what is typed too much is dropped, and said")
    func blocked() {
        var session = session()
        _ = session.handle(.typed([UInt8](repeating: 0x61, count: ConsoleSession.unsentLimit)), at: start)
        let dropped = session.handle(typed("b"), at: start)
        #expect(!dropped.contains(.send([0x62])) && shown(dropped).contains("not sent"))
        #expect(session.handle(.typed([0x14, 0x71]), at: start) == [.end])
        _ = session.handle(.wrote(1), at: start)
        #expect(session.handle(typed("b"), at: start) == [.send([0x62])])
    }

    @Test("a port that went takes nothing; when it is back, that is said")
    func replug() {
        var session = session { $0.waitsForPort = true }
        #expect(shown(session.handle(.lost("the port went"), at: start)).contains("waiting"))
        let lost = session.handle(typed("a"), at: start)
        #expect(!lost.contains { if case .send = $0 { true } else { false } })
        #expect(shown(session.handle(.opened(LineSettings(baud: 9600)), at: start)).contains("is back"))
        #expect(session.handle(typed("a"), at: start) == [.send([0x61])])
    }

    // MARK: Pipes

    private func filter(_ change: (inout ConsoleOptions) -> Void = { _ in }) -> ConsoleSession {
        session {
            $0.isInteractive = false
            $0.output = .raw
            change(&$0)
        }
    }

    @Test("a filter passes bytes unchanged, the command key and CR too, and tells nothing on its output")
    func filterPasses() {
        var session = filter { $0.lineEnding = .crlf }
        #expect(session.handle(.typed([0x14, 0x71, 0x0D]), at: start) == [.send([0x14, 0x71, 0x0D])])
        #expect(session.handle(.set(LineSettings(baud: 300)), at: start) == [.tell("line: 300 8N1")])
    }

    @Test("a filter ends when the input has ended, all of it is sent, and nothing came for a while")
    func linger() {
        var session = filter { $0.linger = 500 }
        _ = session.handle(.typed([1, 2]), at: start)
        _ = session.handle(.inputEnded, at: start)
        #expect(session.deadline == nil)
        _ = session.handle(.wrote(2), at: start.adding(milliseconds: 3000))
        #expect(session.deadline == start.adding(milliseconds: 3500))
        #expect(session.handle(.received([9]), at: start.adding(milliseconds: 3400)) == [.pass([9])])
        #expect(session.handle(.tick, at: start.adding(milliseconds: 3899)).isEmpty)
        #expect(session.handle(.tick, at: start.adding(milliseconds: 3900)) == [.end])
    }

    @Test("with a time to run, the end of the input ends nothing, and the time does")
    func runsFor() {
        var session = filter { $0.runsFor = 10_000 }
        _ = session.handle(.inputEnded, at: start)
        #expect(session.handle(.tick, at: start.adding(milliseconds: 9999)).isEmpty)
        #expect(session.handle(.received([1]), at: start.adding(milliseconds: 10_000)) == [.pass([1]), .end])
    }

    @Test("the time to run counts from the begin, also where the port is not there yet")
    func runsForAbsent() {
        var options = ConsoleOptions()
        options.isInteractive = false
        options.waitsForPort = true
        options.runsFor = 1000
        var session = ConsoleSession(options)
        _ = session.handle(.lost("no port"), at: start)
        #expect(session.deadline == start.adding(milliseconds: 1000))
        _ = session.handle(.opened(LineSettings(baud: 9600)), at: start.adding(milliseconds: 900))
        #expect(session.handle(.tick, at: start.adding(milliseconds: 1000)) == [.end])
    }

    // MARK: Frames

    @Test("frames are decoded as they pass, masked, on the screen, in the log and in records")
    func masked() throws {
        let frame = try LinkFrame.encode(try SaleMessage.payload())
        for output in [ConsoleOptions.Output.rows, .records] {
            var session = session {
                $0.output = output
                $0.form = .hex
                $0.link = ConsoleOptions.Link()
                $0.link?.words = PayloadWords(.unionPay, showsFields: true)
            }
            _ = session.handle(.logOpened("a.log"), at: start)
            var effects = session.handle(.received([UInt8](frame[..<30])), at: start)
            #expect(effects.isEmpty)
            effects += session.handle(.received([UInt8](frame[30...])), at: start)
            effects += session.handle(.typed([0x06]), at: start)
            let all = "\(effects)"
            #expect(all.contains("0200 sale 000007") && all.contains("622202*********5702"))
            #expect(SaleMessage.isMasked(all))
            #expect(logged(effects).contains("2026-01-01 00:00:00.000 < frame, \(frame.count - 5) bytes: 0200 sale"))
            #expect(logged(effects).hasSuffix("2026-01-01 00:00:00.000 > ACK\n"))
        }
    }

    @Test("bytes are shown beside frames only when asked for, and that is said")
    func showBytes() throws {
        let frame = try LinkFrame.encode([0x41, 0x42])
        var session = session {
            $0.form = .hex
            $0.link = ConsoleOptions.Link()
        }
        #expect(shown(session.handle(.received(frame), at: start)) == "< frame, 2 bytes\n")
        #expect(shown(session.handle(.typed([0x14, 0x78]), at: start)).contains("--show-bytes"))
        var open = self.session {
            $0.form = .hex
            $0.link = ConsoleOptions.Link()
            $0.link?.showsBytes = true
        }
        #expect(open.contentWarning.contains("account numbers too"))
        let both = shown(open.handle(.received(frame), at: start))
        #expect(both.hasPrefix("< 000000  02 00 02 41 42 03") && both.hasSuffix("< frame, 2 bytes\n"))
    }

    @Test("damage, noise, answers and frames that never end are told")
    func notes() throws {
        var frame = try LinkFrame.encode([0x41])
        frame[3] ^= 1
        var session = session { $0.link = ConsoleOptions.Link() }
        #expect(
            shown(session.handle(.received(frame + [0x15, 0x20, 0x20]), at: start))
                == "< damaged frame: wrong check byte\n< NAK\n")
        #expect(
            shown(session.handle(.tick, at: start.adding(milliseconds: LinkWatch.noisePause)))
                == "< 2 byte(s) of noise\n")
        #expect(session.handle(.received([0x02, 0x00]), at: start).isEmpty)
        let deadline = session.deadline
        #expect(deadline == start.adding(milliseconds: LinkParameters().interByteTimeout))
        #expect(
            shown(session.handle(.tick, at: deadline ?? start)) == "< damaged frame: the rest did not come\n")
    }

    @Test("rows of noise do not depend on the pieces in which bytes come, only on pauses")
    func noise() throws {
        let stream = [0x20, 0x21, 0x22] + (try LinkFrame.encode([0x41])) + [0x23, 0x24, 0x06, 0x25]
        let rows = "< 3 byte(s) of noise\n< frame, 1 byte\n< 2 byte(s) of noise\n< ACK\n< 1 byte(s) of noise\n"
        for size in 1...stream.count {
            var session = session { $0.link = ConsoleOptions.Link() }
            var effects: [ConsoleEffect] = []
            for begin in stride(from: 0, to: stream.count, by: size) {
                effects += session.handle(.received(Array(stream[begin...].prefix(size))), at: start)
            }
            effects += session.finish(at: start)
            #expect(shown(effects) == rows, "pieces of \(size)")
        }
        var session = session {
            $0.link = ConsoleOptions.Link()
            $0.hasTimestamps = true
        }
        _ = session.handle(.received([0x20]), at: start)
        _ = session.handle(.received([0x21]), at: start.adding(milliseconds: 50))
        let deadline = start.adding(milliseconds: 50 + LinkWatch.noisePause)
        #expect(session.deadline == deadline)
        // The tick came late.
        #expect(
            shown(session.handle(.received([0x22]), at: deadline)) == "00:00:00.000 < 2 byte(s) of noise\n")
        #expect(shown(session.handle(.lost("gone"), at: deadline)).hasPrefix("00:00:00.150 < 1 byte(s) of noise\n"))
    }

    @Test("a console that only looks on sends nothing; one that answers acknowledges, and refuses what is damaged")
    func answers() throws {
        let frame = try LinkFrame.encode([0x41])
        var damaged = frame
        damaged[3] ^= 1
        var looking = session { $0.link = ConsoleOptions.Link() }
        #expect(!looking.handle(.received(frame), at: start).contains { if case .send = $0 { true } else { false } })
        var answering = session {
            $0.link = ConsoleOptions.Link()
            $0.link?.answers = true
        }
        #expect(answering.handle(.received(frame), at: start).contains(.send([0x06])))
        #expect(answering.handle(.received(damaged), at: start).contains(.send([0x15])))
        _ = answering.handle(.received([0x02]), at: start)
        #expect(answering.handle(.tick, at: answering.deadline ?? start).contains(.send([0x15])))
    }

    @Test("what a field holds cannot command the terminal")
    func fields() throws {
        let payload = try SaleMessage.payload()
        let place = try #require(payload.indices.first { payload[$0...].starts(with: [UInt8]("10000001".utf8)) })
        var changed = payload
        changed.replaceSubrange(place..<place + 3, with: [0x1B, 0x5B, 0x48])
        for words in [PayloadWords(.unionPay), PayloadWords(.unionPay, showsFields: true)] {
            #expect(!words.lines(changed).joined().utf8.contains(0x1B))
        }
    }

    @Test("a payload that is no message shows why, and none of its bytes")
    func noMessage() throws {
        let lines = PayloadWords(.unionPay).lines([UInt8]("6222021001116245702".utf8))
        #expect(lines.count == 1 && lines[0].contains("no message of unionpay"))
        #expect(!lines[0].contains("6222") && !lines[0].contains("3632"))
    }
}
