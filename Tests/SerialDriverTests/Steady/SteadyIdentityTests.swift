import Foundation
import Testing

@testable import SerialDriver

@Suite("A steady port by what it is known by")
struct SteadyIdentityTests {
    @Test("a port that is known by a link is opened again behind it, whatever node that is")
    func link() async throws {
        let folder = NSTemporaryDirectory() + "tb-steady-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let link = folder + "/line"
        let first = try PseudoTerminal(link: link)
        let steady = SteadyPort(.link(link), settings: LineSettings(baud: 9600))
        defer { steady.close() }
        let opened = try await steady.open(deadline: .now + .seconds(120))
        #expect(opened.path == first.devicePath)
        // Held, so that the next one has another number.
        let other = try PseudoTerminal()
        first.close()
        let lost = await #expect(throws: SerialError.self) {
            _ = try await opened.read(upTo: 1, deadline: .now + .seconds(120))
        }
        #expect(lost?.kind == .disconnected)
        let second = try PseudoTerminal(link: link)
        #expect(try await steady.open(deadline: .now + .seconds(120)).path == second.devicePath)
        other.close()
    }

    @Test("a device that is not plugged in is waited for until the deadline")
    func away() async throws {
        let steady = SteadyPort(try PortIdentity(parsing: "usb:ffff:ffff:none"), settings: LineSettings(baud: 9600))
        defer { steady.close() }
        let error = await #expect(throws: SerialError.self) {
            _ = try await steady.open(deadline: .now + .milliseconds(100))
        }
        #expect(error?.kind == .notFound)
        #expect(error?.path == "usb:ffff:ffff:none")
    }
}
