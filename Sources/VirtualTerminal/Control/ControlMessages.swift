import Foundation

/// What a workstation can do to a virtual terminal besides talking over its line: the hands of an operator, the card in
/// the reader, the clock, the printer's paper.
///
/// One JSON object in each line, over a socket in the terminal's folder; each is answered by one `ControlReply`.
public enum ControlRequest: Codable, Sendable, Equatable {
    /// Press keys, named as printed on them.
    case press(keys: [String])
    /// Draw a card through the reader.
    case swipe(track2: String)
    /// Put a card's chip into the reader: its equivalent of track 2, and field 55 as hexadecimal digits.
    case insert(track2: String, chip: String)
    /// Draw a card whose stripe cannot be read.
    case misread
    /// What the display shows, and whether the terminal is at rest.
    case show
    /// Set the clock ahead by so many seconds.
    case skip(seconds: Int64)
    /// Paper in, or a problem after so many more lines.
    case printer(problem: String?, afterLines: Int)
    /// The journal, as far as the flash still holds it.
    case journal
    /// The log since this line number.
    case log(from: Int)
    /// Power off, orderly.
    case stop
}

/// What the terminal answers.
public struct ControlReply: Codable, Sendable, Equatable {
    /// Why it was not done, or nil.
    public var problem: String?
    /// The display, after what was asked for.
    public var display: DisplayReport
    /// The journal, when it was asked for.
    public var journal: JournalReport?
    /// Lines of the log, when they were asked for.
    public var log: [LogReport]?
}

/// What the display shows.
public struct DisplayReport: Codable, Sendable, Equatable {
    /// Name of the screen, the same in every language.
    public var screen: String
    /// The lines.
    public var lines: [String]
    /// True while the terminal talks to the host or prints.
    public var isBusy: Bool
    /// What the terminal's clock shows.
    public var clock: String
}

/// A line of the terminal's log.
public struct LogReport: Codable, Sendable, Equatable {
    /// Terminal time.
    public var at: String
    /// `info`, `warning` or `error`.
    public var level: String
    /// Stable code.
    public var code: String
    /// What happened, without card data.
    public var text: String
}
