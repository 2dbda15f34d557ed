import ArgumentParser
import SerialDriver
import TerminalService

struct PortsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List serial ports: node, device, driver, known terminals, and whether you may open them.")

    @Flag(help: "JSON instead of text.") var json = false
    @Flag(name: .shortAndLong, help: "Also links, interface, place, identity and notes of each port.") var verbose =
        false
    @Option(help: "Language of names and notes: en or zh.") var lang = LanguageOption.en
    @OptionGroup var profiles: ProfilesOption

    func run() throws {
        let profiles = try profiles.load()
        let list = try PortList.read()
        let reports = list.ports.map { PortReport($0, in: list, profiles) }
        if json {
            return try Talk.json(
                Listing(schema: list.schema, hasUdevDatabase: list.hasUdevDatabase, ports: reports))
        }
        if !list.hasUdevDatabase {
            Talk.error("udevd does not run: names come from sysfs alone, and there are no links of udev")
        }
        guard !reports.isEmpty else {
            Talk.error("no serial ports: plug a terminal or a cable in, or start a virtual terminal")
            return
        }
        let head = ["PORT", "KNOWN AS", "DEVICE", "ID", "SERIAL NUMBER", "DRIVER", "MAY OPEN"]
        let table = TextTable(
            rows: [head]
                + reports.map { report in
                    let port = report.port
                    return [
                        port.node, report.name(lang), report.device, report.ids, port.serialNumber ?? "-",
                        port.driver ?? "-", port.mayOpen ? "yes" : "no",
                    ]
                })
        let lines = table.lines
        Talk.say(lines[0])
        for (line, report) in zip(lines.dropFirst(), reports) {
            Talk.say(line)
            if verbose {
                for detail in report.details(lang) { Talk.say(TextTable.shown(detail)) }
            } else {
                if let id = report.port.byID { Talk.say("    link: \(TextTable.shown(id))") }
                if let hint = report.port.hint { Talk.say("    may not be opened: \(hint)") }
            }
        }
    }

    private struct Listing: Encodable {
        let schema: Int
        let hasUdevDatabase: Bool
        let ports: [PortReport]
    }
}
