/// A line that is typed for the console itself, with what it is for.
struct ConsoleEntry: Sendable, Equatable {
    /// What it is for.
    enum Purpose: Sendable, Equatable { case settings, bytes, frame, file, log }

    /// How typing ended.
    enum Outcome: Sendable, Equatable {
        case goesOn
        case done(String)
        case cancelled
    }

    let purpose: Purpose
    private(set) var text: [UInt8] = []

    init(_ purpose: Purpose) { self.purpose = purpose }

    /// What is asked.
    var question: String {
        switch purpose {
        case .settings: "line settings: "
        case .bytes: "bytes in hexadecimal: "
        case .frame: "payload in hexadecimal: "
        case .file: "file to send: "
        case .log: "log to: "
        }
    }

    /// The line as it stands.
    var shown: String { "# " + question + ControlText.line(String(decoding: text, as: UTF8.self)) }

    /// Takes keys in.
    ///
    /// - Returns: How it ended, and what was typed behind the end.
    mutating func take(_ keys: ArraySlice<UInt8>) -> (Outcome, rest: ArraySlice<UInt8>) {
        for (place, key) in zip(keys.indices, keys) {
            switch key {
            case 0x0D, 0x0A: return (.done(String(decoding: text, as: UTF8.self)), keys[(place + 1)...])
            // Escape, or a key that sends a sequence with it: none of it is for the device.
            case 0x1B: return (.cancelled, [])
            case 0x03: return (.cancelled, keys[(place + 1)...])
            case 0x08, 0x7F: erase()
            case 0x15: text = []
            case 0x00..<0x20: break
            default: text.append(key)
            }
        }
        return (.goesOn, [])
    }

    /// Takes the last character away, with all its bytes.
    private mutating func erase() {
        while let last = text.popLast(), last & 0xC0 == 0x80 {}
    }
}

/// Bytes that people type.
enum TypedHex {
    /// The bytes of `02 00 5F`, `02005f` or `0x02,0x00`; nil when it is none.
    static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ":" || $0 == "\t" }) {
            let digits = word.hasPrefix("0x") || word.hasPrefix("0X") ? word.dropFirst(2) : word
            let values = digits.compactMap { $0.isASCII ? $0.hexDigitValue : nil }
            guard values.count == digits.count, !values.isEmpty, values.count % 2 == 0 else { return nil }
            for start in stride(from: 0, to: values.count, by: 2) {
                bytes.append(UInt8(values[start] << 4 | values[start + 1]))
            }
        }
        return bytes.isEmpty ? nil : bytes
    }
}
