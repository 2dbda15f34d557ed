/// Writes recordings as text, one line for each event, so that they can be read, searched and cut with any editor.
///
/// ```
/// tillbench-line 1 date=2026-01-31T10:00:00Z a=till-a b=till-b settings=auto
/// 0.000000 a settings 9600 8N1
/// 0.012345 a>b 02 31 32 03
/// 0.250000 b>a break
/// 1.000000 b unplug
/// ```
public enum RecordingText {
    /// The first line, with its end.
    public static func line(_ header: RecordingHeader) -> String {
        let fields = [("date", header.date), ("a", header.a), ("b", header.b), ("settings", header.settings)]
        return "tillbench-line \(RecordingHeader.format) "
            + fields.map { "\($0)=\(escape($1))" }.joined(separator: " ") + "\n"
    }

    /// One event, with its line end.
    public static func line(_ event: RecordedEvent) -> String {
        let micro = String(event.time % 1_000_000)
        let time = "\(event.time / 1_000_000)." + String(repeating: "0", count: 6 - micro.count) + micro
        let what =
            switch event.kind {
            case .bytes(let from, let bytes): "\(from)>\(from.other)" + hex(bytes)
            case .breakSignal(let from): "\(from)>\(from.other) break"
            case .unplugged(let side): "\(side) unplug"
            case .plugged(let side): "\(side) plug"
            case .settings(let side, let text): "\(side) settings \(escape(text, keeps: " "))"
            }
        return time + " " + what + "\n"
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 3)
        for byte in bytes { text += [UInt8(ascii: " "), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// What could end a field or a line is written as `%` and two hexadecimal digits.
    private static func escape(_ text: String, keeps kept: String = "") -> String {
        var escaped = ""
        for byte in text.utf8 {
            let isPlain = byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "%")
            if isPlain || kept.utf8.contains(byte) {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}
