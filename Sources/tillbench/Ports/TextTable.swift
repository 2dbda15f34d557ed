/// Rows of texts in columns that are as wide as what is in them. Names come from devices: control characters are shown as ?.
struct TextTable {
    var rows: [[String]]

    /// The lines, without blanks at their ends.
    var lines: [String] {
        let shown = rows.map { $0.map(TextTable.shown) }
        let count = shown.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            shown.map { column < $0.count ? TextTable.columns($0[column]) : 0 }.max() ?? 0
        }
        return shown.map { row in
            zip(row, widths).map { text, width in
                text + String(repeating: " ", count: width - TextTable.columns(text))
            }.joined(separator: "  ").trimmingSpaces()
        }
    }

    static func shown(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? "?" : $0 }))
    }

    /// Columns of a terminal: Chinese characters take two.
    private static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }
}
