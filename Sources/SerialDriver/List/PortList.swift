import CUdev
import Foundation

/// A serial port of this machine, as udev or the kernel describes it.
public struct PortDescription: Codable, Equatable, Sendable {
    /// Device node, for example /dev/ttyUSB0.
    public var node: String
    /// Kernel driver, or nil.
    public var driver: String?
    /// USB vendor id, four hexadecimal digits, or nil.
    public var vendorID: String?
    /// USB product id, four hexadecimal digits, or nil.
    public var productID: String?
    /// Vendor's name, or nil.
    public var vendor: String?
    /// Product's name, or nil.
    public var product: String?
    /// Serial number, or nil.
    public var serialNumber: String?
    /// Stable links to the node.
    public var links: [String]
    /// Path in the device tree.
    public var physicalPath: String
    /// Whether this user may open it.
    public var mayOpen: Bool
    /// What to do when this user may not.
    public var hint: String?
}

/// The serial ports of this machine.
public struct PortList: Codable, Equatable, Sendable {
    /// Version of this form.
    public var schema = 1
    /// The ports, in order of their nodes.
    public var ports: [PortDescription]
    /// True when udevd runs: names and links come from its database; else only from the kernel.
    public var hasUdevDatabase: Bool

    /// Asks libudev.
    ///
    /// Ports of the kernel that stand for no hardware (ttyS without a UART) are left out, as are consoles and
    /// pseudo-terminals.
    ///
    /// - Throws: `SerialError` when libudev cannot be used.
    public static func read() throws(SerialError) -> PortList {
        guard let udev = udev_new() else { throw SerialError.system("udev_new", path: "libudev") }
        defer { udev_unref(udev) }
        guard let enumeration = udev_enumerate_new(udev) else {
            throw SerialError.system("udev_enumerate_new", path: "libudev")
        }
        defer { udev_enumerate_unref(enumeration) }
        udev_enumerate_add_match_subsystem(enumeration, "tty")
        guard udev_enumerate_scan_devices(enumeration) >= 0 else {
            throw SerialError.system("udev_enumerate_scan_devices", path: "libudev")
        }
        var ports: [PortDescription] = []
        var entry = udev_enumerate_get_list_entry(enumeration)
        while let current = entry {
            if let path = udev_list_entry_get_name(current),
                let device = udev_device_new_from_syspath(udev, path)
            {
                if let port = describe(device) { ports.append(port) }
                udev_device_unref(device)
            }
            entry = udev_list_entry_get_next(current)
        }
        ports.sort { $0.node.localizedStandardCompare($1.node) == .orderedAscending }
        return PortList(ports: ports, hasUdevDatabase: FileManager.default.fileExists(atPath: "/run/udev/control"))
    }

    private static func describe(_ device: OpaquePointer) -> PortDescription? {
        // A tty without a parent device is a console or a pseudo-terminal.
        guard let node = text(udev_device_get_devnode(device)), let parent = udev_device_get_parent(device) else {
            return nil
        }
        let driver = text(udev_device_get_driver(parent))
        // The 8250 driver announces ports that have no chip behind them; type 0 is PORT_UNKNOWN.
        if text(udev_device_get_sysattr_value(device, "type")) == "0" { return nil }
        let usb = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device")
        func attribute(_ name: String) -> String? { usb.flatMap { text(udev_device_get_sysattr_value($0, name)) } }
        func property(_ name: String) -> String? { text(udev_device_get_property_value(device, name)) }
        let mayOpen = access(node, R_OK | W_OK) == 0
        return PortDescription(
            node: node, driver: property("ID_USB_DRIVER") ?? driver,
            vendorID: property("ID_VENDOR_ID") ?? attribute("idVendor"),
            productID: property("ID_MODEL_ID") ?? attribute("idProduct"),
            vendor: property("ID_VENDOR_FROM_DATABASE") ?? attribute("manufacturer") ?? property("ID_VENDOR"),
            product: property("ID_MODEL_FROM_DATABASE") ?? attribute("product") ?? property("ID_MODEL"),
            serialNumber: property("ID_SERIAL_SHORT") ?? attribute("serial"),
            links: (property("DEVLINKS") ?? "").split(separator: " ").map(String.init),
            physicalPath: text(udev_device_get_syspath(device)) ?? "", mayOpen: mayOpen,
            hint: mayOpen ? nil : openingHint(node))
    }

    private static func openingHint(_ node: String) -> String {
        var status = stat()
        guard stat(node, &status) == 0, let group = getgrgid(status.st_gid) else {
            return "the node does not exist; is the device plugged in?"
        }
        return "join its group: sudo usermod -aG \(String(cString: group.pointee.gr_name)) $USER, then log in again"
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
