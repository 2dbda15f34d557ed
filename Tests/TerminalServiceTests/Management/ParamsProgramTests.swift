import Foundation
import TerminalService
import Testing
import VirtualTerminal
import TestSupport

extension ServicePortTests {
    @Suite("Settings by the program")
    struct ParamsProgramTests {
        private func file(_ text: String, _ terminal: ServiceTerminal) throws -> String {
            let path = terminal.folder.path + "/wanted.yaml"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        @Test("A file is compared, loaded and then equal; what it does not name stays, and the journal as well")
        func loads() throws {
            let terminal = try ServiceTerminal()
            let port = terminal.folder.service
            let wanted = try file(
                "merchant-name: Teahouse 茶馆\ntip-percent: 20\nterminal-id: \"00012345\"\nmaster-key: "
                    + String(repeating: "0", count: 32) + "\n", terminal)
            let journal = try Data(contentsOf: URL(filePath: terminal.folder.flash))
            let differs = try terminal.bench("params", "diff", wanted, "--port", port)
            #expect(differs.code == 1 && differs.out.contains("3 setting(s) differ"), "\(differs)")
            #expect(differs.out.contains("Corner Shop -> Teahouse 茶馆") && differs.out.contains("30 -> 20"))
            let unsaid = try terminal.bench("params", "load", wanted, "--port", port)
            #expect(unsaid.code == 2 && unsaid.err.contains("add --yes") && unsaid.err.contains("30 -> 20"))
            #expect(try terminal.bench("params", "diff", wanted, "--port", port).code == 1)

            let loaded = try terminal.bench("params", "load", wanted, "--port", port, "--yes", "--json")
            #expect(loaded.code == 0, "\(loaded.err)")
            #expect(loaded.err.contains("not loaded, since it is secret: master-key"))
            #expect(loaded.out.contains(#""state":"loaded""#) && loaded.out.contains(#""after":"00012345""#))
            let equal = try terminal.bench("params", "diff", wanted, "--port", port, "--lang", "zh")
            #expect(equal.code == 0 && equal.out.contains("所有参数与文件一致"), "\(equal)")
            let again = try terminal.bench("params", "load", wanted, "--port", port)
            #expect(again.code == 0 && again.out.contains("as in the file"), "\(again)")
            #expect(try Data(contentsOf: URL(filePath: terminal.folder.flash)) == journal)
            // They outlive a power cut.
            terminal.kill()
            try terminal.start()
            let shown = try terminal.bench("params", "show", port)
            #expect(shown.out.contains("terminal-id: \"00012345\"") && shown.out.contains("tip-percent: 20"))
            #expect(shown.out.contains("batch-limit: 500") && !shown.out.contains("key:"))
            // What is shown is a file again.
            #expect(try terminal.bench("params", "diff", try file(shown.out, terminal), "--port", port).code == 0)
            let serial = try #require(shown.out.split(separator: "\n").first?.split(separator: " ").last)
            let history = try terminal.bench("terminal", "history", String(serial), "--verbose")
            #expect(
                history.out.contains("params: 3 setting(s) changed") && history.out.contains("tip-percent: 30 -> 20"))
        }

        @Test("With an open batch another terminal id is refused with count and amount; another tip is not")
        func guarded() throws {
            let terminal = try ServiceTerminal(sales: [1250, 4510])
            let port = terminal.folder.service
            let renamed = try file("terminal-id: \"10000002\"\ntip-percent: 20\n", terminal)
            let shown = try terminal.bench("params", "diff", renamed, "--port", port)
            #expect(shown.code == 1 && shown.out.contains("refused now: batch 1, 2 record(s), 57.60 CNY"), "\(shown)")
            let refused = try terminal.bench("params", "load", renamed, "--port", port, "--yes")
            #expect(refused.code == 5 && refused.err.contains("57.60 CNY"), "\(refused.err)")
            #expect(refused.err.contains("next: settle first"), "\(refused.err)")
            let chinese = try terminal.bench(
                "params", "load", renamed, "--port", port, "--yes", "--lang", "zh")
            #expect(chinese.code == 5 && chinese.err.contains("有未结算交易: 批次 1, 2 笔, 57.60 CNY"), "\(chinese.err)")
            #expect(try terminal.bench("params", "show", port).out.contains("tip-percent: 30"))
            let tip = try terminal.bench(
                "params", "load", try file("tip-percent: 20\n", terminal), "--port", port, "--yes")
            #expect(tip.code == 0 && tip.out.contains("30 -> 20"), "\(tip)")
        }

