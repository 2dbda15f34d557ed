import TerminalService
import Testing

@Suite("An image as a file")
struct ImageFileTests {
    @Test("a file that is not there, and a folder, are named in plain words")
    func unreadable() throws {
        let missing = #expect(throws: ImageFileError.self) { try ImageFile(path: "/nowhere/1.4.0.img") }
        #expect(missing?.why == "No such file or directory")
        let folder = #expect(throws: ImageFileError.self) { try ImageFile(path: "/tmp") }
        #expect(folder?.why == "it is a folder")
    }
}
