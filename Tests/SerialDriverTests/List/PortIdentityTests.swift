import Foundation
import Testing

@testable import SerialDriver

@Suite("What a port is known by")
struct PortIdentityTests {
    @Test(
        "texts are read and written back the same",
        arguments: [
            "/dev/ttyUSB0", "/dev/serial/by-id/usb-FTDI-if00", "/dev/tillbench/pax-1", "usb:0403:6001",
            "usb:0403:6001:A9KZ1", "usb:0403:6001:A9KZ1:00", "usb:0403:6001:A%3A1%25:00:3", "usb:0403:6001::01",
            "path:pci-0000:00:14.0-usb-0:2:1.0", "path:1-2:1.0",
        ])
    func texts(text: String) throws {
        let identity = try PortIdentity(parsing: text)
        #expect(identity.description == text)
        let coded = try JSONDecoder().decode([PortIdentity].self, from: try JSONEncoder().encode([identity]))
        #expect(coded == [identity])
    }

    @Test(
        "what is no identity is refused with a reason",
        arguments: [
            "", "ttyUSB0", "/", "usb:", "usb:403:6001", "usb:0403:6001:A:0", "usb:0403:6001:A:00:x",
            "usb:0403:6001:%4:00",
            "usb:0403:6001:A:00:1:2", "path:",
        ])
    func malformed(text: String) throws {
        let error = try #require(throws: PortIdentityError.self) { _ = try PortIdentity(parsing: text) }
        #expect(!error.why.isEmpty)
    }

    @Test("links of udev are told from nodes, and letters of ids become small")
    func kinds() throws {
        #expect(try PortIdentity(parsing: "/dev/serial/by-id/x") == .link("/dev/serial/by-id/x"))
        #expect(try PortIdentity(parsing: "/dev/ttyS0") == .path("/dev/ttyS0"))
        #expect(
            try PortIdentity(parsing: "usb:2FB8:ABCD:X:0A")
                == .usb(USBPortIdentity(vendorID: "2fb8", productID: "abcd", serialNumber: "X", interface: "0a")))
    }

    @Test("any serial number comes back from its text")
    func serialNumbers() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let scalars = (0..<8).compactMap { _ in Unicode.Scalar(UInt32.random(in: 1...0x2FF, using: &generator)) }
            let serial = String(String.UnicodeScalarView(scalars))
            let identity = PortIdentity.usb(
                USBPortIdentity(vendorID: "0403", productID: "6001", serialNumber: serial, interface: "00"))
            #expect(try PortIdentity(parsing: identity.description) == identity, "\(identity)")
        }
    }

    @Test("a port is found again under another node")
    func found() throws {
        let identity = try PortIdentity(parsing: "usb:0403:6001:A9KZ1:00")
        let before = PortList(
            [.sample("/dev/ttyUSB0", serial: "A9KZ1"), .sample("/dev/ttyUSB1", serial: "B")], hasUdevDatabase: true)
        let after = PortList(
            [.sample("/dev/ttyUSB0", serial: "B"), .sample("/dev/ttyUSB5", serial: "A9KZ1")], hasUdevDatabase: true)
        #expect(try before.port(identity).node == "/dev/ttyUSB0")
        #expect(try after.port(identity).node == "/dev/ttyUSB5")
        let gone = try #require(throws: SerialError.self) {
            _ = try after.port(PortIdentity(parsing: "usb:0403:6001:C"))
        }
        #expect(gone.kind == .notFound)
        let several = try #require(throws: SerialError.self) {
            _ = try after.port(PortIdentity(parsing: "usb:0403:6001"))
        }
        #expect(several.kind == .ambiguous(["/dev/ttyUSB0", "/dev/ttyUSB5"]))
    }

    @Test("the best identity is the serial number; where it is not the port's own, the place")
    func best() throws {
        func identities(_ ports: [PortDescription]) -> [String] {
            let list = PortList(ports, hasUdevDatabase: true)
            return list.ports.map { list.identity(of: $0).description }
        }
        #expect(identities([.sample("/dev/ttyUSB0", serial: "A", portNumber: 0)]) == ["usb:0403:6001:A:00"])
        #expect(
            identities([
                .sample("/dev/ttyUSB0", serial: "0001", place: "1-2:1.0"),
                .sample("/dev/ttyUSB1", serial: "0001", place: "1-3:1.0"),
            ]) == ["path:1-2:1.0", "path:1-3:1.0"])
        #expect(identities([.sample("/dev/ttyUSB0")]) == ["path:1-2:1.0"])
        // Several ports behind one interface.
        #expect(
            identities([
                .sample("/dev/ttyUSB0", serial: "A", portNumber: 0),
                .sample("/dev/ttyUSB1", serial: "A", portNumber: 1),
            ]) == ["usb:0403:6001:A:00:0", "usb:0403:6001:A:00:1"])
    }

    @Test("nodes and links of the file system lead to their ends, and to nothing when they are gone")
    func fileSystem() throws {
        let terminal = try PseudoTerminal()
        #expect(try PortList.resolve(.path(terminal.devicePath)) == terminal.devicePath)
        let folder = NSTemporaryDirectory() + "tb-link-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let link = folder + "/second"
        try FileManager.default.createSymbolicLink(atPath: folder + "/first", withDestinationPath: terminal.devicePath)
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: "../\(folder.split(separator: "/").last ?? "")/first")
        #expect(try PortList.resolve(.link(link)) == terminal.devicePath)
        terminal.close()
        let error = try #require(throws: SerialError.self) { _ = try PortList.resolve(.link(link)) }
        #expect(error.kind == .notFound)
        try FileManager.default.createSymbolicLink(atPath: folder + "/circle", withDestinationPath: "circle")
        #expect(throws: SerialError.self) { _ = try PortList.resolve(.link(folder + "/circle")) }
    }
}
