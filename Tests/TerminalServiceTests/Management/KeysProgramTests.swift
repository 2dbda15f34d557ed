import Foundation
import TerminalService
import TestSupport
import Testing
import VirtualTerminal

extension ServicePortTests {
    @Suite("Key blocks by the program, made by psec")
    struct KeysProgramTests {
        private struct Made: Decodable {
            let block: String
            let kcv: String
        }

        private static let protection = "8899AABBCCDDEEFF0123456789ABCDEF"
        private static let key = "A1B2C3D4E5F60718293A4B5C6D7E8F90"
        private static let other = "0011223344556677DEADBEEFCAFE0123"

        /// Blocks of psec: header and key of each.
        private func made(_ blocks: [(String, String)], under protection: String = protection) throws -> [Made] {
            let program = Place.repository + "/Tests/TerminalServiceTests/Peers/keyblocks.py"
            let ended = try FinishedProgram(
                try FinishedProgram.python(), [program, protection] + blocks.flatMap { [$0.0, $0.1] })
            try #require(ended.status == 0, "\(ended.complaint.suffix(800))")
            return try JSONDecoder().decode([Made].self, from: ended.output)
        }

        private func load(
            _ text: String, _ terminal: ServiceTerminal
        ) throws -> (code: Int32, out: String, err: String) {
            let path = terminal.folder.path + "/keys.yaml"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return try terminal.bench("keys", "load", path, "--port", terminal.folder.service, "--yes")
        }

        private func values(_ terminal: ServiceTerminal) throws -> [String] {
            let ended = try terminal.bench("keys", "show", terminal.folder.service)
            try #require(ended.code == 0, "\(ended.err)")
            return ended.out.split(separator: "\n").map { String($0.split(separator: " ").last ?? "") }
        }

        @Test(
            "Master, PIN and MAC key come in blocks of each version, and outlive a power cut; no key is shown",
            arguments: ["A", "B", "C", "D"])
        func loads(_ version: String) throws {
            let terminal = try ServiceTerminal()
            #expect(try values(terminal) == ["08D7B4", "loaded", "loaded"])
            let keys = try made([
                ("\(version)0000K0TD00N0000", KeysProgramTests.key),
                ("\(version)0000P0TE00N0000", KeysProgramTests.other),
                ("\(version)0000M3TC00N0000", KeysProgramTests.key),
            ])
            let ended = try load(
                "master: {block: \(keys[0].block), kcv: \"\(keys[0].kcv)\"}\npin: \(keys[1].block)\nmac: \(keys[2].block)\n",
                terminal)
            #expect(ended.code == 0, "\(ended.err)")
            #expect(ended.out.contains("check value 08D7B4 -> \(keys[0].kcv)"), "\(ended.out)")
            let expected = keys.map(\.kcv)
            #expect(try values(terminal) == expected)
            terminal.kill()
            try terminal.start()
            #expect(try values(terminal) == expected)
            // The keys that the terminal holds now pass its self-test.
            let test = try terminal.bench("terminal", "selftest", terminal.folder.service, "--auto", "--part", "keys")
            #expect(test.code == 0, "\(test)")
            let log = try terminal.bench("terminal", "log", "--dir", terminal.folder.path)
            let chip = try Data(contentsOf: URL(filePath: terminal.folder.program))
            let said =
                [ended.out, ended.err, test.out, log.out].joined() + chip.map { String(format: "%02X", $0) }.joined()
            for secret in [KeysProgramTests.key, KeysProgramTests.other, KeysProgramTests.protection] {
                #expect(!said.uppercased().contains(secret))
            }
            #expect(!said.contains(keys[0].block.dropFirst(16)), "a key block is nobody's to read")
        }

        @Test("Keys that went before a refusal are loaded, and in the terminal's history")
        func partly() throws {
            let terminal = try ServiceTerminal()
            let keys = try made([
                ("D0000K0TD00N0000", KeysProgramTests.key), ("D0000P0TE00N0000", KeysProgramTests.other),
            ])
            let ended = try load(
                "master: \(keys[0].block)\npin: \(keys[1].block)\npan: \(keys[1].block)\n", terminal)
            #expect(ended.code == 5 && ended.err.contains("open batch 1: 0 record(s)"), "\(ended.err)")
            #expect(try values(terminal).prefix(2) == [keys[0].kcv, keys[1].kcv])
            let devices = terminal.folder.path + "/state/tillbench/devices"
            let history = try FileManager.default.contentsOfDirectory(atPath: devices).map {
                try String(contentsOfFile: devices + "/" + $0, encoding: .utf8)
            }.joined()
            #expect(history.contains("2 key(s) loaded") && history.contains("08D7B4 -> \(keys[0].kcv)"), "\(history)")
        }

        @Test("What is wrong is refused with its reason, and the terminal's key stays")
        func refuses() throws {
            let terminal = try ServiceTerminal()
            let keys = try made([
                ("D0000K0TD00N0000", KeysProgramTests.key), ("D0000P0TE00N0000", KeysProgramTests.key),
                ("D0000K0TE00N0000", KeysProgramTests.key), ("D0000K0TDc1N0000", KeysProgramTests.key),
                ("D0000K0AD00N0000", KeysProgramTests.key), ("D0000K0TD00N0100KC0C00112233", KeysProgramTests.key),
            ])
            let foreign = try made([("D0000K0TD00N0000", KeysProgramTests.key)], under: KeysProgramTests.key)[0].block
            let good = keys[0].block
            let last = good.last == "0" ? "1" : "0"
            for (text, reason) in [
                ("master: {block: \(good), kcv: \"112233\"}", "the check value \(keys[0].kcv), not 112233"),
                ("master: \(keys[1].block)", "a key for P0 E; the master key is for K0"),
                ("master: \(keys[2].block)", "a key for K0 E"), ("master: \(keys[3].block)", "a component of a key"),
                ("master: \(keys[4].block)", "the block holds A of 16"),
                ("master: \(keys[5].block)", "not 112233"),
                ("master: \(good.dropLast())\(last)", "the MAC is wrong"),
                // The clear header is under the MAC as well.
                ("master: \(good.replacingOccurrences(of: "K0TD00N", with: "K0TB00N"))", "the MAC is wrong"),
                ("master: \(foreign)", "the protection key is another"),
                ("pan: \(good)", "there are master, pin, mac"),
            ] {
                let ended = try load(text + "\n", terminal)
                #expect(ended.code == 5 && ended.err.contains(reason), "\(reason): \(ended.err)")
                #expect(ended.err.contains("\n  next: ") && !ended.err.contains(good.dropFirst(16)), "\(ended.err)")
            }
            #expect(try values(terminal) == ["08D7B4", "loaded", "loaded"])
            let other = try load("serial: VP00000000\nmaster: \(good)\n", terminal)
            #expect(other.code == 1 && other.err.contains("for another terminal: VP00000000"), "\(other.err)")
            for text in ["\(good.dropLast(2))", "{block: \(KeysProgramTests.key)}", KeysProgramTests.key] {
                let clear = try load("master: \(text)\n", terminal)
                #expect(clear.code == 2 && clear.err.contains("keys.yaml:1: this is no key block"), "\(clear.err)")
                #expect(!clear.err.contains("A1B2"))
            }
            let bad = try load("master: [1]\n", terminal)
            #expect(bad.code == 2 && bad.err.contains("keys.yaml:1: the key master"), "\(bad.err)")
        }
    }
}
