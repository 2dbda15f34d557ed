import Foundation
import Testing
import TestSupport

/// Another user, as the tests can be one.
enum OtherUser {
    static let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", Place.tillbench]

    /// Whether the program can be run as nobody, and there is a port that nobody may not open.
    static let isPossible: Bool = {
        var status = stat()
        guard getuid() == 0, let setpriv = Place.program("setpriv"), OwnUdevd.hasPort,
            stat("/dev/ttyS0", &status) == 0, status.st_mode & 0o006 == 0
        else { return false }
        return (try? BenchProgram.run(setpriv, nobody + ["--version"]).code) == 0
    }()
}

@Suite("Who may open a serial port")
struct AccessTests {
    @Test(
        "a user who may not open a port is told so, and what helps",
        .enabled(if: OtherUser.isPossible, "needs root, setpriv, and a port ttyS0 that is closed to others"))
    func hint() throws {
        let result = try BenchProgram.run(
            try #require(Place.program("setpriv")), OtherUser.nobody + ["ports", "list", "--json"])
        try #require(result.code == 0, "\(result.err)")
        let port = try #require(try PortJSON.list(result.out)["/dev/ttyS0"])
        #expect(!port.mayOpen)
        let hint = try #require(port.hint)
        // The rules of this project are for USB devices, and this is none.
        #expect(hint.contains("sudo usermod -aG") && !hint.contains("install-udev"), "\(hint)")
        #expect(!hint.contains("usermod -aG root"), "\(hint)")
    }
}
