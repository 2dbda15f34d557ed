import Foundation
import SerialDriver
import Testing
import VirtualLine

@Suite("Programs of others at the ends of a pair")
struct ProgramsTests {
    @Test(
        "socat at both ends carries a file unchanged",
        .enabled(if: OtherProgram.path("socat") != nil, "socat is not installed (scripts/install-dependencies --tests)")
    )
    func socat() throws {
        let bench = try PairBench()
        let socat = try OtherProgram.path("socat").orThrow()
        let (source, target) = (bench.folder + "/source", bench.folder + "/target")
        let bytes = Data(someBytes(20_000, seed: 7))
        try bytes.write(to: URL(filePath: source))
        // What arrives before the receiver has set its port is lost to it, so the receiver comes first.
        let receiving = try OtherProgram(socat, ["-u", bench.folder + "/b,rawer,b115200", "CREATE:" + target])
        defer { receiving.signal(SIGTERM) }
        #expect(try eventually { FileManager.default.fileExists(atPath: target) })
        let sending = try OtherProgram(socat, ["-u", "OPEN:" + source, bench.folder + "/a,rawer,b115200"])
        #expect(try sending.code() == 0)
        #expect(try eventually { try Data(contentsOf: URL(filePath: target)).count >= bytes.count })
        #expect(try Data(contentsOf: URL(filePath: target)) == bytes)
    }

    @Test("pyserial at both ends: bytes pass unchanged, no faster than the line")
    func pyserial() throws {
        let bench = try PairBench()
        let ends = ["a", "b"].map { bench.folder + "/" + $0 }
        let talk = try OtherProgram(OtherProgram.python(), [OtherProgram.peer("talk.py")] + ends + ["19200", "3000"])
        let code = try talk.code()
        let complaint = try talk.complaint()
        #expect(code == 0, "\(complaint)")
        #expect(try talk.output() == "data same\ntime kept\n")
    }

    @Test("pyserial's own tests pass on a pair whose other end sends back what it gets")
    func pyserialsOwnTests() throws {
        let bench = try PairBench(.fixed(115_200))
        let python = try OtherProgram.python()
        let folder = try OtherProgram.line(of: "scripts/pyserial-tests")
        let echo = try OtherProgram(python, [OtherProgram.peer("echo.py"), bench.folder + "/b"])
        defer { echo.signal(SIGTERM) }
        #expect(try eventually { try echo.output() == "ready\n" })
        var output = ""
        var complaint = ""
        // They take a tenth of a second without an answer for a failure, which a busy machine may need.
        for _ in 1...4 where !output.hasSuffix("ran 46 failed 0\n") {
            let tests = try OtherProgram(python, [OtherProgram.peer("own_tests.py"), folder, bench.folder + "/a"])
            _ = try tests.code()
            output = try tests.output()
            complaint = try tests.complaint()
        }
        #expect(output.hasSuffix("ran 46 failed 0\n"), "\(output.suffix(3000)) \(complaint)")
    }

    @Test(
        "picocom talks to our port",
        .enabled(
            if: OtherProgram.path("picocom") != nil, "picocom is not installed (scripts/install-dependencies --tests)"))
    func picocom() throws {
        try pingPong(
            "picocom", ["--quiet", "--baud", "9600", "--exit-after", "5000", "--initstring", "ping"], input: "")
    }

    @Test(
        "tio talks to our port",
        .enabled(if: OtherProgram.path("tio") != nil, "tio is not installed (scripts/install-dependencies --tests)"))
    func tio() throws { try pingPong("tio", ["-b", "9600", "--response-wait"], input: "ping") }

    private func pingPong(_ name: String, _ arguments: [String], input: String) throws {
        let bench = try PairBench()
        let port = try bench.open(.b, LineSettings(baud: 9600))
        let path = try OtherProgram.path(name).orThrow()
        let program = try OtherProgram(path, arguments + [bench.folder + "/a"], input: input)
        defer { program.signal(SIGTERM) }
        #expect(try port.collect(4) == Array("ping".utf8))
        try port.writeAll(Array("pong\r\n".utf8), deadline: .now + patience)
        #expect(try eventually { try program.output().contains("pong") })
    }
}
