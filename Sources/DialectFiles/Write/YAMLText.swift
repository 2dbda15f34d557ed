/// Writes texts so that YAML gives them back as they were.
enum YAMLText {
    /// A text in double quotes. Characters that YAML forbids or changes are written as escapes, and the star as well: it
    /// could be taken for an alias.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "*": result += "\\x2A"
            case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{D7FF}", "\u{E000}"..."\u{FEFE}", "\u{FF00}"..."\u{FFFD}":
                if scalar == "\u{2028}" || scalar == "\u{2029}" {
                    result += escape("u", scalar.value, digits: 4)
                } else {
                    result.unicodeScalars.append(scalar)
                }
            default:
                if scalar.value <= 0xFF {
                    result += escape("x", scalar.value, digits: 2)
                } else if scalar.value <= 0xFFFF {
                    result += escape("u", scalar.value, digits: 4)
                } else {
                    result += escape("U", scalar.value, digits: 8)
                }
            }
        }
        return result + "\""
    }

    /// A mapping on one line.
    static func mapping(_ pairs: [(key: String, value: String)]) -> String {
        "{" + pairs.map { $0.key + ": " + $0.value }.joined(separator: ", ") + "}"
    }

    static func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

    private static func escape(_ letter: String, _ value: UInt32, digits: Int) -> String {
        let hex = String(value, radix: 16, uppercase: true)
        return "\\" + letter + String(repeating: "0", count: max(0, digits - hex.count)) + hex
    }
}
