import Foundation
import ISO8583
import SerialLink
import Testing
import TestSupport

/// A terminal that is a script of umockdev: it sends, and goes on only when what it receives is exactly what it waits for.
@Suite(
    "A session with a scripted terminal",
    .enabled(if: Emulation.canPlug, Emulation.needs))
struct ReplayTests {
    private func request(_ trace: String) throws -> Envelope {
        var message = Message(.networkAdvice)
        message[text: 11] = trace
        message[text: 41] = "10000001"
        message[text: 42] = "104110070110001"
        message[text: 60] = "00000001301"
        return Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 0), header: .terminalRequest,
            body: try Dialect.unionPay.encode(message))
    }

    /// Bytes as a script of umockdev has them. Source: script-format.txt of umockdev, which also has 32 escaped, as "^`";
    /// but that is read as "^".
    private func escaped(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            if byte == UInt8(ascii: "^") { return Array("^`".utf8) }
            return byte < 32 ? [UInt8(ascii: "^"), byte + 64] : [byte]
        }
    }

    private func step(_ letter: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("\(letter) 0 ".utf8) + escaped(bytes) + [0x0A]
    }

    @Test("the bridge opens the port, acknowledges, and answers each request byte for byte as the script expects")
    func session() throws {
        let host = try EchoHost()
        defer { host.stop() }
        let folder = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var script: [UInt8] = []
        for trace in ["000001", "000002", "000003"] {
            let sent = try request(trace)
            let answer = Envelope(tpdu: sent.tpdu.swapped, header: sent.header, body: sent.body)
            script += step("r", try LinkFrame.encode(sent.bytes))
            script += step("w", [0x06] + (try LinkFrame.encode(answer.bytes)))
            script += step("r", [0x06])
        }
        let file = folder + "/terminal.script"
        try Data(script).write(to: URL(fileURLWithPath: file))
        let bridge = try BenchProgram(
            try #require(Place.program("umockdev-wrapper")),
            [
                "/usr/bin/python3", Place.devices + "/replay.py", Place.devices, "verifone", "/dev/ttyACM1", file,
                Place.tillbench, "bridge", "/dev/ttyACM1", "--host", "127.0.0.1:\(host.port)",
            ])
        // The third request comes only when the script has taken the second answer, byte for byte.
        try bridge.wait(for: "three answers") { $0.lines.count { $0.contains("<--") } == 3 }
        #expect(bridge.finish() == 0)
        #expect(bridge.err.contains("line /dev/ttyACM1 is open"))
        let bodies = try host.requests.withLock { $0 }.map { try Envelope(parsing: $0).body }
        #expect(bodies == [try request("000001").body, try request("000002").body, try request("000003").body])
    }
}
