import Foundation
import SMP
import TerminalService
import Testing
import TestSupport

extension ServicePortTests {
    @Suite("What the program says of a terminal")
    struct TerminalProgramTests {
        @Test("Information comes as text in two languages and as JSON; a port without a terminal is silent")
        func information() throws {
            let terminal = try ServiceTerminal()
            let port = terminal.folder.service
            let english = try terminal.bench("terminal", "info", port)
            #expect(english.code == 0, "\(english.err)")
            for part in ["Virtual POS", "1.0.0, running", "check value ", "batch 1: 0 record(s)", "ready, has paper"] {
                #expect(english.out.contains(part), "\(part): \(english.out)")
            }
            #expect(try terminal.bench("terminal", "info", port, "--lang", "zh").out.contains("打印机        正常, 有纸"))
            let data = try terminal.bench("terminal", "info", port, "--json")
            let read = try JSONDecoder().decode(TerminalInformation.self, from: Data(data.out.utf8))
            #expect(read.schema == 1 && read.board == "virtual-pos" && read.keys.first?.checkValue?.count == 6)
            // The line port speaks another language.
            let silent = try terminal.bench("terminal", "info", terminal.folder.line)
            #expect(silent.code == 4 && silent.err.contains("does not answer"), "\(silent.err)")
            #expect(try terminal.bench("terminal", "info", port + "-none").code == 3)
        }

        @Test("A port that another program holds is told with its holder")
        func busy() throws {
            let terminal = try ServiceTerminal()
            let client = try ManagementClient(opening: terminal.folder.service)
            defer { client.close() }
            let ended = try terminal.bench("flash", "info", "--port", terminal.folder.service)
            #expect(ended.code == 3 && ended.err.contains("process \(getpid()) ("), "\(ended.err)")
        }

        @Test("A self-test gives each part its outcome, and is kept for its serial number")
        func selfTest() throws {
            let terminal = try ServiceTerminal()
            let state = terminal.state
            let file = terminal.folder.path + "/junit.xml"
            let ended = try BenchProgram.run(
                Place.tillbench,
                [
                    "terminal", "selftest", terminal.folder.service, "--auto", "--skip", "host", "--json", "--junit",
                    file,
                ],
                environment: state)
            let report = try JSONDecoder().decode(SelfTestReport.self, from: Data(ended.out.utf8))
            let outcomes = Dictionary(uniqueKeysWithValues: report.parts.map { ($0.part, $0.outcome) })
            // Nobody signed on: there are no working keys yet.
            #expect(ended.code == 1 && outcomes["keys"] == "failed", "\(ended.err)")
            #expect(
                outcomes["flash"] == "passed" && outcomes["printer"] == "passed" && outcomes["display"] == "skipped")
            #expect(outcomes["clock-drift"] == "passed" && outcomes["service-port"] == "passed")
            let junit = try String(contentsOfFile: file, encoding: .utf8)
            #expect(junit.contains("failures=\"1\"") && junit.contains("name=\"printer\""))
            let history = try BenchProgram.run(
                Place.tillbench, ["terminal", "history", report.serial, "--verbose"], environment: state)
            #expect(history.code == 0 && history.out.contains("self-test: failed"), "\(history.err)")
            #expect(history.out.contains("printer: passed"))
        }

        @Test("A person is asked what only a person can see; keys and cards the terminal sees itself")
        func person() throws {
            let terminal = try ServiceTerminal()
            let folder = terminal.folder.path
            let run = try BenchProgram(
                Place.tillbench,
                ["terminal", "selftest", terminal.folder.service, "--json", "--skip", "host", "--skip", "keys"],
                environment: terminal.state)
            for answer in ["what", "y", "y"] { try run.tell(answer) }
            try run.wait(for: "the keypad") { $0.err.contains("--> press every key: 0 1 2") }
            #expect(try terminal.bench("terminal", "show", "--dir", folder).out.contains("SELF-TEST"))
            _ = try terminal.bench(
                "terminal", "press", "--dir", folder, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "ENTER", "CLEAR"
            )
            _ = try terminal.bench("terminal", "press", "--dir", folder, "CANCEL", "FUNC")
            try run.tell("y")
            try run.wait(for: "the reader") { $0.err.contains("--> draw a card") }
            _ = try terminal.bench("terminal", "swipe", "--dir", folder, "--card", "misread")
            _ = try terminal.bench("terminal", "swipe", "--dir", folder, "--card", "visa-test-1")
            // No chip is at hand, and no plug.
            try run.tell("n")
            try run.tell("n")
            #expect(run.finish() == 0, "\(run.err)")
            let report = try JSONDecoder().decode(SelfTestReport.self, from: Data(run.out.utf8))
            let outcomes = Dictionary(uniqueKeysWithValues: report.parts.map { ($0.part, $0.outcome) })
            #expect(outcomes["display"] == "passed" && outcomes["keypad"] == "passed")
            #expect(outcomes["magnetic-reader"] == "passed" && outcomes["chip-reader"] == "skipped")
            #expect(outcomes["line"] == "skipped" && outcomes["host"] == nil && outcomes["keys"] == nil)
            #expect(report.parts.first { $0.part == "magnetic-reader" }?.value == 1)
            #expect(report.counters["reader.swipes"] == 2 && report.counters["reader.misreads"] == 1)
        }

