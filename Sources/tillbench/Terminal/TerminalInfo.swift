import ArgumentParser
import Foundation
import TerminalService
import VirtualTerminal

struct TerminalInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "What a terminal says of itself on its service port.",
        discussion: """
            Model, serial number, firmware of both slots, key check values (never keys), the open batch, wear of its flash, \
            its clock, its printer. Nothing is changed. A virtual terminal's service port is DIR/service.

            Exit code: 0 when it answered, 3 when the port cannot be used, 4 when nothing answers on it.
            """)

    @Argument(help: "The service port: a path, or usb:... or path:... as in `ports list`.") var port: String
    @OptionGroup var service: ServiceOption
    @Option(help: "Language of the text: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let client = try ManagementClient(
            opening: try ServicePort.path(port), service.options(try .atInterruption()))
        let information = try TerminalInformation(client)
        if json { return try Talk.json(information) }
        for line in InformationText(information, lang).lines { Talk.say(line) }
    }
}
