import SerialDriver

/// What happens to a console.
public enum ConsoleEvent: Sendable, Equatable {
    /// The port is open, with these settings; the first time or again.
    case opened(LineSettings)
    /// The port is gone: why.
    case lost(String)
    /// Keys were typed, or input came from a pipe.
    case typed([UInt8])
    /// There will be no more input.
    case inputEnded
    /// Bytes came from the port.
    case received([UInt8])
    /// So many of the bytes that were to be sent are with the port.
    case wrote(Int)
    /// The moment came that the console waits for.
    case tick
    /// The line was set.
    case set(LineSettings)
    /// The log is open.
    case logOpened(String)
    /// The log ended; why, if that was not wanted.
    case logEnded(String?)
    /// So many bytes of the file were sent, and that many it has.
    case fileProgress(sent: Int, of: Int)
    /// The file was sent, or not: why.
    case fileEnded(problem: String?)
    /// Something for the user: what became of a break, a modem line or a report.
    case told([String])
}

/// What a console does.
public enum ConsoleEffect: Sendable, Equatable {
    /// Send these bytes.
    case send([UInt8])
    /// Show text. It has no control characters but newlines, tabs, and what the console itself needs to redraw an entry.
    case show(String)
    /// Give bytes out as they came.
    case pass([UInt8])
    /// Give a record out.
    case record(ConsoleRecord)
    /// Something that is no result: for the user, not for a pipe.
    case tell(String)
    /// Append to the log.
    case log(String)
    /// Open a log.
    case openLog(String)
    /// Close the log.
    case closeLog
    /// Set the line.
    case change(LineSettings)
    /// Send a break.
    case sendBreak
    /// Switch a modem line over.
    case toggle(ModemLines)
    /// Tell about the line: settings, modem lines, counters.
    case report
    /// Send a file.
    case sendFile(String)
    /// Stop sending the file.
    case stopFile
    /// Clear the screen.
    case clear
    /// End.
    case end
}
