/// The chip's data as it comes over the control socket.
public enum ChipReader {
    /// What is wrong with data that `bytes` refuses.
    public static let problem = "a chip's data is 1 to 255 bytes, written as hexadecimal digits"

    /// The bytes of hexadecimal digits; nil when they are none, or more than field 55 holds.
    public static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { byte -> UInt8? in
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x37
            case 0x61...0x66: byte - 0x57
            default: nil
            }
        }
        guard digits.count % 2 == 0, (1...255).contains(digits.count / 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
