/// Layout of fixed-width text in which a Chinese character takes two columns.
enum TextLayout {
    /// Columns that a text takes.
    static func width(_ text: String) -> Int {
        // Most texts are ASCII, whose characters take as many columns as bytes.
        var text = text
        if text.withUTF8({ $0.reduce(0) { $0 | $1 } }) < 0x80 { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// Two columns from U+1100 on, where the East Asian wide scripts begin; box drawing and the like are not used here.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6:
            2
        default: 1
        }
    }

    /// As much of `text` as fits into `columns`.
    static func cut(_ text: String, to columns: Int) -> String {
        // No character takes more columns than bytes.
        if text.utf8.count <= columns { return text }
        var used = 0
        let scalars = text.unicodeScalars
        for index in scalars.indices {
            used += width(scalars[index])
            if used > columns { return String(text[..<index]) }
        }
        return text
    }

    /// `left` and `right` at the two ends of a line.
    static func ends(_ left: String, _ right: String, columns: Int) -> String {
        let gap = columns - width(left) - width(right)
        return gap >= 1 ? spaced(left, gap, right) : cut(left + " " + right, to: columns)
    }

    /// `text` in the middle of a line.
    static func centred(_ text: String, columns: Int) -> String {
        let gap = columns - width(text)
        return gap > 1 ? spaced("", gap / 2, text) : cut(text, to: columns)
    }

    /// `text` at the right end of a field.
    static func right(_ text: String, columns: Int) -> String {
        let gap = columns - width(text)
        return gap > 0 ? spaced("", gap, text) : text
    }

    /// That many spaces.
    static func spaces(_ count: Int) -> String { spaced("", count, "") }

    /// Two texts with so many spaces between them, in one piece of memory: displays and receipts are made of these.
    static func spaced(_ left: String, _ gap: Int, _ right: String) -> String {
        var (left, right) = (left, right)
        let gap = max(0, gap)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                let count = left.count + gap + right.count
                return String(unsafeUninitializedCapacity: count) { target in
                    var end = target[..<left.count].initialize(fromContentsOf: left)
                    target[end..<end + gap].initialize(repeating: 0x20)
                    end = target[(end + gap)..<count].initialize(fromContentsOf: right)
                    return end
                }
            }
        }
    }

    /// `text` cut into lines at the column limit.
    static func wrap(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            if used + width(scalar) > columns {
                lines.append(String(line))
                line = String.UnicodeScalarView()
                used = 0
            }
            line.append(scalar)
            used += width(scalar)
        }
        if !line.isEmpty { lines.append(String(line)) }
        return lines
    }
}
