import Foundation
import Testing
import VirtualTerminal

@Suite("The image that a terminal leaves the factory with")
struct FactoryTests {
    @Test("imgtool verifies it with the development key, which is the file that lies with the boards")
    func verified() throws {
        let scratch = try ScratchFolder()
        let file = scratch.path + "/factory.img"
        try Data(try FactoryImage.make(board: "virtual-pos")).write(to: URL(filePath: file))
        let key = OtherProgram.repository + "/hardware/boards/development-key.pem"
        let program = ["-c", "from imgtool.main import imgtool; imgtool()"]
        let verified = try OtherProgram.run(try OtherProgram.python(), program + ["verify", "-k", key, file])
        #expect(verified.status == 0, "\(verified.output)\(verified.complaint)")
        #expect(verified.output.contains("Image version: 1.0.0"))
        let shown = try OtherProgram.run(
            try OtherProgram.python(), program + ["getpub", "-k", key, "-e", "raw", "-o", scratch.path + "/pub"])
        #expect(shown.status == 0)
        #expect(try [UInt8](Data(contentsOf: URL(filePath: scratch.path + "/pub"))) == FactoryImage.publicKey())
    }

    @Test("each terminal has a serial number of its own, which stays")
    func serial() throws {
        let scratch = try ScratchFolder()
        var numbers: [String] = []
        for folder in ["a", "b", "a"] {
            let terminal = try LiveTerminal(TerminalFolder(scratch.path + "/" + folder))
            try terminal.stop()
            let chip = try Data(contentsOf: URL(filePath: terminal.folder.program))
            numbers.append(String(decoding: chip[4..<14], as: UTF8.self))
        }
        #expect(numbers[0] == numbers[2] && numbers[0] != numbers[1] && numbers[0].hasPrefix("VP"))
    }
}
