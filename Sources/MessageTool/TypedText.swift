/// What somebody typed, for errors that repeat it: it may hold an account number or a track.
public enum TypedText {
    /// The text with every digit of a run of ten or more replaced by a star; blanks and dashes do not end a run.
    public static func shown(_ text: String, most: Int = 200) -> String {
        var shown = Array(text.prefix(most))
        var run: [Int] = []
        func hide() {
            if run.count >= 10 { for place in run { shown[place] = "*" } }
            run = []
        }
        for (place, character) in shown.enumerated() {
            if character.isNumber {
                run.append(place)
            } else if character != " ", character != "-" {
                hide()
            }
        }
        hide()
        return String(shown)
    }
}
