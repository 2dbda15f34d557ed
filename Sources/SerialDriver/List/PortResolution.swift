import Glibc

extension PortList {
    /// The node that an identity leads to now.
    ///
    /// Nodes and links are looked up in the file system, so that pseudo-terminals and links of one's own work too; all
    /// else in the list of ports.
    ///
    /// - Throws: `SerialError`: `.notFound` when there is none, `.ambiguous` when there is more than one.
    public static func resolve(_ identity: PortIdentity) throws(SerialError) -> String {
        switch identity {
        case .path(let path):
            guard access(path, F_OK) == 0 else { throw SerialError(.notFound, path: path) }
            return path
        case .link(let link):
            guard let node = LinkTarget.end(of: link) else { throw SerialError(.notFound, path: link) }
            return node
        case .usb, .physicalPath:
            return try PortList.read().port(identity).node
        }
    }

    /// The port of this list that is meant.
    ///
    /// - Throws: `SerialError`: `.notFound` when there is none, `.ambiguous` when there is more than one.
    public func port(_ identity: PortIdentity) throws(SerialError) -> PortDescription {
        let found = ports.filter(identity.matches)
        guard let first = found.first else { throw SerialError(.notFound, path: identity.description) }
        guard found.count == 1 else {
            throw SerialError(.ambiguous(found.map(\.node)), path: identity.description)
        }
        return first
    }

    /// What a port of this list is best known by when it may come back under another node.
    ///
    /// Its USB ids, when it has a serial number that no other port of the list has; else where it is plugged in, for
    /// hardware that stays in its place the node.
    public func identity(of port: PortDescription) -> PortIdentity {
        guard let vendor = port.vendorID, let product = port.productID else { return .path(port.node) }
        // The number of the port within the interface is told only where there is more than one.
        for portNumber in [nil, port.portNumber] where port.serialNumber != nil {
            let ids = PortIdentity.usb(
                USBPortIdentity(
                    vendorID: vendor, productID: product, serialNumber: port.serialNumber, interface: port.interface,
                    portNumber: portNumber))
            if ports.filter(ids.matches).count <= 1 { return ids }
        }
        let place = PortIdentity.physicalPath(port.physicalPath)
        return ports.filter(place.matches).count <= 1 ? place : .physicalPath(port.sysfsPath)
    }
}
