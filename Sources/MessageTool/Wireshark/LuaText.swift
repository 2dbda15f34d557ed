import ISO8583

/// Values as Lua writes them.
enum LuaText {
    /// A string: whatever is in it, it stays one string.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C: quoted += "\\" + String(scalar)
            case 0..<0x20, 0x7F:
                let digits = String(scalar.value)
                quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// A table with names, on one line.
    static func table(_ entries: [(key: String, value: String)]) -> String {
        "{ " + entries.map { "\($0.key) = \($0.value)" }.joined(separator: ", ") + " }"
    }

    /// A name that Wireshark takes as a part of a filter: small letters of ASCII, digits, and `_` for the rest.
    static func abbreviation(_ text: String) -> String {
        let characters = text.lowercased().unicodeScalars.map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? Character(scalar) : "_"
        }
        return characters.isEmpty ? "_" : String(characters)
    }

    /// A title for people: one line, no spaces at its ends, never empty.
    static func title(_ text: String, or other: String) -> String {
        let words = text.split { $0.isWhitespace || $0.isNewline || $0.unicodeScalars.allSatisfy { $0.value < 0x20 } }
        return words.isEmpty ? other : words.joined(separator: " ")
    }
}
