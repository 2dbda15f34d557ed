import Glibc
import SerialDriver

/// Two ports joined by a null-modem cable, or one port with a loopback plug.
public struct PortPair: Equatable, Sendable {
    /// Path of the first port.
    public let a: String
    /// Path of the second port; the same as the first with a loopback plug.
    public let b: String

    /// A pair; nil, or another name of the same device, means a loopback plug.
    public init(_ a: String, _ b: String? = nil) {
        self.a = a
        guard let b, b != a, PortPair.device(a) == nil || PortPair.device(a) != PortPair.device(b) else {
            self.b = a
            return
        }
        self.b = b
    }

    /// True for one port with a loopback plug.
    public var isLoopback: Bool { a == b }

    /// True when one of them is a pseudo-terminal.
    ///
    /// Major numbers 136 to 143 are UNIX98 pseudo-terminals. Source: Linux, Documentation/admin-guide/devices.txt.
    public var isPseudoTerminal: Bool {
        [a, b].contains { path in PortPair.device(path).map { (136...143).contains(($0 >> 8) & 0xFFF) } ?? false }
    }

    private static func device(_ path: String) -> UInt? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return nil }
        return status.st_rdev
    }
}

/// How checks are carried out.
public struct CheckOptions: Sendable {
    /// Line settings where a check has no reason for others. Without software flow control: checks send every byte value.
    public var settings = LineSettings(baud: 115_200)
    /// Faster speeds are not tried; nil means no limit.
    public var maxBaud: Int?
    /// Makes the data.
    public var seed: UInt64 = 1
    /// How long a line that should bring bytes may be silent before they count as lost, beside the time that they take.
    public var patience: Duration = .seconds(3)
    /// Asks a person to do something, such as to pull the cable; nil when there is nobody.
    public var ask: (@Sendable (String) -> Void)?

    /// 115200 8N1, seed 1.
    public init() {}
}
