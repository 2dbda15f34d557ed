/// What the display shows.
public struct DisplayContent: Equatable, Sendable {
    /// Stable name of the screen, the same in every language, for example `settle-first`.
    public let screen: String
    /// Six lines of at most 24 columns; a Chinese character takes two.
    public let lines: [String]

    /// Columns of the display.
    public static let columns = 24
    /// Lines of the display.
    public static let lineCount = 6

    init(screen: String, lines: [String]) {
        self.screen = screen
        var shown = lines
        shown.removeLast(max(0, shown.count - DisplayContent.lineCount))
        for index in shown.indices where shown[index].utf8.count > DisplayContent.columns {
            shown[index] = TextLayout.cut(shown[index], to: DisplayContent.columns)
        }
        while shown.count < DisplayContent.lineCount { shown.append("") }
        self.lines = shown
    }
}
