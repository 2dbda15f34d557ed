/// Names a terminal in the whole fleet. A terminal number alone is unique only within one acquirer's merchant.
public struct TerminalKey: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// Field 42 of its messages.
    public var merchantID: String
    /// Field 41 of its messages.
    public var terminalID: String

    /// A terminal of a merchant.
    public init(merchantID: String, terminalID: String) {
        self.merchantID = merchantID
        self.terminalID = terminalID
    }

    /// `104110070110001/10000001`.
    public var description: String { merchantID + "/" + terminalID }

    /// Order of merchant, then terminal.
    public static func < (left: TerminalKey, right: TerminalKey) -> Bool {
        (left.merchantID, left.terminalID) < (right.merchantID, right.terminalID)
    }
}
