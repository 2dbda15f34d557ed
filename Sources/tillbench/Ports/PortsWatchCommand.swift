import ArgumentParser
import Foundation
import SerialDriver
import TerminalService

struct PortsWatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Tell of serial ports that come, go and change, as it happens; ends with Ctrl-C.")

    @Flag(help: "JSON instead of text, one event in a line.") var json = false
    @Option(help: "End after so many events.") var untilCount: Int?
    @Option(help: "Language of names: en or zh.") var lang = LanguageOption.en
    @OptionGroup var profiles: ProfilesOption

    func validate() throws {
        if let untilCount, untilCount < 1 { throw ValidationError("--until-count is a number from 1") }
    }

    func run() throws {
        let profiles = try profiles.load()
        let stop = try Interruption.descriptor()
        let monitor = try PortMonitor()
        let place =
            switch monitor.source {
            case .udev: "udev tells of them"
            case .kernel: "the kernel tells of them, udevd does not run"
            case .comparison: "lists are compared every second: neither udev nor the kernel can be asked"
            }
        Talk.error("watching serial ports: \(place); there now: \(monitor.ports.map(\.node).joined(separator: " "))")
        var count = 0
        var watched = [monitor.descriptor, stop].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while untilCount.map({ count < $0 }) ?? true {
            let ready = poll(&watched, 2, -1)
            guard ready > 0 || errno == EINTR else { throw SerialError.system("poll", path: "ports") }
            Interruption.exitIfCaught(stop)
            for event in try monitor.receive() where untilCount.map({ count < $0 }) ?? true {
                try show(event, monitor, profiles)
                count += 1
            }
        }
    }

    private func show(_ event: PortEvent, _ monitor: PortMonitor, _ profiles: [TerminalProfile]) throws {
        let list = PortList(monitor.ports, hasUdevDatabase: monitor.source == .udev)
        let report = PortReport(event.port, in: list, profiles)
        if json {
            let time = Date().formatted(.iso8601.time(includingFractionalSeconds: true))
            return try Talk.json(
                Line(
                    schema: list.schema, time: time, source: monitor.source.rawValue, action: event.action, port: report
                ),
                isLine: true)
        }
        let port = event.port
        let parts = [
            event.action.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0), port.node, report.ids,
            report.device, port.serialNumber.map { "serial number \($0)" } ?? "",
            report.known == nil ? "" : "(\(report.name(lang)))",
        ]
        Talk.say(TextTable.shown(parts.filter { !$0.isEmpty }.joined(separator: " ")))
        if event.action != .remove, let hint = port.hint { Talk.say("    may not be opened: \(hint)") }
    }

    private struct Line: Encodable {
        let schema: Int
        let time: String
        let source: String
        let action: PortEvent.Action
        let port: PortReport
    }
}
