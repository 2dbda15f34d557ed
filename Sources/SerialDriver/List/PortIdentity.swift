/// What a port is known by, so that it is found again when it was unplugged and has another node.
///
/// Written as text: `/dev/ttyUSB0` (a node), `/dev/serial/by-id/...` and `/dev/tillbench/...` (links of udev),
/// `usb:0403:6001:A9KZ1:00` (USB vendor id, product id, serial number, interface, and where an interface has several
/// ports the number of the port; parts at the end may be left out, an empty part may be anything),
/// `path:pci-0000:00:14.0-usb-0:2:1.0` (udev's ID_PATH) or `path:1-2:1.0` (the USB port and interface).
public enum PortIdentity: Hashable, Sendable, CustomStringConvertible, Codable {
    /// A node, whatever device has it.
    case path(String)
    /// A link that leads to the node, wherever it points at that moment.
    case link(String)
    /// A USB device by its ids.
    case usb(USBPortIdentity)
    /// Where it is plugged in, whatever device is there.
    case physicalPath(String)

    /// Reads the text form.
    ///
    /// - Throws: `PortIdentityError` when it is none.
    public init(parsing text: String) throws(PortIdentityError) {
        if text.hasPrefix("usb:") {
            self = .usb(try USBPortIdentity(parsing: text))
        } else if text.hasPrefix("path:"), text.count > "path:".count {
            self = .physicalPath(String(text.dropFirst("path:".count)))
        } else if text.hasPrefix("/"), text.count > 1, !text.utf8.contains(0) {
            let isLink = ["/dev/serial/", "/dev/tillbench/"].contains { text.hasPrefix($0) }
            self = isLink ? .link(text) : .path(text)
        } else {
            throw PortIdentityError(text: text, why: "it begins with neither /, usb: nor path:")
        }
    }

    /// The text form.
    public var description: String {
        switch self {
        case .path(let path), .link(let path): path
        case .usb(let identity): identity.description
        case .physicalPath(let path): "path:" + path
        }
    }

    /// Whether a port is the one that is meant.
    public func matches(_ port: PortDescription) -> Bool {
        switch self {
        case .path(let path): path == port.node || port.links.contains(path)
        case .link(let link): port.links.contains(link)
        case .usb(let identity): identity.matches(port)
        case .physicalPath(let path):
            path == port.physicalPath || path == port.sysfsPath || path == port.usbInterface
        }
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        try self.init(parsing: String(from: decoder))
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

/// A port of a USB device by its ids.
public struct USBPortIdentity: Hashable, Sendable, CustomStringConvertible {
    /// Vendor id, four hexadecimal digits in small letters.
    public var vendorID: String
    /// Product id, four hexadecimal digits in small letters.
    public var productID: String
    /// Serial number, or nil for any.
    public var serialNumber: String?
    /// Interface, two hexadecimal digits, or nil for any.
    public var interface: String?
    /// Port within the interface, from 0, or nil for any.
    public var portNumber: Int?

    /// An identity of these parts.
    public init(
        vendorID: String, productID: String, serialNumber: String? = nil, interface: String? = nil,
        portNumber: Int? = nil
    ) {
        self.vendorID = vendorID.lowercased()
        self.productID = productID.lowercased()
        self.serialNumber = serialNumber
        self.interface = interface?.lowercased()
        self.portNumber = portNumber
    }

    init(parsing text: String) throws(PortIdentityError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).dropFirst().map(String.init)
        func fail(_ reason: String) -> PortIdentityError { PortIdentityError(text: text, why: reason) }
        func isHex(_ part: String, _ count: Int) -> Bool {
            part.utf8.count == count && part.allSatisfy { $0.isASCII && $0.isHexDigit }
        }
        guard (2...5).contains(parts.count), isHex(parts[0], 4), isHex(parts[1], 4) else {
            throw fail("after usb: come vendor id and product id, four hexadecimal digits each")
        }
        func part(_ index: Int) -> String? { index < parts.count && !parts[index].isEmpty ? parts[index] : nil }
        var serialNumber: String?
        if let written = part(2) {
            guard let text = written.removingPercentEscapes else {
                throw fail("a % stands before two hexadecimal digits")
            }
            serialNumber = text
        }
        if let interface = part(3), !isHex(interface, 2) {
            throw fail("the interface is two hexadecimal digits, for example 00")
        }
        var portNumber: Int?
        if let written = part(4) {
            guard let number = Int(written), (0...255).contains(number) else {
                throw fail("the port within the interface is a number from 0")
            }
            portNumber = number
        }
        self.init(
            vendorID: parts[0], productID: parts[1], serialNumber: serialNumber, interface: part(3),
            portNumber: portNumber)
    }

    /// `usb:` and the parts; of a serial number the characters `:`, `%` and control characters are written as %NN.
    public var description: String {
        var parts = ["usb", vendorID, productID, serialNumber?.percentEscaped ?? "", interface ?? ""]
        if let portNumber { parts.append(String(portNumber)) }
        while parts.last == "" { parts.removeLast() }
        return parts.joined(separator: ":")
    }

    func matches(_ port: PortDescription) -> Bool {
        port.vendorID == vendorID && port.productID == productID
            && (serialNumber == nil || serialNumber == port.serialNumber)
            && (interface == nil || interface == port.interface?.lowercased())
            && (portNumber == nil || portNumber == port.portNumber)
    }
}

extension PortDescription {
    /// USB port and interface in the kernel's words, for example 1-2:1.0: the last such name in the device tree.
    var usbInterface: String? {
        usbPort.flatMap { port in sysfsPath.split(separator: "/").last { $0.hasPrefix(port + ":") }.map(String.init) }
    }
}
