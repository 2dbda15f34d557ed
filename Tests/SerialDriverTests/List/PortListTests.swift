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
        func remedy(_ mode: mode_t, root: Bool = false, listed: Bool = false, member: Bool = false) -> PortAccess.Remedy
        {
            PortAccess.remedy(mode: mode, group: "dialout", isRoots: root, isListed: listed, isMember: member)
        }
        #expect(remedy(0o660) == .joinGroup("dialout"))
        #expect(remedy(0o660, listed: true) == .logInAgain(group: "dialout"))
        #expect(remedy(0o600) == .installRule(group: "dialout"))
        #expect(remedy(0o640) == .installRule(group: "dialout"))
        #expect(remedy(0o660, root: true) == .installRule(group: "dialout"))
        // In the group, and not let in all the same: something else than the group forbids it.
        #expect(remedy(0o660, listed: true, member: true) == .installRule(group: "dialout"))
        #expect(PortAccess(node: "/dev/no-such-port").remedy == .plugIn)
        #expect(PortAccess(node: "/dev/null").mayOpen)
    }
}
