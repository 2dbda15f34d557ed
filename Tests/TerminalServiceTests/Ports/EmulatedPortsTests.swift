import Foundation
import Testing
import TestSupport

/// Devices that umockdev emulates for a program: below /sys and /dev, with the properties that udev would give them.
@Suite(
    "Serial ports that umockdev emulates",
    .enabled(if: Place.program("umockdev-run") != nil, "needs umockdev-run (Debian package umockdev)"))
struct EmulatedPortsTests {
    private static let all = [
        "ingenico", "verifone", "pax-two-ports", "ftdi-ft232r", "ftdi-ft2232h", "cp2102", "ch340-first", "ch340-second",
        "pl2303",
    ]

    private func run(_ devices: [String], _ arguments: String...) throws -> (code: Int32, out: String, err: String) {
        let files = (["host"] + devices).flatMap {
            ["--device", $0.hasPrefix("/") ? $0 : "\(Place.devices)/\($0).umockdev"]
        }
        return try BenchProgram.run(
            try #require(Place.program("umockdev-run")), files + ["--", Place.tillbench, "ports"] + arguments)
    }

    @Test("terminals and cables are listed in order of their nodes, each with its profile")
    func order() throws {
        let result = try run(Self.all, "list", "--json")
        try #require(result.code == 0, "\(result.err)")
        let list = try PortJSON.list(result.out)
        #expect(list.schema == 2)
        #expect(list.hasUdevDatabase)
        #expect(
            list.ports.map { "\($0.node) \($0.known?.id ?? "-")" } == [
                "/dev/ttyACM0 ingenico", "/dev/ttyACM1 verifone", "/dev/ttyACM2 pax", "/dev/ttyACM3 pax",
                "/dev/ttyUSB0 ftdi", "/dev/ttyUSB1 ftdi", "/dev/ttyUSB2 ftdi", "/dev/ttyUSB3 cp210x",
                "/dev/ttyUSB4 ch340", "/dev/ttyUSB5 ch340", "/dev/ttyUSB10 pl2303",
            ])
        #expect(list.ports.allSatisfy { $0.bus == "usb" && $0.mayOpen && $0.hint == nil })
    }

