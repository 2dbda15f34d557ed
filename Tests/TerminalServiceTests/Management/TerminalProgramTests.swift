import Foundation
import SMP
import TerminalService
import Testing

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
                ["terminal", "selftest", terminal.folder.service, "--auto", "--json", "--junit", file],
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

        @Test("A person is asked what only a person can see")
        func person() throws {
            let terminal = try ServiceTerminal()
            let run = try BenchProgram(
                Place.tillbench, ["terminal", "selftest", terminal.folder.service, "--json"],
                environment: terminal.state)
            for answer in ["y", "what", "n", "y", "y"] { try run.tell(answer) }
            #expect(run.finish() == 1, "\(run.err)")
            let report = try JSONDecoder().decode(SelfTestReport.self, from: Data(run.out.utf8))
            let outcomes = Dictionary(uniqueKeysWithValues: report.parts.map { ($0.part, $0.outcome) })
            #expect(outcomes["display"] == "passed" && outcomes["keypad"] == "failed")
            #expect(outcomes["magnetic-reader"] == "passed" && outcomes["chip-reader"] == "passed")
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
