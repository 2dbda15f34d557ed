/// In what form messages are given.
public enum InputKind: String, Sendable, CaseIterable {
    /// Hexadecimal digits; spaces, colons, `0x` and line breaks do not matter. Several messages: one on each line, or blank
    /// lines between them.
    case hex
    /// Output of `xxd`, `hexdump -C`, `od -tx1` or Wireshark.
    case hexdump
    /// Base64.
    case base64
    /// The bytes themselves: one message, or frames that each begin with a length of two bytes.
    case binary
    /// Text in which hexadecimal digits or dumps stand.
    case log
    /// A packet capture.
    case capture
}

/// Bytes that may be a message, and where they came from.
public struct Candidate: Sendable, CustomStringConvertible, CustomReflectable {
    /// The bytes, with whatever headers stand before the message.
    public var bytes: [UInt8]
    /// Line of the input on which they begin, from 1; nil when the input is not text.
    public var line: Int?
    /// Number of the packet with which they were complete, from 1; nil when the input is no capture.
    public var packet: Int?
    /// Byte of the input at which they begin.
    public var offset: Int
    /// Where their hexadecimal digits stand in the input, two for each byte; empty when the input is not such text.
    public var digits: [UInt32]
    /// Where their base64 characters stand in the input; empty when the input is not such text.
    public var base64: [UInt32] = []
    /// True when they stand in a dump, which shows characters beside the digits.
    public var isDump = false
    /// True when a last digit was left out, because half a byte is none.
    public var hasHalfByte: Bool

    init(_ bytes: [UInt8], line: Int?, offset: Int, digits: [UInt32] = [], hasHalfByte: Bool = false) {
        self.bytes = bytes
        self.line = line
        self.offset = offset
        self.digits = digits
        self.hasHalfByte = hasHalfByte
    }

    /// A message that does not come from a file.
    public init(_ bytes: [UInt8]) { self.init(bytes, line: nil, offset: 0) }

    /// Where, and how many bytes; never the bytes.
    public var description: String {
        (packet.map { "packet \($0)" } ?? line.map { "line \($0)" } ?? "byte \(offset)") + ", \(bytes.count) bytes"
    }

    /// `dump` sees the description only.
    public var customMirror: Mirror { Mirror(self, children: ["candidate": description]) }
}

/// What an input holds.
public struct InputContents: Sendable {
    /// In what form it was.
    public var kind: InputKind
    /// What may be messages, in the order of the input; never empty.
    public var candidates: [Candidate]
    /// What of the input could not be read, in words; empty when all was.
    public var problems: [String] = []

    /// Contents of which the caller knows what they are.
    public init(kind: InputKind, candidates: [Candidate]) {
        self.kind = kind
        self.candidates = candidates
    }
}
