/// Finds packets in what a serial console says.
///
/// Bytes come in any pieces. Text between the lines of packets is handed on; after damage the next packet is found.
public struct LineReader: Sendable {
    /// What was found.
    public enum Item: Equatable, Sendable {
        /// A packet whose checksum is right.
        case packet([UInt8])
        /// Text of the console.
        case text([UInt8])
        /// Lines that make no packet.
        case damaged(Damage)
    }

    /// What is wrong with lines.
    public enum Damage: Equatable, Sendable {
        /// A further line without a first one.
        case noStart
        /// A first line before the packet was complete.
        case incomplete
        /// A character that is not base64, or groups that are not whole.
        case character
        /// A count that no packet has, or that is not met.
        case length
        /// The checksum is wrong.
        case checksum
    }

    private enum State: Equatable, Sendable {
        case text
        /// The first byte of a mark was seen.
        case mark(UInt8)
        case body
        /// After damage: the rest of the line says nothing.
        case skipping
    }

    private let largestPacket: Int
    private var state = State.text
    /// True between the lines of a packet.
    private var isInPacket = false
    private var decoder = Base64Decoder()
    private var content: [UInt8] = []
    private var text: [UInt8] = []
    private var items: [Item] = []

    /// A reader that takes packets of at most so many bytes.
    public init(largestPacket: Int) { self.largestPacket = min(max(largestPacket, 0), 0xFFFF - 2) }

    /// Takes bytes and returns what they completed.
    public mutating func receive(_ bytes: some Sequence<UInt8>) -> [Item] {
        items = []
        for byte in bytes { take(byte) }
        flushText()
        defer { items = [] }
        return items
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .text:
            if LineReader.beginsMark(byte) { state = .mark(byte) } else { text.append(byte) }
        case .mark(let first): take(byte, after: first)
        case .body: takeInBody(byte)
        case .skipping:
            if byte == ConsoleFraming.end {
                state = .text
            } else if LineReader.beginsMark(byte) {
                state = .mark(byte)
            }
        }
    }

    private static func beginsMark(_ byte: UInt8) -> Bool {
        byte == ConsoleFraming.start.0 || byte == ConsoleFraming.next.0
    }

    private mutating func take(_ byte: UInt8, after first: UInt8) {
        if first == ConsoleFraming.start.0, byte == ConsoleFraming.start.1 {
            if isInPacket { damage(.incomplete) }
            flushText()
            content = []
            decoder = Base64Decoder()
            isInPacket = true
            state = .body
        } else if first == ConsoleFraming.next.0, byte == ConsoleFraming.next.1 {
            guard isInPacket else {
                damage(.noStart)
                state = .skipping
                return
            }
            state = .body
        } else {
            text.append(first)
            state = .text
            take(byte)
        }
    }

    private mutating func takeInBody(_ byte: UInt8) {
        if byte == ConsoleFraming.end { return endLine() }
        // Some drivers turn a line feed into two bytes.
        if byte == 0x0D { return }
        if LineReader.beginsMark(byte) {
            // The end of the line was lost.
            damage(.incomplete)
            state = .mark(byte)
            return
        }
        guard decoder.take(byte, into: &content) else {
            damage(.character)
            state = .skipping
            return
        }
        guard let expected else { return }
        guard expected >= 2 + PacketHeader.byteCount, expected <= largestPacket + 2, content.count <= expected + 2
        else {
            damage(.length)
            state = .skipping
            return
        }
    }

    /// Bytes that the count speaks of, when it is there.
    private var expected: Int? {
        content.count >= 2 ? Int(content[0]) << 8 | Int(content[1]) : nil
    }

    private mutating func endLine() {
        state = .text
        guard let expected, content.count == expected + 2 else { return }
        guard decoder.isAtGroup else { return damage(.character) }
        let packet = [UInt8](content[2..<content.count - 2])
        let said = UInt16(content[content.count - 2]) << 8 | UInt16(content[content.count - 1])
        guard CRC16.of(packet) == said else { return damage(.checksum) }
        isInPacket = false
        content = []
        items.append(.packet(packet))
    }

    private mutating func damage(_ damage: Damage) {
        flushText()
        isInPacket = false
        content = []
        decoder = Base64Decoder()
        items.append(.damaged(damage))
    }

    private mutating func flushText() {
        guard !text.isEmpty else { return }
        items.append(.text(text))
        text = []
    }
}
