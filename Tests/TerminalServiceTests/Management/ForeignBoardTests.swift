import Foundation
import TestSupport
import Testing

extension ServicePortTests {
    /// A responder that is not ours: the `smp` library of PyPI reads our requests and writes its answers.
    @Suite("A board of somebody else")
    struct ForeignBoardTests {
        private static let program = Place.repository + "/Tests/TerminalServiceTests/Peers/responder.py"

        @Test(
            "it is flashed, with a buffer of any size; what only our terminals have is not asked again",
            arguments: [512, 2048])
        func flashes(_ buffer: Int) throws {
            let terminal = try ServiceTerminal()
            terminal.kill()
            let old = try terminal.image(.init(1, 0, 0), byteCount: 3000)
            let new = try terminal.image(.init(1, 4, 0), byteCount: 20_000)
            let board = try BenchProgram(try FinishedProgram.python(), [ForeignBoardTests.program, old, "\(buffer)"])
            try board.wait(for: "its port") { !$0.lines.isEmpty }
            let port = try #require(board.lines.first)
            let shown = try terminal.bench("flash", "info", "--port", port)
            #expect(shown.code == 0 && shown.out.contains("1.0.0"), "\(shown.err) \(board.err)")
            let plan = try terminal.bench("flash", "plan", new, "--port", port)
            #expect(plan.code == 0 && plan.out.contains("Zephyr other-board"), "\(plan)")
            let written = try terminal.bench("flash", "write", new, "--port", port, "--yes", "--json")
            #expect(written.code == 0, "\(written.err) \(board.err)")
            #expect(written.out.contains(#""state":"confirmed""#) && written.out.contains(#""selfTest":[]"#))
            #expect(written.err.contains("confirmed: it stays"), "\(written.err)")
            let verified = try terminal.bench("flash", "verify", new, "--port", port)
            #expect(verified.code == 0 && verified.out.contains("slot 0 holds 1.4.0: running"), "\(verified)")
            // What a terminal alone can say is no answer of it.
            let information = try terminal.bench("terminal", "info", port)
            #expect(information.code == 5 && information.err.contains("asking who it is"), "\(information.err)")
            let commands = board.lines.dropFirst()
            #expect(commands.filter { $0 == "1 2 1" }.count >= 20_000 / buffer, "uploads in pieces of its buffer")
            #expect(board.err.isEmpty, "\(board.err)")
            board.finish()
        }
    }
}
