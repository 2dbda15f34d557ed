import Foundation
import Testing

@testable import SerialDriver

@Suite("Serial ports from sysfs alone")
struct SysfsPortsTests {
    private let usb = "pci0000:00/0000:00:14.0/usb1"

    private func adapter(_ tree: SysfsTree, port: String, node: String, portNumber: Int = 0, serial: String?) throws {
        let device = "\(usb)/1-\(port)"
        var files = [
            "idVendor": "0403\n", "idProduct": "6001\n", "manufacturer": "FTDI\n", "product": "FT232R USB UART\n",
        ]
        files["serial"] = serial.map { $0 + "\n" }
        try tree.device(usb, subsystem: "usb", driver: "usb", uevent: "DEVTYPE=usb_device\n", ["idVendor": "1d6b\n"])
        try tree.device(device, subsystem: "usb", driver: "usb", uevent: "DEVTYPE=usb_device\n", files)
        try tree.device(
            "\(device)/1-\(port):1.0", subsystem: "usb", driver: "ftdi_sio", uevent: "DEVTYPE=usb_interface\n",
            ["bInterfaceNumber": "00\n", "interface": "FT232R USB UART\n"])
        try tree.device(
            "\(device)/1-\(port):1.0/\(node)", subsystem: "usb-serial", driver: "ftdi_sio",
            ["port_number": "\(portNumber)\n"])
        try tree.tty("\(device)/1-\(port):1.0/\(node)/tty/\(node)")
    }

    @Test("a USB adapter is described by the attributes of its tty, interface and device, not by those of the hub")
    func adapter() throws {
        let tree = try SysfsTree()
        defer { tree.remove() }
        try adapter(tree, port: "2.3", node: "ttyUSB0", serial: "A9KZ1")
        let facts = try #require(try SysfsPorts.read(root: tree.root).first)
        let port = try #require(PortDescription(facts, mayOpen: true, hint: nil))
        #expect(port.node == "/dev/ttyUSB0")
        #expect(port.bus == "usb")
        #expect(port.driver == "ftdi_sio")
        #expect([port.vendorID, port.productID, port.serialNumber] == ["0403", "6001", "A9KZ1"])
        #expect([port.vendor, port.product, port.interfaceName] == ["FTDI", "FT232R USB UART", "FT232R USB UART"])
        #expect(port.interface == "00")
        #expect(port.portNumber == 0)
        #expect(port.usbPort == "1-2.3")
        #expect(port.physicalPath == "1-2.3:1.0")
        #expect(port.links.isEmpty && port.byID == nil)
    }

    @Test("a UART shows the driver and bus of its hardware, not those of the serial core between them")
    func uart() throws {
        let tree = try SysfsTree()
        defer { tree.remove() }
        // As Linux 6.5 and later have it: two devices of the serial core above the tty.
        try tree.device("pnp0/00:00", subsystem: "pnp", driver: "serial")
        try tree.device("pnp0/00:00/00:00:0", subsystem: "serial-base", driver: "ctrl")
        try tree.device("pnp0/00:00/00:00:0/00:00:0.0", subsystem: "serial-base", driver: "port")
        try tree.tty("pnp0/00:00/00:00:0/00:00:0.0/tty/ttyS0", ["type": "4\n"])
        let facts = try #require(try SysfsPorts.read(root: tree.root).first)
        let port = try #require(PortDescription(facts, mayOpen: true, hint: nil))
        #expect(port.driver == "serial")
        #expect(port.bus == "pnp")
        #expect(port.vendorID == nil)
    }

    @Test("consoles, pseudo-terminals and UARTs without a chip are no ports")
    func noHardware() throws {
        let tree = try SysfsTree()
        defer { tree.remove() }
        try tree.tty("virtual/tty/tty1")
        try tree.device("platform/serial8250", subsystem: "platform", driver: "serial8250")
        try tree.tty("platform/serial8250/tty/ttyS7", ["type": "0\n"])
        let ports = try SysfsPorts.read(root: tree.root).compactMap { PortDescription($0, mayOpen: true, hint: nil) }
        #expect(ports.isEmpty)
    }

    @Test("a kernel without any tty has an empty list; a sysfs that is not there is an error")
    func nothing() throws {
        let tree = try SysfsTree()
        defer { tree.remove() }
        #expect(try SysfsPorts.read(root: tree.root).isEmpty)
        try FileManager.default.removeItem(atPath: tree.root + "/class")
        #expect(try SysfsPorts.read(root: tree.root).isEmpty)
        let error = try #require(throws: SerialError.self) { _ = try SysfsPorts.read(root: tree.root + "/no") }
        #expect(error.kind == .notFound)
    }

    @Test("of two ports udev's link belongs to the one that it leads to")
    func links() throws {
        var facts = PortFacts(sysfsPath: "/sys/devices/a/tty/ttyUSB0", node: "/dev/ttyUSB0")
        facts.properties = ["DEVLINKS": "/dev/serial/by-path/p /dev/serial/by-id/i /dev/tillbench/t", "ID_BUS": "usb"]
        let all = try #require(PortDescription(facts, mayOpen: true, hint: nil))
        #expect(all.byID == "/dev/serial/by-id/i")
        #expect(all.byPath == "/dev/serial/by-path/p")
        #expect(all.links == ["/dev/serial/by-id/i", "/dev/serial/by-path/p", "/dev/tillbench/t"])
        let some = try #require(PortDescription(facts, mayOpen: true, hint: nil) { $0.contains("by-path") })
        #expect(some.byID == nil)
        #expect(some.links == ["/dev/serial/by-path/p"])
    }

    @Test("the machine's own ports are the same, whether libudev or sysfs is asked")
    func bothWays() throws {
        let ours = try SysfsPorts.read().compactMap { PortDescription($0, mayOpen: true, hint: nil) }
        let theirs = try UdevPorts.read().compactMap { PortDescription($0, mayOpen: true, hint: nil) }
        #expect(Set(ours.map(\.node)) == Set(theirs.map(\.node)))
        #expect(Set(ours.map(\.driver)) == Set(theirs.map(\.driver)))
    }
}
