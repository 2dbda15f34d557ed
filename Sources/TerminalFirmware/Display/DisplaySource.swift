import Settlement

/// All that the display's content is made from: while it stays the same, so does the content, and nothing is laid out anew.
struct DisplaySource: Equatable {
    let screen: Screen
    let purpose: Exchange.Purpose?
    let pinLength: Int
    /// The journal's next record: the book changes with the journal only.
    let nextEntry: UInt32
    /// The time, on screens that show it or an age.
    let now: ClockTime?
    /// The host's time that somebody may take.
    let proposedTime: ClockTime?
    /// What is known of the clock.
    let isClockCredible: Bool
    let drift: Int64?
    /// What is remembered of reminders, also when flash has no room for it.
    let unsavedDiary: SettlementDiary?
}

extension Terminal {
    /// What the display shows follows from this.
    var displaySource: DisplaySource {
        let showsTime =
            switch screen {
            case .idle, .confirmSettle, .settleFirst, .settleReminder, .clockWrong: true
            case .menu, .entry, .misread, .confirmTradeOn, .supervisor, .clockEntry, .busy, .result, .printerStopped,
                .halted:
                false
            }
        return DisplaySource(
            screen: screen, purpose: exchange?.purpose, pinLength: element.pinLength, nextEntry: store.nextEntry,
            now: showsTime ? now : nil, proposedTime: proposedTime, isClockCredible: clock.isCredible,
            drift: clock.drift, unsavedDiary: unsavedDiary)
    }
}
