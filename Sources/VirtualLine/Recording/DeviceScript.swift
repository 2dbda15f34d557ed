/// Scripts of umockdev: what a program read from a device (`r`) and wrote to it (`w`), with milliseconds since the line
/// before. A recording becomes one and is made from one; the device is one of its ends.
///
/// Source: umockdev, docs/script-format.txt.
public enum DeviceScript {
    /// The dialog that the program at the other end had with the device at `device`, as a file holds it.
    ///
    /// Breaks, plugging and settings have no place in such a script and are left out.
    public static func bytes(of recording: Recording, device: LineSide) -> [UInt8] {
        var script: [UInt8] = []
        var last: UInt64 = 0
        for event in recording.events {
            guard case .bytes(let from, let bytes) = event.kind, !bytes.isEmpty else { continue }
            let delay = (event.time - min(last, event.time)) / 1000
            script += "\(from == device ? "r" : "w") \(delay) ".utf8
            script += bytes.flatMap(escape)
            script.append(0x0A)
            // Whole milliseconds are counted, so that what was cut off is not lost for good.
            last += delay * 1000
        }
        return script
    }

    /// A recording in which `device` is the device of the script.
    ///
    /// - Throws: `RecordingError`, with the number of the line.
    public static func read(_ bytes: [UInt8], device: LineSide, date: String) throws(RecordingError) -> Recording {
        var events: [RecordedEvent] = []
        var time: UInt64 = 0
        var rest = bytes[...]
        var number = 0
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            let line = rest[rest.startIndex..<end]
            rest = rest[min(end + 1, rest.endIndex)...]
            guard let operation = line.first, operation != UInt8(ascii: "#") else { continue }
            if operation == UInt8(ascii: "Q") { break }
            let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].count == 1,
                let delay = UInt64(String(decoding: parts[1], as: UTF8.self)), delay < 1 << 40
            else { throw RecordingError(.badOperation, line: number) }
            let from: LineSide
            switch operation {
            case UInt8(ascii: "r"): from = device
            case UInt8(ascii: "w"): from = device.other
            // Fuzz: how far what is written may differ. A recording has no such thing.
            case UInt8(ascii: "f"): continue
            default: throw RecordingError(.badOperation, line: number)
            }
            time += delay * 1000
            guard time <= RecordedEvent.latest else { throw RecordingError(.tooLate, line: number) }
            let data = try unescape(parts[2], number)
            if !data.isEmpty { events.append(RecordedEvent(time: time, .bytes(from: from, data))) }
        }
        let names = device == .a ? ("device", "program") : ("program", "device")
        return Recording(
            header: RecordingHeader(date: date, a: names.0, b: names.1, settings: "script"), events: events)
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        if byte == UInt8(ascii: "^") { return [byte, UInt8(ascii: "`")] }
        return byte < 32 ? [UInt8(ascii: "^"), byte + 64] : [byte]
    }

    private static func unescape(_ data: ArraySlice<UInt8>, _ number: Int) throws(RecordingError) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = data
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "^") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "`")?: bytes.append(byte)
            case let letter? where (64...95).contains(letter): bytes.append(letter - 64)
            default: throw RecordingError(.badEscape, line: number)
            }
        }
        return bytes
    }
}
