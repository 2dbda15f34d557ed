import CUdev
import Foundation

/// The serial ports of this machine.
public struct PortList: Codable, Equatable, Sendable {
    /// Version of this form: 2 since ports have a bus, links by id and by path, an interface and a physical path.
    public var schema = 2
    /// The ports, in order of their nodes.
    public var ports: [PortDescription]
    /// True when names and links come from udev's database; else they come from sysfs alone, and there are no links.
    public var hasUdevDatabase: Bool

    /// A list in order.
    public init(_ ports: [PortDescription], hasUdevDatabase: Bool) {
        self.ports = ports.sorted { PortList.precedes($0.node, $1.node) }
        self.hasUdevDatabase = hasUdevDatabase
    }

    /// Asks libudev, and where udev has no database (no udevd, a container) or libudev cannot be used, sysfs.
    ///
    /// Ports of the kernel that stand for no hardware (ttyS without a UART) are left out, as are consoles and
    /// pseudo-terminals.
    ///
    /// - Throws: `SerialError` when sysfs cannot be read either.
    public static func read() throws(SerialError) -> PortList {
        // Without a database libudev knows no more than sysfs; and where it cannot be used, the list says so too.
        guard let facts = try? UdevPorts.read(), udevRuns || facts.contains(where: \.isFromUdev) else {
            return try readSysfs()
        }
        return PortList(facts.compactMap { PortDescription($0) }, hasUdevDatabase: true)
    }

    /// Whether udevd runs, by its control socket: the sign that libudev itself goes by (sd-device's udev_available).
    public static var udevRuns: Bool { access("/run/udev/control", F_OK) == 0 }

    /// What sysfs alone says.
    static func readSysfs(root: String = "/sys") throws(SerialError) -> PortList {
        PortList(try SysfsPorts.read(root: root).compactMap { PortDescription($0) }, hasUdevDatabase: false)
    }

    /// ttyUSB9 comes before ttyUSB10.
    private static func precedes(_ first: String, _ second: String) -> Bool {
        first.localizedStandardCompare(second) == .orderedAscending
    }
}
