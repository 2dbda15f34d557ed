/// What comes from devices and files, so that it can be shown.
enum TextShown {
    /// Printable ASCII as it is, a point for everything else.
    static func ascii(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map { 0x20..<0x7F ~= $0 ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
    }

    /// Control characters, which a screen would obey, as question marks.
    static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? "?" : $0 }))
    }

    /// Bytes as hexadecimal digits.
    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
