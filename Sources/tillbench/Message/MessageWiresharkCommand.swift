import BenchSupport
import ArgumentParser
import DialectFiles
import Foundation
import ISO8583
import MessageTool

struct MessageWiresharkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wireshark", abstract: "Make a dissector, so that Wireshark reads a dialect.",
        discussion: """
            Prints a program in Lua. Wireshark and tshark load it at their start from ~/.local/lib/wireshark/plugins/; \
            tshark also takes it from anywhere. It reads captures of --capture, TCP and serial line, and what Wireshark \
            captures itself.

            Examples:
              tillbench msg wireshark --output ~/.local/lib/wireshark/plugins/unionpay.lua
              tillbench msg wireshark --dialect my-bank.yaml --port 9100 --length ascii --output my-bank.lua
              tshark -X lua_script:my-bank.lua -r capture.pcapng -V

            What must not be shown is masked. Wireshark's preference "Show clear values" \
            (tshark -o tillbench.unionpay.clear:TRUE) shows it. The bytes of a capture are not masked by anything.
            """)

    @Option(help: "Dialect: \(DialectChoice.help).") var dialect = "unionpay"
    @Option(help: "TCP port on which a host listens; may be given several times.")
    var port: [UInt16] = [WiresharkDissector.usualPort]
    @Option(help: "Length before a message on TCP: \(MessageWiresharkCommand.lengths).")
    var length = WiresharkDissector.name(of: .usual)
    @Option(help: ArgumentHelp("Write a file instead of printing.", valueName: "file")) var output: String?

    private static let lengths = LengthHeader.all.map { WiresharkDissector.name(of: $0) }.joined(separator: ", ")

    func validate() throws {
        if port.contains(0) { throw ValidationError("a TCP port is 1 to 65535") }
    }

    func run() throws {
        let found = try DialectLibrary.find(dialect)
        for warning in found.warnings { Talk.error("warning: \(warning)") }
        guard let form = LengthHeader.all.first(where: { WiresharkDissector.name(of: $0) == length }) else {
            throw MessageToolError("no length \"\(length)\"", next: "name one of: \(MessageWiresharkCommand.lengths)")
        }
        let lua = WiresharkDissector(found.dialect, ports: port, length: form).lua
        guard let output else { return Talk.say(lua) }
        do { try Data(lua.utf8).write(to: URL(fileURLWithPath: output)) } catch {
            throw MessageToolError(
                "cannot write \(output)", why: FileReason.of(error, at: output),
                next: "make its folder, or name another file")
        }
    }
}
