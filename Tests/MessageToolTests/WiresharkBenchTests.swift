import Foundation
import ISO8583
import MessageTool
import Testing
import VirtualTerminal

@Suite("Wireshark and captures of the running bench", .serialized)
struct WiresharkBenchTests {
    private func wait(_ what: String, until condition: () throws -> Bool) throws {
        let limit = ContinuousClock.now + .seconds(60)
        while try !condition() {
            try #require(ContinuousClock.now < limit, "no \(what)")
            usleep(10_000)
        }
    }

    private func screen(_ client: ControlClient, _ name: String) throws {
        try wait("screen \(name)") {
            let display = try client.ask(.show).display
            return display.screen == name && !display.isBusy
        }
    }

    @Test("a sale and a settlement through terminal, bridge and host are in all three captures as the journal says")
    func day() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "ws-\(getpid())-\(UInt32.random(in: 0...UInt32.max))", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String) -> URL { folder.appendingPathComponent(name + ".pcapng") }

        let host = try Background(["host", "start", "--port", "0", "--capture", file("host").path], in: folder)
        var port = ""
        try wait("port of the host") {
            let said = try host.said()
            guard let start = said.range(of: "127.0.0.1:"), let end = said[start.upperBound...].firstIndex(of: ",")
            else { return false }
            port = String(said[start.upperBound..<end])
            return true
        }
        let place = TerminalFolder(folder.appendingPathComponent("t").path)
        let terminal = try Background(
            ["terminal", "start", "--dir", place.path, "--quiet", "--capture", file("terminal").path], in: folder)
        let client = ControlClient(place)
        try wait("terminal") { (try? client.ask(.show)) != nil }
        let bridge = try Background(
            ["bridge", place.line, "--host", "127.0.0.1:\(port)", "--wait", "--capture", file("bridge").path],
            in: folder)
        try wait("open line") { try bridge.said().contains("is open") }

        try client.ask(.press(keys: ["FUNC", "5"]))
        try screen(client, "signed-on")
        try client.ask(.press(keys: ["1", "2", "5", "0", "ENTER"]))
        try client.ask(.swipe(track2: "4111111111111111=30122010000000000000"))
        try screen(client, "approved")
        try client.ask(.press(keys: ["FUNC", "4", "ENTER"]))
        try screen(client, "settled")
        let journal = try #require(try client.ask(.journal).journal)
        for process in [bridge, terminal, host] { process.end() }

        let made = try Program.run("wireshark", "--port", port)
        #expect(made.code == 0 && made.err.isEmpty)
        let sale = try #require(journal.batches.first?.records.first)
        #expect(sale.kind == "sale" && sale.state == "approved")
        let trace = String(repeating: "0", count: 6 - String(sale.trace).count) + String(sale.trace)
        for name in ["host", "terminal", "bridge"] {
            let output = try Tshark.run(
                [
                    "-n", "-r", "capture.pcapng", "-Y", "tillbench.unionpay", "-T", "fields", "-E", "separator=|",
                ] + ["mti", "f4", "f11", "f39", "f2", "malformed"].flatMap { ["-e", "tillbench.unionpay." + $0] },
                lua: made.text, capture: [UInt8](try Data(contentsOf: file(name))))
            #expect(output.code == 0 && Tshark.complaints(output.err).isEmpty, "\(output.err)")
            var lines = output.text.split(separator: "\n").map { String($0) }
            // The bridge sees each message twice: on the line and on TCP.
            if name == "bridge" { lines = lines.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) }
            #expect(
                lines.map { $0.prefix(4) } == [
                    "0800", "0810", "0200", "0210", "0500", "0510", "0320", "0330", "0800", "0810",
                ], "\(name)")
            // Traces count up from one request to the next; every answer has its request's.
            let traces = lines.map { $0.split(separator: "|", omittingEmptySubsequences: false)[2] }
            #expect(stride(from: 0, to: lines.count, by: 2).allSatisfy { traces[$0] == traces[$0 + 1] })
            let amount = "000000001250"
            #expect(lines.count > 3 && lines[2] == "0200|\(amount)|\(trace)||411111******1111|", "\(name)")
            #expect(lines[3].hasPrefix("0210|\(amount)|\(trace)|\(sale.code ?? "")|"), "\(name)")
            #expect(sale.minorUnits == 1250 && sale.card == "411111******1111")
        }
    }
}
