/// A text that names no port.
public struct PortIdentityError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The text.
    public let text: String
    /// Why.
    public let why: String

    /// What happened.
    public var what: String { "\"\(text)\" names no port" }
    /// What to do.
    public var nextStep: String { "write /dev/ttyUSB0, usb:0403:6001:SERIAL:00 or path:1-2:1.0" }
    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}
