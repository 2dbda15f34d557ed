/// Makes text of bytes that a device sends, with nothing in it that a terminal would take for a command.
///
/// Text is UTF-8, in any pieces. Control characters are shown by their names, `<ESC>`, bytes that are no text as `<E4>`.
/// CR, LF and pairs of them end a line.
public struct ControlText: Sendable {
    /// A piece of a line, or its end.
    public enum Item: Equatable, Sendable {
        /// Text without control characters, except for tabs.
        case text(String)
        /// The line ends.
        case newline
    }

    /// The begin of a character whose rest has not come.
    private var partial: [UInt8] = []
    /// CR or LF, when that came last and may be followed by its pair.
    private var lineEnd: UInt8?

    /// At the begin of a stream.
    public init() {}

    /// True when a character has begun and its rest has not come.
    public var isPartial: Bool { !partial.isEmpty }

    /// Takes bytes in.
    public mutating func take(_ bytes: [UInt8]) -> [Item] {
        var items: [Item] = []
        var text = ""
        for byte in bytes {
            if byte == 0x0D || byte == 0x0A {
                flush(&text)
                let isPair = lineEnd.map { $0 != byte } ?? false
                lineEnd = isPair ? nil : byte
                guard !isPair else { continue }
                if !text.isEmpty { items.append(.text(text)) }
                text = ""
                items.append(.newline)
                continue
            }
            lineEnd = nil
            take(byte, &text)
        }
        if !text.isEmpty { items.append(.text(text)) }
        return items
    }

    /// The rest of a character did not come: its bytes are shown as such.
    public mutating func flush() -> String {
        var text = ""
        flush(&text)
        return text
    }

    private mutating func take(_ byte: UInt8, _ text: inout String) {
        if byte & 0xC0 == 0x80, !partial.isEmpty {
            partial.append(byte)
            guard partial.count == ControlText.length(partial[0]) else { return }
            if let character = ControlText.character(partial) {
                text += character
                partial = []
            } else {
                flush(&text)
            }
            return
        }
        flush(&text)
        if ControlText.length(byte) > 1 { partial = [byte] } else { text += ControlText.shown(byte) }
    }

    private mutating func flush(_ text: inout String) {
        for byte in partial { text += ControlText.hex(byte) }
        partial = []
    }

    /// Bytes of a character by its first one; 1 for what begins none. Source: RFC 3629.
    private static func length(_ byte: UInt8) -> Int {
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }

    private static func character(_ bytes: [UInt8]) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first else {
            return nil
        }
        switch scalar.properties.generalCategory {
        // Formats turn the direction of writing, and the others may mean anything to a terminal.
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return nil
        default: return text
        }
    }

    /// Names of control characters. Source: ISO/IEC 646 (ASCII).
    private static let names = [
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI", "DLE",
        "DC1",
        "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
    ]

    private static func shown(_ byte: UInt8) -> String {
        switch byte {
        case 0x09: "\t"
        case 0x00..<0x20: "<" + names[Int(byte)] + ">"
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        case 0x7F: "<DEL>"
        default: hex(byte)
        }
    }

    private static func hex(_ byte: UInt8) -> String { "<" + ByteRows.hex(byte) + ">" }

    /// One line of somebody else's words, such as a path.
    public static func line(_ text: String) -> String {
        var escaper = ControlText()
        let items = escaper.take([UInt8](text.utf8))
        return items.map { item in
            switch item {
            case .text(let text): text
            case .newline: "<LF>"
            }
        }.joined() + escaper.flush()
    }
}
