/// A PIN. Its description is masked.
public struct PIN: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let digits: [UInt8]

    /// A PIN of 4 to 12 digits, each 0 to 9. Source: ISO 9564-1, 8.1.
    public init?(digits: [UInt8]) {
        guard (4...12).contains(digits.count), digits.allSatisfy({ $0 < 10 }) else { return nil }
        self.digits = digits
    }

    /// A PIN of 4 to 12 ASCII digits.
    public init?(_ text: String) { self.init(digits: text.utf8.map { $0 &- 0x30 }) }

    /// The length only.
    public var description: String { "PIN of \(digits.count) digits" }
    /// The length only.
    public var debugDescription: String { description }
    /// Nothing: a debugger's or a dump's look inside finds no digit.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
