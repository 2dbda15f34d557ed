import SerialDriver

/// The port of a console, by what the user calls it, and found again when it was unplugged.
struct ConsolePort {
    /// What it is known by now.
    private(set) var identity: PortIdentity
    /// Node that it was opened at last.
    private(set) var node: String?

    /// A port by its node, a link, or `usb:` or `path:` and what it is known by.
    ///
    /// - Throws: `SerialError.malformedName`.
    init(_ text: String) throws(SerialError) { identity = try PortIdentity(named: PortName.full(text)) }

    /// Opens it.
    ///
    /// - Parameter mustComeBack: Whether it is to be found again under another node. The kernel gives an adapter that is
    ///   plugged in again another number when a program still had the first one.
    /// - Throws: `SerialError`.
    mutating func open(_ settings: LineSettings, mustComeBack: Bool) throws(SerialError) -> SerialPort {
        let found = try PortList.resolve(identity)
        let port = try SerialPort(opening: found, settings: settings)
        node = found
        if mustComeBack, case .path(let path) = identity { identity = ConsolePort.steady(path) ?? identity }
        return port
    }

    /// What the device behind a node is known by; nil for what is no node of the list, such as a link of the user's own.
    private static func steady(_ path: String) -> PortIdentity? {
        // Without a list the node is all that is known.
        guard let list = try? PortList.read(), let port = list.ports.first(where: { $0.node == path }) else {
            return nil
        }
        return list.identity(of: port)
    }
}
