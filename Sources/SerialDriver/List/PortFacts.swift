/// What the system says of a tty and of the devices above it, before any of it is judged.
struct PortFacts: Equatable, Sendable {
    /// A USB device or interface above the tty.
    struct USBPart: Equatable, Sendable {
        /// Name in the kernel's tree: 1-2.3 for a device, 1-2.3:1.0 for an interface.
        var name: String
        /// The attributes that a port's description needs.
        var attributes: [String: String]
    }

    var sysfsPath: String
    /// Device node, or nil when the tty has none.
    var node: String?
    /// udev's properties, and those of the kernel's uevent.
    var properties: [String: String] = [:]
    /// Kind of UART in the words of the serial core (attribute `type`), or nil for other drivers.
    var uartType: String?
    var driver: String?
    var bus: String?
    /// `port_number` of an adapter's port, or nil.
    var portNumber: String?
    var interface: USBPart?
    var device: USBPart?

    /// The properties that are read, from udev's rules 60-serial.rules and the builtins usb_id and path_id.
    static let propertyNames = [
        "DEVNAME", "DEVLINKS", "ID_BUS", "ID_VENDOR_ID", "ID_MODEL_ID", "ID_VENDOR", "ID_MODEL",
        "ID_VENDOR_FROM_DATABASE", "ID_MODEL_FROM_DATABASE", "ID_SERIAL_SHORT", "ID_USB_INTERFACE_NUM",
        "ID_USB_DRIVER", "ID_PATH",
    ]
    private static let deviceAttributes = ["idVendor", "idProduct", "manufacturer", "product", "serial"]
    private static let interfaceAttributes = ["bInterfaceNumber", "interface"]
    /// Subsystems that stand between a tty and its hardware: of them neither bus nor driver is worth a mention. Since
    /// Linux 6.5 the serial core puts two such devices above every UART, with the drivers `port` and `ctrl`.
    private static let between: Set<String> = ["serial-base", "tty"]

    init(sysfsPath: String, node: String?) {
        self.sysfsPath = sysfsPath
        self.node = node
    }

    /// Reads what there is; where the device is gone already, udev's properties alone are left.
    init(_ tty: some DeviceNode) {
        self.init(sysfsPath: tty.sysfsPath, node: nil)
        for name in PortFacts.propertyNames { properties[name] = tty.property(name) }
        node = properties["DEVNAME"].map { $0.hasPrefix("/") ? $0 : "/dev/" + $0 }
        uartType = tty.attribute("type")
        for parent in tty.ancestors {
            let subsystem = parent.subsystem
            if let subsystem, PortFacts.between.contains(subsystem) { continue }
            if driver == nil, bus == nil { driver = parent.driver }
            if subsystem == "usb-serial" { portNumber = parent.attribute("port_number") }
            if bus == nil, let subsystem, subsystem != "usb-serial" { bus = subsystem }
            switch (subsystem, parent.deviceType) {
            case ("usb", "usb_interface") where interface == nil:
                interface = PortFacts.part(parent, PortFacts.interfaceAttributes)
            // A root hub (usb1) is never what has a tty: where it comes first, the device is just about to go.
            case ("usb", "usb_device") where !parent.name.hasPrefix("usb"):
                device = PortFacts.part(parent, PortFacts.deviceAttributes)
                // Above it are the hub and the host controller, which are other devices.
                return
            default: break
            }
        }
    }

    /// Whether a path is that of a console, a pseudo-terminal or another tty without hardware.
    static func isVirtual(_ path: String) -> Bool { path.contains("/devices/virtual/") }

    /// Whether udev's rules have seen the tty: the kernel itself sets none of these.
    var isFromUdev: Bool { properties["ID_BUS"] != nil || properties["DEVLINKS"] != nil }

    private static func part(_ node: some DeviceNode, _ names: [String]) -> USBPart {
        var part = USBPart(name: node.name, attributes: [:])
        for name in names { part.attributes[name] = node.attribute(name) }
        return part
    }
}
