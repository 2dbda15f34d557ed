import ArgumentParser
import SerialDriver

struct PortsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ports", abstract: "Serial ports of this machine.",
        subcommands: [PortsList.self, PortsConsole.self])
}

struct PortsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List serial ports: node, driver, device, and whether you may open them.")

    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let list = try PortList.read()
        if json { return try Talk.json(list) }
        if !list.hasUdevDatabase { Talk.error("udevd does not run: names and links come from the kernel alone") }
        if list.ports.isEmpty {
            Talk.error("no serial ports: plug a terminal or a cable in, or start a virtual terminal")
        }
        for port in list.ports {
            let usb = port.vendorID.map { " \($0):\(port.productID ?? "????")" } ?? ""
            let name = [port.vendor, port.product, port.serialNumber].compactMap { $0 }.joined(separator: " ")
            Talk.say("\(port.node) \(port.driver ?? "-")\(usb) \(name)".trimmingSpaces())
            for link in port.links { Talk.say("    \(link)") }
            if let hint = port.hint { Talk.say("    may not be opened: \(hint)") }
        }
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
