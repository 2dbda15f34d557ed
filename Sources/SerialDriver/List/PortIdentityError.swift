/// Why an identity leads to no port.
public struct PortIdentityError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: Equatable, Sendable {
        /// The text is no identity; why.
        case malformed(String)
        /// No port is that.
        case absent
        /// Several ports are that: their nodes.
        case ambiguous([String])
        /// The ports of this machine cannot be listed.
        case unlisted(SerialError)
    }

    /// What is wrong.
    public let kind: Kind
    /// The identity, as text.
    public let identity: String

    /// An error of that kind.
    public init(_ kind: Kind, identity: String) {
        self.kind = kind
        self.identity = identity
    }

    /// What happened.
    public var what: String {
        switch kind {
        case .malformed: "\"\(identity)\" names no port"
        case .absent: "there is no port \(identity)"
        case .ambiguous: "several ports are \(identity)"
        case .unlisted: "the port \(identity) cannot be looked for"
        }
    }

    /// Why.
    public var why: String {
        switch kind {
        case .malformed(let reason): reason
        case .absent: "the device is not plugged in, or is another one"
        case .ambiguous(let nodes): "they are " + nodes.joined(separator: ", ")
        case .unlisted(let error): error.what + ": " + error.why
        }
    }

    /// What to do.
    public var nextStep: String {
        switch kind {
        case .malformed: "write /dev/ttyUSB0, usb:0403:6001:SERIAL:00 or path:1-2:1.0"
        case .absent: "plug it in; `tillbench ports list` shows what there is"
        case .ambiguous: "add serial number or interface, or name the place with path:"
        case .unlisted(let error): error.nextStep
        }
    }

    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}
