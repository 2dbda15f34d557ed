/// How wide a text is when it is drawn, without the font: an estimate that is rather too wide, since the reader's machine
/// chooses the font.
enum TextWidth {
    /// Width in units of the drawing.
    static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ems($1) } * size * (isBold ? 1.1 : 1)
    }

    /// Width in ems, by the widest of the usual fonts without serifs.
    private static func ems(_ scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        case 0x2E80...0xFFEF: 1.0
        case 0x20: 0.33
        case 0x30...0x39: 0.64
        case 0x41...0x5A: scalar == "M" || scalar == "W" ? 1.0 : 0.73
        default:
            "iljft.,:;'|!()[]-/".unicodeScalars.contains(scalar)
                ? 0.42 : "mw%@&".unicodeScalars.contains(scalar) ? 0.98 : 0.63
        }
    }

    /// `text` in lines that are at most `width` wide. English breaks between words, Chinese between characters, but no line
    /// begins with a closing mark. The first line leaves room for what stands before it.
    static func wrap(
        _ text: String, width: Double, size: Double, isBold: Bool = false, indent: Double = 0
    ) -> [String] {
        var lines: [String] = []
        var line = ""
        for piece in pieces(text) {
            let tried = line + piece
            let shown = tried.hasSuffix(" ") ? String(tried.dropLast()) : tried
            if line.isEmpty || of(shown, size: size, isBold: isBold) + (lines.isEmpty ? indent : 0) <= width {
                line = tried
            } else {
                lines.append(trimmed(line))
                line = piece
            }
        }
        if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
        return lines
    }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.hasSuffix(" ") { line = line.dropLast() }
        while line.hasPrefix(" ") { line = line.dropFirst() }
        return String(line)
    }

    /// What may not be parted: a word with the space after it, one Chinese character with the mark after it.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for character in text {
            if isWide(character) {
                if closing.contains(character), !piece.isEmpty || !pieces.isEmpty {
                    if piece.isEmpty { piece = pieces.removeLast() }
                    piece.append(character)
                } else {
                    if !piece.isEmpty { pieces.append(piece) }
                    piece = String(character)
                }
            } else if piece.last.map({ isWide($0) && !closing.contains(character) }) == true, character != " " {
                pieces.append(piece)
                piece = String(character)
            } else {
                piece.append(character)
            }
            if character == " " {
                pieces.append(piece)
                piece = ""
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }

    private static let closing: Set<Character> = ["。", ",", "，", "、", ";", "；", ":", "：", ")", "）", "」", "!", "?", "."]

    private static func isWide(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { (0x2E80...0xFFEF).contains($0.value) } ?? false
    }
}
