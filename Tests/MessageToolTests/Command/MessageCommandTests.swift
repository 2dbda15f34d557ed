import Foundation
import ISO8583
import Testing
import TestSupport

@Suite("tillbench msg on the command line")
struct MessageCommandTests {
    /// The program that was built beside the tests.
    private static let program: String = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let folder = bundle?.deletingLastPathComponent() ?? Bundle.main.bundleURL
        return folder.appendingPathComponent("tillbench").path
    }()

    /// Runs the program to its end, with a file as its standard input.
    private func run(_ arguments: [String], input: [UInt8]? = nil) throws -> (code: Int32, out: String, err: String) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tillbench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        try Data(input ?? []).write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: MessageCommandTests.program)
        process.arguments = ["msg"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
        )
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private let sale = Sample.named("bench-0200-bcd")?.framed(.tpdu, .binary) ?? []
    private let answer = Sample.named("0210-bcd")?.framed(.tpdu, .binary) ?? []

    @Test("help of every verb has examples and exit codes, on standard output")
    func help() throws {
        for verb in ["view", "guess", "redact"] {
            let result = try run([verb, "--help"])
            #expect(result.code == 0 && result.err.isEmpty)
            #expect(result.out.contains("tillbench msg \(verb) ") && result.out.contains("Exit code"))
        }
    }

    @Test("a message is shown from digits, from a pipe, and from a file, in both languages")
    func view() throws {
        let digits = try run(["view", hex(sale)])
        #expect(digits.code == 0 && digits.err.isEmpty, "\(digits.err)")
        #expect(digits.out.contains("F2   primary account number: 476173******0010"))
        #expect(digits.out.contains("F24  network international identifier"))
        let piped = try run(["view", "--lang", "zh", "-"], input: sale)
        #expect(piped.code == 0 && piped.out.contains("主账号: 476173******0010"))
        let file = try run(["view", "in", "--hex", "--dialect", "iso87-binary"], input: [UInt8](hex(sale).utf8))
        #expect(file.code == 0 && file.out.contains("= 16476173******0010") && !file.out.contains("guessed"))
        let secrets = try Secrets(try #require(Sample.named("bench-0200-bcd")))
        for result in [digits, piped, file] { #expect(secrets.leaks(in: result.out + result.err).isEmpty) }
    }

    @Test("JSON is one object for one message and a line for each of several")
    func json() throws {
        let one = try object(try run(["view", "--json"], input: sale).out)
        #expect(one["schema"] as? Int == 1 && one["mti"] as? String == "0200")
        let several = try run(["view", "--json"], input: [UInt8]((hex(sale) + "\n" + hex(answer) + "\n").utf8))
        let lines = try several.out.split(separator: "\n").map { try object(String($0)) }
        #expect(lines.map { $0["mti"] as? String } == ["0200", "0210"] && lines.map { $0["line"] as? Int } == [1, 2])
    }

    @Test("expectations that are met are code 0, others code 1 with a line each")
    func expectations() throws {
        let met = try run(
            ["view", hex(answer), "--expect", "mti=0210", "--expect", "39=00", "--expect", "39", "--expect", "!64"])
        #expect(met.code == 0 && met.err.isEmpty)
        let unmet = try run(["view", hex(answer), "--expect", "39=05", "--expect", "64", "--expect", "41=TERM0001"])
        #expect(unmet.code == 1)
        #expect(unmet.err == "expected 39=05, found 00\nexpected field 64, it is absent\n")
        let report = try object(try run(["view", hex(answer), "--json", "--expect", "39=05"]).out)
        #expect(report["unmet"] as? [String] == ["expected 39=05, found 00"])
        #expect(try run(["view", hex(answer), "--expect", "x=1"]).code == 2)
    }

    @Test("a message that breaks off is shown up to there, then the field and byte; code 2")
    func broken() throws {
        let result = try run(["view", hex(Array(sale.dropLast(10)))])
        #expect(result.code == 2 && result.out.contains("F52  PIN block"))
        #expect(result.err.contains("byte ") && result.err.contains("expected: ") && result.err.contains("^^"))
        #expect(result.out.contains("! 262 byte(s) follow"))
        #expect(try Secrets(try #require(Sample.named("bench-0200-bcd"))).leaks(in: result.out + result.err).isEmpty)
        let report = try object(try run(["view", "--json", hex(Array(sale.dropLast(10)))]).out)
        #expect(report["isWhole"] as? Bool == false && (report["error"] as? [String: Any])?["offset"] is Int)
    }

    @Test("guesses are told with reasons, in text and JSON; what nothing reads is code 2")
    func guess() throws {
        let text = try run(["guess", hex(sale)])
        #expect(text.code == 0 && text.out.contains("length header equals the bytes that follow"))
        let report = try object(try run(["guess", "--json", hex(sale)]).out)
        let guesses = try #require(report["guesses"] as? [[String: Any]])
        #expect(guesses.first?["dialect"] as? String == "hypercom" && report["verdict"] as? String == "clear")
        let noise = try run(["guess", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"])
        #expect(noise.code == 2 && noise.out.contains("no dialect fits"))
    }

    @Test("a log is masked line for line, and what was done is said on standard error")
    func redact() throws {
        let log = "09:00:01 card 4761739001010010\n09:00:02 send \(hex(sale))\n09:00:03 done\n"
        let result = try run(["redact"], input: [UInt8](log.utf8))
        #expect(result.code == 0 && result.out.utf8.count == log.utf8.count)
        #expect(result.out.hasSuffix("\n09:00:03 done\n") && result.out.hasPrefix("09:00:01 card 4761730909090010\n"))
        #expect(result.err.contains("account numbers") && result.err.contains("MAC"))
        let secrets = try Secrets(try #require(Sample.named("bench-0200-bcd")))
        #expect(secrets.leaks(in: result.out + result.err).isEmpty)
        // Raw bytes come out as digits.
        let raw = try run(["redact"], input: sale)
        #expect(raw.code == 0 && raw.out.utf8.count == sale.count * 2 + 1 && secrets.leaks(in: raw.out).isEmpty)
        let viewed = try run(["view", raw.out.trimmingCharacters(in: .newlines)])
        #expect(viewed.code == 0 && viewed.out.contains("476173******0010"))
    }

    @Test("wrong usage and missing input are code 2, with the next step")
    func usage() throws {
        for arguments in [
            ["view", "no-such-file"], ["view", "--dialect", "nonsense", hex(sale)],
            ["view", "--header", "x", hex(sale)],
            ["view"], ["guess", "-"], ["redact", "--as", "pdf"], ["view", "--length", "odd", hex(sale)],
            ["view", "."], ["view", "--input", "capture", hex(sale)],
        ] {
            let result = try run(arguments)
            #expect(result.code == 2 && result.out.isEmpty && !result.err.isEmpty, "\(arguments) \(result)")
            #expect(!result.err.contains(hex(sale)))
        }
    }
}
