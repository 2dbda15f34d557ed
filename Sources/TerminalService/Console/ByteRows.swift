/// Which way bytes go.
public enum ConsoleDirection: String, Codable, Sendable {
    /// From the device.
    case received
    /// To the device.
    case sent

    /// At the begin of a row.
    public var mark: String { self == .received ? "<" : ">" }
}

/// Makes rows of the bytes of a line: text with control characters shown, or a dump in hexadecimal. The rows do not depend
/// on the pieces in which the bytes come, only on pauses.
public struct ByteRows: Sendable {
    /// What rows are made of.
    public enum Form: Sendable {
        /// Text.
        case text
        /// Sixteen bytes in hexadecimal, and as characters.
        case hex
    }

    /// What stands before a row.
    public enum Stamp: Sendable {
        /// Nothing.
        case none
        /// The time.
        case time
        /// Date and time.
        case dateAndTime
    }

    /// A row of a dump that is not full ends after a pause, in milliseconds.
    static let hexPause = 100
    /// So does a row of text that begins with its time.
    static let textPause = 1000

    /// What rows are made of.
    public let form: Form
    /// What stands before a row.
    public let stamp: Stamp

    private var direction: ConsoleDirection?
    private var lastAt = ConsoleMoment(milliseconds: 0)
    private var text: [ConsoleDirection: ControlText] = [.received: ControlText(), .sent: ControlText()]
    private var row: [UInt8] = []
    private var rowAt = ConsoleMoment(milliseconds: 0)
    private var offset: [ConsoleDirection: Int] = [:]

    /// No row yet.
    public init(_ form: Form, stamp: Stamp) {
        self.form = form
        self.stamp = stamp
    }

    /// True when something stands on the current line of the screen.
    public var isRowOpen: Bool { direction != nil && form == .text }

    /// When a row ends if nothing comes.
    public var deadline: ConsoleMoment? {
        switch form {
        case .hex: row.isEmpty ? nil : lastAt.adding(milliseconds: ByteRows.hexPause)
        case .text:
            text.values.contains(where: \.isPartial) ? lastAt.adding(milliseconds: ByteRows.textPause) : nil
        }
    }

    /// Takes bytes in.
    ///
    /// - Returns: What is to be shown now.
    public mutating func take(_ bytes: [UInt8], _ way: ConsoleDirection, at moment: ConsoleMoment) -> String {
        var shown = tick(at: moment)
        switch form {
        case .hex: shown += takeHex(bytes, way, at: moment)
        case .text: shown += takeText(bytes, way, at: moment)
        }
        if !bytes.isEmpty { lastAt = moment }
        return shown
    }

    /// The deadline came.
    public mutating func tick(at moment: ConsoleMoment) -> String {
        switch form {
        case .hex: return deadline.map { $0 <= moment } ?? false ? finish() : ""
        case .text:
            guard lastAt.adding(milliseconds: ByteRows.textPause) <= moment else { return "" }
            return stamp == .none ? flush() : finish()
        }
    }

    /// Ends the row.
    public mutating func finish() -> String {
        switch form {
        case .hex:
            guard !row.isEmpty, let direction else { return "" }
            let start = offset[direction, default: 0]
            offset[direction] = start + row.count
            defer {
                row = []
                self.direction = nil
            }
            return stamp.text(rowAt) + direction.mark + " " + ByteRows.dump(row, offset: start) + "\n"
        case .text:
            var shown = flush()
            if direction != nil { shown += "\n" }
            direction = nil
            return shown
        }
    }

    private mutating func takeHex(_ bytes: [UInt8], _ way: ConsoleDirection, at moment: ConsoleMoment) -> String {
        var shown = ""
        if let direction, direction != way { shown += finish() }
        for byte in bytes {
            if row.isEmpty { rowAt = moment }
            direction = way
            row.append(byte)
            if row.count == 16 { shown += finish() }
        }
        return shown
    }

    private mutating func takeText(_ bytes: [UInt8], _ way: ConsoleDirection, at moment: ConsoleMoment) -> String {
        var shown = ""
        if let direction, direction != way, stamp != .none { shown += finish() }
        for item in text[way]?.take(bytes) ?? [] {
            if direction == nil { shown += begin(way, at: moment) }
            direction = way
            switch item {
            case .text(let piece): shown += piece
            case .newline:
                shown += "\n"
                direction = nil
            }
        }
        return shown
    }

    /// Shows begun characters as bytes.
    private mutating func flush() -> String {
        var shown = ""
        for way in [ConsoleDirection.received, .sent] {
            let rest = text[way]?.flush() ?? ""
            guard !rest.isEmpty else { continue }
            if direction == nil {
                shown += begin(way, at: lastAt)
                direction = way
            }
            shown += rest
        }
        return shown
    }

    private func begin(_ way: ConsoleDirection, at moment: ConsoleMoment) -> String {
        stamp == .none ? "" : stamp.text(moment) + way.mark + " "
    }

    /// `000010  48 65 6C 6C 6F 0D 0A                             |Hello..|`.
    public static func dump(_ bytes: [UInt8], offset: Int) -> String {
        let place = String(offset, radix: 16, uppercase: true)
        let digits = bytes.enumerated().map { ($0 == 8 ? " " : "") + hex($1) }.joined(separator: " ")
        let characters = bytes.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
        return String(repeating: "0", count: max(0, 6 - place.count)) + place + "  " + digits
            + String(repeating: " ", count: max(0, 50 - digits.count)) + "|" + characters + "|"
    }

    static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
}

extension ByteRows.Stamp {
    /// What stands before a row, with a space behind it.
    func text(_ moment: ConsoleMoment) -> String {
        switch self {
        case .none: ""
        case .time: moment.time + " "
        case .dateAndTime: moment.dateAndTime + " "
        }
    }
}
