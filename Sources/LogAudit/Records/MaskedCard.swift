/// A card as reports may show it: first six and last four digits at most. No other text gets into it.
public struct MaskedCard: Hashable, Sendable, Codable, CustomStringConvertible {
    /// For example `621234******1232`.
    public let description: String

    /// Takes what journals and ledgers write, and hides what they did not.
    ///
    /// Digits beyond the first six and the last four become `*`, and so does everything that is no digit.
    public init(_ text: some StringProtocol) {
        let bytes = [UInt8](text.utf8.prefix(24))
        let shown = bytes.indices.map { index -> Character in
            guard (0x30...0x39).contains(bytes[index]) else { return "*" }
            let isShown = bytes.count >= 13 && (index < 6 || index >= bytes.count - 4)
            return isShown ? Character(UnicodeScalar(bytes[index])) : "*"
        }
        description = String(shown)
    }

    /// Reads a report again: masked once more.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the masked text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
