import Foundation
import Testing
import VirtualTerminal

@Suite("mcumgr-toolkit on the service port of a terminal", .serialized)
struct ToolkitTests {
    @Test("a second client, of other authors in another language, comes through the same afternoon")
    func afternoon() throws {
        let scratch = try ScratchFolder()
        let image = try OtherProgram.image("1.4.0", byteCount: 20_000, in: scratch.path)
        let terminal = try LiveTerminal(TerminalFolder(scratch.path + "/t"))
        let journal = URL(filePath: terminal.folder.flash)
        let before = try Data(contentsOf: journal)
        let ran = try OtherProgram.peer("toolkit.py", [terminal.folder.service, image])
        try terminal.stop()
        // Update, revert and five starts leave the journal as it is, byte for byte.
        #expect(try Data(contentsOf: journal) == before)
        try #require(ran.status == 0, "\(ran.output.suffix(500)) \(ran.complaint.suffix(1500))")
        var steps: [String: [String: Any]] = [:]
        for line in ran.output.split(separator: "\n") {
            let step = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            steps[try #require(step["step"] as? String)] = step
        }
        func images(_ step: String) -> [String] {
            ((steps[step]?["images"] as? [[Any]]) ?? []).map { image in
                image.map { value in
                    if let text = value as? String { return text }
                    return "\((value as? Int) ?? -1)"
                }.joined(separator: " ")
            }
        }
        // slot, version, active, confirmed, pending
        #expect(images("factory") == ["0 1.0.0 1 1 0"])
        #expect(images("uploaded") == ["0 1.0.0 1 1 0", "1 1.4.0 0 0 0"])
        #expect(images("pending") == ["0 1.0.0 1 1 0", "1 1.4.0 0 0 1"])
        #expect(images("on trial") == ["0 1.4.0 1 0 0", "1 1.0.0 0 1 0"])
        #expect(images("reverted") == ["0 1.0.0 1 1 0", "1 1.4.0 0 0 0"])
        #expect(images("confirmed") == ["0 1.4.0 1 1 0", "1 1.0.0 0 0 0"])
        #expect(steps["echo"]?["r"] as? String == "hello 你好")
        #expect((steps["bootloader"]?["name"] as? String)?.contains("MCUboot") == true)
        #expect(steps["slots"]?["sizes"] as? [Int] == [0xE0000, 0xE0000])
        #expect(steps["changed"]?["val"] as? String == "Teahouse")
        #expect(steps["checksum"]?["same"] as? Bool == true)
        let identity = try #require(steps["identity"]?["identity"] as? [String: Any])
        #expect(identity["board"] as? String == "virtual-pos" && identity["name"] as? String == "Teahouse")
        #expect(identity["boot"] as? String == "reset")
        #expect(steps["refused"]?["text"] as? String != nil)
        #expect(steps["wrong"]?["text"] as? String != nil)
        let results = steps["self-test"]?["results"] as? [String: String]
        // Nobody signed on: there are no working keys yet.
        #expect(results == ["flash": "passed", "printer": "passed", "keys": "failed", "clock": "passed"])
    }
}
