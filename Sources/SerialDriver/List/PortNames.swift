extension PortIdentity {
    /// What a port is known by, as people name one: an identity that begins with `usb:` or `path:`, else a path.
    ///
    /// - Throws: `SerialError.malformedName` when it begins so and is none.
    public init(named text: String) throws(SerialError) {
        guard text.hasPrefix("usb:") || text.hasPrefix("path:") else {
            self = .path(text)
            return
        }
        do throws(PortIdentityError) { try self.init(parsing: text) } catch {
            throw SerialError(.malformedName(error.why), path: text)
        }
    }
}

extension SerialPort {
    /// Opens the port that is known by this identity now.
    ///
    /// - Throws: `SerialError`: `.notFound` or `.ambiguous`, and as for a path.
    public convenience init(
        opening identity: PortIdentity, settings: LineSettings, options: PortOptions = PortOptions(),
        loop: SerialLoop? = nil
    ) throws(SerialError) {
        let path = try PortList.resolve(identity)
        try self.init(opening: path, settings: settings, options: options, loop: loop)
    }

    /// Opens a port as people name one: by path, link, `usb:0403:6001:SERIAL:00` or `path:1-2:1.0`.
    ///
    /// - Throws: `SerialError`: `.malformedName` when it is no name, and as for an identity.
    public convenience init(
        named text: String, settings: LineSettings, options: PortOptions = PortOptions(), loop: SerialLoop? = nil
    ) throws(SerialError) {
        try self.init(opening: try PortIdentity(named: text), settings: settings, options: options, loop: loop)
    }
}
