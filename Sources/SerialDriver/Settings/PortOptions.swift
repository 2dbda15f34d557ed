/// How a port is opened, beside its line settings.
public struct PortOptions: Equatable, Sendable {
    /// Whether other programs are kept out (TIOCEXCL, and an advisory lock). Default: yes.
    public var isExclusive = true
    /// Whether the driver hands bytes on at once instead of collecting them; nil leaves it alone.
    ///
    /// Source: Linux, include/uapi/linux/tty_flags.h (ASYNC_LOW_LATENCY).
    public var lowLatency: Bool?
    /// RS-485; nil leaves it alone.
    public var rs485: RS485Settings?
    /// DTR right after the port was opened; nil leaves it as the kernel sets it, which is on.
    ///
    /// The kernel raises DTR and RTS itself when the first program opens a port; that cannot be kept from it.
    public var dtr: Bool?
    /// RTS right after the port was opened; nil leaves it as the kernel sets it.
    public var rts: Bool?
    /// Whether damaged characters and breaks are marked in what is read. `MarkedInput` takes such a stream apart.
    public var marksErrors = false
    /// Whether DTR falls when the port is closed; nil leaves it as it was.
    public var hangsUpOnClose: Bool?

    /// The usual.
    public init() {}
}

/// RS-485 as the driver does it: RTS switches between sending and receiving.
///
/// Source: Linux, Documentation/driver-api/serial/serial-rs485.rst.
public struct RS485Settings: Equatable, Sendable {
    /// Whether it is on.
    public var isEnabled: Bool
    /// Level of RTS while sending.
    public var rtsOnSend: Bool
    /// Level of RTS after sending.
    public var rtsAfterSend: Bool
    /// Delay between RTS and the first bit, in milliseconds.
    public var delayBeforeSend: Int
    /// Delay between the last bit and RTS, in milliseconds.
    public var delayAfterSend: Int
    /// Whether what is sent is also received.
    public var receivesOwn: Bool

    /// On, with RTS high while sending.
    public init(
        isEnabled: Bool = true, rtsOnSend: Bool = true, rtsAfterSend: Bool = false, delayBeforeSend: Int = 0,
        delayAfterSend: Int = 0, receivesOwn: Bool = false
    ) {
        self.isEnabled = isEnabled
        self.rtsOnSend = rtsOnSend
        self.rtsAfterSend = rtsAfterSend
        self.delayBeforeSend = delayBeforeSend
        self.delayAfterSend = delayAfterSend
        self.receivesOwn = receivesOwn
    }
}
