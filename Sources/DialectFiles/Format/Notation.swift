import ISO8583

/// The notation of the standard for a field: `n 6`, `an 12`, `ans ...999`, `b 8`, `z ..37`, `x+n 9`.
///
/// As many dots as the length before a variable field has digits. Source: ISO 8583:1987, section 4.3.
enum Notation {
    /// Content and length, or nil.
    static func read(_ text: String) -> (content: FieldFormat.Content, length: FieldFormat.Length)? {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, let content = Vocabulary.contents.choice(String(words[0])),
            let length = length(String(words[1]))
        else { return nil }
        return (content, length)
    }

    /// `6`, or `..19`.
    static func length(_ text: String) -> FieldFormat.Length? {
        let dots = text.prefix { $0 == "." }.count
        guard let number = NodeReader.number(String(text.dropFirst(dots))), dots <= 5 else { return nil }
        return dots == 0 ? .fixed(number) : .variable(digits: dots, most: number)
    }

    static func write(_ content: FieldFormat.Content, _ length: FieldFormat.Length) -> String {
        let word = Vocabulary.contents.word(content) ?? ""
        switch length {
        case .fixed(let count): return word + " " + String(count)
        case .variable(let digits, let most):
            return word + " " + String(repeating: ".", count: max(1, min(digits, 5))) + String(most)
        }
    }
}
