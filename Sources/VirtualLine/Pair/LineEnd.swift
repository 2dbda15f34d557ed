import SerialDriver

/// One end of a pair: a pseudo-terminal for a program, a recording that is played, or nothing.
struct LineEnd {
    var terminal: PseudoTerminal?
    var watch: LoopWatch?
    var replay: Replay?
    /// What the replay wants to send and the line did not take yet.
    var outbox: [Replay.Action] = []
    /// What the program had set when it was last looked at.
    var mode: PseudoUserMode?
    /// The speed that it had when it last had one (0 baud means "hang up").
    var pace = LinePace(baud: 115_200)
    /// True while somebody makes a pseudo-terminal for this end: nobody else may, as both would place the same link.
    var isBeingPlugged = false
    /// True while the loop tells when the program has written something.
    var isReadArmed = false
    /// True while the program does not read: its buffers in the kernel are full.
    var isBlocked = false
    /// True after this end was told to stop (XOFF) the other.
    var hasStoppedOther = false
    var toldLateReader = false
    var overrunBefore = 0

    /// True when a program can be plugged in.
    var isFree: Bool { terminal == nil && replay == nil && !isBeingPlugged }

    /// Looks at what the program has set.
    ///
    /// - Returns: The settings, if they are others than before.
    mutating func look() throws(SerialError) -> LineSettings? {
        guard let mode = try terminal?.modeOfUser(), mode != self.mode else { return nil }
        let before = self.mode?.settings
        self.mode = mode
        guard before != mode.settings else { return nil }
        if mode.settings.baud > 0 {
            pace = LinePace(baud: mode.settings.baud, bitsPerCharacter: mode.settings.bitsPerCharacter)
        }
        return before == nil ? nil : mode.settings
    }

    /// Unplugs the program.
    mutating func unplug() {
        watch?.cancel()
        watch = nil
        terminal?.close()
        terminal = nil
        mode = nil
        isReadArmed = false
        isBlocked = false
        hasStoppedOther = false
    }
}
