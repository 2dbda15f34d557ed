/// Primary account number. Its description is masked; the digits come out only by asking for them by name.
public struct PAN: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    private let digits: [UInt8]

    /// A number of 12 to 19 ASCII digits. Source: ISO/IEC 7812-1 (up to 19), the shortest numbers in use.
    public init?(bytes: [UInt8]) {
        guard (12...19).contains(bytes.count), bytes.allSatisfy({ Digits.isDigit($0) }) else { return nil }
        digits = bytes
    }

    /// A number of 12 to 19 digits.
    public init?(_ text: String) { self.init(bytes: [UInt8](text.utf8)) }

    /// All digits, in clear.
    public var exposed: String { Digits.text(digits) }

    /// First six and last four digits. Source: PCI DSS 3.4, the most that may be shown.
    public var masked: String {
        var shown = digits
        for index in 6..<shown.count - 4 { shown[index] = 0x2A }
        return Digits.text(shown)
    }

    /// The masked number.
    public var description: String { masked }
    /// The masked number.
    public var debugDescription: String { masked }

    /// True when the check digit is right. Source: ISO/IEC 7812-1, annex B (Luhn).
    public var passesLuhn: Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let value = Int(digit - 0x30) * (index % 2 == 1 ? 2 : 1)
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0
    }
}
