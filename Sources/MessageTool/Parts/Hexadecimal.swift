/// Hexadecimal digits of bytes and back.
public enum Hexadecimal {
    /// Upper-case digits.
    public static func upper(_ bytes: some Sequence<UInt8>) -> String { HexDigits.text(Array(bytes)) }

    /// Bytes of an even number of digits, with white space between them where one likes; nil for anything else.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 where ![0x20, 0x09, 0x0A, 0x0D].contains(digit) {
            guard let value = HexDigits.value(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }
}
