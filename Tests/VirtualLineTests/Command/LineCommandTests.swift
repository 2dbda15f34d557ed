import Foundation
import Testing
import VirtualLine

@Suite("Commands to virtual lines")
struct LineCommandTests {
    private func command(_ text: String, _ names: [String] = ["till"]) throws -> LineCommand {
        try LineCommand(parsing: text, names: names)
    }

    @Test(
        "what is typed is understood",
        arguments: [
            ("unplug a", LineCommand.Verb.unplug, LineSide.a), ("  plug\tb ", .plug, .b),
            ("break till-a", .sendBreak, .a),
            ("lose 3 a", .lose(3), .a), ("flip b", .flip, .b), ("errors 0.001", .bitErrors(0.001), nil),
            ("errors 1e-6 a", .bitErrors(1e-6), .a), ("loss 1 till", .losses(1), nil), ("double 0 b", .doubles(0), .b),
            ("latency 20", .latency(20_000_000), nil), ("latency 0.5 a", .latency(500_000), .a),
            ("baud 9600", .pace(.fixed(9600)), nil), ("baud auto", .pace(.ofSettings), nil),
            ("baud none till", .pace(.unpaced), nil), ("status", .status, nil), ("help", .help, nil), ("?", .help, nil),
        ] as [(String, LineCommand.Verb, LineSide?)])
    func understood(text: String, verb: LineCommand.Verb, side: LineSide?) throws {
        let command = try command(text)
        #expect(command.verb == verb)
        #expect(command.side == side)
        #expect(command.lines == [0])
    }

    @Test("among several lines an end is named with its line")
    func several() throws {
        let names = ["till", "pump-a"]
        #expect(try command("unplug pump-a-b", names).lines == [1])
        #expect(try command("unplug pump-a-b", names).side == .b)
        #expect(try command("errors 0.1 pump-a", names).side == nil)
        #expect(try command("errors 0.1", names).lines == [0, 1])
        let error = #expect(throws: LineCommandError.self) { try command("unplug a", names) }
        #expect(error?.nextStep == "write till-a, for example")
    }

    @Test(
        "anything else is refused, with a reason and a next step",
        arguments: [
            "", " ", "fly a", "unplug", "unplug c", "unplug a b", "unplug till", "lose a", "lose 0 a", "lose -1 a",
            "lose 3",
            "errors", "errors two", "errors 1.1", "errors -0.1", "errors nan", "latency -1", "latency 60001",
            "latency inf",
            "baud", "baud 0", "baud 20000001", "baud 9600 a", "status a", "help a", "flip 3 a",
        ])
    func refused(text: String) {
        let error = #expect(throws: LineCommandError.self) { try command(text) }
        #expect(error?.why.isEmpty == false)
        #expect(error?.nextStep.isEmpty == false)
    }

    @Test("help names every command")
    func help() {
        for word in [
            "unplug", "plug", "break", "lose", "flip", "errors", "loss", "double", "latency", "baud", "status",
        ] {
            #expect(LineCommand.help.contains { $0.hasPrefix(word + " ") })
        }
    }

    @Test("a group does what is asked and says what stands in the way")
    func group() throws {
        let bench = try PairBench()
        let group = LineGroup([("till", try bench.pair)])
        #expect(group.perform("plug a").problem?.contains("unplug till-a") == true)
        #expect(group.perform("unplug a").problem == nil)
        #expect(group.perform("unplug a").problem?.contains("plug till-a") == true)
        #expect(group.perform("plug a").problem == nil)
        #expect(group.perform("errors 0.25 b").text == ["done"])
        #expect(group.perform("latency 20").problem == nil)
        #expect(group.perform("baud 4800").problem == nil)
        let report = try #require(group.perform("status").lines?.first)
        #expect(report.b.bitErrors == 0.25)
        #expect(report.a.bitErrors == 0)
        #expect(report.a.latency == 20)
        #expect(report.baud == "4800")
        #expect(report.text.count == 2)
        #expect(group.perform("help").text == LineCommand.help)
    }
}

@Suite("The socket of virtual lines")
struct ControlSocketTests {
    @Test("a socket that nobody serves is replaced, anything else of that name is left alone")
    func leftOver() throws {
        let folder = NSTemporaryDirectory() + "socket-" + UUID().uuidString
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(atPath: folder) }
        close(try ControlSocket.listen(in: folder))
        close(try ControlSocket.listen(in: folder))
        let path = ControlSocket.path(in: folder)
        try manager.removeItem(atPath: path)
        try Data("mine".utf8).write(to: URL(filePath: path))
        let error = #expect(throws: ControlSocketError.self) { try ControlSocket.listen(in: folder) }
        #expect(error?.nextStep.isEmpty == false)
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("mine".utf8))
    }
}
