import ISO8583
import SerialLink
import Settlement

/// What a card reader hands over.
public enum CardRead: Equatable, Sendable {
    /// Track 2 was read off the stripe.
    case track2(Track2Text)
    /// A chip was read: its equivalent of track 2, and its data for the host (field 55, BER-TLV, at most 255 bytes). With more
    /// than that it counts as misread: data that is cut is no data.
    case chip(Track2Text, data: [UInt8])
    /// The card could not be read.
    case misread

    /// The card, when it could be read.
    var card: (track2: Track2, chip: [UInt8])? {
        switch self {
        case .track2(let text): Track2(text.exposed).map { ($0, []) }
        case .chip(let text, let data): data.count > 255 ? nil : Track2(text.exposed).map { ($0, data) }
        case .misread: nil
        }
    }
}

/// Clear track 2 on its way from the reader; its description is masked.
public struct Track2Text: Equatable, Sendable, CustomStringConvertible {
    /// The track's characters.
    let exposed: String

    /// Wraps the characters that the reader decoded.
    public init(_ characters: String) { exposed = characters }

    /// Never the track.
    public var description: String { "track 2, \(exposed.utf8.count) characters" }
}

/// Why the printer stopped.
public enum PrinterProblem: UInt8, Sendable, CaseIterable {
    /// No paper.
    case noPaper = 1
    /// The paper is jammed.
    case jammed = 2
    /// The head is too hot.
    case overheated = 3
}

/// Timers that the firmware asks its board for.
public enum TerminalTimer: Hashable, Sendable {
    /// A timer of the serial link.
    case link(LinkTimer)
    /// The host's answer is due.
    case response
    /// Time to try again what could not be finished.
    case retry
    /// A result was shown long enough.
    case result
}

/// Everything that can happen to a terminal. The time comes along with each event.
public enum TerminalEvent: Equatable, Sendable {
    /// Power came up.
    case powerOn
    /// A key was pressed.
    case key(Key)
    /// A card went through the reader.
    case card(CardRead)
    /// Bytes arrived on the line port.
    case line([UInt8])
    /// A timer ran out.
    case timer(TerminalTimer)
    /// The clock moved; sent once a second, and after the clock was set.
    case tick
    /// A print job came out to the last line.
    case printed(UInt32)
    /// A print job stopped.
    case printerStopped(UInt32, PrinterProblem)
    /// Somebody on the service port wants work to be begun.
    case service(ServiceWork)
}

/// Everything that a terminal does to the world outside of its flash and its secure element.
public enum TerminalEffect: Equatable, Sendable {
    /// Send bytes on the line port.
    case transmit([UInt8])
    /// Start a timer, or start it anew.
    case startTimer(TerminalTimer, milliseconds: Int)
    /// Stop a timer.
    case cancelTimer(TerminalTimer)
    /// Show this.
    case display(DisplayContent)
    /// Print these lines; the board answers with `printed` or `printerStopped`.
    case print(PrintJob)
    /// A line for the terminal's log, without card data.
    case log(TerminalLog)
    /// Set the clock of the board to this; the next event brings the new time along.
    case setClock(ClockTime)
    /// Call somebody with a sound.
    case sound
}

/// A line of the terminal's own log.
public struct TerminalLog: Equatable, Sendable {
    /// How much it matters.
    public enum Level: UInt8, Sendable {
        /// Ordinary work.
        case info
        /// Something that somebody should know.
        case warning
        /// Something that keeps the terminal from its work.
        case error
    }

    /// How much it matters.
    public let level: Level
    /// Stable code, for example `close.rejected`.
    public let code: String
    /// What happened, without card data.
    public let text: String

    init(_ level: Level, _ code: String, _ text: String) {
        self.level = level
        self.code = code
        self.text = text
    }
}
