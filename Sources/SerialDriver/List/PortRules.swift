extension PortDescription {
    /// Makes a description of what the system says, or nil when there is no hardware behind the tty.
    ///
    /// Left out are consoles, pseudo-terminals and other ttys below /sys/devices/virtual, and the ports that the 8250
    /// driver announces without a UART behind them (type 0, PORT_UNKNOWN in linux/serial_core.h).
    ///
    /// - Parameter leads: Whether a link that udev names leads to this node. Two devices without serial numbers ask for the
    ///   same link, and only one of them has it.
    init?(_ facts: PortFacts, mayOpen: Bool, hint: String?, leads: (String) -> Bool = { _ in true }) {
        guard let node = facts.node, !PortFacts.isVirtual(facts.sysfsPath), facts.uartType != "0" else {
            return nil
        }
        let properties = facts.properties
        let links = (properties["DEVLINKS"] ?? "").split(separator: " ").map(String.init).filter(leads).sorted()
        let isUSB = facts.device != nil || properties["ID_BUS"] == "usb"
        func fromUSB(_ value: String?) -> String? { isUSB ? value : nil }
        func device(_ name: String) -> String? { facts.device?.attributes[name] }
        let interface = facts.interface
        self.init(
            node: node, byID: links.first { $0.hasPrefix("/dev/serial/by-id/") },
            byPath: links.first { $0.hasPrefix("/dev/serial/by-path/") }, links: links,
            bus: isUSB ? "usb" : facts.bus ?? properties["ID_BUS"],
            driver: facts.driver ?? properties["ID_USB_DRIVER"],
            vendorID: fromUSB(device("idVendor") ?? properties["ID_VENDOR_ID"])?.lowercased(),
            productID: fromUSB(device("idProduct") ?? properties["ID_MODEL_ID"])?.lowercased(),
            vendor: device("manufacturer") ?? properties["ID_VENDOR_FROM_DATABASE"] ?? properties["ID_VENDOR"],
            product: device("product") ?? properties["ID_MODEL_FROM_DATABASE"] ?? properties["ID_MODEL"],
            serialNumber: fromUSB(device("serial") ?? properties["ID_SERIAL_SHORT"]),
            interface: fromUSB(interface?.attributes["bInterfaceNumber"] ?? properties["ID_USB_INTERFACE_NUM"]),
            interfaceName: interface?.attributes["interface"],
            portNumber: facts.portNumber.flatMap { Int($0) }, usbPort: facts.device?.name,
            physicalPath: properties["ID_PATH"] ?? interface?.name ?? facts.sysfsPath, sysfsPath: facts.sysfsPath,
            mayOpen: mayOpen, hint: hint)
    }

    /// The same, with what this user may do with the node at this moment.
    init?(_ facts: PortFacts) {
        guard let node = facts.node else { return nil }
        let access = PortAccess(node: node)
        self.init(facts, mayOpen: access.mayOpen, hint: access.remedy?.description) { link in
            LinkTarget.read(link).flatMap(LinkTarget.name) == LinkTarget.name(node)
        }
    }
}
