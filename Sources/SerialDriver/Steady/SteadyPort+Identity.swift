extension SteadyPort {
    /// A port that is found by what it is known by, under whatever node it has then.
    ///
    /// - Parameters:
    ///   - identity: What it is known by; ``PortList/identity(of:)`` finds the best of a port.
    ///   - settings: Line settings at every opening.
    ///   - options: Options at every opening.
    ///   - loop: As for `SerialPort`.
    ///   - onEvent: Is told of every opening and loss, on any thread.
    public convenience init(
        _ identity: PortIdentity, settings: LineSettings, options: PortOptions = PortOptions(), loop: SerialLoop? = nil,
        onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.init(
            named: identity.description, settings: settings, options: options, loop: loop, onEvent: onEvent
        ) { () throws(SerialError) in try PortList.resolve(identity) }
    }
}
