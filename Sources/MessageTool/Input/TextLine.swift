/// A line of a text: its number from 1 and where it lies.
struct TextLine {
    let number: Int
    let range: Range<Int>

    /// The lines of a text, without their line ends.
    static func all(_ text: [UInt8]) -> [TextLine] {
        var lines: [TextLine] = []
        var start = 0
        for (index, byte) in text.enumerated() where byte == 0x0A {
            lines.append(TextLine(number: lines.count + 1, range: trimmed(text, start, index)))
            start = index + 1
        }
        if start < text.count {
            lines.append(TextLine(number: lines.count + 1, range: trimmed(text, start, text.count)))
        }
        return lines
    }

    private static func trimmed(_ text: [UInt8], _ start: Int, _ end: Int) -> Range<Int> {
        start..<(end > start && text[end - 1] == 0x0D ? end - 1 : end)
    }

    /// True when nothing but spaces is on it.
    func isBlank(_ text: [UInt8]) -> Bool { text[range].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}
