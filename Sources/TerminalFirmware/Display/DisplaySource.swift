import FlashStore
import Settlement

/// All that the display's content is made from: while it stays the same, so does the content, and nothing is laid out anew.
struct DisplaySource: Equatable {
    private let screen: Screen
    private let purpose: Exchange.Purpose?
    private let pinLength: Int
    /// The journal's next record: the book changes with the journal only.
    private let nextEntry: UInt32
    /// The time, on screens that show it or an age.
    private let now: ClockTime?

    init<Flash: NORFlash, Element: SecureElement>(_ terminal: Terminal<Flash, Element>) {
        screen = terminal.screen
        purpose = terminal.exchange?.purpose
        pinLength = terminal.element.pinLength
        nextEntry = terminal.store.nextEntry
        switch terminal.screen {
        case .idle, .confirmSettle, .settleFirst, .settleReminder, .clockWrong: now = terminal.now
        case .supervisor, .clockEntry, .menu, .entry, .misread, .confirmTradeOn, .busy, .result, .printerStopped,
            .halted:
            now = nil
        }
    }
}
