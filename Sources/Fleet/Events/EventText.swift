/// Texts that others write: they come to a screen.
enum EventText {
    /// At most 80 characters; control characters are shown as ?, and card numbers, runs of 13 digits and more, are masked.
    static func safe(_ text: String) -> String {
        var shown: [Character] = []
        var run: [Character] = []
        func flush() {
            shown += run.count < 13 ? run : run.indices.map { $0 < 6 || $0 >= run.count - 4 ? run[$0] : "*" }
            run = []
        }
        for character in text.prefix(80) {
            if character.isASCII, character.isNumber {
                run.append(character)
                continue
            }
            flush()
            let isControl = character.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
            shown.append(isControl ? "?" : character)
        }
        flush()
        return String(shown)
    }
}
