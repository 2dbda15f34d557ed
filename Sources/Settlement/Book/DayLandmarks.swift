/// Which records about reminders and the clock still say something: the last of each sort says all.
struct DayLandmarks {
    private var lastDiary: UInt32?
    private var lastFinding: UInt32?
    private var lastSetting: UInt32?

    func keeps(_ number: UInt32) -> Bool {
        number == lastDiary || number == lastFinding || number == lastSetting
    }

    /// - Returns: The record that this entry makes meaningless.
    mutating func note(_ entry: JournalEntry, number: UInt32) -> UInt32? {
        let before: UInt32?
        switch entry {
        case .diaryNoted:
            before = lastDiary
            lastDiary = number
        case .clockNoted:
            before = lastFinding
            lastFinding = number
        case .clockSet:
            before = lastSetting
            lastSetting = number
        default: before = nil
        }
        return before
    }
}