    @Test("every attribute of a terminal and of a cable is there")
    func attributes() throws {
        let list = try PortJSON.list(try run(Self.all, "list", "--json").out)
        let root = "/sys/devices/pci0000:00/0000:00:14.0/usb1"
        #expect(
            list["/dev/ttyACM1"]
                == PortJSON.Port(
                    node: "/dev/ttyACM1",
                    byID: "/dev/serial/by-id/usb-VeriFone_Inc_PIN_Pad_VX_805_804-001-443-if00",
                    byPath: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0",
                    links: [
                        "/dev/serial/by-id/usb-VeriFone_Inc_PIN_Pad_VX_805_804-001-443-if00",
                        "/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0",
                    ], bus: "usb", driver: "cdc_acm", vendorID: "11ca", productID: "0220", vendor: "VeriFone Inc",
                    product: "PIN Pad VX 805", serialNumber: "804-001-443", interface: "00",
                    interfaceName: "VeriFone Modem", portNumber: nil, usbPort: "1-2",
                    physicalPath: "pci-0000:00:14.0-usb-0:2:1.0", sysfsPath: root + "/1-2/1-2:1.0/tty/ttyACM1",
                    mayOpen: true, hint: nil, identity: "usb:11ca:0220:804-001-443:00",
                    known: PortJSON.Known(id: "verifone", kind: "terminal", line: "115200 8N1")))
        #expect(
            list["/dev/ttyUSB0"]
                == PortJSON.Port(
                    node: "/dev/ttyUSB0", byID: "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A9KZ1QX7-if00-port0",
                    byPath: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:4:1.0-port0",
                    links: [
                        "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A9KZ1QX7-if00-port0",
                        "/dev/serial/by-path/pci-0000:00:14.0-usb-0:4:1.0-port0",
                    ], bus: "usb", driver: "ftdi_sio", vendorID: "0403", productID: "6001", vendor: "FTDI",
                    product: "FT232R USB UART", serialNumber: "A9KZ1QX7", interface: "00",
                    interfaceName: "FT232R USB UART", portNumber: 0, usbPort: "1-4",
                    physicalPath: "pci-0000:00:14.0-usb-0:4:1.0",
                    sysfsPath: root + "/1-4/1-4:1.0/ttyUSB0/tty/ttyUSB0", mayOpen: true, hint: nil,
                    identity: "usb:0403:6001:A9KZ1QX7:00",
                    known: PortJSON.Known(id: "ftdi", kind: "cable", line: "115200 8N1")))
    }

    @Test("two ports of one device are told apart by their interfaces")
    func interfaces() throws {
        let list = try PortJSON.list(try run(Self.all, "list", "--json").out)
        #expect(list["/dev/ttyACM2"]?.interfaceName == "Payment")
        #expect(list["/dev/ttyACM3"]?.interfaceName == "Log")
        #expect(list["/dev/ttyACM3"]?.identity == "usb:2fb8:2205:0821087654:02")
        #expect(list["/dev/ttyUSB1"]?.identity == "usb:0403:6010:FT5RTJ0W:00")
        #expect(list["/dev/ttyUSB2"]?.identity == "usb:0403:6010:FT5RTJ0W:01")
    }

    @Test("of two equal cables without serial numbers one has the link by id, and both are known by their place")
    func twins() throws {
        let list = try PortJSON.list(try run(Self.all, "list", "--json").out)
        let twins = ["/dev/ttyUSB4", "/dev/ttyUSB5"].compactMap { list[$0] }
        #expect(twins.map(\.serialNumber) == [nil, nil])
        #expect(twins.map(\.byID) == ["/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", nil])
        #expect(
            twins.map(\.identity) == ["path:pci-0000:00:14.0-usb-0:7:1.0", "path:pci-0000:00:14.0-usb-0:8:1.0"])
        // The device names no vendor: udev's database does.
        #expect(twins.map(\.vendor) == ["QinHeng Electronics", "QinHeng Electronics"])
    }

    @Test("what udev never saw is listed from sysfs, and that is said", arguments: all)
    func withoutUdev(device: String) throws {
        let folder = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = try String(contentsOfFile: "\(Place.devices)/\(device).umockdev", encoding: .utf8)
        // What the kernel alone says: no links, and none of the properties that udev's rules set.
        let bare = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            !["S: ", "E: ID_", "E: DEVLINKS", "E: TAGS"].contains { line.hasPrefix($0) }
        }
        let file = folder + "/bare.umockdev"
        try bare.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let result = try run([file], "list", "--json")
        try #require(result.code == 0, "\(result.err)")
        let list = try PortJSON.list(result.out)
        let full = try PortJSON.list(try run([device], "list", "--json").out)
        #expect(!list.hasUdevDatabase)
        #expect(!list.ports.isEmpty)
        #expect(list.ports.map(\.node) == full.ports.map(\.node))
        for (port, whole) in zip(list.ports, full.ports) {
            #expect(port.byID == nil && port.byPath == nil && port.links.isEmpty)
            #expect(port.driver == whole.driver && port.interface == whole.interface && port.usbPort == whole.usbPort)
            #expect(port.vendorID == whole.vendorID && port.productID == whole.productID)
            #expect(port.serialNumber == whole.serialNumber && port.product == whole.product)
            #expect(port.physicalPath.hasPrefix((port.usbPort ?? "?") + ":1."))
            #expect(port.known == whole.known)
        }
        let talk = try run([file], "list")
        #expect(talk.err.contains("sysfs alone"))
    }

    @Test("the table has a column for each thing, in the language that is asked for, and the same text in a pipe")
    func table() throws {
        let english = try run(["verifone", "ch340-first"], "list").out.split(separator: "\n")
        #expect(english.first?.hasPrefix("PORT          KNOWN AS           DEVICE") == true)
        #expect(english.contains { $0.hasPrefix("/dev/ttyACM1  Verifone terminal  VeriFone Inc PIN Pad VX 805") })
        #expect(english.contains { $0.hasPrefix("/dev/ttyUSB4  CH340 cable        QinHeng Electronics USB Serial") })
        #expect(!english.joined().utf8.contains(0x1B))
        let chinese = try run(["ch340-first"], "list", "--lang", "zh", "-v").out
        #expect(chinese.contains("CH340 串口线"))
        #expect(chinese.contains("没有序列号"))
    }
}
