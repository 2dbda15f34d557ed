import Foundation
import Testing
import TestSupport

/// What this machine has for emulated devices.
enum Emulation {
    private static let check = "import gi; gi.require_version('UMockdev', '1.0'); from gi.repository import UMockdev"

    /// What it takes.
    static let needs: Comment =
        "needs umockdev-wrapper, and UMockdev for /usr/bin/python3 (Debian: umockdev, gir1.2-umockdev-1.0, python3-gi)"

    /// Whether devices can be plugged in and out.
    static let canPlug =
        Place.program("umockdev-wrapper") != nil && Place.program("python3") != nil
        && (try? BenchProgram.run("/usr/bin/python3", ["-c", check]).code) == 0
}

/// Devices that are plugged in and out while the program watches, through libumockdev.
@Suite(
    "Serial ports plugged in and out",
    .enabled(if: Emulation.canPlug, Emulation.needs))
struct HotplugTests {
    private func watch(_ arguments: String...) throws -> BenchProgram {
        let program = try BenchProgram(
            try #require(Place.program("umockdev-wrapper")),
            [
                "/usr/bin/python3", Place.devices + "/hotplug.py", Place.devices, Place.tillbench, "ports", "watch",
            ] + arguments)
        try program.wait(for: "the watch") { $0.err.contains("watching serial ports") }
        return program
    }

    @Test("a device is added, changed and removed as it happens; a removed one is told with all that was known")
    func life() throws {
        let program = try watch("--json")
        try program.tell("plug ftdi-ft232r")
        try program.wait(for: "the addition") { $0.lines.count == 1 }
        try program.tell("touch ftdi-ft232r")
        try program.wait(for: "the change") { $0.lines.count == 2 }
        try program.tell("unplug ftdi-ft232r")
        try program.wait(for: "the removal") { $0.lines.count == 3 }
        program.finish()
        let events = try PortJSON.events(program.lines)
        #expect(events.map(\.short) == ["add /dev/ttyUSB0", "change /dev/ttyUSB0", "remove /dev/ttyUSB0"])
        for event in events {
            #expect(event.port.serialNumber == "A9KZ1QX7")
            #expect(event.port.driver == "ftdi_sio")
            #expect(event.port.physicalPath == "pci-0000:00:14.0-usb-0:4:1.0")
            #expect(event.port.known?.id == "ftdi")
        }
    }

    @Test("a device that comes back under another node keeps its identity, and each of its ports has one")
    func otherNode() throws {
        let program = try watch("--json", "--until-count", "4")
        try program.tell("plug ftdi-ft232r")
        try program.wait(for: "the addition") { $0.lines.count == 1 }
        try program.tell("unplug ftdi-ft232r")
        try program.wait(for: "the removal") { $0.lines.count == 2 }
        try program.tell("plug ftdi-ft232r ttyUSB0 ttyUSB7")
        try program.wait(for: "the addition") { $0.lines.count == 3 }
        try program.tell("plug pax-two-ports")
        try program.wait(for: "a port of the other") { $0.lines.count == 4 }
        #expect(program.finish() == 0)
        let events = try PortJSON.events(program.lines)
        #expect(events.prefix(3).map(\.short) == ["add /dev/ttyUSB0", "remove /dev/ttyUSB0", "add /dev/ttyUSB7"])
        #expect(Set(events.prefix(3).map(\.port.identity)) == ["usb:0403:6001:A9KZ1QX7:00"])
        #expect(events.last?.port.known?.id == "pax")
    }

    @Test("text has one line for an event, and Ctrl-C ends the watch with 130")
    func interrupted() throws {
        let program = try watch()
        try program.tell("plug verifone")
        try program.wait(for: "the addition") { $0.lines.count == 1 }
        #expect(
            program.lines == [
                "add    /dev/ttyACM1 11ca:0220 VeriFone Inc PIN Pad VX 805 serial number 804-001-443 (Verifone terminal)"
            ])
        try program.tell("interrupt")
        #expect(program.finish() == 130)
    }
}
