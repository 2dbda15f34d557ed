import Foundation
import Testing
import VirtualLine

@Suite("The socket of virtual lines that do not run")
struct AbsentControlTests {
    private let folder = "/tmp/control-socket-" + UUID().uuidString.prefix(8)

    @Test("a folder in which nothing runs is told as such")
    func nobody() {
        let error = #expect(throws: ControlSocketError.self) { try ControlSocket.ask("status", in: folder) }
        #expect(error?.what.hasPrefix("no virtual ports run") == true)
    }
}