        @Test("Many ports at once: a port that fails is told beside the others, also as JSON")
        func many() throws {
            let terminals = try [ServiceTerminal(), ServiceTerminal()]
            let none = terminals[0].folder.service + "-none"
            let ports = (terminals.map { $0.folder.service } + [none]).flatMap { ["--port", $0] }
            let wanted = try file("tip-percent: 20\n", terminals[0])
            let ended = try BenchProgram.run(
                Place.tillbench, ["params", "load", wanted, "--yes", "--json"] + ports,
                environment: terminals[0].state)
            #expect(ended.code == 3, "\(ended.err)")
            let lines = try ended.out.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            #expect(lines.map { $0["state"] as? String } == ["loaded", "loaded", "failed"])
            #expect(lines[2]["port"] as? String == none && lines[2]["exitCode"] as? Int == 3)
            #expect((lines[2]["what"] as? String)?.isEmpty == false && (lines[2]["next"] as? String)?.isEmpty == false)
            for terminal in terminals {
                #expect(try terminal.bench("params", "diff", wanted, "--port", terminal.folder.service).code == 0)
            }
            // One terminal id for two terminals would mix their batches.
            let same = try BenchProgram.run(
                Place.tillbench,
                ["params", "load", try file("terminal-id: \"10000002\"\n", terminals[0]), "--yes"] + ports,
                environment: terminals[0].state)
            #expect(same.code == 2 && same.err.contains("the same terminal-id"), "\(same.err)")
        }

        @Test("Wrong values and names are found in the file, and what only the terminal knows by the terminal")
        func wrong() throws {
            let terminal = try ServiceTerminal()
            let port = terminal.folder.service
            for (text, part) in [
                ("language: fr\n", "language is en or zh"), ("tip-percents: 3\n", "unknown key \"tip-percents\""),
                ("{}\n", "sets nothing"),
            ] {
                let ended = try terminal.bench("params", "load", try file(text, terminal), "--port", port, "--yes")
                #expect(ended.code == 2 && ended.err.contains(part), "\(ended.err)")
            }
        }

        @Test(
            "--all takes the ports of known makes of terminals, and says so when there is none",
            .enabled(if: Place.program("umockdev-run") != nil, "needs umockdev-run (Debian package umockdev)"))
        func all() throws {
            let terminal = try ServiceTerminal()
            let wanted = try file("tip-percent: 20\n", terminal)
            func run(_ devices: [String]) throws -> (code: Int32, out: String, err: String) {
                let files = devices.flatMap { ["--device", "\(Place.devices)/\($0).umockdev"] }
                return try BenchProgram.run(
                    try #require(Place.program("umockdev-run")),
                    files + ["--", Place.tillbench, "params", "diff", wanted, "--all"])
            }
            let none = try run(["host", "ftdi-ft232r"])
            #expect(none.code == 3 && none.err.contains("no terminal is plugged in"), "\(none.err)")
            // Emulated devices can be listed and not be talked to: which ports are tried is what counts here.
            let found = try run(["host", "verifone", "ingenico", "ftdi-ft232r"])
            #expect(
                found.err.contains("/dev/ttyACM0: error") && found.err.contains("/dev/ttyACM1: error"), "\(found.err)")
            #expect(!found.err.contains("ttyUSB0: error"))
        }
    }
}
