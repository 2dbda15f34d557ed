import Foundation
import ISO8583
import MessageTool
import Testing

@Suite("The command that makes a dissector")
struct WiresharkCommandTests {
    @Test("the program goes to standard output, or into a file; ports are those that were named")
    func output() throws {
        let printed = try Program.run("wireshark", "--dialect", "hypercom", "--port", "5000", "--port", "6000")
        #expect(printed.code == 0 && printed.err.isEmpty)
        #expect(printed.text == WiresharkDissector(.hypercom, ports: [5000, 6000]).lua + "\n")
        #expect(printed.text.contains("ports = \"5000,6000\""))
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "ws-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).lua")
        defer { try? FileManager.default.removeItem(at: path) }
        let written = try Program.run("wireshark", "--output", path.path)
        #expect(written.code == 0 && written.out.isEmpty)
        #expect(try String(contentsOf: path, encoding: .utf8) == WiresharkDissector(.unionPay).lua)
    }

    @Test("the length that was named is the one that is taken without a preference")
    func length() throws {
        let made = try Program.run("wireshark", "--length", "asciiInclusive")
        var message = Message(.networkRequest)
        message[text: 11] = "000042"
        let body = SampleCapture.headers(of: .unionPay) + (try Dialect.unionPay.encode(message))
        let capture = SampleCapture.messages([body], LengthHeader(.ascii, countsItself: true))
        let output = try Tshark.run(
            ["-n", "-r", "capture.pcapng", "-Y", "tillbench.unionpay", "-T", "fields", "-e", "tillbench.unionpay.f11"],
            lua: made.text, capture: capture)
        #expect(output.text == "000042\n" && Tshark.complaints(output.err).isEmpty, "\(output.err)")
    }

    @Test("a dialect from a file is taken, and two dissectors live beside each other in one tshark")
    func file() throws {
        let yaml = """
            id: my-bank
            name: My bank
            extends: hypercom
            fields:
              3: {name: what}
            """
        let made = try Program.run("wireshark", "--dialect", "bank.yaml", "--port", "9100", files: ["bank.yaml": yaml])
        try #require(made.code == 0, "\(made.err)")
        var message = Message(.networkRequest)
        message[text: 3] = "920000"
        let body = SampleCapture.headers(of: .hypercom) + (try Dialect.hypercom.encode(message))
        let both = made.text + "\n;(function()\n" + WiresharkDissector(.hypercom).lua + "\nend)()\n"
        for (name, port) in [("tillbench.my_bank", "9100"), ("tillbench.hypercom", "8583")] {
            let output = try Tshark.run(
                [
                    "-n", "-r", "capture.pcapng", "-d", "tcp.port==8583,\(name)", "-T", "fields", "-e", "\(name).f3",
                    "-Y", name,
                ], lua: both, capture: SampleCapture.messages([body]))
            #expect(output.text == "920000\n" && Tshark.complaints(output.err).isEmpty, "\(port): \(output.err)")
        }
    }

    @Test("wrong input is code 2, with the reason and the next step; the help says where Wireshark wants the file")
    func wrong() throws {
        for arguments in [
            ["--dialect", "x"], ["--port", "70000"], ["--port", "0"], ["--length", "x"],
            ["--output", "/no/such/folder/x.lua"],
        ] {
            let result = try Program.run(["wireshark"] + arguments)
            #expect(result.code == 2 && result.out.isEmpty && !result.err.isEmpty, "\(arguments)")
        }
        #expect(try Program.run("wireshark", "--dialect", "x").err.contains("next:"))
        let help = try Program.run("wireshark", "--help").text
        #expect(help.contains("~/.local/lib/wireshark/plugins/") && help.contains("tshark -X lua_script:"))
    }
}
