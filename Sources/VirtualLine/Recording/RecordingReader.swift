/// Reads recordings.
///
/// Empty lines, and lines that begin with `#`, are comments. A last line without an end is what a killed program leaves
/// behind: it is left out, and ``Recording/isTorn`` says so.
public enum RecordingReader {
    /// No line may be longer, in bytes.
    public static let longestLine = 1 << 20

    /// Reads a whole recording.
    ///
    /// - Throws: `RecordingError`, with the number of the line.
    public static func read(_ bytes: [UInt8]) throws(RecordingError) -> Recording {
        let (lines, isTorn) = try cut(bytes)
        var header: RecordingHeader?
        var events: [RecordedEvent] = []
        for (number, line) in lines {
            if line.isEmpty || line.first == "#" { continue }
            guard header != nil else {
                header = try readHeader(line, number)
                continue
            }
            let event = try readEvent(line, number)
            if let last = events.last, event.time < last.time { throw RecordingError(.timeRunsBack, line: number) }
            events.append(event)
        }
        guard let header else { throw RecordingError(.noHeader, line: 1) }
        return Recording(header: header, events: events, isTorn: isTorn)
    }

    /// Cuts text into its whole lines, with their numbers, without the blanks around them.
    static func cut(_ bytes: [UInt8]) throws(RecordingError) -> (lines: [(Int, Substring)], isTorn: Bool) {
        var lines: [(Int, Substring)] = []
        var number = 1
        var start = 0
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            guard end - start <= longestLine else { throw RecordingError(.tooLong, line: number) }
            guard let text = String(validating: bytes[start..<end], as: UTF8.self) else {
                throw RecordingError(.notText, line: number)
            }
            let blanks: Set<Character> = [" ", "\t", "\r", "\r\n"]
            let rest = text.drop { blanks.contains($0) }
            let length = rest.reversed().drop { blanks.contains($0) }.count
            lines.append((number, rest.prefix(length)))
            start = end + 1
            number += 1
        }
        return (lines, start < bytes.count)
    }

    private static func readHeader(_ line: Substring, _ number: Int) throws(RecordingError) -> RecordingHeader {
        let parts = line.split(separator: " ")
        guard parts.count >= 2, parts[0] == "tillbench-line" else { throw RecordingError(.noHeader, line: number) }
        guard parts[1] == "\(RecordingHeader.format)" else {
            throw RecordingError(.unknownFormat(String(parts[1].prefix(20))), line: number)
        }
        func field(_ name: String) throws(RecordingError) -> String {
            guard let part = parts.first(where: { $0.hasPrefix(name + "=") }) else {
                throw RecordingError(.missingField(name), line: number)
            }
            return try unescape(part.dropFirst(name.count + 1), number)
        }
        return RecordingHeader(
            date: try field("date"), a: try field("a"), b: try field("b"), settings: try field("settings"))
    }

    private static func readEvent(_ line: Substring, _ number: Int) throws(RecordingError) -> RecordedEvent {
        let parts = line.split(separator: " ", maxSplits: 2)
        let time = try microseconds(parts.first ?? "", number)
        guard parts.count >= 2 else { throw RecordingError(.badSide, line: number) }
        let rest = parts.count > 2 ? parts[2] : ""
        switch parts[1] {
        case "a>b", "b>a":
            let from: LineSide = parts[1] == "a>b" ? .a : .b
            if rest == "break" { return RecordedEvent(time: time, .breakSignal(from: from)) }
            guard let bytes = hex(rest), !bytes.isEmpty else { throw RecordingError(.badBytes, line: number) }
            return RecordedEvent(time: time, .bytes(from: from, bytes))
        case "a", "b":
            let side: LineSide = parts[1] == "a" ? .a : .b
            if rest == "unplug" { return RecordedEvent(time: time, .unplugged(side)) }
            if rest == "plug" { return RecordedEvent(time: time, .plugged(side)) }
            guard rest.hasPrefix("settings ") else { throw RecordingError(.badEvent, line: number) }
            return RecordedEvent(time: time, .settings(side, try unescape(rest.dropFirst(9), number)))
        default: throw RecordingError(.badSide, line: number)
        }
    }

    private static func microseconds(_ text: Substring, _ number: Int) throws(RecordingError) -> UInt64 {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, isDigits(whole) else { throw RecordingError(.badTime, line: number) }
        let places = parts.count == 2 ? parts[1] : "0"
        guard isDigits(places), places.count <= 6,
            let micro = UInt64(places + String(repeating: "0", count: 6 - places.count))
        else { throw RecordingError(.badTime, line: number) }
        // Digits alone fail only when there are too many of them.
        guard let seconds = UInt64(whole), seconds <= RecordedEvent.latest / 1_000_000,
            seconds * 1_000_000 + micro <= RecordedEvent.latest
        else { throw RecordingError(.tooLate, line: number) }
        return seconds * 1_000_000 + micro
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func hex(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            if digit == UInt8(ascii: " ") {
                if high != nil { return nil }
                continue
            }
            guard let value = nibble(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }

    private static func unescape(_ text: Substring, _ number: Int) throws(RecordingError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(nibble), let low = rest.popFirst().flatMap(nibble) else {
                throw RecordingError(.badBytes, line: number)
            }
            bytes.append(high << 4 | low)
        }
        guard let plain = String(validating: bytes, as: UTF8.self) else { throw RecordingError(.notText, line: number) }
        return plain
    }
}
