import ArgumentParser
import DialectFiles
import Foundation
import MessageTool

struct MessageWiresharkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wireshark", abstract: "Make a dissector, so that Wireshark reads a dialect.",
        discussion: """
            Prints a program in Lua. Wireshark and tshark load it at their start from ~/.local/lib/wireshark/plugins/; tshark also \
            takes it from anywhere. It reads captures of --capture, TCP and serial line, and what Wireshark captures itself.

            Examples:
              tillbench msg wireshark --output ~/.local/lib/wireshark/plugins/unionpay.lua
              tillbench msg wireshark --dialect my-bank.yaml --port 8583 --port 9100 --output my-bank.lua
              tshark -X lua_script:my-bank.lua -r capture.pcapng -V

            What must not be shown is masked. Wireshark's preference "Show clear values" \
            (tshark -o tillbench.unionpay.clear:TRUE) shows it. The bytes of a capture are not masked by anything.
            """)

    @Option(help: "Dialect: \(MessageArguments.dialects), or a file.") var dialect = "unionpay"
    @Option(help: "TCP port on which a host listens; may be given several times.")
    var port: [UInt16] = [WiresharkDissector.usualPort]
    @Option(help: ArgumentHelp("Write a file instead of printing.", valueName: "file")) var output: String?

    func run() throws {
        let found = try DialectLibrary.find(dialect)
        for warning in found.warnings { Talk.error("warning: \(warning)") }
        let lua = WiresharkDissector(found.dialect, ports: port).lua
        guard let output else { return Talk.say(lua) }
        do { try Data(lua.utf8).write(to: URL(fileURLWithPath: output)) } catch {
            throw MessageToolError(
                "cannot write \(output)", why: error.localizedDescription,
                next: "make its folder, or name another file")
        }
    }
}
