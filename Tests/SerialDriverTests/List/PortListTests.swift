import Foundation
import Testing

@testable import SerialDriver

extension PortDescription {
    /// A port with a few things known.
    static func sample(
        _ node: String, serial: String? = nil, interface: String? = "00", portNumber: Int? = nil,
        place: String = "1-2:1.0",
        links: [String] = []
    ) -> PortDescription {
        PortDescription(
            node: node, byID: nil, byPath: nil, links: links, bus: "usb", driver: "ftdi_sio", vendorID: "0403",
            productID: "6001", vendor: nil, product: nil, serialNumber: serial, interface: interface,
            interfaceName: nil,
            portNumber: portNumber, usbPort: "1-2", physicalPath: place,
            sysfsPath: "/sys/devices/usb1/\(place)/\(node)", mayOpen: true, hint: nil)
    }
}

@Suite("List of serial ports")
struct PortListTests {
    @Test("the machine's ports are listed, each with a node; what may not be opened comes with a hint")
    func list() throws {
        let list = try PortList.read()
        for port in list.ports {
            #expect(port.node.hasPrefix("/dev/"))
            #expect(port.mayOpen == (port.hint == nil))
        }
    }

    @Test("ports are in the order of their numbers")
    func order() {
        let list = PortList(
            ["/dev/ttyUSB10", "/dev/ttyUSB9", "/dev/ttyACM0"].map { .sample($0) }, hasUdevDatabase: true)
        #expect(list.ports.map(\.node) == ["/dev/ttyACM0", "/dev/ttyUSB9", "/dev/ttyUSB10"])
    }

    @Test("what helps depends on the node's group and mode, and on whether the user is in the group")
    func remedies() {
        func remedy(
            _ mode: mode_t, root: Bool = false, listed: Bool = false, member: Bool = false, usb: Bool = true
        ) -> PortAccess.Remedy {
            PortAccess.remedy(
                node: "/dev/ttyX", mode: mode, group: root ? "root" : "uucp", isRoots: root, isListed: listed,
                isMember: member, isUSB: usb)
        }
        #expect(remedy(0o660) == .joinGroup("uucp"))
        #expect(remedy(0o660, listed: true) == .logInAgain(group: "uucp"))
        #expect(remedy(0o600) == .installRule(group: "uucp"))
        #expect(remedy(0o640) == .installRule(group: "uucp"))
        #expect(remedy(0o660, root: true) == .installRule(group: "root"))
        // In the group, and not let in all the same: something else than the group forbids it.
        #expect(remedy(0o660, listed: true, member: true) == .installRule(group: "uucp"))
        // No rule of ours is for what is no USB device; root's group is not to be joined.
        #expect(remedy(0o600, root: true, usb: false) == .changeNode("/dev/ttyX", group: "dialout"))
        #expect(remedy(0o600, usb: false) == .changeNode("/dev/ttyX", group: "uucp"))
        #expect(remedy(0o660, usb: false) == .joinGroup("uucp"))
        #expect(PortAccess(node: "/dev/no-such-port").remedy == .plugIn)
        #expect(PortAccess(node: "/dev/null").mayOpen)
    }
}