        @Test("A reader that reads nothing three times fails", arguments: ["misread", "no answer"])
        func reader(_ card: String) throws {
            let terminal = try ServiceTerminal()
            let run = try BenchProgram(
                Place.tillbench, ["terminal", "selftest", terminal.folder.service, "--part", "magnetic-reader"],
                environment: terminal.state)
            guard card == "misread" else {
                // Whoever says nothing leaves it untested, which is no failure.
                #expect(run.finish() == 0 && run.out.contains("needs-person"), "\(run.out)")
                return
            }
            try run.tell("y")
            try run.wait(for: "the reader") { $0.err.contains("--> draw a card") }
            for _ in 0..<3 {
                _ = try terminal.bench("terminal", "swipe", "--dir", terminal.folder.path, "--card", "misread")
            }
            #expect(run.finish() == 1 && run.out.contains("not read, for the third time"), "\(run.out)")
        }

        @Test("The line passes with a plug that loops it back, and counts what a bad one spoils", arguments: [0, 3])
        func loopback(_ spoilt: Int) throws {
            let terminal = try ServiceTerminal()
            let plug = try LoopbackPlug(terminal.folder.line, spoiling: spoilt)
            defer { plug.stop() }
            let run = try BenchProgram(
                Place.tillbench, ["terminal", "selftest", terminal.folder.service, "--part", "line", "--json"],
                environment: terminal.state)
            try run.tell("y")
            let code = run.finish()
            let report = try JSONDecoder().decode(SelfTestReport.self, from: Data(run.out.utf8))
            let line = try #require(report.parts.first)
            #expect(line.part == "line" && line.value == Int64(spoilt), "\(line)")
            #expect(code == (spoilt == 0 ? 0 : 1) && line.outcome == (spoilt == 0 ? "passed" : "failed"), "\(run.err)")
            // With nobody there no byte is sent: a host may be at the other end.
            let alone = try terminal.bench(
                "terminal", "selftest", terminal.folder.service, "--part", "line", "--auto")
            #expect(alone.code == 0 && alone.out.contains("skipped"), "\(alone.out)")
        }

        @Test("A host that does not answer the echo fails the host test, and the terminal is idle again")
        func host() throws {
            let terminal = try ServiceTerminal()
            let ended = try terminal.bench("terminal", "selftest", terminal.folder.service, "--part", "host", "--auto")
            #expect(ended.code == 1 && ended.out.contains("does not answer the echo (0800)"), "\(ended)")
            #expect(try terminal.bench("terminal", "show", "--dir", terminal.folder.path).err.contains("[idle]"))
        }

        @Test(
            "The page for the printer has the serial number, both languages and every part, and no markup of a device")
        func page() throws {
            let terminal = try ServiceTerminal()
            let file = terminal.folder.path + "/report.html"
            let ended = try terminal.bench(
                "terminal", "selftest", terminal.folder.service, "--auto", "--skip", "host", "--report", file, "--json")
            let report = try JSONDecoder().decode(SelfTestReport.self, from: Data(ended.out.utf8))
            let page = try String(contentsOfFile: file, encoding: .utf8)
            for part in [report.serial, "Terminal self-test 终端自检报告", "size: A4", "FAILED 不合格: keys 密钥", "printer 打印机"] {
                #expect(page.contains(part), "\(part)")
            }
            #expect(report.parts.allSatisfy { page.contains(">\($0.part)") })
        }

        @Test("A serial number leads to no other folder")
        func safeNames() {
            let history = DeviceHistory(folder: "/state")
            #expect(history.path("VP123-4") == "/state/VP123-4.ndjson")
            #expect(history.path("../../etc/passwd") == "/state/______etc_passwd.ndjson")
            #expect(history.path("") == "/state/_.ndjson")
        }

        @Test("Settings that an update changed, took or brought are told by name")
        func differences() {
            let before = [AllSettings.Setting("language", "en"), .init("nii", "003"), .init("tip", "on")]
            let after = [AllSettings.Setting("tip", "off"), .init("language", "en"), .init("contactless", "on")]
            let found = SettingsDifference.between(before, after)
            #expect(
                found.map { "\($0.name) \($0.before ?? "-") \($0.after ?? "-")" } == [
                    "contactless - on", "nii 003 -", "tip on off",
                ])
            #expect(SettingsDifference.between(before, before.reversed()).isEmpty)
        }
    }
}
