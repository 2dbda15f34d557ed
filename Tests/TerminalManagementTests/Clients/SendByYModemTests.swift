import Foundation
import Testing
import VirtualTerminal

@Suite("sb of lrzsz on the service port", .serialized)
struct SendByYModemTests {
    @Test("a terminal on which no image may run asks for one, takes it from sb, and starts it")
    func recovery() throws {
        let scratch = try ScratchFolder()
        let folder = TerminalFolder(scratch.path + "/t")
        var terminal = try LiveTerminal(folder)
        try terminal.stop()
        // Slot A begins at 0x40000: its header is gone.
        let program = try FileHandle(forUpdating: URL(filePath: folder.program))
        try program.seek(toOffset: 0x40000)
        try program.write(contentsOf: Data(repeating: 0, count: 64))
        try program.close()
        let image = try OtherProgram.image("1.3.0", byteCount: 30_000, in: scratch.path)
        terminal = try LiveTerminal(folder)
        #expect(try ControlClient(folder).ask(.show).display.screen == "recovery")
        #expect(throws: BenchError.self) { try ControlClient(folder).ask(.press(keys: ["1"])) }
        let port = folder.service
        let sent = try OtherProgram.run("/bin/bash", ["-c", "exec timeout 60 sb -q '\(image)' <'\(port)' >'\(port)'"])
        #expect(sent.status == 0, "\(sent.complaint)")
        let limit = Date(timeIntervalSinceNow: 20)
        while Date() < limit, try ControlClient(folder).ask(.show).display.screen == "recovery" { usleep(20_000) }
        #expect(try ControlClient(folder).ask(.show).display.screen != "recovery")
        #expect(terminal.log.contains { $0.contains("firmware 1.3.0") })
        try terminal.stop()
    }
}
